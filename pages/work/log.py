"""Ændringslog: every change with who, when, before and after."""

from portfolio.language import _
from portfolio.model import Action
from portfolio.ui import frame, visitor

frame.header(_("Change log"))
visitor.require(Action.SEE_LOG)
