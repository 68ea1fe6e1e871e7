"""Til direktionen: what is open to a body as sentences it can answer, and what it has answered."""

from datetime import date
from typing import Any

import streamlit as st

from portfolio import labels
from portfolio.domain.requests import Request
from portfolio.language import _, ngettext
from portfolio.queries.requests import answered as answered_requests
from portfolio.queries.requests import choices
from portfolio.queries.requests.requests import of_others, open_requests
from portfolio.reports.meetings import sentences as meetings
from portfolio.reports.requests import sentences
from portfolio.ui import components, links, session
from portfolio.ui.filter_bar import Picker

PAGE = "anmodninger"
_NAMED, _A_PAGE = 9, 30


def lines(some: tuple[Request, ...], day: date, of_whom: bool = False) -> str:
    """A question each, and after it what it is about, who asked and how old it is.

    ``of_whom``: of whom it is asked, where that is not one and the same.
    """
    return components.bullets(_short(one, day, of_whom) for one in some)


def _short(one: Request, day: date, of_whom: bool) -> str:
    about = proposals(one)
    told = [about, sentences.kind(one), sentences.why_open(one, day)]
    if of_whom:
        told.append(sentences.of_whom(one))
    rest = components.quiet(components.joined(_dressed(told)))
    # One line: the titles of all the proposals stand on the first screen, below these.
    return f"**{_question(one)}** {rest}"


def _question(one: Request) -> str:
    """The question; what only waits to be recorded leads to where that is done."""
    words = sentences.question(one)
    if one.recorded_at is None:
        return links.plain(words)
    table, ref = one.recorded_at
    return links.shown(words, links.SHOWN_ON[table], ref, one.portfolio or None)


def _dressed(told: list[str]) -> list[str]:
    """The first part holds links already; the others are plain text."""
    return [told[0], *map(links.plain, told[1:])]


def proposals(one: Request) -> str:
    """What it is about, each proposal a link; in words where they are all, a number where many."""
    if one.whole or not one.proposals:
        return links.plain(sentences.about(one))
    if len(one.proposals) > _NAMED:
        return ngettext("{n} proposal", "{n} proposals", len(one.proposals))
    linked = labels.by_certainty(
        one.proposals,
        lambda some: ", ".join(links.number(about.number, about.portfolio) for about in some),
    )
    return ngettext("proposal {numbers}", "proposals {numbers}", len(one.proposals), numbers=linked)


def read(portfolio: str, day: date, body: str | None = None) -> tuple[Request, ...]:
    """What is open to the body (its code; None: the directorate), the most pressing first."""
    return session.read(
        open_requests, as_of=day, today=session.today(), portfolio=portfolio, body=body
    )


def of_parties(party_ids: frozenset[str], day: date) -> None:
    """What is asked of somebody's own parties, in every portfolio; nothing where nothing is."""
    found = session.read(
        of_others, as_of=day, today=session.today(), party_ids=tuple(sorted(party_ids))
    )
    if not found:
        return
    st.header(_("Asked of you"), anchor=False)
    shown = components.page_of(found, _A_PAGE, "page:own_requests")
    st.markdown(session.write_once(lines, tuple(shown), day, len(party_ids) > 1))


def choose(pick: Picker) -> dict[str, Any]:
    """Of whom it is asked."""
    rows = session.read(choices.bodies_asked)
    first = rows[0]["name"] if rows else _("The directorate")
    names = {row["code"]: row["name"] for row in rows[1:]}
    return {"body": pick("hvem", _("Who is asked"), first, lambda: names)}


def key_line(found: tuple[Request, ...]) -> None:
    """How much is open, and how much of it somebody waits for."""
    asked = sum(one.is_asked for one in found)
    counted = [
        ngettext("**{n}** open question", "**{n}** open questions", len(found)),
        ngettext("**{n}** that somebody has asked", "**{n}** that somebody has asked", asked)
        if asked
        else "",
    ]
    st.markdown(components.joined(counted) if found else _("Nothing is open."))


def derived(found: tuple[Request, ...], day: date) -> None:
    """What nobody has asked and is open: a question each."""
    rows = tuple(one for one in found if not one.is_asked)
    st.header(_("Open, nobody has asked"), anchor=False)
    if not rows:
        components.remark(_("There are no open questions here."))
        return
    shown = components.page_of(rows, _A_PAGE, "page:requests")
    st.markdown(session.write_once(_whole_lines, tuple(shown), day))


def _whole_lines(shown: tuple[Request, ...], day: date) -> str:
    return components.bullets(_indented(in_full(one, day)) for one in shown)


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def in_full(one: Request, day: date) -> str:
    """The question with what it is about, why it is open, and what is offered and recommended."""
    told = [proposals(one), sentences.why_open(one, day)]
    plain = links.plain
    parts = [
        one.why and _("Why: {reason}", reason=plain(one.why)),
        one.holds_up and _("It holds up: {words}", words=plain(one.holds_up)),
        one.options and _("Possible answers: {options}.", options=plain("; ".join(one.options))),
        one.recommendation and _("Recommended: {words}", words=plain(one.recommendation)),
    ]
    return components.lines(
        [
            f"**{_question(one)}**",
            components.quiet(components.joined(_dressed(told))),
            *(part for part in parts if part),
        ]
    )


def answered(portfolio: str, day: date, body: str | None) -> None:
    """What the body has answered, each with the decision that did."""
    rows = session.read(answered_requests.answered, as_of=day, portfolio=portfolio, body=body)
    st.header(_("Answered"), anchor=False)
    if not rows:
        components.remark(_("No question has been answered by a decision yet."))
        return
    shown = components.page_of(rows, _A_PAGE, "page:answered")
    st.markdown(components.bullets(map(_answered, shown)))


def _answered(row: dict[str, Any]) -> str:
    number = links.link(
        meetings.named(row["decision"], row["decided_on"]),
        "beslutninger",
        beslutning=row["decision"],
        moede=row["meeting_code"],
    )
    by = _("answered by decision {number}", number=number)
    outcome = labels.label("decision_outcome", row["outcome"])
    said = f"{outcome}: {links.plain(row['chosen'] or row['decided'])}"
    return components.lines([f"**{links.plain(row['question'])}**", f"{by} · {said}"]).replace(
        "\n", "\n  "
    )
