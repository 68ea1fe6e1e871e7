"""Sammenlign: what moved, came and went between two days or meetings."""

from portfolio.language import _
from portfolio.ui import frame

portfolio = frame.portfolio(_("Compare"))
day = frame.header_with_day(_("Compare"))
