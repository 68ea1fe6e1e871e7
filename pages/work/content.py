"""Indhold: everything the minutes did not say, one at a time or many in a table."""

from portfolio.domain.permissions import Action
from portfolio.language import _
from portfolio.ui import content, frame, visitor

frame.portfolio(_("Content"))

frame.header(_("Content"))
visitor.require(Action.EDIT_CONTENT)
content.show()
