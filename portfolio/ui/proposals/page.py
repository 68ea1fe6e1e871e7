"""The proposal page's pieces: its way through the stages, its words, its people and its ties."""

from collections.abc import Mapping
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
from portfolio.ui.log import page as log
from portfolio.ui.mails import following
from portfolio.ui.proposals import (
    comments,
    involvement,
    parking,
    parking_actions,
    record,
    responsibility,
    succession,
)
from portfolio.ui.rounds import history, states
from portfolio.ui.sources import Marks
from portfolio.ui.strategy import page as strategy
from portfolio.ui.tables import Column

PAGE = "forslag"


def show(proposal: Proposal, filters: Filters) -> None:
    """The whole page of one proposal."""
    facts = proposal.facts
    belongings = session.read(proposals.belongings, filters=filters, proposal_id=facts["id"])
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        _neighbours(proposal)
        if filters.is_current:
            following.button(facts["id"])
    _status(facts)
    if filters.is_current:
        states.say_returned(facts, filters.portfolio)
    succession.say(facts, filters)
    parked = parking.of_proposal(facts, filters)
    parking.say(parked, filters.as_of)
    if filters.is_current:
        steps = succession.acts_of(facts) | parking_actions.acts_of(facts, parked)
        action_row.offer(parking_actions.name_of(facts), steps)
    record.requests(filters, facts)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _words(proposal)
    with right:
        parties = belongings.parties
        responsibility.people(belongings, Marks("proposal_parties", parties["id"]))
        if filters.is_current:
            responsibility.actions(facts["id"])
        _places(belongings.places)
        _target_groups(belongings.target_groups)
    _ties(belongings, facts, filters)
    asked = timeline.Filters(
        as_of=filters.as_of, portfolio=filters.portfolio, proposal=facts["number"]
    )
    _milestones(session.read(timeline.milestones_on, filters=asked))
    edit_links.ways_to_add(facts["id"])
    _on_record(belongings, facts, filters)


def _ties(belongings: Belongings, facts: dict[str, Any], filters: Filters) -> None:
    """The strategy processes and the pools it hangs on."""
    st.header(_("Tied to"), anchor=False)
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(_("Strategy processes"), anchor=False)
        if belongings.processes.empty:
            components.remark(_("Tied to no strategy process."))
        windows = parking.below_processes(facts, filters.as_of)
        _tied_to("process", belongings.processes, windows)
    with right:
        st.subheader(_("Funding pools"), anchor=False)
        if belongings.pools.empty:
            components.remark(_("Tied to no pool."))
        _tied_to("pool", belongings.pools, {})


def _on_record(belongings: Belongings, facts: dict[str, Any], filters: Filters) -> None:
    """Who has treated it, what was decided, asked and said of it, and what changed."""
    number = facts["number"]
    involvement.of_proposal(facts, filters)
    record.decisions(filters, number)
    record.workshops(filters, number)
    record.gaps(filters, number)
    history.show(belongings.statuses, facts["id"], filters)
    documents.section(
        "proposals",
        facts["id"],
        may_act=filters.is_current,
        as_of=None if filters.is_current else filters.as_of,
    )
    comments.section(filters, facts["id"])
    log.history(facts["id"], number)


def _neighbours(proposal: Proposal) -> None:
    """The way to the proposal before and the one after."""
    parts = [links.link(_("All proposals"), PAGE)]
    if (number := proposal.previous) is not None:
        parts.append(links.number(number, words=_("← Proposal {number}", number=number)))
    if (number := proposal.following) is not None:
        parts.append(links.number(number, words=_("Proposal {number} →", number=number)))
    parts.append(edit_links.edit("proposals", proposal.facts["id"], small=False))
    st.markdown(components.joined(parts), width="content")


def _status(facts: dict[str, Any]) -> None:
    """Light, share done, and the path of stages with the one it is at."""
    percent, day = facts["percent"], facts["status_on"]
    done = "" if percent is None else _("{percent} done", percent=language.share(percent / 100))
    when = _("no status yet")
    if day:
        when = _("status of {day}", day=language.long_date(day))
    purpose = _(
        "Purpose {number}: {title}",
        number=facts["purpose_number"],
        title=links.plain(facts["purpose_title"]),
    )
    components.remark(purpose)
    st.markdown(components.joined([components.light(facts["rag"]), done, when]))
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


def _words(proposal: Proposal) -> None:
    """What it is about, what runs already, what the source suggests next."""
    facts = proposal.facts
    cited = Marks("proposals", [facts["id"]])
    for field, heading in labels.words("proposal_text").items():
        st.header(heading, anchor=False)
        if facts[field] is None:
            components.remark(_("Not stated in the minutes."))
        else:
            st.markdown(f"{links.plain(facts[field])} {cited.of(facts['id'], field)}")
    if proposal.other_titles:
        titles = ", ".join(
            _("“{words}”", words=links.plain(title)) for title in proposal.other_titles
        )
        components.remark(_("Also called: {titles}", titles=titles))


def _places(places: pd.DataFrame) -> None:
    st.header(_("Places"), anchor=False)
    if places.empty:
        components.remark(_("Not stated in the minutes."))
    cited = Marks("proposal_places", places["id"])
    for row in places.to_dict("records"):
        place = links.link(row["name"], "steder", sted=row["code"])
        st.markdown(f"{place} · {labels.label('place_role', row['role'])} {cited.of(row['id'])}")


def _target_groups(groups: pd.DataFrame) -> None:
    st.header(_("Target groups"), anchor=False)
    if groups.empty:
        components.remark(_("Not stated in the minutes."))
    cited = Marks("proposal_target_groups", groups["id"])
    for row in groups.to_dict("records"):
        st.markdown(f"{links.plain(row['name'])} {cited.of(row['id'])}")


def _tied_to(kind: str, rows: pd.DataFrame, windows: Mapping[str, str]) -> None:
    """The processes or the pools and how; ``windows``: a line more, by code."""
    cited = Marks(strategy.LINKS[kind], rows["id"])
    for row in rows.to_dict("records"):
        how = labels.label("relation", row["relation"])
        tie = strategy.noun(row | {"kind": kind})
        lines = [
            f"**{tie}** · {how} {cited.of(row['id'])}",
            components.quiet(links.plain(row["note"] or "")),
            windows.get(row["code"], ""),
        ]
        st.markdown(components.lines(lines))


def _milestones(milestones: pd.DataFrame) -> None:
    """Its milestones and those of what it hangs on, in order of their last day."""
    st.header(_("Milestones"), anchor=False)
    if milestones.empty:
        components.remark(_("No dates are known."))
        return
    cited = Marks("milestones", milestones["id"])

    def titled(row: dict[str, Any]) -> str:
        proof = cited.of(row["id"], "date") or cited.of(row["id"])
        return f"{links.plain(row['title'])} {proof} {edit_links.edit('milestones', row['id'])}"

    columns = [
        Column(_("Date"), lambda row: row["date_text"] or _("no date")),
        Column(_("Milestone"), "title", titled),
        Column(_("Belongs to"), "belongs_title"),
        Column(_("Status"), lambda row: labels.label("milestone_state", row["state"])),
    ]
    rows, alt = milestones.to_dict("records"), _("The proposal's milestones")
    tables.show(rows, columns, "milepaele", alt=alt)
