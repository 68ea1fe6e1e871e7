"""An item and its decisions: each in its three parts, what it concerns and what follows."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.domain.model import DecisionOutcome
from portfolio.language import _, ngettext
from portfolio.queries.meetings import carried_out, meetings
from portfolio.queries.meetings import decisions as meeting_decisions
from portfolio.reports.meetings import sentences
from portfolio.ui import components, edit_links, links, session
from portfolio.ui.documents import documents
from portfolio.ui.meetings.page import Focus
from portfolio.ui.sources import Marks

PAGE = "beslutninger"


class Dossier:
    """Some decisions with all that stands beside them, looked up once."""

    def __init__(
        self, decisions: pd.DataFrame, meeting: dict[Any, Any], day: date, focus: Focus | None
    ) -> None:
        ids = tuple(decisions["id"])
        self.decisions = decisions
        self.meeting = meeting
        self.proposals = session.read(meeting_decisions.proposals_of, decisions=ids)
        self.follow_ups = session.read(meeting_decisions.follow_ups_of, decisions=ids, as_of=day)
        self.attachments = session.read(meetings.attachments_of, meeting=meeting["id"])
        became = session.read(carried_out.carried_out_on, as_of=day, ids=ids)
        self.became: dict[str, dict[Any, Any]] = {
            row["id"]: row for row in became.to_dict("records") if row["counts"]
        }
        self.marks = Marks("decisions", ids)
        self.proposal_marks = Marks("decision_proposals", self.proposals["id"])
        self.follow_up_marks = Marks("follow_ups", self.follow_ups["id"])
        self.documents = documents.how_many("decisions", ids, day)
        self.day, self.is_one = day, focus is not None and focus.decision is not None

    def of_item(self, number: object) -> pd.DataFrame:
        """The decisions under one item."""
        return self.decisions[self.decisions["item"] == number]


def main(items: pd.DataFrame, dossier: Dossier, focus: Focus | None) -> None:
    """The item asked for; else those with decisions about the portfolio's proposals."""
    if focus:
        whole = links.link(_("Show the whole meeting"), PAGE, moede=dossier.meeting["named"])
        st.markdown(whole)
    elif dossier.decisions.empty:
        components.empty(_("No decision matches these filters. Clear them to see the rest."))
    for row in items.to_dict("records"):
        asked_for = focus is not None and row["number"] == focus.item
        concerns = focus is None and row["concerns"] and len(dossier.of_item(row["number"]))
        if asked_for or concerns:
            item(row, dossier)
    if dossier.is_one:
        _documents(dossier)


def _documents(dossier: Dossier) -> None:
    """What hangs on the one decision asked for."""
    for row in dossier.decisions.to_dict("records"):
        heading = _("Attachments and links to decision {number}", number=row["number"])
        documents.where_any("decisions", row["id"], dossier.day, heading=heading, small=True)


def others(items: pd.DataFrame, dossier: Dossier) -> None:
    """The meeting's other items, folded together. Closed ones stand in the agenda alone."""
    made = dossier.decisions["outcome"] != DecisionOutcome.NOT_REACHED
    narrowed = made.sum() < items["decisions"].sum()
    rest = items[(items["concerns"] == 0) & (items["closed"] == 0)].to_dict("records")
    if narrowed:
        rest = [row for row in rest if len(dossier.of_item(row["number"]))]
    if not rest:
        return
    st.header(_("The other items of the meeting"), anchor=False)
    for row in rest:
        label = components.joined([f"{row['number']} {links.plain(row['title'])}", _count(row)])
        with st.expander(label):
            _body(row, dossier)


def item(row: dict[Any, Any], dossier: Dossier) -> None:
    """One item under its heading."""
    title = _("Item {item}: {title}", item=row["number"], title=links.plain(row["title"]))
    st.subheader(title, anchor=False)
    number = row["case_number"]
    case = _("Case number {number}", number=links.plain(number)) if number else _("No case number")
    if row["closed"]:
        st.markdown(case)
        return
    components.remark(components.joined([case, _count(row)]))
    _body(row, dossier)


def _count(row: dict[Any, Any]) -> str:
    if not row["decisions"]:
        return _("no decision")
    count = ngettext("{n} decision", "{n} decisions", row["decisions"])
    if not row["differing"]:
        return count
    return f"{count}, " + ngettext(
        "{n} departs from the recommendation",
        "{n} depart from the recommendation",
        row["differing"],
    )


def _body(row: dict[Any, Any], dossier: Dossier) -> None:
    for decision in dossier.of_item(row["number"]).to_dict("records"):
        card(decision, dossier)
    cited = Marks("agenda_items", [row["id"]])
    for name, field in ((_("The case"), "summary"), (_("Finances"), "finances")):
        if row[field]:
            st.markdown(f"**{name}:** {links.plain(row[field])} {cited.of(row['id'], field)}")
    _enclosed(dossier.attachments[dossier.attachments["item"] == row["number"]])


def _enclosed(attached: pd.DataFrame) -> None:
    if attached.empty:
        return
    cited = Marks("attachments", attached["id"])
    titles = " · ".join(
        f"{links.plain(row['title'])} {cited.of(row['id'])}" for row in attached.to_dict("records")
    )
    st.markdown(_("**Enclosed:** {titles}", titles=titles))


