"""Søg: what of the portfolio holds the words of the address. Reached from the bar."""

from portfolio.language import _
from portfolio.ui import drawing, frame
from portfolio.ui.search import page

portfolio = frame.portfolio(_("Search"))

day = frame.header_with_day(_("Search"))
drawing.show(page.answer(portfolio, day))
