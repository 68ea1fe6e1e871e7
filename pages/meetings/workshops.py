"""Workshop: prepare one, run it, record what came of it (``?workshop=``: one of them)."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.workshops import facts as workshop_facts
from portfolio.queries.workshops import workshops as workshop_queries
from portfolio.ui import frame, session, visitor
from portfolio.ui.workshops import (
    agreed,
    contributors,
    door,
    listing,
    notes,
    passing_on,
    record,
    results,
    run,
    setup,
)
from portfolio.usecases.workshops import facilitating

portfolio = frame.portfolio(_("Workshop"))
frame.header(_("Workshop"))

asked = st.query_params.get("workshop")
facts = session.read_now(workshop_facts.facts, workshop_id=asked) if asked else None
if asked and facts is None:
    st.warning(_("There is no such workshop any more. Go back to the list."))

if facts is not None:
    workshop = facts.workshop
    may = session.read_now(
        facilitating.may_facilitate, person=visitor.person(), workshop_id=workshop.id
    )
    run.head(workshop)
    results.about(facts)
    if workshop.state == "ended":
        record.outcomes(workshop, may=may)
        agreed.follow_ups(facts, may=may)
        passing_on.to_directorate(facts, portfolio["code"], may=may)
        results.files(facts, may=may)
        setup.setup(workshop)
    else:
        run.controls(facts, may=may)
        if may:
            door.door_of(workshop)
        setup.setup(workshop)
    results.results(facts)
    notes.notes(facts, may=may)
    contributors.offers(facts)
    if workshop.state != "ended":
        record.outcomes(workshop, may=may)
        passing_on.to_directorate(facts, portfolio["code"], may=may)
        results.files(facts, may=may)
    run.history(workshop.id)
else:
    listing.listed(session.read_now(workshop_queries.all_workshops, portfolio=portfolio["code"]))
    listing.prepare(portfolio["code"])
