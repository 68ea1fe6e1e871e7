"""An item and its decisions: each in its three parts, what it concerns and what follows."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _, ngettext
from portfolio.queries.meetings import decisions as meeting_decisions
from portfolio.queries.meetings import meetings
from portfolio.ui import components, edit_links, links, marks, session
from portfolio.ui.documents import documents
from portfolio.ui.meetings.meeting import Focus
from portfolio.ui.sources import Marks

PAGE = "beslutninger"


class Shown:
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
        self.marks = marks.here("decisions", ids)
        self.proposal_marks = marks.here("decision_proposals", self.proposals["id"])
        self.follow_up_marks = marks.here("follow_ups", self.follow_ups["id"])
        self.documents = documents.how_many("decisions", ids, day)
        self.day, self.is_one = day, focus is not None and focus.decision is not None

    def of_item(self, number: object) -> pd.DataFrame:
        """The decisions under one item."""
        return self.decisions[self.decisions["item"] == number]


def main(items: pd.DataFrame, shown: Shown, focus: Focus | None) -> None:
    """The item asked for; else those with decisions about the portfolio's proposals."""
    if focus:
        whole = links.link(_("Show the whole meeting"), PAGE, moede=shown.meeting["named"])
        st.markdown(whole)
    elif shown.decisions.empty:
        components.empty(_("No decision matches these filters. Clear them to see the rest."))
    for row in items.to_dict("records"):
        asked_for = focus is not None and row["number"] == focus.item
        concerns = focus is None and row["concerns"] and len(shown.of_item(row["number"]))
        if asked_for or concerns:
            item(row, shown)
    if shown.is_one:
        _documents(shown)


def _documents(shown: Shown) -> None:
    """What hangs on the one decision asked for."""
    for row in shown.decisions.to_dict("records"):
        heading = _("Documents and links to decision {number}", number=row["number"])
        documents.where_any("decisions", row["id"], shown.day, heading=heading, small=True)


def others(items: pd.DataFrame, shown: Shown) -> None:
    """The meeting's other items, folded together. Closed ones stand in the agenda alone."""
    narrowed = len(shown.decisions) < items["decisions"].sum()
    rest = items[(items["concerns"] == 0) & (items["closed"] == 0)].to_dict("records")
    if narrowed:
        rest = [row for row in rest if len(shown.of_item(row["number"]))]
    if not rest:
        return
    st.header(_("The other items of the meeting"), anchor=False)
    for row in rest:
        label = components.joined([f"{row['number']} {links.plain(row['title'])}", _count(row)])
        with st.expander(label):
            _body(row, shown)


def item(row: dict[Any, Any], shown: Shown) -> None:
    """One item under its heading."""
    title = _("Item {item}: {title}", item=row["number"], title=links.plain(row["title"]))
    st.subheader(title, anchor=False)
    number = row["case_number"] or _("no case number")
    if row["closed"]:
        st.markdown(_("Case number {number}", number=links.plain(number)))
        return
    said = [_("Case number {number}", number=links.plain(number)), _count(row)]
    st.markdown(components.quiet(components.joined(said)))
    _body(row, shown)


def _count(row: dict[Any, Any]) -> str:
    if not row["decisions"]:
        return _("no decision")
    made = ngettext("{n} decision", "{n} decisions", row["decisions"])
    if not row["differing"]:
        return made
    return f"{made}, " + ngettext(
        "{n} departs from the recommendation",
        "{n} depart from the recommendation",
        row["differing"],
    )


def _body(row: dict[Any, Any], shown: Shown) -> None:
    mine = shown.of_item(row["number"])
    for decision in mine.to_dict("records"):
        card(decision, shown)
    proof = marks.here("agenda_items", [row["id"]])
    for name, field in ((_("The case"), "summary"), (_("Finances"), "finances")):
        if row[field]:
            st.markdown(f"**{name}:** {links.plain(row[field])} {proof.of(row['id'], field)}")
    _enclosed(shown.attachments[shown.attachments["item"] == row["number"]])


def _enclosed(attached: pd.DataFrame) -> None:
    if attached.empty:
        return
    proof = marks.here("attachments", attached["id"])
    titles = [
        f"{links.plain(row['title'])} {proof.of(row['id'])}" for row in attached.to_dict("records")
    ]
    st.markdown(_("**Enclosed:** {titles}", titles=" · ".join(titles)))


def card(row: dict[Any, Any], shown: Shown) -> None:
    """Recommendation, decision and difference side by side; on a phone one above the other."""
    with st.container(border=True, gap="small"):
        st.markdown(_heading(row, shown))
        for column, part in zip(st.columns(3, gap="small"), _parts(row, shown), strict=True):
            column.markdown("  \n".join(part))
        if below := _below(row, shown):
            st.markdown(below)


