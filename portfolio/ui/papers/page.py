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
from portfolio.reports.papers import Paper, phrases
from portfolio.ui import asof, choices, components, downloads, links, session, visitor
from portfolio.ui.papers import templates
from portfolio.usecases.papers import files

_WIDTH = 680  # px: titles fit, and lines can be read


def choose_paper() -> Paper:
    """Which paper of the reader's; each with what it is. ``?papir=referat`` asks for one."""
    by_address = {papers.TABLE[one].address: one for one in papers.seen_by(visitor.person().role)}
    titles, told = papers.titles(), papers.descriptions()
    options = {address: titles[paper] for address, paper in by_address.items()}
    captions = [told[paper] for paper in by_address.values()]
    return by_address[choices.one_of("papir", _("Document"), options, captions=captions)]


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
        components.empty(said + asof.offer_first_day(day))
        return None
    titles = {row["code"]: _meeting(row) for row in held}
    newest = _("Latest: {title}", title=_meeting(held[0]))
    with st.container(width=_WIDTH):
        code = choices.choose("moede", _("Meeting"), titles, everything=newest)
    return str(next((row["id"] for row in held if row["code"] == code), held[0]["id"]))


def _meeting(row: dict[Any, Any]) -> str:
    day = language.long_date(row["held_on"])
    return str(row["title"] if day in row["title"] else f"{row['title']}, {day}")


def offer(paper: Paper, facts: Facts | Minutes, template: bytes | None) -> None:
    """What the paper will hold, and the button that makes it when it is pressed."""
    components.remark(_holds(facts))
    entry, who = papers.TABLE[paper], visitor.who()
    if isinstance(facts, Facts) and (nothing := phrases.nothing_known(facts)):
        components.empty(nothing)
    elif caution := entry.caution(facts):
        st.info(caution)
    downloads.button(
        _("Make and download"),
        lambda: files.make(who, paper, facts, template),
        papers.file_name(paper, facts),
        entry.kind.media_type,
        key=f"make:{paper}",
    )


def _holds(facts: Facts | Minutes) -> str:
    if isinstance(facts, Minutes):
        decisions = ngettext("{n} decision", "{n} decisions", len(facts.decisions))
        parts = [ngettext("{n} item", "{n} items", len(facts.items)), decisions]
    else:
        count = ngettext("{n} proposal", "{n} proposals", len(facts.proposals))
        parts = [phrases.as_of(facts), count]
    return components.joined(links.plain(part) for part in [*parts, _("always in Danish")])
