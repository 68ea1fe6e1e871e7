"""The proposal page's pieces: its way through the stages, its words, its people and its ties."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.domain.model import STAGE_PATH
from portfolio.language import _
from portfolio.queries.filtering import Filters
from portfolio.queries.proposals import proposals
from portfolio.queries.proposals.proposals import Belongings, Proposal
from portfolio.queries.strategy import timeline
from portfolio.ui import action_row, components, edit_links, links, session, tables
from portfolio.ui.documents import documents
from portfolio.ui.log import page
from portfolio.ui.proposals import (
    comments,
    involvement,
    parking,
    parking_actions,
    record,
    responsibility,
    succession,
)
from portfolio.ui.rounds import history
from portfolio.ui.sources import Marks

PAGE = "forslag"


def one(found: Proposal, filters: Filters) -> None:
    """The whole page of one proposal."""
    facts, number = found.facts, found.facts["number"]
    belongings = session.read(proposals.belongings, filters=filters, proposal_id=facts["id"])

    def marks(table: str, rows: pd.DataFrame) -> Marks:
        return Marks(table, list(rows["id"]), PAGE, nr=number)

    neighbours(found)
    standing(facts)
    succession.told(facts, filters)
    parked = parking.of_proposal(facts, filters)
    parking.told(parked, filters.as_of)
    if filters.is_current:
        steps = succession.acts_of(facts) | parking_actions.acts_of(facts, parked)
        action_row.offer(parking_actions.name_of(facts), steps)
    left, right = st.columns([3, 2], gap="large")
    with left:
        words(found, Marks("proposals", [facts["id"]], PAGE, nr=number))
    with right:
        responsibility.people(belongings, marks("proposal_parties", belongings.parties))
        if filters.is_current:
            responsibility.actions(facts["id"])
        whom_and_where(
            belongings,
            marks("proposal_places", belongings.places),
            marks("proposal_target_groups", belongings.target_groups),
        )
    _hangs_on(belongings, facts, filters, marks)
    asked = timeline.Filters(as_of=filters.as_of, portfolio=filters.portfolio, proposal=number)
    milestones = session.read(timeline.milestones_on, filters=asked)
    dates(milestones, marks("milestones", milestones))
    edit_links.ways_to_add(facts["id"])
    _on_record(belongings, facts, filters)


def _hangs_on(
    belongings: Belongings,
    facts: dict[str, Any],
    filters: Filters,
    marks: Callable[[str, pd.DataFrame], Marks],
) -> None:
    """The strategy processes and the pools."""
    st.header(_("Hangs on"), anchor=False)
    left, right = st.columns(2, gap="large")
    with left:
        ties(
            belongings.processes,
            _("Strategy processes"),
            _("Hangs on no strategy process."),
            "proces",
            marks("proposal_processes", belongings.processes),
            parking.below_processes(facts, filters.as_of),
        )
    with right:
        ties(
            belongings.pools,
            _("Funding pools"),
            _("Hangs on no pool."),
            "pulje",
            marks("proposal_pools", belongings.pools),
        )


def _on_record(belongings: Belongings, facts: dict[str, Any], filters: Filters) -> None:
    """Who has treated it, what was decided, asked and said of it, and what changed."""
    number = facts["number"]
    involvement.of_proposal(facts, filters)
    record.decided(filters, number)
    record.workshops(filters, number)
    record.open_questions(filters, number)
    history.show(belongings.statuses, facts["id"], filters)
    documents.section(
        "proposals",
        facts["id"],
        may_act=filters.is_current,
        as_of=None if filters.is_current else filters.as_of,
    )
    comments.section(filters, facts["id"])
    page.history(facts["id"], number)


def neighbours(proposal: Proposal) -> None:
    """The way to the proposal before and the one after."""
    parts = [links.link(_("All proposals"), PAGE)]
    if proposal.previous is not None:
        words = _("← Proposal {number}", number=proposal.previous)
        parts.append(links.link(words, PAGE, nr=proposal.previous))
    if proposal.following is not None:
        words = _("Proposal {number} →", number=proposal.following)
        parts.append(links.link(words, PAGE, nr=proposal.following))
    parts.append(edit_links.edit("proposals", proposal.facts["id"], small=False))
    st.markdown(components.joined(parts))


def standing(facts: dict[str, Any]) -> None:
    """Light, share done, and the path of stages with the one it is at."""
    done = (
        _("{percent} done", percent=language.share(facts["percent"] / 100))
        if (facts["percent"] is not None)
        else ""
    )
    when = facts["status_on"] and language.long_date(facts["status_on"])
    said = _("status of {day}", day=when) if when else _("no status yet")
    purpose = _(
        "Purpose {number}: {title}",
        number=facts["purpose_number"],
        title=links.plain(facts["purpose_title"]),
    )
    st.markdown(components.quiet(purpose))
    st.markdown(components.joined([components.light(facts["rag"]), done, said]))
    st.markdown(_stage_path(facts["stage"]))


def _stage_path(stage: str) -> str:
    # What stands beside the way is no step after its last one.
    steps = STAGE_PATH if stage in STAGE_PATH else (stage,)
    names = {step: labels.label("stage", step) for step in steps}
    words = [
        _("**{stage}** (now)", stage=names[step])
        if step == stage
        else components.quiet(names[step])
        for step in steps
    ]
    return _("Stage: {path}", path=" → ".join(words))


def words(proposal: Proposal, marks: Marks) -> None:
    """What it is about, what runs already, what the source suggests next."""
    facts = proposal.facts
    parts = (
        (_("What it is about"), facts["summary"], "summary"),
        (_("What runs already"), facts["already_running"], "already_running"),
        (_("Suggested next"), facts["suggested_next"], "suggested_next"),
    )
    for heading, text, field in parts:
        st.header(heading, anchor=False)
        if text is None:
            st.markdown(components.quiet(_("Not stated in the minutes.")))
        else:
            st.markdown(f"{links.plain(text)} {marks.of(facts['id'], field)}")
    if proposal.other_titles:
        titles = ", ".join(
            _("“{words}”", words=links.plain(title)) for title in proposal.other_titles
        )
        st.markdown(components.quiet(_("Also called: {titles}", titles=titles)))


def whom_and_where(belongings: Belongings, places: Marks, groups: Marks) -> None:
    """The places and the target groups."""
    st.header(_("Places"), anchor=False)
    if belongings.places.empty:
        st.markdown(components.quiet(_("Not stated in the minutes.")))
    for row in belongings.places.to_dict("records"):
        place = links.link(row["name"], "steder", sted=row["code"])
        st.markdown(f"{place} · {labels.label('place_role', row['role'])} {places.of(row['id'])}")
    st.header(_("Target groups"), anchor=False)
    if belongings.target_groups.empty:
        st.markdown(components.quiet(_("Not stated in the minutes.")))
    for row in belongings.target_groups.to_dict("records"):
        st.markdown(f"{links.plain(row['name'])} {groups.of(row['id'])}")


def ties(
    frame: pd.DataFrame,
    heading: str,
    nothing: str,
    parameter: str,
    marks: Marks,
    below: Mapping[str, str] | None = None,
) -> None:
    """The processes or the pools it hangs on, and how; ``below``: a line more, by code."""
    st.subheader(heading, anchor=False)
    if frame.empty:
        st.markdown(components.quiet(nothing))
    for row in frame.to_dict("records"):
        tie = links.link(row["title"], "strategi", **{parameter: row["code"]})
        note = f"  \n{components.quiet(links.plain(row['note']))}" if row["note"] else ""
        how = labels.label("relation", row["relation"])
        more = f"  \n{below[row['code']]}" if below and row["code"] in below else ""
        st.markdown(f"**{tie}** · {how} {marks.of(row['id'])}{note}{more}")


def dates(milestones: pd.DataFrame, marks: Marks) -> None:
    """Its milestones and those of what it hangs on, in order of their last day."""
    st.header(_("Milestones"), anchor=False)
    if milestones.empty:
        st.markdown(components.quiet(_("No dates are known.")))
        return
    rows = milestones.to_dict("records")
    state = [labels.label("milestone_state", row["state"]) for row in rows]
    belongs = [row["belongs_title"] for row in rows]
    shown = pd.DataFrame(
        {
            _("Date"): [row["date_text"] or _("no date") for row in rows],
            _("Milestone"): [row["title"] for row in rows],
            _("Belongs to"): belongs,
            _("State"): state,
        }
    )
    screen = tables.plain(shown)
    screen[_("Milestone")] = [
        f"{links.plain(row['title'])} {marks.of(row['id'], 'date') or marks.of(row['id'])}"
        f" {edit_links.edit('milestones', row['id'])}"
        for row in rows
    ]
    tables.show(shown, "milepaele", alt=_("The proposal's milestones"), screen=screen)
