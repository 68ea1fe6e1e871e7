"""The page of workshops: those that are, and the way to prepare another."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.domain.model import ENDED
from portfolio.domain.permissions import Action
from portfolio.domain.workshops import StepKind
from portfolio.language import _, ngettext
from portfolio.queries.rounds import rounds
from portfolio.ui import choices, components, draft, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.meetings import bodies
from portfolio.usecases.workshops import course, preparing

_WIDTH = 720  # px: a form is read down, not across
PAGE = "workshop"


def listed(found: pd.DataFrame) -> None:
    """The workshops, the newest first."""
    if found.empty:
        components.empty(
            _(
                "No workshop has been prepared yet. In a workshop managers qualify, score "
                "and rank the proposals on their phones, and what they say is recorded."
            )
        )
        return
    for row in found.to_dict("records"):
        with st.container(border=True):
            st.markdown(f"**{links.link(row['title'], PAGE, workshop=row['id'])}**  \n{_line(row)}")


def _line(row: dict[Any, Any]) -> str:
    parts = [
        language.long_date(row["held_on"]),
        links.plain(row["body"] or ""),
        labels.label("workshop_state", row["state"]),
        ngettext("{n} proposal", "{n} proposals", row["proposals"]),
        ngettext("{n} participant", "{n} participants", row["participants"]),
    ]
    return components.quiet(components.joined(part for part in parts if part))


def prepare(portfolio: str) -> None:
    """The form of a new workshop, folded away until it is wanted."""
    if not visitor.can(Action.RUN_WORKSHOPS):
        return
    with st.expander(_("Prepare a workshop")), st.container(width=_WIDTH):
        _fields(portfolio)


def _fields(portfolio: str) -> None:
    today = session.today()
    form = draft.open(f"workshop:new:{portfolio}")
    forums = choices.named(session.read(rounds.bodies))
    usual = _usual_forum(portfolio, forums)
    suggested = forums[usual] if usual else _("Workshop")
    title = st.text_input(_("Title"), max_chars=200, **form.field("title", suggested))
    left, right = st.columns(2)
    day = left.date_input(_("Day"), format="DD.MM.YYYY", **form.field("day", today))
    with right:
        body: str | None = form.choose(
            "body",
            _("Forum"),
            forums,
            usual,
            help=_("Its step of the chain of involvement is set done when the workshop ends."),
        )
    chosen = _proposals(form, portfolio, today)
    steps, criteria = _steps(form), _criteria(form)
    dots = st.number_input(
        _("Dots for each participant"), min_value=1, max_value=20, **form.field("dots", 3)
    )
    anonymous = st.toggle(
        _("Anonymous: neither names nor centres are kept"),
        help=_("It cannot be undone later. Otherwise results are also shown by centre."),
        **form.field("anonymous", False),
    )
    form.send(
        st.button(_("Prepare the workshop"), type="primary") and isinstance(day, date),
        lambda _version: preparing.make(
            visitor.who(),
            portfolio,
            title=title,
            held_on=day,
            proposal_ids=chosen,
            steps=steps,
            scored=criteria,
            dots=int(dots),
            anonymous=anonymous,
            body_party_id=body,
        ),
        _("The workshop is prepared. Open it to see its code."),
    )


def _usual_forum(portfolio: str, forums: Mapping[str, str]) -> str | None:
    """Chefforum is suggested where there is one: the directorate asked for it."""
    asked = (key for key, name in forums.items() if name == "Chefforum")
    return next(asked, None) or bodies.usual(portfolio, forums)


def _proposals(form: Draft, portfolio: str, today: date) -> list[str]:
    found = session.read(rounds.to_ask, portfolio=portfolio, today=today)
    found = found[~found["stage"].isin(ENDED)]
    words = {row["id"]: f"{row['number']} {row['title']}" for row in found.to_dict("records")}
    hint = _("Choose proposals")
    return form.choose_some("proposals", _("Proposals"), words, list(words), placeholder=hint)


def _steps(form: Draft) -> tuple[course.PlannedStep, ...]:
    """The course as a table to change: take a step out, move its time, call it something else."""
    st.markdown("**" + _("Steps") + "**")
    kinds = {kind.value: labels.label("step_kind", kind) for kind in StepKind}
    usual = pd.DataFrame(
        [
            {
                "kind": kinds[step.kind.value],
                "title": step.title,
                "minutes": step.minutes,
                "instruction": step.instruction,
            }
            for step in course.usual_steps()
        ]
    )
    edited = form.edit(
        "steps",
        usual,
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        column_config={
            "kind": st.column_config.SelectboxColumn(
                _("What is done"), options=list(kinds.values()), required=True
            ),
            "title": st.column_config.TextColumn(_("Title"), required=True),
            "minutes": st.column_config.NumberColumn(
                _("Length in min"), min_value=1, max_value=480, step=1, required=True, default=15
            ),
            "instruction": st.column_config.TextColumn(
                _("What the participants read"), max_chars=500
            ),
        },
    )
    codes = {word: code for code, word in kinds.items()}
    return tuple(
        course.PlannedStep(
            kind=StepKind(codes[row["kind"]]),
            title=str(row["title"]),
            minutes=int(row["minutes"]),
            instruction=str(row["instruction"] or ""),
        )
        for row in edited.dropna(subset=["kind", "title", "minutes"])
        .fillna({"instruction": ""})
        .to_dict("records")
    )


def _criteria(form: Draft) -> tuple[course.PlannedCriterion, ...]:
    st.markdown(_("**What is scored, from 1 to 5**"))
    names = ["title", "w1", "w2", "w3", "w4", "w5"]
    usual = pd.DataFrame(
        [[one.title, *one.words] for one in course.usual_criteria()], columns=names
    )
    edited = form.edit(
        "criteria",
        usual,
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        column_config={"title": st.column_config.TextColumn(_("Criterion"), required=True)}
        | {f"w{n}": st.column_config.TextColumn(str(n), required=True) for n in range(1, 6)},
    )
    return tuple(
        course.PlannedCriterion(title=str(row[0]), words=tuple(str(word) for word in row[1:]))
        for row in edited.dropna().itertuples(index=False)
    )
