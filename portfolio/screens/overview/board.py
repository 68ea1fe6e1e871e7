"""The table of proposals: what stands in each row. Open it to change what a row says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from portfolio import labels, language
from portfolio.domain import party_words
from portfolio.domain.model import Stage
from portfolio.domain.party_words import PartyWord
from portfolio.domain.ties import Tied
from portfolio.language import _, ngettext
from portfolio.queries import filter_choices
from portfolio.queries.filtering import Filters
from portfolio.queries.overview import board as board_query
from portfolio.queries.overview.board import Card, NamedParty, Order
from portfolio.queries.overview.figures import KeyFigures, key_figures
from portfolio.screens import drawing
from portfolio.screens.drawing import Link, Read, To
from portfolio.screens.overview import summary

ROWS_A_PAGE = 60
#: The way from idea to everyday practice, as far as a row draws it.
PATH = (Stage.PROPOSED, Stage.QUALIFICATION, Stage.READY, Stage.RUNNING, Stage.ANCHORED)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A page of the proposals that match, counted from 1, and how they are sorted."""

    filters: Filters
    grouping: str  # what the portfolio calls its groups: a code of ``model.Grouping``
    order: Order
    page: int
    figures: KeyFigures
    cards: tuple[Card, ...]
    at: str  # the page of the program that it stands on


@dataclass(frozen=True)
class Words:
    """A cell: its words, and what is said of them in grey."""

    words: str
    remark: str = ""
    is_sure: bool = True  # False: nobody yet, nothing agreed

    def __str__(self) -> str:
        return f"{self.words} ({self.remark})" if self.remark else self.words


@dataclass(frozen=True)
class Row:
    """A proposal as its row shows it."""

    number: int
    title: str
    way: str
    rag: str
    lights: tuple[str, ...]  # codes, the newest last
    status_on: str  # "" where none has been given
    stage: str
    reached: int  # steps of PATH; 0 where it has left the path
    who: Words
    has_yes: bool
    ahead: Words


@dataclass(frozen=True)
class Head:
    """A column's heading, and the way to the table sorted by it."""

    words: str
    way: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """A purpose and its rows; without number and title where the table is sorted otherwise."""

    number: int | None
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Board:
    """The table."""

    heads: tuple[Head, ...]
    grouping: str
    groups: tuple[Group, ...]
    total: int
    pages: tuple[Link, ...]  # the pages before and after


def ask(read: Read, filters: Filters, *, order: Order, page: int, at: str) -> Facts:
    """The rows of a page of the table."""
    rows = read(filter_choices.portfolio_rows)
    return Facts(
        filters=filters,
        grouping=next(str(row["grouping"]) for row in rows if row["code"] == filters.portfolio),
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
    )


def draw(facts: Facts, to: To) -> Markup:
    """The table alone, as a fragment."""
    gone = summary.aside(facts.figures.aside)
    aside = Link(gone, to("overblik", fase="not_pursued")) if gone else None
    return drawing.draw("board.html", board=board(facts, to), aside=aside)


def board(facts: Facts, to: To) -> Board:
    """The rows under their purposes, or in one where they are sorted otherwise."""
    some_yes = any(_has_yes(card) for card in facts.cards)
    rows = [(card, _row(card, some_yes, to)) for card in facts.cards]
    if facts.order is Order.PURPOSE:
        titles = {card.purpose: card.purpose_title for card, _row in rows}
        groups = tuple(
            Group(number, title, tuple(row for card, row in rows if card.purpose == number))
            for number, title in titles.items()
        )
    else:
        groups = (Group(None, "", tuple(row for _card, row in rows)),)
    heads, total = _heads(facts, some_yes, to), facts.figures.total
    pages = drawing.pages(
        facts.page, total, ROWS_A_PAGE, lambda page: _to(facts, to, facts.order, page)
    )
    return Board(heads, facts.grouping, groups, total, pages)


