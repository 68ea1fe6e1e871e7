"""The page Opsummering: since when, what was decided, what moved, and what waits for the reader."""

from datetime import date

import streamlit as st

from portfolio import language
from portfolio.language import _, ngettext
from portfolio.queries.mails import digest
from portfolio.queries.mails.digest import Digest, Reader, WaitingMatters, WaitingProposal
from portfolio.queries.overview import news
from portfolio.queries.overview.compare import Difference
from portfolio.reports.mails import digest_text
from portfolio.ui import choices, components, links, session, visitor
from portfolio.ui.requests import listing as requests

#: How many decisions, and how many proposals, are shown before the rest is folded away.
_SHOWN = 12
_MEETINGS = 4


def reader() -> Reader:
    """Who asks: what waits depends on it."""
    person = visitor.person()
    return Reader(visitor.who().user_id, person.role.value, person.party_ids)


def choose(portfolio: str, day: date) -> date:
    """The day to tell from: ``?siden=…``, or that of the last meeting."""
    last = session.read(news.since_last_meeting, portfolio=portfolio, until=day)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        since = choices.day(
            "siden",
            _("Tell what has happened since"),
            last,
            words=lambda chosen: _("Since {day}", day=language.long_date(chosen)),
            latest=day,
        )
        st.markdown(_meetings(portfolio, day), width="content")
    return since


def _meetings(portfolio: str, day: date) -> str:
    """Links to tell from a meeting on."""
    held = session.read(digest.meetings_to_begin_with, portfolio=portfolio, until=day)
    meetings = [
        links.link(language.long_date(row["held_on"]), links.here(), siden=row["held_on"])
        for row in held.head(_MEETINGS).to_dict("records")
    ]
    if not meetings:
        return ""
    return _("From a meeting on: {meetings}", meetings=components.joined(meetings))


def in_short(told: Digest) -> None:
    """The sentence to take away."""
    st.markdown(
        f"{links.plain(digest_text.span(told))}. **{links.plain(digest_text.in_short(told))}**"
    )


def waits(matters: WaitingMatters) -> None:
    """What waits for the reader comes first: nobody else will do it."""
    st.header(_("Waits for you"), anchor=False)
    if not matters:
        components.remark(_("Nothing waits for you."))
    for heading, lines in digest_text.waits(matters):
        st.markdown("\n".join([f"**{links.plain(heading)}**", "", *map(_waiting, lines)]))
    ways = []
    if matters.requests:
        ways.append(links.link(_("See all that is open to the directorate"), requests.PAGE))
    if matters.statuses or matters.responsibility:
        ways.append(links.link(_("Answer on My proposals"), "mine"))
    if matters.follow_ups:
        ways.append(links.link(_("See the follow-ups"), "opfoelgninger"))
    if ways:
        st.markdown(components.joined(ways))


def _waiting(line: tuple[str, WaitingProposal | None]) -> str:
    words, proposal = line
    if proposal is None:
        return f"- {links.plain(words)}"
    link = links.proposal(proposal.number, proposal.title, proposal.portfolio)
    elsewhere = components.quiet(links.plain(session.elsewhere(proposal.portfolio)))
    return f"- {components.joined([f'{link}: {links.plain(words)}', elsewhere])}"


def decisions(told: Digest) -> None:
    """What was decided, meeting by meeting, the latest first."""
    st.header(_("Decided"), anchor=False)
    if not told.decisions:
        components.empty(_("No decisions are recorded in this time."))
    left = _SHOWN
    for meeting in told.meetings:
        rows = [made for made in told.decisions if made.meeting_id == meeting["id"]]
        if not rows:
            continue
        link = links.link(meeting["title"], "beslutninger", moede=meeting["code"])
        minutes = links.link(
            _("Decision minutes"), "papirer", papir="referat", moede=meeting["code"]
        )
        st.markdown(f"**{link}** · {minutes}")
        _folded(
            [f"- {links.plain(digest_text.decision(made))}" for made in rows],
            max(left, 3),
            key=meeting["id"],
        )
        left -= len(rows)


def changes(told: Digest) -> None:
    """What moved, came and went, proposal by proposal."""
    st.header(_("What has moved"), anchor=False)
    if not told.moved:
        components.empty(_("No proposal has moved."))
        return
    _folded([_moved(proposal) for proposal in told.moved], _SHOWN, key="moved")
    days = {"fra": told.since.isoformat(), "til": told.until.isoformat()}
    st.markdown(links.link(_("Compare the two days"), "sammenlign", **days))


def _moved(proposal: Difference) -> str:
    title = links.proposal(proposal.number, proposal.title)
    return f"- {title}: {links.plain(digest_text.change(proposal))}"


def _folded(lines: list[str], shown: int, *, key: str) -> None:
    """The first lines, and the rest behind a fold."""
    st.markdown("\n".join(lines[:shown]))
    if rest := lines[shown:]:
        label = ngettext("{n} more", "{n} more", len(rest))
        with st.expander(label, key=f"more:{key}"):
            st.markdown("\n".join(rest))
