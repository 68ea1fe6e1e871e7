"""The proposals as a table or in columns: pages, order and groups; a row is of :mod:`row`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from markupsafe import Markup

from portfolio import labels, language
from portfolio.domain import party_words
from portfolio.domain.model import Stage
from portfolio.domain.own_fields import OwnField
from portfolio.domain.party_words import PartyWord
from portfolio.language import _
from portfolio.queries.filtering import Filters
from portfolio.queries.overview import board as board_query
from portfolio.queries.overview.board import Card, Order
from portfolio.queries.overview.figures import KeyFigures, key_figures
from portfolio.queries.own_fields import own_fields
from portfolio.screens import drawing
from portfolio.screens.addresses import PORTFOLIO
from portfolio.screens.drawing import Link, Read, To
from portfolio.screens.overview import summary
from portfolio.screens.overview.row import PATH, Row, row

ROWS_A_PAGE = 60
LOOK = "visning"  # in the address
CHOOSE, READY, ALL = "vaelg", "ja", "alle"  # in the address: choosing, none yet, all that match
LIST = "forslag"  # the page of all of them, which has the columns of a portfolio's own


class Look(StrEnum):
    """A row a proposal, or a column a stage. The codes stand in the address."""

    TABLE = "tabel"
    STAGES = "tavle"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A page of the proposals that match, counted from 1, and how they are sorted and looked at."""

    filters: Filters
    order: str  # as for the query ``board``
    page: int
    figures: KeyFigures
    cards: tuple[Card, ...]
    at: str  # the page of the program that it stands on
    look: Look
    own: tuple[OwnField, ...]  # the columns beside the usual ones
    choose: str  # what the address says of choosing some: READY, ALL, numbers; "" for not at all
    whose: str  # a party: what it is to each is told, and nobody else; "" for whoever is foremost
    edits: bool  # whether the reader may add proposals where there are none


@dataclass(frozen=True)
class Head:
    """A column's heading, and the way to the table sorted by it."""

    words: str
    way: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """A purpose, a portfolio or a stage, and its rows; without a title where all are in one."""

    title: str
    remark: str
    rows: tuple[Row, ...]
    way: str = ""


@dataclass(frozen=True)
class Board:
    """The table, or the columns."""

    look: Look
    heads: tuple[Head, ...]
    groups: tuple[Group, ...]
    total: int
    pages: tuple[Link, ...]  # the pages before and after
    nothing: tuple[str, tuple[Link, ...]] = ("", ())  # why there is none, and the ways on
    choosing: Choosing | None = None


@dataclass(frozen=True)
class Choosing:
    """That some are chosen: which of the page, which of others, and the ways on."""

    chosen: frozenset[int]
    others: str  # numbers, with commas
    go: str
    every: str
    stop: str


def ask(
    read: Read,
    filters: Filters,
    *,
    order: str,
    page: int,
    at: str,
    look: Look = Look.TABLE,
    choose: str = "",
    whose: str = "",
    edits: bool = False,
) -> Facts:
    """The rows of a page of the table, of one portfolio or of all of them."""
    return Facts(
        filters=filters,
        order=order,
        page=page,
        figures=read(key_figures, filters=filters),
        cards=read(
            board_query.board,
            filters=filters,
            order=order,
            limit=ROWS_A_PAGE,
            offset=(page - 1) * ROWS_A_PAGE,
        ),
        at=at,
        look=look,
        own=_own(read, filters.portfolio) if at == LIST and filters.portfolio else (),
        choose=choose,
        whose=whose,
        edits=edits,
    )


def _own(read: Read, portfolio: str) -> tuple[OwnField, ...]:
    return tuple(one for one in read(own_fields.fields, portfolio=portfolio) if one.in_lists)


def draw(facts: Facts, to: To) -> Markup:
    """The table alone, as a fragment."""
    gone = summary.aside(facts.figures.aside)
    aside = Link(gone, to("overblik", fase="not_pursued")) if gone else None
    return drawing.draw("board.html", board=board(facts, to), aside=aside)


def board(facts: Facts, to: To) -> Board:
    """The rows under their stages, their portfolios or their purposes; in one where a portfolio's
    are sorted otherwise.
    """
    headed = _headed(facts)
    # A column's heading says it for its cells; a card has to say it itself.
    said = headed if facts.look is Look.TABLE else PartyWord.ACCEPTED
    rows = [(card, row(card, facts.whose, said, facts.own, to)) for card in facts.cards]
    heads, total = _heads(facts, headed, to), facts.figures.total
    pages = drawing.pages(
        facts.page, total, ROWS_A_PAGE, lambda page: _to(facts, to, facts.order, page)
    )
    nothing = ("", ()) if total else _nothing(facts, to)
    choosing = _choosing(facts, to) if facts.choose else None
    return Board(facts.look, heads, _groups(facts, rows, to), total, pages, nothing, choosing)


