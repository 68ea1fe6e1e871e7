"""Overblik: what is asked, where the proposals stand, what is new. The front page."""

from portfolio.language import _
from portfolio.ui import drawing, frame, session
from portfolio.ui.overview import page

portfolio = frame.portfolio(_("Overview"))

day = frame.header_with_day(portfolio["title"])
filters = page.choose_filters(portfolio["code"], day)
drawing.show(page.overview(filters))
session.follow()
