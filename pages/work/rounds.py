"""Statusrunder: open a round, follow it, return an answer, close it."""

from portfolio.language import _
from portfolio.model import Action
from portfolio.ui import frame, visitor

frame.header(_("Status rounds"))
visitor.require(Action.RUN_ROUNDS)