def _nothing(facts: Facts, to: To) -> tuple[str, tuple[Link, ...]]:
    """Why there is no proposal; where the portfolio is empty, whence they come."""
    if facts.filters.narrows:
        return _("No proposal here matches."), ()
    if facts.figures.aside:
        return _("All proposals are set aside."), ()
    if not facts.filters.is_current:
        return _("There were no proposals on this day. Choose a later day."), ()
    said = _("There are no proposals in the portfolio yet.")
    if not facts.edits:
        return said, ()
    how = _("Take them in, or add them:")
    return f"{said} {how}", (
        Link(_("Your own list"), to("liste")),
        Link(_("Edit data"), to("indhold")),
    )


def _choosing(facts: Facts, to: To) -> Choosing:
    here = {card.number for card in facts.cards}
    said = {int(n) for n in facts.choose.split(",") if n.isascii() and n.isdigit() and len(n) < 10}
    chosen = here if facts.choose == ALL else said
    others = ",".join(str(n) for n in sorted(chosen - here))

    def way(choose: str) -> str:
        return _to(replace(facts, choose=choose), to, facts.order, facts.page)

    return Choosing(frozenset(chosen & here), others, way(facts.choose), way(ALL), way(""))


def _headed(facts: Facts) -> PartyWord:
    """What the column of parties says: who has said yes, else whom the secretary tells of, else
    with whom it is to be discussed.
    """
    if facts.whose or any(_has_yes(card) for card in facts.cards):
        return PartyWord.ACCEPTED
    first = {party.word for card in facts.cards for party in party_words.foremost(card.parties)}
    return PartyWord.TOLD if PartyWord.TOLD in first else PartyWord.DISCUSS_WITH


def _groups(facts: Facts, rows: Sequence[tuple[Card, Row]], to: To) -> tuple[Group, ...]:
    if facts.look is Look.STAGES:
        found = {stage: [row for card, row in rows if card.stage == stage] for stage in Stage}
        return tuple(
            Group(labels.label("stage", stage), language.number(len(some)), tuple(some))
            for stage, some in found.items()
            if some or stage in PATH
        )
    if not facts.filters.portfolio:
        titles = {card.portfolio: card.portfolio_title for card, _row in rows}
        return tuple(
            Group(
                title,
                "",
                tuple(row for card, row in rows if card.portfolio == code),
                to("overblik", **{PORTFOLIO: code}),
            )
            for code, title in titles.items()
        )
    if facts.order != Order.PURPOSE:
        return (Group("", "", tuple(row for _card, row in rows)),)
    word = _("Purpose")
    purposes = {card.purpose: card.purpose_title for card, _row in rows}
    return tuple(
        Group(title, f"{word} {number}", tuple(row for card, row in rows if card.purpose == number))
        for number, title in purposes.items()
    )


def _heads(facts: Facts, headed: PartyWord, to: To) -> tuple[Head, ...]:
    words: dict[str, str] = {
        Order.PURPOSE: _("Proposal"),
        Order.LIGHT: _("Light and the last three"),
        Order.STAGE: _("Stage"),
        Order.RESPONSIBLE: {
            PartyWord.ACCEPTED: _("Responsible"),
            PartyWord.TOLD: _("Centre, according to the secretary"),
        }.get(headed, _("To be discussed with")),
        Order.NEXT: _("Next"),
    }
    if facts.look is Look.STAGES:  # the columns are the stages
        words |= {
            Order.PURPOSE: _("Purpose"),
            Order.LIGHT: _("Light"),
        }
        del words[Order.STAGE]
    words |= {board_query.by_own(one.code): one.name for one in facts.own}
    return tuple(
        Head(said, _to(facts, to, order), order == facts.order) for order, said in words.items()
    )


def _to(facts: Facts, to: To, order: str, page: int = 1) -> str:
    """The table as it is, sorted so; what is as always is left out of the address."""
    f = facts.filters
    return to(
        facts.at,
        formaal=f.purpose,
        **{"center" if f.portfolio else "part": f.party},
        **{LOOK: None if facts.look is Look.TABLE else facts.look.value},
        fase=f.stage,
        lys=f.rag,
        sted=f.place,
        q=f.search or None,
        **{CHOOSE: facts.choose or None},
        orden=None if order == Order.PURPOSE else str(order),
        **{own_name(code): value for code, value in f.own},
        side=None if page == 1 else page,
    )


def own_name(code: str) -> str:
    """The address's name for what is asked for in a portfolio's own field."""
    return f"felt-{code}"


def _has_yes(card: Card) -> bool:
    return any(party.word == PartyWord.ACCEPTED for party in card.parties)


def ways_to_choose(page: str, asked: Mapping[str, str], to: To) -> tuple[Link, ...]:
    """The way to choosing several of what a page lists."""
    return (Link(_("Choose several"), to(page, **{**asked, CHOOSE: READY})),)


def draw_way_to_choose(page: str, asked: Mapping[str, str], to: To) -> Markup:
    """The same as a fragment of its own."""
    return drawing.draw("looks.html", ways=ways_to_choose(page, asked, to))
