"""Opsummering: for whoever was not there: decisions, changes, what waits."""

from portfolio.language import _
from portfolio.ui import frame

portfolio = frame.portfolio(_("Digest"))
day = frame.header_with_day(_("Digest"))
