"""What was decided about one proposal, what follows from it, and what nobody knows of it yet."""

from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _
from portfolio.queries.filtering import Filters
from portfolio.queries.gaps import gaps
from portfolio.queries.meetings import decisions
from portfolio.queries.workshops.outcomes import came_of
from portfolio.ui import components, links, session
from portfolio.ui.gaps import cards
from portfolio.ui.meetings import decisions as meeting_decisions
from portfolio.ui.sources import Marks

PAGE = "forslag"


def decided(filters: Filters, number: int) -> None:
    """The decisions that concern it, where they depart from the recommendation, and follow-ups."""
    st.header(_("Decisions and follow-ups"), anchor=False)
    made = session.read(
        decisions.decisions_made, as_of=filters.as_of, portfolio=filters.portfolio, proposal=number
    )
    if made.empty:
        st.markdown(components.quiet(_("No decision concerns this proposal.")))
        return
    ids = tuple(made["id"])
    follow_ups = session.read(decisions.follow_ups_of, decisions=ids, as_of=filters.as_of)
    marks = Marks("decisions", list(ids), PAGE, nr=number)
    later = Marks("follow_ups", list(follow_ups["id"]), PAGE, nr=number)
    st.markdown(
        "\n".join(
            f"- {_decision(row, follow_ups, marks, later)}" for row in made.to_dict("records")
        )
    )


def workshops(filters: Filters, number: int) -> None:
    """What the workshops held by the day changed for it; nothing where there was none."""
    held = session.read(
        came_of, as_of=filters.as_of, portfolio=filters.portfolio or "", proposal=number
    )
    if held.empty:
        return
    st.header(_("Workshops"), anchor=False)
    st.markdown("\n".join(f"- {_workshop(row)}" for row in held.to_dict("records")))


def _workshop(row: dict[Any, Any]) -> str:
    day = language.long_date(row["held_on"])
    link = links.link(_("Workshop {day}", day=day), "workshop", workshop=row["id"])
    step = links.plain(row["next_step"] or _("no next step agreed"))
    who = links.plain(row["responsible"] or _("missing"))
    return _(
        "**{workshop}:** {changed}; next: {step}; responsible: {who}",
        workshop=link,
        changed=links.plain(row["changed"]),
        step=step,
        who=who,
    )


def _decision(row: dict[Any, Any], follow_ups: pd.DataFrame, marks: Marks, later: Marks) -> str:
    outcome = labels.label("decision_outcome", row["outcome"])
    number = links.link(row["number"], "beslutninger", beslutning=row["number"])
    words = f"{links.plain(row['decision'])} {marks.of(row['id'], 'decision')}"
    lines = [f"**{number} {outcome}:** {words}"]
    if row["difference"]:
        said = f"{links.plain(row['difference'])} {marks.of(row['id'], 'difference')}"
        lines.append(_("Departs from the recommendation: {difference}", difference=said))
    mine = follow_ups[follow_ups["decision_id"] == row["id"]]
    lines += [
        _("Follow-up: {what}", what=_follow_up(follow, later)) for follow in mine.to_dict("records")
    ]
    return "  \n  ".join(lines)


def _follow_up(row: dict[Any, Any], marks: Marks) -> str:
    parts = [
        row["title"],
        meeting_decisions.who(row),
        meeting_decisions.when(row),
        meeting_decisions.status(row["status"]),
    ]
    return f"{components.joined(links.plain(part) for part in parts)} {marks.of(row['id'])}"


def open_questions(filters: Filters, number: int) -> None:
    """The gaps and contradictions about it."""
    st.header(_("Gaps"), anchor=False)
    asked = gaps.Filters(as_of=filters.as_of, portfolio=filters.portfolio or "", proposal=number)
    known = session.read(gaps.gaps_known, filters=asked)
    if known.empty:
        st.markdown(components.quiet(_("No open question about this proposal is on record.")))
        return
    cards.cards(known)
