"""A proposal as a row or a card shows it. Open it to change what a row says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portfolio import labels, language
from portfolio.domain import party_words
from portfolio.domain.model import Stage
from portfolio.domain.own_fields import OwnField, OwnKind
from portfolio.domain.party_words import PartyWord
from portfolio.language import _, ngettext
from portfolio.queries.overview.board import Card, NamedParty
from portfolio.reports import dated
from portfolio.reports.own_fields import own_fields
from portfolio.screens.addresses import PORTFOLIO
from portfolio.screens.drawing import To

_LONGEST_STEP = 160  # there is room for 2,000, and all of it stands on the proposal's page

#: The way from idea to everyday practice, as far as a row draws it.
PATH = (Stage.PROPOSED, Stage.QUALIFICATION, Stage.READY, Stage.RUNNING, Stage.ANCHORED)


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
    own: tuple[tuple[str, str, bool], ...] = ()  # the portfolio's own: name, words, is it a number


def row(card: Card, whose: str, said: PartyWord, own: Sequence[OwnField], to: To) -> Row:
    """Of a proposal; ``whose``: the party that is told of, "" for whoever is foremost."""
    stage = Stage(card.stage)
    parties = [party for party in card.parties if not whose or party.name == whose]
    return Row(
        number=card.number,
        title=card.title,
        way=to("forslag", nr=card.number, **{PORTFOLIO: card.portfolio}),
        rag=card.rag,
        lights=card.lights,
        status_on=card.status_on or "",
        stage=labels.label("stage", stage),
        reached=reached(stage),
        who=who(parties, said=said, is_theirs=bool(whose)),
        has_yes=any(party.word == PartyWord.ACCEPTED for party in parties),
        ahead=ahead(card),
        own=tuple(_own(card, field) for field in own),
    )


def _own(card: Card, field: OwnField) -> tuple[str, str, bool]:
    one = own_fields.of(card.own, field)
    return field.name, own_fields.said(one) if one else "", field.kind is OwnKind.NUMBER


def reached(stage: Stage) -> int:
    """How many steps of PATH it has taken; none where it has left the path."""
    return PATH.index(stage) + 1 if stage in PATH else len(PATH) * (stage is Stage.CLOSED)


def who(
    parties: Sequence[NamedParty],
    *,
    said: PartyWord = PartyWord.ACCEPTED,
    is_theirs: bool = False,
) -> Words:
    """Who has said yes; else who is appointed, asked, suggested …; else that there is nobody.

    ``said``: what the heading says already that they are. ``is_theirs``: they ask what they are to
    it, however little that is.
    """
    shown = party_words.foremost(parties, is_theirs)
    if not shown:
        return Words(_("Nobody yet"), is_sure=False)
    word = PartyWord(shown[0].word)
    # The least sure of them: the codes sort from assumed to stated.
    certainty = min(filter(None, (one.certainty for one in shown)), default=None)
    if word is said is not PartyWord.ACCEPTED:
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
    """What it waits for, or what comes next; what it merely hangs on is neither."""
    if card.parked:
        when, process = card.parked
        until = language.within(dated.said(when))
        return Words(_("On hold: {process}, {date}", process=process, date=until))
    if card.next_step:
        when = labels.ahead(dated.said(card.next_step_date_text), card.step_is_past)
        return Words(language.shortened(card.next_step, _LONGEST_STEP), when)
    if card.date_ahead:
        date = card.date_ahead
        owner = labels.hedged(date.title, date.certainty)
        when = language.within(dated.said(date.date_text))
        return Words(owner, labels.ahead(when, date.is_unsettled))
    return Words(_("Nothing agreed"), is_sure=False)
