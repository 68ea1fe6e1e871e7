"""Overblik: what is asked, where the proposals stand, what is new. The front page."""

from portfolio.language import _
from portfolio.queries.filtering import Filters
from portfolio.ui import asof, drawing, filter_bar, frame, session
from portfolio.ui.overview import page
from portfolio.ui.proposals import selection

portfolio = frame.portfolio(_("Overview"))

with frame.head(portfolio["title"]):
    pick, chosen = page.choose_filters(portfolio["code"])
    day = asof.choose()
    look = page.offer_looks()
filter_bar.say(pick, "clear")
filters = Filters(as_of=day, today=session.today(), portfolio=portfolio["code"], **chosen)
selection.offer(filters)
drawing.show(page.overview(filters, look))
session.follow()
