"""Opfølgninger: what was to be done, by whom, and what became of it."""

from portfolio.language import _
from portfolio.ui import frame

portfolio = frame.portfolio(_("Follow-ups"))
day = frame.header_with_day(_("Follow-ups"))
