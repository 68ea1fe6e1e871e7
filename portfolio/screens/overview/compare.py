"""Sammenlign as one fragment: what moved between two days, a row a proposal, then and now."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from portfolio import labels, language
from portfolio.domain.model import Stage
from portfolio.language import _
from portfolio.queries.meetings import meetings
from portfolio.queries.overview import compare, news
from portfolio.queries.overview.compare import Difference, Kind
from portfolio.queries.overview.news import Decided
from portfolio.reports.mails import digest_text
from portfolio.reports.meetings import sentences
from portfolio.reports.overview import changes
from portfolio.screens import drawing
from portfolio.screens.drawing import Link, Read, To
from portfolio.screens.overview import summary, trend
from portfolio.screens.overview.summary import GRAVEST_FIRST

PAGE = "sammenlign"
ROWS_A_PAGE = 60
_DECISIONS = 30


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Two days, the earlier first, and what is known of the time between."""

    first: date
    second: date
    meetings: tuple[str, str]  # the titles of meetings held on the two days
    known: date  # the first day on record
    differences: tuple[Difference, ...]
    page: int
    decided: tuple[Decided, ...]
    trend: trend.Facts


@dataclass(frozen=True)
class Pair:
    """What was and what is, in words or as a light's code."""

    then: str  # empty where it stood still, came or went
    now: str


@dataclass(frozen=True)
class Row:
    """A proposal then and now, and what explains it."""

    number: int
    proposal: Link
    why: str
    light: Pair
    others: tuple[Pair, ...]  # stage, progress, responsible


def ask(
    read: Read, portfolio: str, span: tuple[date, date], known: date, *, by_meeting: bool, page: int
) -> Facts:
    """What moved between the days of ``span``; ``known`` is the first day on record."""
    first, second = span
    found = read(compare.differences, portfolio=portfolio, first=first, second=second)
    held = dict(read(meetings.meetings_held, as_of=second)[["held_on", "title"]].to_numpy())
    return Facts(
        first=first,
        second=second,
        meetings=(held.get(first.isoformat(), ""), held.get(second.isoformat(), "")),
        known=known,
        differences=tuple(sorted(found, key=_weight)),
        page=min(page, -(-len(found) // ROWS_A_PAGE)) or 1,
        decided=read(news.decided, portfolio=portfolio, since=first, until=second),
        trend=trend.ask(read, portfolio, span, known, by_meeting=by_meeting),
    )


def _weight(one: Difference) -> tuple[int, ...]:
    """What moved first; of that first what has another light, the gravest of it first."""
    then, now = one.rag
    light = GRAVEST_FIRST.index(now) if now and now != then else len(GRAVEST_FIRST)
    still = (one.stage[0] == one.stage[1], one.responsible[0] == one.responsible[1])
    return (list(Kind).index(one.kind), light, *still, one.number)


def begins(day: date) -> str:
    """The earlier of the two days, on its button."""
    return _("From {day}", day=language.long_date(day))


def ends(day: date) -> str:
    """The later of the two days, on its button."""
    return _("To {day}", day=language.long_date(day))


def draw(facts: Facts, to: To) -> Markup:
    """The fragment: the two days, what moved, what was decided, the lights over time."""
    last = facts.page * ROWS_A_PAGE
    shown = facts.differences[last - ROWS_A_PAGE : last]
    count = Counter(one.kind for one in facts.differences)
    return drawing.draw(
        "compare.html",
        between=_between(facts),
        sums=changes.summary(facts.differences),
        remark=_remark(facts),
        days=[_day(facts, 0), _day(facts, 1)],
        groups=[
            (labels.label("difference", kind), language.number(count[kind]), rows)
            for kind in (Kind.MOVED, Kind.CAME, Kind.WENT)
            if (rows := [_row(one, to) for one in shown if one.kind is kind])
        ],
        still=[_row(one, to) for one in shown if one.kind is Kind.SAME],
        still_count=language.number(count[Kind.SAME]),
        pages=drawing.pages(
            facts.page, len(facts.differences), ROWS_A_PAGE, lambda page: _to(facts, to, page=page)
        ),
        decided=[_decision(made, to) for made in facts.decided[:_DECISIONS]],
        more=len(facts.decided) - _DECISIONS,
        trend=trend.bars(facts.trend),
        ways=[
            (words, _to(facts, to, by_meeting=code), code is facts.trend.by_meeting)
            for code, words in ((False, _("Month by month")), (True, _("Meeting by meeting")))
        ],
    )


def _to(facts: Facts, to: To, *, page: int = 1, by_meeting: bool | None = None) -> str:
    by_meeting = facts.trend.by_meeting if by_meeting is None else by_meeting
    return to(
        PAGE,
        fra=facts.first,
        til=facts.second,
        trin="moede" if by_meeting else None,
        side=None if page == 1 else page,
    )


def _between(facts: Facts) -> str:
    first, second = map(day_and_meeting, (facts.first, facts.second), facts.meetings)
    return _("From {first} to {second}:", first=first, second=second)


def day_and_meeting(day: date, meeting: str) -> str:
    """The day with the meeting held on it; said once where the title has the day in it."""
    when = language.long_date(day)
    if when in meeting:
        return meeting
    return f"{when} ({meeting})" if meeting else when


def _remark(facts: Facts) -> str:
    if facts.first == facts.second:
        return _("Both days are the same. Choose an earlier day to compare from.")
    if facts.first >= facts.known:
        return ""
    return _(
        "Nothing is on record before {day}, so what was there that day is counted as having come.",
        day=language.long_date(facts.known),
    )


def _day(facts: Facts, end: int) -> tuple[str, summary.Bar, str]:
    """The day, its lights, and how many are set aside: they have no light here."""
    known = [(one.stage[end], one.rag[end]) for one in facts.differences if one.rag[end]]
    lights = Counter(str(rag) for stage, rag in known if stage != Stage.NOT_PURSUED)
    words = language.short_date((facts.first, facts.second)[end])
    return words, summary.lights(lights), summary.aside(len(known) - lights.total())


def _row(one: Difference, to: To) -> Row:
    stages = [code and labels.label("stage", code) for code in one.stage]
    progress = [None if end is None else language.share(end / 100) for end in one.percent]
    return Row(
        number=one.number,
        proposal=Link(one.title, to("forslag", nr=one.number)),
        why=changes.explained(one),
        light=_pair(one.kind, *one.rag),
        others=(
            _pair(one.kind, *stages),
            _pair(one.kind, *progress, nothing=_("not stated")),
            _pair(one.kind, *one.responsible, nothing=_("nobody has said yes")),
        ),
    )


def _pair(kind: Kind, then: str | None, now: str | None, *, nothing: str = "") -> Pair:
    """Both where they differ; of what came what it is, of what went what it was."""
    if kind is Kind.MOVED and then != now:
        return Pair(then or nothing, now or nothing)
    return Pair("", (kind is Kind.WENT and then) or now or "")


def _decision(made: Decided, to: To) -> tuple[Link, str]:
    named = sentences.named(made.number, made.decided_on)
    way = to("beslutninger", beslutning=made.number, moede=made.code)
    return Link(named, way), digest_text.told(made)