def _heads(facts: Facts, some_yes: bool, to: To) -> tuple[Head, ...]:
    words = {
        Order.PURPOSE: _("Proposal"),
        Order.LIGHT: _("Light and the last three"),
        Order.STAGE: _("Stage"),
        Order.RESPONSIBLE: _("Responsible") if some_yes else _("To be discussed with"),
        Order.NEXT: _("Next"),
    }
    return tuple(
        Head(said, _to(facts, to, order), order is facts.order) for order, said in words.items()
    )


def _to(facts: Facts, to: To, order: Order, page: int = 1) -> str:
    """The table as it is, sorted so; what is as always is left out of the address."""
    f = facts.filters
    return to(
        facts.at,
        formaal=f.purpose,
        center=f.party,
        fase=f.stage,
        lys=f.rag,
        sted=f.place,
        q=f.search or None,
        orden=None if order is Order.PURPOSE else order.value,
        side=None if page == 1 else page,
    )


def _row(card: Card, some_yes: bool, to: To) -> Row:
    stage = Stage(card.stage)
    return Row(
        number=card.number,
        title=card.title,
        way=to("forslag", nr=card.number),
        rag=card.rag,
        lights=card.lights,
        status_on=card.status_on or "",
        stage=labels.label("stage", stage),
        reached=reached(stage),
        who=who(card.parties, is_said=not some_yes),
        has_yes=_has_yes(card),
        ahead=ahead(card),
    )


def reached(stage: Stage) -> int:
    """How many steps of PATH it has taken; none where it has left the path."""
    return PATH.index(stage) + 1 if stage in PATH else len(PATH) * (stage is Stage.CLOSED)


def _has_yes(card: Card) -> bool:
    return any(party.word == PartyWord.ACCEPTED for party in card.parties)


def who(parties: Sequence[NamedParty], *, is_said: bool = False) -> Words:
    """Who has said yes; else who is appointed, asked, suggested …; else that there is nobody.

    ``is_said``: the heading says already that it is to be discussed with them.
    """
    shown = party_words.foremost(parties)
    if not shown:
        return Words(_("No party named"), is_sure=False)
    word = PartyWord(shown[0].word)
    # The least sure of them: the codes sort from assumed to stated.
    certainty = min(filter(None, (one.certainty for one in shown)), default=None)
    if word is PartyWord.DISCUSS_WITH and is_said:
        remark = labels.hedged("", certainty).removeprefix(", ")
    else:
        remark = labels.party(word, certainty)
    return Words(_names(shown), remark)


def _names(parties: Sequence[NamedParty]) -> str:
    if len(parties) > 1 and {party.kind for party in parties} == {"steering_group"}:
        return ngettext("{n} steering group", "{n} steering groups", len(parties))
    others = len(parties) - 1
    if not others:
        return parties[0].name
    return ngettext(
        "{first} and {n} other", "{first} and {n} others", others, first=parties[0].name
    )


def ahead(card: Card) -> Words:
    """What it waits for, what comes next; where nothing is agreed, what the proposal hangs on."""
    if card.parked:
        when, process = card.parked
        until = language.within(when) if when else _("no date")
        return Words(_("On hold: {process}, {date}", process=process, date=until))
    if card.next_step:
        when = labels.ahead(card.next_step_date_text or _("no date"), card.step_is_past)
        return Words(card.next_step, when)
    if card.date_ahead:
        date = card.date_ahead
        owner = labels.hedged(date.title, date.certainty)
        return Words(owner, labels.ahead(language.within(date.date_text), date.is_unsettled))
    if not card.hangs_on:
        return Words(_("Nothing agreed"), is_sure=False)
    (title, certainty), others = card.hangs_on[0], len(card.hangs_on) - 1
    # In brackets, so that it is said of the first alone.
    tied = labels.by_certainty([Tied(0, certainty)], lambda _first: title)
    if others:
        tied = ngettext("{first} and {n} more", "{first} and {n} more", others, first=tied)
    return Words(_("tied to {what}", what=tied), is_sure=False)
