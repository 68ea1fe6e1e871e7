"""What is asked about one proposal, what was decided and did, and what nobody knows of it yet."""

from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.domain.requests import Request
from portfolio.language import _
from portfolio.queries.filtering import Filters
from portfolio.queries.gaps import gaps as gap_queries
from portfolio.queries.meetings import decisions as decision_queries
from portfolio.queries.requests import effects as effect_queries
from portfolio.queries.requests.effects import Effect
from portfolio.queries.workshops.outcomes import outcomes_of_proposal
from portfolio.reports.requests import effects
from portfolio.ui import components, links, session
from portfolio.ui.gaps import cards
from portfolio.ui.meetings import decisions as meeting_decisions
from portfolio.ui.requests import listing
from portfolio.ui.sources import Marks


def decisions(filters: Filters, number: int) -> None:
    """The decisions that concern it, where they depart from the recommendation, and follow-ups."""
    st.header(_("Decisions and follow-ups"), anchor=False)
    made = session.read(
        decision_queries.decisions_made,
        as_of=filters.as_of,
        portfolio=filters.portfolio,
        proposal=number,
    )
    if made.empty:
        components.remark(_("No decision concerns this proposal."))
        return
    follow_ups = session.read(
        decision_queries.follow_ups_of, decisions=tuple(made["id"]), as_of=filters.as_of
    )
    cited = Marks("decisions", made["id"]), Marks("follow_ups", follow_ups["id"])
    done = session.read(effect_queries.effects_of, decisions=tuple(made["id"]))
    about = session.read(
        decision_queries.numbers_of, decisions=tuple(made["id"]), portfolio=filters.portfolio
    )
    st.markdown(
        components.bullets(
            _decision(
                {**row, "mine": next(n for n in about[row["id"]] if n == number)},
                follow_ups,
                done.get(row["id"], ()),
                *cited,
            )
            for row in made.to_dict("records")
        )
    )


def requests(filters: Filters, facts: dict[str, Any]) -> None:
    """What is open to the directorate about it, and what others are asked; what concerns all stands
    on the lists alone.
    """
    day = filters.as_of
    mine = tuple(
        one
        for one in listing.read(filters.portfolio or "", day)
        if not one.whole and facts["id"] in {about.id for about in one.proposals}
    )
    if mine:
        st.header(_("To the directorate"), anchor=False)
        st.markdown(session.write_once(listing.lines, mine, day, facts["id"]))
        st.markdown(links.link(_("See the whole list"), listing.PAGE))
    others = tuple(one for one in listing.read_of_others(filters) if _is_told_here(one, facts))
    if others:
        st.header(_("To others"), anchor=False)
        st.markdown(session.write_once(listing.lines, others, day, facts["id"], True))


def _is_told_here(one: Request, facts: dict[str, Any]) -> bool:
    """What others are asked about it; open questions and follow-ups have their own place below."""
    return not one.whole and facts["id"] in {about.id for about in one.proposals}


def workshops(filters: Filters, number: int) -> None:
    """What the workshops held by the day changed for it; nothing where there was none."""
    held = session.read(
        outcomes_of_proposal,
        as_of=filters.as_of,
        portfolio=filters.portfolio or "",
        proposal=number,
    )
    if held.empty:
        return
    st.header(_("Workshops"), anchor=False)
    st.markdown(components.bullets(map(_workshop, held.to_dict("records"))))


def _workshop(row: dict[Any, Any]) -> str:
    day = language.long_date(row["held_on"])
    link = links.link(_("Workshop {day}", day=day), "workshop", workshop=row["id"])
    step = links.plain(row["next_step"] or _("no next step agreed"))
    who = links.plain(row["responsible"] or _("nobody yet"))
    return _(
        "**{workshop}:** {changed}; next: {step}; seen to by: {who}",
        workshop=link,
        changed=links.plain(row["changed"]),
        step=step,
        who=who,
    )


def _decision(
    row: dict[Any, Any],
    follow_ups: pd.DataFrame,
    done: tuple[Effect, ...],
    cited: Marks,
    follow_ups_cited: Marks,
) -> str:
    outcome = labels.label("decision_outcome", row["outcome"])
    number = links.link(row["number"], "beslutninger", beslutning=row["number"])
    said = links.plain(labels.tied(row["decision"], row["mine"]))
    words = f"{said} {cited.of(row['id'], 'decision')}"
    lines = [f"**{number} {outcome}:** {words}"]
    if row["difference"]:
        difference = f"{links.plain(row['difference'])} {cited.of(row['id'], 'difference')}"
        lines.append(_("Departs from the recommendation: {difference}", difference=difference))
    lines += [links.plain(line) for line in effects.said(done, row["outcome"])]
    tasks = follow_ups[follow_ups["decision_id"] == row["id"]].to_dict("records")
    lines += [_("Follow-up: {what}", what=_follow_up(task, follow_ups_cited)) for task in tasks]
    return "  \n  ".join(lines)


def _follow_up(row: dict[Any, Any], cited: Marks) -> str:
    parts = [
        row["title"],
        meeting_decisions.responsible(row),
        meeting_decisions.due(row),
        labels.label("follow_up_state", row["status"]),
    ]
    return f"{components.joined(map(links.plain, parts))} {cited.of(row['id'])}"


def gaps(filters: Filters, number: int) -> None:
    """The gaps and contradictions about it."""
    st.header(_("Open questions"), anchor=False)
    asked = gap_queries.Filters(
        as_of=filters.as_of, portfolio=filters.portfolio or "", proposal=number
    )
    known = session.read(gap_queries.gaps_known, filters=asked)
    if known.empty:
        components.remark(_("No open question about this proposal is on record."))
    else:
        cards.cards(known)
