"""Overblik: what is asked, where the proposals stand, what is new. The front page."""

from portfolio.language import _
from portfolio.ui import drawing, frame, session
from portfolio.ui.overview import page, waiting

portfolio = frame.portfolio(_("Overview"))

day = frame.header_with_day(portfolio["title"])
page.say_age(portfolio["code"], day)
filters = page.choose_filters(portfolio["code"], day)
waiting.line(day)
drawing.show(page.overview(filters))
session.follow()
