"""Regn på en pulje: from one amount to the others (``?pulje=`` chooses the pool)."""

from portfolio.language import _
from portfolio.ui import frame
from portfolio.ui.strategy import calculator

portfolio = frame.portfolio(_("Calculate on a pool"))

frame.header(_("Calculate on a pool"), _("Nothing you type here is stored."))
calculator.show(portfolio["code"])
