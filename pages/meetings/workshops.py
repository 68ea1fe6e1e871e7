"""Workshop: prepare one, run it, record what came of it (``?workshop=``: one of them)."""

import streamlit as st

from portfolio.language import _
from portfolio.queries import workshops as questions
from portfolio.ui import frame, session, visitor, workshop_record, workshop_run, workshops
from portfolio.usecases.workshops import running

portfolio = frame.portfolio(_("Workshop"))
frame.header(_("Workshop"))

asked = st.query_params.get("workshop")
workshop = session.read_now(questions.workshop, workshop_id=asked) if asked else None
if asked and workshop is None:
    st.warning(_("There is no such workshop any more. Go back to the list."))

if workshop is not None:
    may = session.read_now(running.may_run, person=visitor.person(), workshop_id=workshop.id)
    workshop_run.head(workshop)
    if workshop.state != "ended":
        workshop_run.controls(workshop, may=may)
    workshop_record.outcomes(workshop, may=may)
    workshop_run.history(workshop.id)
else:
    workshops.listed(session.read_now(questions.all_workshops, portfolio=portfolio["code"]))
    workshops.prepare(portfolio["code"])