def card(row: dict[Any, Any], dossier: Dossier) -> None:
    """Recommendation, decision and difference side by side; on a phone one above the other."""
    with st.container(border=True, gap="small"):
        st.markdown(_heading(row, dossier))
        for column, part in zip(st.columns(3, gap="small"), _parts(row, dossier), strict=True):
            column.markdown("  \n".join(part))
        if below := _below(row, dossier):
            st.markdown(below)


def _heading(row: dict[Any, Any], dossier: Dossier) -> str:
    outcome = labels.label("decision_outcome", row["outcome"])
    return f"**{link(row['number'], dossier)} {outcome}** {dossier.marks.of(row['id'], 'outcome')}"


def _parts(row: dict[Any, Any], dossier: Dossier) -> tuple[tuple[str, str], ...]:
    def part(name: str, field: str, silent: str, badge: str = "") -> tuple[str, str]:
        heading = components.quiet(f"**{name}**") + badge
        if row[field] is None:
            return heading, components.quiet(silent)
        return heading, f"{links.plain(row[field])} {dossier.marks.of(row['id'], field)}"

    same = _("Nothing to compare with.")
    if row["recommendation"] is not None:
        same = _("None: the decision follows the recommendation.")
    departs = _("Departs from the recommendation")
    badge = f" :blue-badge[{departs}]" if row["differs"] else ""
    return (
        part(_("Recommendation"), "recommendation", _("No recommendation about this.")),
        part(_("Decision"), "decision", ""),
        part(_("Difference"), "difference", same, badge),
    )


def _below(row: dict[Any, Any], dossier: Dossier) -> str:
    follow_ups = dossier.follow_ups[dossier.follow_ups["decision_id"] == row["id"]]
    return components.lines(
        [
            *(_follow_up(task, dossier) for task in follow_ups.to_dict("records")),
            _became(row["id"], dossier),
            _taken_up_again(row),
            _proposals(row["id"], dossier),
            _to_documents(row, dossier),
        ]
    )


def _became(decision_id: str, dossier: Dossier) -> str:
    """Whether it was carried out; nothing where nothing was to be."""
    words = became(decision_id, dossier)
    return words and _("**Carried out:** {became}", became=words)


def became(decision_id: str, dossier: Dossier) -> str:
    """Whether a decision was carried out, in a word; empty where nothing was to be."""
    row = dossier.became.get(decision_id)
    return "" if row is None else sentences.carried_out(row)


def _taken_up_again(row: dict[Any, Any]) -> str:
    if row["review_on"] is None:
        return ""
    day = language.long_date(row["review_on"])
    return _("**To be looked at again:** {day}", day=links.plain(day))


def _proposals(decision_id: object, dossier: Dossier) -> str:
    of_decision = dossier.proposals["decision_id"] == decision_id
    rows = dossier.proposals[of_decision].to_dict("records")
    if not rows:
        return ""
    return components.joined([_concerns(rows, dossier.proposal_marks), _elsewhere(rows)])


def _elsewhere(rows: list[dict[Any, Any]]) -> str:
    """Whose numbers they are, where they are another portfolio's."""
    titles = {title for row in rows if (title := session.elsewhere(row["portfolio"]))}
    return components.quiet(links.plain(", ".join(sorted(titles))))


def _concerns(rows: list[dict[Any, Any]], cited: Marks) -> str:
    if len(rows) < 3:
        proof = ""
        named = ", ".join(
            f"{links.proposal(row['number'], row['title'], row['portfolio'])} {cited.of(row['id'])}"
            for row in rows
        )
    else:
        proof = f" {cited.of(rows[0]['id'])}"
        numbers = [links.number(row["number"], row["portfolio"]) for row in rows]
        named = components.some(numbers, len(numbers), rows[0]["total"])
    sentence = ngettext(
        "Concerns proposal {proposals}",
        "Concerns the proposals {proposals}",
        len(rows),
        proposals=named,
    )
    return sentence + proof


def _to_documents(row: dict[Any, Any], dossier: Dossier) -> str:
    """The way to what hangs on a decision; for whoever may add to it also where nothing does.

    Of the one decision asked for, what hangs on it stands below.
    """
    if dossier.is_one:
        return ""
    count = dossier.documents.get(row["id"], 0)
    if count:
        words = ngettext("{n} attachment or link", "{n} attachments and links", count)
    elif dossier.day >= session.today() and edit_links.may_edit():
        words = _("Add attachments to {number}", number=row["number"])
    else:
        return ""
    return f":small[{link(row['number'], dossier, words)}]"


def _follow_up(row: dict[Any, Any], dossier: Dossier) -> str:
    parts = [links.plain(part) for part in (row["title"], responsible(row), due(row))]
    if row["status"] != "open":
        parts.append(labels.label("follow_up_state", row["status"]))
    cited = dossier.follow_up_marks.of(row["id"], None, "title", "responsible_party", "date")
    return _("**Follow-up:** {what}", what=f"{components.joined(parts)} {cited}")


def responsible(row: dict[Any, Any]) -> str:
    """Who is to follow up, or that nobody is named."""
    return row["responsible"] or _("responsible missing")


def due(row: dict[Any, Any]) -> str:
    """When, in the words it was given in, and what was agreed before; or that it was not."""
    return sentences.when(row, _("date missing"))


def link(number: object, dossier: Dossier, words: str | None = None) -> str:
    """A decision's number as a link; an older meeting is named, the newest needs no name."""
    moede = dossier.meeting["named"]
    return links.link(words or number, PAGE, beslutning=number, moede=moede)
