"""Alle porteføljer: how each of them stands, and what one centre has across them."""

from portfolio.language import _
from portfolio.queries.overview import all_portfolios
from portfolio.ui import filter_bar, frame, joint, session

frame.portfolio(_("All portfolios"))

day = frame.header_with_day(_("All portfolios"))
bar = filter_bar.Bar("portefoeljer")
filters = bar.choose(joint.choose_filters)
found = session.read(all_portfolios.standings, as_of=day, today=session.today(), **filters)

if not found:
    joint.say_none(day, filters)
else:
    with bar.line:
        joint.key_line(found)
    joint.cards(found, day)
    if filters["party"] is not None:
        joint.of_party(filters["party"], day)
    joint.table(found)
