"""Alle porteføljer: how each of them stands, and what one centre has across them."""

from portfolio.language import _
from portfolio.queries.filtering import Filters
from portfolio.ui import asof, filter_bar, frame, session
from portfolio.ui.overview import all_portfolios

frame.portfolio(_("All portfolios"))

with frame.head(_("All portfolios")):
    with filter_bar.folded("portefoeljer:filters") as pick:
        party = all_portfolios.choose_party(pick)
    day = asof.choose()
filter_bar.say(pick, "portefoeljer:clear")
all_portfolios.show(Filters(as_of=day, today=session.today(), party=party))
