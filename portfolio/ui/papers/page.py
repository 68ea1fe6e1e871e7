"""The page Papirer: what can be made, of which proposals, and the button that makes it."""

from datetime import date
from typing import Any

import streamlit as st

from portfolio import language
from portfolio.language import _, ngettext
from portfolio.queries.meetings import minutes
from portfolio.queries.meetings.minutes import Minutes
from portfolio.queries.papers.shapes import Facts
from portfolio.reports import papers
from portfolio.reports.papers import Paper
from portfolio.reports.papers import phrases as said
from portfolio.ui import choices, components, downloads, links, session
from portfolio.ui.meetings import meeting
from portfolio.ui.papers import templates

_WIDTH = 680  # px: titles fit, and lines can be read
#: ``papirer?papir=referat&moede=direktion-2022-04-04``: addresses that others link to.
ADDRESSES = {
    "statusark": Paper.OVERVIEW,
    "forslag": Paper.SHEETS,
    "sag": Paper.CASE,
    "slides": Paper.SLIDES,
    "data": Paper.DATA,
    "referat": Paper.MINUTES,
}


def choose_paper() -> Paper:
    """Which paper; each with what it is. ``?papir=referat`` asks for one."""
    names, told = _names(), _told()
    options = {address: names[paper] for address, paper in ADDRESSES.items()}
    captions = [told[paper] for paper in ADDRESSES.values()]
    return ADDRESSES[choices.one_of("papir", _("Paper"), options, captions=captions)]


def choose_proposals(titles: dict[int, str]) -> tuple[int, ...]:
    """The numbers of the proposals chosen; none chosen means all, and the field says so."""
    chosen = st.multiselect(
        _("Proposals"),
        list(titles),
        format_func=lambda number: f"{number} {titles[number]}",
        placeholder=_("All proposals"),
        key="paper_proposals",
        help=_("Leave it empty to have them all."),
        width=_WIDTH,
    )
    # What was chosen on another day may not have been known on this one.
    return tuple(sorted(number for number in chosen if number in titles))


def choose_template(paper: Paper) -> bytes | None:
    """The Word template's bytes; None: the default, or that the paper takes none."""
    return templates.choose(paper) if paper in papers.TEMPLATED else None


def choose_meeting(day: date) -> str | None:
    """The key of the meeting of ``?moede=…``, else of the newest; None: none was held yet."""
    held = session.read(minutes.to_choose, as_of=day).to_dict("records")
    if not held:
        said = _(
            "No meeting is on record on or before {day}, so there are no minutes to make.",
            day=language.long_date(day),
        )
        components.empty(said + meeting.offer_first_day(day))
        return None
    titles = {row["code"]: _meeting(row) for row in held}
    newest = _("Latest: {title}", title=_meeting(held[0]))
    with st.container(width=_WIDTH):
        code = choices.choose("moede", _("Meeting"), titles, everything=newest)
    return str(next((row["id"] for row in held if row["code"] == code), held[0]["id"]))


def _meeting(row: dict[Any, Any]) -> str:
    day = language.long_date(date.fromisoformat(row["held_on"]))
    return str(row["title"] if day in row["title"] else f"{row['title']}, {day}")


def offer_minutes(facts: Minutes, template: bytes | None) -> None:
    """What the minutes will hold, and the button that makes them when it is pressed."""
    count = ngettext("{n} decision", "{n} decisions", len(facts.decisions))
    items = ngettext("{n} item", "{n} items", len(facts.items))
    st.markdown(components.quiet(components.joined([items, count, _("always in Danish")])))
    if facts.is_draft:
        st.info(_("The meeting is not closed yet, and the minutes say that they are a draft."))
    downloads.button(
        _("Make and download"),
        lambda: papers.make_minutes(facts, template),
        papers.minutes_name(facts),
        papers.FILES[Paper.MINUTES][1],
        key="make:minutes",
    )


def offer(paper: Paper, facts: Facts, template: bytes | None) -> None:
    """What the paper will hold, and the button that makes it when it is pressed."""
    st.markdown(components.quiet(_holds(facts)))
    if nothing := said.nothing_known(facts):
        components.empty(nothing)
    elif paper is Paper.CASE and not any(one.asks for one in facts.proposals):
        st.info(
            _(
                "No proposal asks for a decision, so the case has no recommendation. Write it"
                " yourself, or record what is to be decided under My proposals."
            )
        )
    downloads.button(
        _("Make and download"),
        lambda: papers.make(paper, facts, template),
        papers.file_name(paper, facts),
        papers.FILES[paper][1],
        key=f"make:{paper}",
    )


def _holds(facts: Facts) -> str:
    count = ngettext("{n} proposal", "{n} proposals", len(facts.proposals))
    parts = [said.as_of(facts), count, _("always in Danish")]
    return components.joined(links.plain(part) for part in parts)


def _names() -> dict[Paper, str]:
    return {
        Paper.OVERVIEW: _("Status sheet: the whole portfolio (pdf)"),
        Paper.SHEETS: _("Status sheets: one a proposal (pdf)"),
        Paper.CASE: _("Case for the directorate (Word)"),
        Paper.SLIDES: _("Slides (PowerPoint)"),
        Paper.DATA: _("Data (Excel)"),
        Paper.MINUTES: _("Decision minutes (Word)"),
    }


def _told() -> dict[Paper, str]:
    return {
        Paper.OVERVIEW: _("One A4: lights, who is responsible, what is to be decided, dates."),
        Paper.SHEETS: _("One A4 each: what it is about, where it stands, what it hangs on."),
        Paper.CASE: _("From background to enclosures, ready to be worked on in Word."),
        Paper.SLIDES: _("Overview, a slide a purpose and a slide a proposal; all can be edited."),
        Paper.DATA: _("A sheet a noun: proposals, responsibility, pools, milestones, decisions …"),
        Paper.MINUTES: _("Of a meeting: item by item what was decided, and what follows."),
    }
