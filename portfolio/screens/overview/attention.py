"""What needs attention and why, a line a reason; and what was decided about all of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from portfolio import labels, language
from portfolio.domain.attention import Reason
from portfolio.language import _, ngettext
from portfolio.queries.overview.attention import Finding
from portfolio.screens.drawing import Link, To

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
_LIGHTS = {Reason.RED: "red", Reason.AMBER: "amber"}


@dataclass(frozen=True)
class Line:
    """One reason: the sentence with ** round its number, and what it is true of."""

    sentence: str
    rag: str  # the light it is about; "" for none
    way: str  # to where all it is true of is listed; "" where each is named
    links: tuple[Link, ...]
    rest: str  # how many more there are than links
    ready: tuple[tuple[Link, str], ...]  # proposals, and what was to be ready by now


@dataclass(frozen=True)
class Decided:
    """A decision about all the proposals alike."""

    number: Link
    outcome: str
    words: str
    day: str


def lines(gravest_first: Sequence[Finding], to: To) -> tuple[Line, ...]:
    """A line a reason, in the order given."""
    return tuple(_line(finding, to) for finding in gravest_first)


def _line(finding: Finding, to: To) -> Line:
    rag = _LIGHTS.get(finding.reason, "")
    said = sentence(finding)
    if finding.reason not in _ABOUT_PROPOSALS:
        page, narrowed = _PAGES[finding.reason]
        way = to(page, **narrowed)
        if finding.count == 1:
            return Line(said, rag, "", (Link(finding.first[0][1], way),), "", ())
        return Line(said, rag, way, (), "", ())
    proposals = [(Link(str(n), to("forslag", nr=n)), title) for n, title in finding.first]
    left = finding.count - len(proposals)
    rest = _("and {n} more", n=language.number(left)) if left > 0 else ""
    if finding.reason is Reason.WINDOW_OPENED:
        ready = tuple((link, " ".join(str(what).split())) for link, what in proposals)
        return Line(said, rag, "", (), rest, ready)
    return Line(said, rag, "", tuple(link for link, _title in proposals), rest, ())


def sentence(finding: Finding) -> str:
    """How many it is true of, and what; ** stands round the number."""
    n = finding.count
    if light := labels.own("reason", _LIGHTS.get(finding.reason, "")):
        return ngettext("**{n} proposal**: {light}", "**{n} proposals**: {light}", n, light=light)
    spoken = {
        Reason.WINDOW_OPENED: lambda: ngettext(
            "**{n} proposal on hold** can be taken up again: its period has begun",
            "**{n} proposals on hold** can be taken up again: their periods have begun",
            n,
        ),
        Reason.RED: lambda: ngettext("**{n} proposal** is red", "**{n} proposals** are red", n),
        Reason.AMBER: lambda: ngettext(
            "**{n} proposal** is amber", "**{n} proposals** are amber", n
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
            "**{n} follow-up** has nobody responsible",
            "**{n} follow-ups** have nobody responsible",
            n,
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


def decided(rows: Sequence[tuple[str, str, str, str, str]], to: To) -> tuple[Decided, ...]:
    """Number, outcome, words, day and meeting of each; they stand there whatever else is news."""
    return tuple(
        Decided(
            Link(number, to("beslutninger", beslutning=number, moede=meeting)),
            labels.label("decision_outcome", outcome),
            words,
            language.short_date(day),
        )
        for number, outcome, words, day, meeting in rows
    )
