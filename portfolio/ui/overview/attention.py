"""The overview's two lists: what needs attention and why, and what has happened since."""

from datetime import date
from typing import Any

import streamlit as st

from portfolio import labels, language
from portfolio.domain.attention import Reason
from portfolio.language import _, ngettext
from portfolio.queries.meetings import decisions
from portfolio.queries.overview import news as overview_news
from portfolio.queries.overview.attention import Finding
from portfolio.queries.overview.compare import Difference
from portfolio.queries.overview.news import Became, Decided, Event
from portfolio.reports.mails import digest_text
from portfolio.ui import choices, components, links, session

_ABOUT_PROPOSALS = {
    Reason.RED,
    Reason.AMBER,
    Reason.NO_PARTY,
    Reason.NOT_ACCEPTED,
    Reason.SILENT,
    Reason.WINDOW_OPENED,
}
#: Where the others are listed, narrowed to what the line counts.
_PAGES: dict[Reason, tuple[str, dict[str, str]]] = {
    Reason.OVERDUE: ("tidslinje", {"tilstand": "overdue"}),
    Reason.DEADLINE_SOON: ("tidslinje", {"tilstand": "soon"}),
    Reason.NOT_RECORDED: ("tidslinje", {"tilstand": "not_recorded"}),
    Reason.FOLLOW_UP_OVERDUE: ("opfoelgninger", {"tilstand": "overdue"}),
    Reason.FOLLOW_UP_UNOWNED: ("opfoelgninger", {"ansvarlig": "mangler"}),
    Reason.BLOCKING_GAP: ("huller", {"blokerer": "ja", "omfang": "ja"}),
}
_SHOWN_EVENTS = 8
_HEADING = 40  # px, as a button


def findings(gravest_first: tuple[Finding, ...]) -> None:
    """One line a reason, the gravest first."""
    # As tall as the heading beside it with its button: else the two do not stand on one line.
    with st.container(height=_HEADING, border=False, horizontal=True, vertical_alignment="center"):
        st.header(_("Needs attention"), anchor=False)
    if not gravest_first:
        components.remark(_("Nothing needs attention in what is shown."))
        return
    st.markdown(session.write_once(_lines, gravest_first))


def _lines(gravest_first: tuple[Finding, ...]) -> str:
    return components.bullets(map(_line, gravest_first))


def _line(finding: Finding) -> str:
    if finding.reason is Reason.WINDOW_OPENED:
        return f"{coloured(finding)}{_to_be_ready(finding)}"
    if finding.reason in _ABOUT_PROPOSALS:
        return f"{coloured(finding)}: {_numbers(finding)}"
    page, narrowed = _PAGES[finding.reason]
    if finding.count == 1:
        return f"{coloured(finding)}: {links.link(finding.first[0][1], page, **narrowed)}"
    more = _("see them")
    return f"{coloured(finding)} · {links.link(more, page, **narrowed)}"


def _to_be_ready(finding: Finding) -> str:
    """Below the line, one proposal a line: what was to be ready by now."""
    ready = [
        _(
            "{proposal}: must be ready: {what}",
            proposal=links.number(number),
            what=links.plain(" ".join(str(what).split())),
        )
        for number, what in finding.first
    ]
    rest = finding.count - len(ready)
    more = [_("and {n} more", n=language.number(rest))] if rest > 0 else []
    return "".join(f"\n  - {line}" for line in [*ready, *more])


def _numbers(finding: Finding) -> str:
    linked = [links.number(number) for number, _title in finding.first]
    return components.some(linked, len(linked), finding.count)


def coloured(finding: Finding) -> str:
    """The sentence as Markdown, its light's shape on the light's colour."""
    words = sentence(finding)
    rag = {Reason.RED: "red", Reason.AMBER: "amber"}.get(finding.reason)
    shape = labels.SHAPES[rag] if rag else ""
    return f"{components.badge(rag, shape)}{words.removeprefix(shape)}" if rag else words


