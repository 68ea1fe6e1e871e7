"""Opsætning: who may come in, as what, and for which centres."""

from portfolio.language import _
from portfolio.model import Action
from portfolio.ui import frame, visitor

frame.header(_("Settings"))
visitor.require(Action.READ)
