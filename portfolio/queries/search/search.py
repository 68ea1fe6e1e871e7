"""What of a portfolio holds the words looked for, on a day: proposals and all that is round them.

Words are compared folded (:func:`portfolio.language.fold`): "Tåstrup" finds Taastrup. Each word has
to be there; whatever is called so comes before what only mentions it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.permissions import Matter
from portfolio.domain.proposal_texts import NAMES
from portfolio.language import fold, shortened, sort_key
from portfolio.queries import filter_choices, relevance
from portfolio.queries.filtering import portfolio_id
from portfolio.queries.meetings import codes, meetings
from portfolio.queries.strategy import strategy
from portfolio.store import live, search
from portfolio.store.schema import aliases, proposals

#: More of a noun than this are a number.
MOST = 10
_PROPOSALS_READ = 200  # of which those that are called so are put first
#: So many of any other noun are read and compared: 10,000 proposals and as much of the rest are
#: searched in half a second.
_READ = 3_000
_LETTERS = 180


class Noun(StrEnum):
    """What is found, in the order it is told."""

    PROPOSAL = "proposal"
    DECISION = "decision"
    QUESTION = "question"
    MEETING = "meeting"
    ITEM = "item"
    STRATEGY = "strategy"
    POOL = "pool"
    PLACE = "place"
    PARTY = "party"


#: What one has to see to be shown it.
SHOWS = {
    noun: Matter.DECIDED if noun in (Noun.DECISION, Noun.MEETING, Noun.ITEM) else Matter.PORTFOLIO
    for noun in Noun
}


@dataclass(frozen=True)
class Hit:
    """One thing found: what it is called, where the words stand beside that, and its address.

    ``ref`` is what its page knows it by; ``meeting`` the code of the meeting it is of, and ``day``
    that meeting's, without which its number does not say which it is.
    """

    name: str
    ref: str
    text: str = ""
    meeting: str | None = None
    day: str | None = None


@dataclass(frozen=True)
class Found:
    """The first hits of a noun, and how many there are; ``among`` so many, where not in all."""

    noun: Noun
    total: int
    hits: tuple[Hit, ...]
    among: int | None = None


def found(
    connection: Connection,
    *,
    words: str,
    portfolio: str,
    as_of: date,
    matters: frozenset[Matter],
) -> tuple[Found, ...]:
    """What holds every one of the words, of what may be seen. No words find nothing."""
    if not fold(words):
        return ()
    asked = _Asked(connection, words, portfolio, as_of)
    seen = [noun for noun in Noun if SHOWS[noun] in matters]
    parts = (_of_proposals(asked) if noun is Noun.PROPOSAL else _of(noun, asked) for noun in seen)
    return tuple(part for part in parts if part.total or part.among)


@dataclass(frozen=True)
class _Asked:
    connection: Connection
    words: str
    portfolio: str
    as_of: date

    @property
    def day(self) -> str:
        return self.as_of.isoformat()


def _of_proposals(asked: _Asked) -> Found:
    p = proposals.c
    tests = (
        p.portfolio_id == portfolio_id(asked.portfolio),
        p.introduced_on <= asked.day,
        search.matches(asked.words),
    )
    count = sa.select(sa.func.count()).select_from(proposals).where(*tests)
    total = asked.connection.execute(count).scalar_one()
    chosen = sa.select(p.number, p.title, *(p[name] for name in NAMES)).where(*tests)
    rows = asked.connection.execute(chosen.order_by(p.number).limit(_PROPOSALS_READ)).mappings()
    named = []
    for row in rows:
        text = "\n".join(filter(None, (row[name] for name in NAMES)))
        hit = Hit(f"{row['number']} {row['title']}", str(row["number"]), text)
        named.append((hit, hit.ref))
    return Found(Noun.PROPOSAL, total, _best(named, asked.words))


def _of(noun: Noun, asked: _Asked) -> Found:
    """The hits of a noun there are few of: read and compared here, alike on both engines."""
    looked_for = fold(asked.words).split()
    held, every = [], _READERS[noun](asked)
    for hit, number in islice(every, _READ):
        text = fold(f"{number} {hit.name} {hit.text}")
        if all(word in text for word in looked_for):
            held.append((hit, number))
    among = None if next(every, None) is None else _READ
    return Found(noun, len(held), _best(held, asked.words), among)


def _best(held: list[tuple[Hit, str]], words: str) -> tuple[Hit, ...]:
    """The first of them: who has that very number, who is called so, the others."""
    looked_for = fold(words).split()

    def rank(pair: tuple[Hit, str]) -> int:
        hit, number = pair
        if number and fold(number) == fold(words):
            return 0
        name = fold(hit.name)
        return 1 if all(word in name for word in looked_for) else 2

    first = sorted(held, key=rank)[:MOST]
    return tuple(
        replace(pair[0], text=_around(pair[0].text, looked_for) if rank(pair) == 2 else "")
        for pair in first
    )


def _around(text: str, looked_for: list[str]) -> str:
    """The first line or sentence that holds one of the words; nothing where none does."""
    sentences = text.replace("\n", ". ").split(". ")
    holds = (one for one in sentences if any(word in fold(one) for word in looked_for))
    return shortened(next(holds, ""), _LETTERS)


_Rows = Iterator[tuple[Hit, str]]


def _decisions(asked: _Asked) -> _Rows:
    d, a, m = live.decisions.c, live.agenda_items.c, live.meetings.c
    chosen = (
        sa.select(
            d.number, d.decided_on, d.recommendation, d.decision, d.difference, _code_of_meeting()
        )
        .select_from(
            live.decisions.join(live.agenda_items, d.agenda_item_id == a.id)
            .join(live.meetings, a.meeting_id == m.id)
            .join(live.parties, m.body_party_id == live.parties.c.id)
        )
        .where(d.decided_on <= asked.day, relevance.decision_concerns(asked.portfolio))
    )
    for row in asked.connection.execute(chosen.order_by(d.decided_on.desc(), a.number, d.number)):
        text = "\n".join(filter(None, (row.recommendation, row.difference)))
        yield Hit(row.decision, row.number, text, row.meeting, row.decided_on), row.number


def _code_of_meeting() -> sa.ColumnElement[Any]:
    return codes.code(live.parties.c.code).label("meeting")


def _items(asked: _Asked) -> _Rows:
    a, m = live.agenda_items.c, live.meetings.c
    chosen = (
        sa.select(a.number, a.title, a.case_number, m.held_on, _code_of_meeting())
        .select_from(
            live.agenda_items.join(live.meetings, a.meeting_id == m.id).join(
                live.parties, m.body_party_id == live.parties.c.id
            )
        )
        .where(a.closed == 0, m.held_on <= asked.day, relevance.took_place())
    )
    for row in asked.connection.execute(chosen.order_by(m.held_on.desc(), a.number)):
        number = str(row.number)
        yield Hit(row.title, number, row.case_number or "", row.meeting, row.held_on), number


def _meetings(asked: _Asked) -> _Rows:
    for row in _records(meetings.meetings_held(asked.connection, as_of=asked.as_of)):
        yield Hit(row["title"], row["code"], row["body"], row["code"]), ""


def _questions(asked: _Asked) -> _Rows:
    g = live.gaps.c
    chosen = sa.select(g.code, g.question, g.explanation, g.blocks, g.answer).where(
        g.raised_on <= asked.day, relevance.gap_concerns(asked.portfolio)
    )
    for row in asked.connection.execute(chosen.order_by(g.id)):
        text = "\n".join(filter(None, (row.explanation, row.blocks, row.answer)))
        yield Hit(row.question, row.code, text), row.code


def _strategies(asked: _Asked) -> _Rows:
    for row in _records(strategy.processes(asked.connection, portfolio=asked.portfolio)):
        yield _titled(asked, "strategy_processes", row), ""


def _pools(asked: _Asked) -> _Rows:
    for row in _records(strategy.pools(asked.connection, portfolio=asked.portfolio)):
        yield _titled(asked, "funding_pools", row), ""


def _titled(asked: _Asked, table: str, row: dict[Any, Any]) -> Hit:
    said = [row[name] for name in ("summary", "note") if isinstance(row[name], str)]
    text = "\n".join([*_also(asked, table).get(row["id"], ()), *said])
    return Hit(row["title"], row["code"], text)


def _places(asked: _Asked) -> _Rows:
    n, link = live.places.c, live.proposal_places
    chosen = sa.select(n.id, n.code, n.name, n.note).where(
        relevance.in_reach(link, link.c.place_id == n.id, asked.portfolio)
    )
    also = _also(asked, "places")
    for row in sorted(asked.connection.execute(chosen), key=lambda row: sort_key(row.name)):
        yield Hit(row.name, row.code, "\n".join([*also.get(row.id, ()), row.note or ""])), ""


def _parties(asked: _Asked) -> _Rows:
    n = live.parties.c
    chosen = sa.select(n.code, n.id)
    ids = {row.code: row.id for row in asked.connection.execute(chosen)}
    also = _also(asked, "parties")
    named = filter_choices.party_choices(asked.connection, portfolio=asked.portfolio)
    for row in _records(named):
        yield Hit(row["name"], row["code"], "\n".join(also.get(ids[row["code"]], ()))), ""


def _also(asked: _Asked, table: str) -> dict[str, list[str]]:
    """What else the rows of a table are called."""
    chosen = sa.select(aliases.c.subject_id, aliases.c.alias).where(
        aliases.c.subject_table == table
    )
    names: dict[str, list[str]] = {}
    for key, alias in asked.connection.execute(chosen.order_by(aliases.c.alias)):
        names.setdefault(key, []).append(alias)
    return names


def _records(listed: pd.DataFrame) -> list[dict[Any, Any]]:
    return listed.to_dict("records")


_READERS = {
    Noun.DECISION: _decisions,
    Noun.QUESTION: _questions,
    Noun.MEETING: _meetings,
    Noun.ITEM: _items,
    Noun.STRATEGY: _strategies,
    Noun.POOL: _pools,
    Noun.PLACE: _places,
    Noun.PARTY: _parties,
}