def sentence(finding: Finding) -> str:
    """How many it is true of, and what."""
    n = finding.count
    spoken = {
        Reason.WINDOW_OPENED: lambda: ngettext(
            "**{n} proposal on hold** can be taken up again: its period has begun",
            "**{n} proposals on hold** can be taken up again: their periods have begun",
            n,
        ),
        Reason.RED: lambda: ngettext("■ **{n} proposal** is red", "■ **{n} proposals** are red", n),
        Reason.AMBER: lambda: ngettext(
            "▲ **{n} proposal** is amber", "▲ **{n} proposals** are amber", n
        ),
        Reason.OVERDUE: lambda: ngettext(
            "**{n} agreed deadline** is overdue", "**{n} agreed deadlines** are overdue", n
        ),
        Reason.DEADLINE_SOON: lambda: ngettext(
            "**{n} deadline** within 30 days", "**{n} deadlines** within 30 days", n
        ),
        Reason.NO_PARTY: lambda: ngettext(
            "**{n} proposal** names nobody to discuss it with",
            "**{n} proposals** name nobody to discuss them with",
            n,
        ),
        Reason.NOT_ACCEPTED: lambda: ngettext(
            "**{n} proposal** has nobody responsible",
            "**{n} proposals** have nobody responsible",
            n,
        ),
        Reason.FOLLOW_UP_OVERDUE: lambda: ngettext(
            "**{n} agreed follow-up** is overdue", "**{n} agreed follow-ups** are overdue", n
        ),
        Reason.FOLLOW_UP_UNOWNED: lambda: ngettext(
            "**{n} follow-up** has no responsible", "**{n} follow-ups** have no responsible", n
        ),
        Reason.BLOCKING_GAP: lambda: ngettext(
            "**{n} open question** holds something up",
            "**{n} open questions** hold something up",
            n,
        ),
        Reason.NOT_RECORDED: lambda: ngettext(
            "**{n} date** has passed without a recorded outcome",
            "**{n} dates** have passed without a recorded outcome",
            n,
        ),
        Reason.SILENT: lambda: ngettext(
            "**{n} proposal** has had no status for 60 days",
            "**{n} proposals** have had no status for 60 days",
            n,
        ),
    }
    return spoken[finding.reason]()


#: Of decisions: their days and numbers.
Told = frozenset[tuple[str, str]]


def decided(portfolio: str, day: date) -> Told:
    """What was decided about all the proposals alike; it stands there whatever else is news."""
    made = session.read(decisions.decided_for_all, as_of=day, portfolio=portfolio)
    rows = made.to_dict("records")
    if rows:
        st.header(_("Decided about all of it"), anchor=False)
        st.markdown(components.bullets(map(_decided, rows)))
    return frozenset((row["decided_on"], row["number"]) for row in rows)


def _decided(row: dict[Any, Any]) -> str:
    outcome = labels.label("decision_outcome", row["outcome"])
    words = links.plain(f"{row['decision']} ({language.short_date(row['decided_on'])})")
    way = links.link(row["number"], "beslutninger", beslutning=row["number"])
    return f"{way} {outcome}: {words}"


def news(portfolio: str, day: date, told: Told) -> None:
    """What is new since a chosen day, the last meeting's by default; not what is ``told``."""
    last = session.read(overview_news.since_last_meeting, portfolio=portfolio, until=day)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(_("Since last"), anchor=False, width="content")
        since = choices.day(
            "siden",
            _("Changes since"),
            last,
            words=lambda day: _("Since {day}", day=language.long_date(day)),
            latest=session.today(),
        )
    found = session.read(overview_news.news, since=since, until=day, portfolio=portfolio)
    if not found:
        components.remark(_("Nothing is recorded since {day}.", day=language.long_date(since)))
        return
    new = tuple(event for event in found if _key(event) not in told)
    if not new:
        components.remark(_("Nothing else than what was decided about all of it."))
        return
    st.markdown(session.write_once(_events, new[:_SHOWN_EVENTS]))
    if len(new) > _SHOWN_EVENTS:
        newest = links.plain(_("Only the {n} newest are shown.", n=_SHOWN_EVENTS))
        days = {"fra": since.isoformat(), "til": day.isoformat()}
        components.remark(f"{newest} {links.link(_('Compare the two days'), 'sammenlign', **days)}")


def _key(event: Event) -> tuple[str, str] | None:
    about = event.about
    return (about.decided_on, about.number) if isinstance(about, Decided) else None


def _events(new: tuple[Event, ...]) -> str:
    return components.bullets(map(_event, new))


def _event(event: Event) -> str:
    when = links.plain(language.short_date(event.happened_on))
    return f"{when} {_about(event.about)}"


def _about(about: Decided | Difference | Became) -> str:
    if isinstance(about, Difference):
        words = _("Proposal {number}", number=about.number)
        moved = links.plain(digest_text.change(about))
        return f"{links.link(words, 'forslag', nr=about.number)}: {moved}"
    if isinstance(about, Became):
        state = labels.label("milestone_state", about.outcome)
        return f"{links.link(about.title, 'tidslinje')} ({state})"
    words = _("Decision {number}", number=about.number)
    way = links.link(words, "beslutninger", beslutning=about.number, moede=about.code)
    return f"{way}: {links.plain(about.decision)}"
