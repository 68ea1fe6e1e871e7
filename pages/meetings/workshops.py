"""Workshop: prepare one, run it, record what came of it (``?workshop=``: one of them)."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.workshops import facts as workshop_facts
from portfolio.queries.workshops import workshops as workshop_queries
from portfolio.ui import (
    frame,
    session,
    visitor,
    workshop_notes,
    workshop_offers,
    workshop_record,
    workshop_results,
    workshop_run,
    workshop_setup,
    workshops,
)
from portfolio.usecases.workshops import running

portfolio = frame.portfolio(_("Workshop"))
frame.header(_("Workshop"))

asked = st.query_params.get("workshop")
facts = session.read_now(workshop_facts.facts, workshop_id=asked) if asked else None
if asked and facts is None:
    st.warning(_("There is no such workshop any more. Go back to the list."))

if facts is not None:
    workshop = facts.workshop
    may = session.read_now(running.may_run, person=visitor.person(), workshop_id=workshop.id)
    workshop_run.head(workshop)
    workshop_results.about(facts)
    if workshop.state == "ended":
        workshop_record.outcomes(workshop, may=may)
        workshop_results.files(facts, may=may)
        workshop_setup.setup(workshop)
    else:
        workshop_run.controls(workshop, may=may)
        workshop_setup.setup(workshop)
    workshop_results.results(facts)
    workshop_notes.notes(facts, may=may)
    workshop_offers.offers(facts)
    if workshop.state != "ended":
        workshop_record.outcomes(workshop, may=may)
        workshop_results.files(facts, may=may)
    workshop_run.history(workshop.id)
else:
    workshops.listed(session.read_now(workshop_queries.all_workshops, portfolio=portfolio["code"]))
    workshops.prepare(portfolio["code"])
