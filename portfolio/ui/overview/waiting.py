"""One quiet line on the front page for whoever has something waiting, and the way to it."""

from datetime import date

import streamlit as st

from portfolio.language import _, listed, ngettext
from portfolio.queries.meetings.follow_ups import WAITING
from portfolio.queries.rounds import waiting
from portfolio.queries.rounds.waiting import WaitingCounts
from portfolio.ui import components, links, session, visitor
from portfolio.ui.mails import notices
from portfolio.ui.meetings import follow_ups


def line(day: date) -> None:
    """What waits for the reader and what is new to them; nothing on an earlier day.

    All else on the page is as of the day chosen, while this is about today.
    """
    if said := components.joined([_waits(day), notices.words(day)]):
        st.markdown(said)


def _waits(day: date) -> str:
    """Nothing for those who answer for no party."""
    ours = visitor.answers_for()
    if not ours or day != session.today():
        return ""
    counts = session.read(waiting.waiting, party_ids=ours, today=day)
    words = components.joined([_answers(counts), _follow_ups(counts)])
    return _("Waits for you: {what}", what=words) if words else ""


def _answers(counts: WaitingCounts) -> str:
    answers, asked = counts.answers, counts.responsibilities
    parts = [
        answers
        and ngettext(
            "**{n}** answer to the status round", "**{n}** answers to the status round", answers
        ),
        asked
        and ngettext(
            "**{n}** question of responsibility", "**{n}** questions of responsibility", asked
        ),
    ]
    what = listed(words for words in parts if words)
    there = links.link(_("My proposals"), "mine")
    return _("{what}, under {page}", what=what, page=there) if what else ""


def _follow_ups(counts: WaitingCounts) -> str:
    if not counts.follow_ups:
        return ""
    # The list takes one party at a time; of several it shows all, each under its own heading.
    whose = counts.responsible[0] if len(counts.responsible) == 1 else None
    there = links.link(
        _("Follow-ups"), follow_ups.PAGE, omfang="alle", tilstand=WAITING, ansvarlig=whose
    )
    what = ngettext("**{n}** follow-up", "**{n}** follow-ups", counts.follow_ups)
    return _("{what}, under {page}", what=what, page=there)
