"""Mine forslag: what the reader is asked to answer, and how it went last time."""

from portfolio.language import _
from portfolio.model import Action
from portfolio.ui import frame, visitor

frame.header(_("My proposals"))
visitor.require(Action.READ)
