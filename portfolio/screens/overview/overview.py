"""The overview as one fragment: its answers, and what the template is given of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from portfolio import language
from portfolio.domain.requests import Request
from portfolio.language import _
from portfolio.queries.filtering import Filters
from portfolio.queries.meetings import decisions
from portfolio.queries.overview import attention as attention_query
from portfolio.queries.overview import figures as figures_query
from portfolio.queries.overview import news as news_query
from portfolio.queries.overview.attention import Deadline, Finding
from portfolio.queries.overview.board import Order
from portfolio.queries.overview.figures import KeyFigures
from portfolio.queries.overview.news import Event
from portfolio.queries.proposals import involvement
from portfolio.queries.requests.requests import open_requests
from portfolio.screens import drawing
from portfolio.screens.drawing import Link, Read, To
from portfolio.screens.overview import attention, board, news, summary, waiting
from portfolio.screens.overview.board import LOOK, Look
from portfolio.screens.overview.waiting import NOTHING, Waits

#: News older than this many days is said to be old.
_OLD_DAYS = 60


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The answers that the overview tells, on a day and of the proposals that match."""

    filters: Filters
    waits: Waits
    newest: date | None  # the day of the newest thing on record
    board: board.Facts
    figures: KeyFigures
    deadline: Deadline | None
    requests: tuple[Request, ...]
    chain: tuple[tuple[str, str], ...]  # who is involved, and the ChainState
    findings: tuple[Finding, ...]
    decided: tuple[tuple[str, str, str, str, str], ...]  # number, outcome, words, day, meeting
    since: date
    events: tuple[Event, ...]


def ask(
    read: Read,
    filters: Filters,
    *,
    waits: Waits = NOTHING,
    order: str = Order.PURPOSE,
    page: int = 1,
    look: Look = Look.TABLE,
    choose: str = "",
    edits: bool = False,
) -> Facts:
    """Everything the overview is made of; ``page`` counts from 1. ``waits`` is of today."""
    assert filters.portfolio is not None, "the overview is of one portfolio"
    code, day = filters.portfolio, filters.as_of
    since = read(news_query.since_last_meeting, portfolio=code, until=day)
    chain = read(involvement.chain, portfolio=code, as_of=day)
    return Facts(
        filters=filters,
        waits=waits if filters.is_current else NOTHING,
        newest=read(figures_query.latest_news, as_of=day, portfolio=code),
        board=board.ask(
            read,
            filters,
            order=order,
            page=page,
            at="overblik",
            look=look,
            choose=choose,
            edits=edits,
        ),
        figures=read(figures_query.key_figures, filters=filters),
        deadline=read(attention_query.next_deadline, filters=filters),
        requests=read(open_requests, as_of=day, today=filters.today, portfolio=code, body=None),
        chain=tuple((step["party"], step["state"]) for step in chain),
        findings=read(attention_query.findings, filters=filters),
        decided=read(decisions.decided_for_all, as_of=day, portfolio=code),
        since=since,
        events=read(news_query.news, since=since, until=day, portfolio=code),
    )


def looks(shown: Look, asked: Mapping[str, str], to: To, *, chooses: bool) -> Markup:
    """The way to the board's other look, and to what is ready to be printed.

    For whoever ``chooses``, also the way to choose several.
    """
    kept = {name: text for name, text in asked.items() if name not in (LOOK, "side")}
    other = Link(_("Table"), to("overblik", **kept))
    if shown is Look.TABLE:
        other = Link(_("Board"), to("overblik", **kept, **{LOOK: Look.STAGES.value}))
    ways = (other, Link(_("Print"), to("statusark")), *board.ways_to_choose("overblik", asked, to))
    return drawing.draw("looks.html", ways=ways if chooses else ways[:2])


def _age(facts: Facts) -> str:
    """How old the newest thing on record is, where it is old."""
    day, newest = facts.filters.as_of, facts.newest
    return language.age(newest, day) if newest and is_old(newest, day) else ""


def is_old(newest: date | None, day: date) -> bool:
    """Whether the newest thing on record is so old that a page says it."""
    return newest is not None and (day - newest).days > _OLD_DAYS


def draw(facts: Facts, to: To) -> Markup:
    """The fragment: summary, table, attention and news."""
    return drawing.draw(
        "overview.html",
        to=to,
        waits=waiting.links(facts.waits, to),
        old=_age(facts),
        newest=facts.newest,
        summary=summary.summary(facts.figures, facts.chain, facts.deadline, facts.filters.as_of),
        asked=summary.asked(facts.requests, facts.filters.as_of, to),
        board=board.board(facts.board, to),
        attention=attention.lines(facts.findings, to),
        decided=attention.decided(facts.decided, to),
        news=news.news(facts.events, facts.decided, to),
        since=facts.since,
        day=facts.filters.as_of,
    )
