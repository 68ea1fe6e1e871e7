"""Indhold: everything the minutes did not say, one at a time or many in a table."""

from portfolio.domain.permissions import Action
from portfolio.language import _
from portfolio.ui import frame, visitor
from portfolio.ui.content import page

frame.portfolio(_("Content"))

frame.header(_("Content"))
visitor.require(Action.EDIT_CONTENT)
page.show()
