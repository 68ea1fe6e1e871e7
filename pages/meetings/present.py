"""Fremvisning: a review on the projector, one item a screen, decided as it goes."""

from portfolio.language import _
from portfolio.ui import frame

portfolio = frame.portfolio(_("Presentation"))
day = frame.header_with_day(_("Presentation"))
