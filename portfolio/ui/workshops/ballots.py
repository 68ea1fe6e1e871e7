"""Ballots on paper: printed before, and typed in while their step is open."""

from functools import partial

import pandas as pd
import streamlit as st

from portfolio.domain.workshops import StepKind, StepState
from portfolio.language import _
from portfolio.queries.workshops.facts import Facts
from portfolio.reports import papers
from portfolio.reports.workshops import ballot
from portfolio.ui import components, downloads, draft, visitor
from portfolio.ui.draft import Draft
from portfolio.usecases.workshops import ballots

_WIDE = 960  # px: a proposal is a line


def offer(facts: Facts) -> None:
    """For whoever runs it, folded away: print some, and type in those that come back."""
    with (
        st.expander(_("Ballots on paper"), key="workshop-ballots", on_change="rerun"),
        st.container(width=_WIDE),
    ):
        components.remark(
            _("For participants without a phone. Each ballot has a number of its own.")
        )
        form = draft.open(f"ballots:{facts.workshop.id}")
        left, right = st.columns(2)
        first = left.number_input(_("From number"), 1, ballots.MOST, **form.field("first", 1))
        count = right.number_input(_("How many"), 1, ballot.MOST, **form.field("count", 5))
        downloads.button(
            _("Ballots to print (pdf)"),
            partial(ballot.pdf, facts, int(first), int(count)),
            f"stemmesedler-{facts.workshop.held_on}.pdf",
            papers.PDF.media_type,
            key="workshop:ballots",
            kind="tertiary",
        )
        _type_in(facts)


def _type_in(facts: Facts) -> None:
    now = next((one for one in facts.steps if one.position == facts.workshop.current_step), None)
    if (
        now is None
        or now.state != StepState.OPEN
        or now.kind not in (StepKind.SCORE, StepKind.DOTS)
    ):
        components.remark(_("Ballots are typed in while the step of scores or dots is open."))
        return
    form = draft.open(f"ballot:{now.id}")
    number = st.number_input(_("Ballot number"), 1, ballots.MOST, **form.field("number", 1))
    columns = {"dots": _("Dots")}
    if now.kind == StepKind.SCORE:
        columns = {one.id: one.title for one in facts.criteria}
    edited = _table(form, facts, columns, 5 if now.kind == StepKind.SCORE else facts.workshop.dots)
    given = {
        (one.id, name): int(row[name])
        for one, row in zip(facts.proposals, edited.to_dict("records"), strict=True)
        for name in columns
        if pd.notna(row[name])
    }
    scored = given if now.kind == StepKind.SCORE else {}
    dotted = (
        {} if scored or now.kind == StepKind.SCORE else {key: n for (key, _of), n in given.items()}
    )
    form.send(
        st.button(_("Type the ballot in"), key=form.key("save"), type="primary"),
        lambda _version: ballots.type_in(
            visitor.who(), facts.workshop.id, int(number), scored=scored, dotted=dotted
        ),
        _("The ballot is counted."),
    )


def _table(form: Draft, facts: Facts, columns: dict[str, str], most: int) -> pd.DataFrame:
    blank = pd.DataFrame(
        [
            {"proposal": f"{one.number} {one.title}", **dict.fromkeys(columns, float("nan"))}
            for one in facts.proposals
        ]
    )
    config = {"proposal": st.column_config.TextColumn(_("Proposal"), disabled=True)}
    config |= {
        name: st.column_config.NumberColumn(
            title, min_value=0 if most != 5 else 1, max_value=most, step=1
        )
        for name, title in columns.items()
    }
    return form.edit("answers", blank, hide_index=True, width="stretch", column_config=config)
