"""Indhold: everything the minutes did not say, one at a time or many in a table."""

from portfolio.language import _
from portfolio.model import Action
from portfolio.ui import content, frame, visitor

frame.portfolio(_("Content"))

frame.header(_("Content"))
visitor.require(Action.EDIT_CONTENT)
content.show()
