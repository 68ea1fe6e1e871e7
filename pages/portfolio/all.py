"""Alle porteføljer: how each of them stands, and what one centre has across them."""

from portfolio.language import _
from portfolio.queries.overview.all_portfolios import summaries
from portfolio.ui import filter_bar, frame, session
from portfolio.ui.overview import all_portfolios

frame.portfolio(_("All portfolios"))

day = frame.header_with_day(_("All portfolios"))
bar = filter_bar.Bar("portefoeljer")
filters = bar.choose(all_portfolios.choose_filters)
found = session.read(summaries, as_of=day, today=session.today(), **filters)

if not found:
    all_portfolios.say_none(day, filters)
else:
    with bar.line:
        all_portfolios.key_line(found)
    all_portfolios.cards(found, day)
    if filters["party"] is not None:
        all_portfolios.of_party(filters["party"], day)
    all_portfolios.table(found)
