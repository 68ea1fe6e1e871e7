"""Direktionsgennemgang: a meeting's agenda, from what needs attention to what was decided."""

from portfolio.language import _
from portfolio.ui import frame

portfolio = frame.portfolio(_("Directorate review"))
day = frame.header_with_day(_("Directorate review"))