def status(code: object) -> str:
    """The word for where a follow-up stands; a date gone by in silence is not recorded."""
    return labels.label("follow_up_state", code)


def _heading(row: dict[Any, Any], shown: Shown) -> str:
    outcome = labels.label("decision_outcome", row["outcome"])
    return f"**{link(row['number'], shown)} {outcome}** {shown.marks.of(row['id'], 'outcome')}"


def _parts(row: dict[Any, Any], shown: Shown) -> tuple[tuple[str, str], ...]:
    def part(name: str, field: str, silent: str, badge: str = "") -> tuple[str, str]:
        heading = components.quiet(f"**{name}**") + badge
        if row[field] is None:
            return heading, components.quiet(silent)
        return heading, f"{links.plain(row[field])} {shown.marks.of(row['id'], field)}"

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


def _below(row: dict[Any, Any], shown: Shown) -> str:
    mine = shown.follow_ups[shown.follow_ups["decision_id"] == row["id"]].to_dict("records")
    lines = [_("**Follow-up:** {what}", what=_follow_up(follow, shown)) for follow in mine]
    below = [*lines, _looked_at_again(row), _about(row["id"], shown), _to_documents(row, shown)]
    return "  \n".join(line for line in below if line)


def _looked_at_again(row: dict[Any, Any]) -> str:
    if row["review_on"] is None:
        return ""
    when = language.long_date(row["review_on"])
    return _("**To be looked at again:** {day}", day=links.plain(when))


def _numbered(row: dict[Any, Any]) -> str:
    return links.link(
        row["number"], "forslag", nr=row["number"], **{links.PORTFOLIO: row["portfolio"]}
    )


def _about(decision_id: object, shown: Shown) -> str:
    mine = shown.proposals[shown.proposals["decision_id"] == decision_id].to_dict("records")
    if not mine:
        return ""
    return components.joined([_named(mine, shown.proposal_marks), _whose(mine)])


def _whose(mine: list[dict[Any, Any]]) -> str:
    """Whose numbers they are, where they are another portfolio's."""
    titles = {title for row in mine if (title := session.elsewhere(row["portfolio"]))}
    return components.quiet(links.plain(", ".join(sorted(titles))))


def _named(mine: list[dict[Any, Any]], proof: Marks) -> str:
    if len(mine) < 3:
        named = ", ".join(
            f"{links.proposal(row['number'], row['title'], row['portfolio'])} {proof.of(row['id'])}"
            for row in mine
        )
        return _concerns(named, len(mine))
    named = ", ".join(_numbered(row) for row in mine)
    rest = mine[0]["total"] - len(mine)
    if rest:
        named = _("{some} and {n} more", some=named, n=rest)
    return f"{_concerns(named, len(mine))} {proof.of(mine[0]['id'])}"


def _concerns(named: str, count: int) -> str:
    return ngettext(
        "Concerns proposal {proposals}",
        "Concerns the proposals {proposals}",
        count,
        proposals=named,
    )


def _to_documents(row: dict[Any, Any], shown: Shown) -> str:
    """The way to what hangs on a decision; for whoever may add to it also where nothing does.

    Of the one decision asked for, what hangs on it stands below.
    """
    if shown.is_one:
        return ""
    count = shown.documents.get(row["id"], 0)
    if count:
        words = ngettext("{n} document or link", "{n} documents and links", count)
    elif shown.day >= session.today() and edit_links.may_edit():
        words = _("Add documents to {number}", number=row["number"])
    else:
        return ""
    return f":small[{_one(words, row['number'], shown)}]"


def _follow_up(row: dict[Any, Any], shown: Shown) -> str:
    parts = [links.plain(row["title"]), links.plain(who(row)), links.plain(when(row))]
    if row["status"] != "open":
        parts.append(status(row["status"]))
    proof = shown.follow_up_marks.of(row["id"], None, "title", "responsible_party", "date")
    return f"{components.joined(parts)} {proof}"


def who(row: dict[Any, Any]) -> str:
    return row["responsible"] or _("responsible missing")


def when(row: dict[Any, Any]) -> str:
    return row["date_text"] or _("date missing")


def link(number: object, shown: Shown) -> str:
    """A decision's number as a link; an older meeting is named, the newest needs no name."""
    return _one(number, number, shown)


def _one(words: object, number: object, shown: Shown) -> str:
    return links.link(words, PAGE, beslutning=number, moede=shown.meeting["named"])
