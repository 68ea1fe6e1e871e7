"""What goes with an agenda: the papers of its portfolio as they are today, and the meeting as a
calendar file.
"""

from collections.abc import Sequence

import streamlit as st

from portfolio.language import _
from portfolio.queries.filtering import Filters
from portfolio.queries.papers import facts as paper_facts
from portfolio.queries.reviews import invitation as invitations
from portfolio.reports import papers
from portfolio.reports.calendar import invitation as calendar
from portfolio.reports.mails.agenda_mail import Enclosure
from portfolio.reports.papers import Paper
from portfolio.ui import downloads, session
from portfolio.ui.papers import templates
from portfolio.usecases.calendar import links


def made(chosen: Sequence[Paper], portfolio: str | None) -> list[Enclosure]:
    """The papers as files; of a review of all portfolios one of each. Raises as papers.make."""
    codes = [portfolio] if portfolio else [str(row["code"]) for row in session.portfolios()]
    day, found = session.today(), list[Enclosure]()
    for code in codes:
        if not chosen:
            break
        filters = Filters(as_of=day, today=day, portfolio=code)
        facts = session.read_now(paper_facts.facts, filters=filters)
        for paper in chosen:
            content = papers.make(paper, facts, templates.own(paper))
            name, kind = papers.file_name(paper, facts), papers.TABLE[paper].kind
            found.append(Enclosure(name, kind.media_type, content))
    return found


def offer_calendar_file(review_id: str) -> None:
    """The meeting for one's own calendar."""
    one = session.read(invitations.invitation, review_id=review_id)
    if one is None:
        return
    public = links.public_address(str(st.context.url or "").partition("/gennemgang")[0]) or ""
    downloads.button(
        _("To my calendar (ics)"),
        lambda: calendar.ics(one, public=public),
        calendar.file_name(one),
        "text/calendar",
        key=f"ics:{review_id}",
        kind="tertiary",
    )
