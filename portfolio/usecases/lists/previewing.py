"""What taking a list in would do: row by row, old and new, and what stands in the way."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from portfolio import store
from portfolio.domain.clock import today
from portfolio.domain.lists import difference
from portfolio.domain.lists.difference import Change, Find, Gone, RowState
from portfolio.domain.lists.entry import Entry, Reading, Word
from portfolio.domain.lists.fields import AMOUNTS, DATES, Field
from portfolio.domain.model import Stage
from portfolio.domain.own_fields import OwnField
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.importers.lists import reading as importer
from portfolio.language import _
from portfolio.queries.lists import here, imports
from portfolio.queries.lists.here import Here
from portfolio.queries.lists.imports import Import, KeptRow
from portfolio.usecases import use_case
from portfolio.usecases.lists import centres, matching, own, reading
from portfolio.usecases.lists.centres import Centre
from portfolio.usecases.use_case import Who


@dataclass(frozen=True)
class Target:
    """Where a list goes: a portfolio there is (its code), or a new one of that title."""

    portfolio: str | None = None
    title: str = ""
    municipality: str = ""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """Everything that a list would change, held against what stands now."""

    reading: Reading
    finds: tuple[Find, ...]
    gone: tuple[Gone, ...]
    centres: tuple[Centre, ...]
    last: Import | None  # the same list, as it was last taken in
    here: Mapping[str, Here] = field(repr=False)
    before: Mapping[str, KeptRow] = field(repr=False)
    fields: Mapping[str, OwnField]  # the portfolio's own, by heading

    @property
    def told(self) -> tuple[PortfolioError, ...]:
        """What is to be known of how the list was read; first where it is an old one."""
        day, last = self.reading.said_on, self.last
        if day is None or last is None or day.isoformat() >= last.said_on:
            return self.reading.told
        older = PortfolioError(
            "The list is of {day}, and one of {last} has been taken in already. Choose a newer"
            " one, unless what was so then is to stand.",
            day=day,
            last=date.fromisoformat(last.said_on),
        )
        return (older, *self.reading.told)

    @property
    def unknown(self) -> list[Word]:
        """Words whose meaning somebody must say first."""
        return self.reading.unknown

    @property
    def suspected(self) -> list[Centre]:
        """Centres of which somebody must say first whether they are others."""
        return [one for one in self.centres if one.suspected]

    def of(self, *states: RowState) -> list[Find]:
        return [find for find in self.finds if find.state in states]

    @cached_property
    def count(self) -> Counter[RowState]:
        return Counter(find.state for find in self.finds)

    @cached_property
    def mark(self) -> str:
        """What tells this preview from another: what was seen is what is taken in."""
        told = [
            (find.entry.line, find.state, find.proposal_id, find.number, repr(find.changes))
            for find in self.finds
        ]
        return sha256(json.dumps(told).encode()).hexdigest()


def preview(who: Who, found: Reading, target: Target, left_out: Collection[int] = ()) -> Preview:
    """What taking the list in would do. Stores nothing. Raises NotAllowedError."""
    with store.reading() as connection:
        use_case.allowed(connection, who, Action.EDIT_CONTENT)
        return compare(connection, found, target.portfolio, left_out)


def compare(
    connection: Connection, found: Reading, portfolio: str | None, left_out: Collection[int]
) -> Preview:
    """As ``preview``, in the caller's transaction."""
    headers = [column.header for column in found.table.columns]
    stands, before, last = dict[str, Here](), dict[str, KeptRow](), None
    undone, ours = set[str](), set[str]()
    fields = own.fields(connection, found, portfolio)
    if portfolio is not None:
        stands = here.of_portfolio(
            connection, portfolio=portfolio, titles=milestone_titles(found), pool=pool_title(found)
        )
        before = imports.last_rows(connection, portfolio=portfolio)
        earlier = imports.standing(connection, portfolio=portfolio)
        last = reading.same_list(earlier, headers)
        kin = {one.id for one in earlier if reading.same_list([one], headers)}
        ours = {key for key, row in before.items() if row.import_id in kin}
        undone = imports.undone_proposals(connection, portfolio=portfolio) - before.keys()
    known = here.parties(connection)
    resolved = centres.resolved(found.spellings, known, found.choice.parties)
    names = {spelling: one.name for one in resolved for spelling in one.spellings}
    wanted = found.entries
    if left_out:
        wanted = tuple(importer.without(found.entries, left_out))
    matches = matching.match(wanted, before, stands, ours)
    # What is left out is in the list all the same, and not gone from it.
    whole = matching.match(found.entries, before, stands, ours) if left_out else matches
    comparing = _Comparing(
        matches,
        stands,
        before,
        ours,
        undone,
        names,
        fields,
        own.here(connection, fields, list(stands)),
        found.choice.stage,
        left_out,
        found.said_on or today(),
    )
    kept = {entry.line: entry for entry in wanted}
    finds = [comparing.find(kept.get(entry.line, entry)) for entry in found.entries]
    return Preview(
        reading=found,
        finds=tuple(_numbered(finds, stands)),
        gone=tuple(_gone(connection, last, whole, stands)),
        centres=resolved,
        last=last,
        here=stands,
        before=before,
        fields=fields,
    )


def milestone_titles(found: Reading) -> dict[Field, str]:
    """What the milestones of the columns of dates are called: as their headings."""
    return {name: imports.plain_heading(found.header(name) or "") for name in DATES}


def pool_title(found: Reading) -> str:
    """What the amounts are of: as the first of their columns is called; empty without any."""
    headers = (found.header(name) for name in AMOUNTS)
    return imports.plain_heading(next(filter(None, headers), ""))


def said(entry: Entry, names: Mapping[str, str]) -> dict[Field, Any]:
    """What a row says, by field, as it is kept and compared; centres by their names here."""
    values = difference.values(entry)
    if Field.CENTRE in entry.places:
        values[Field.CENTRE] = tuple(sorted({names[one] for one in entry.parties}))
    return values


@dataclass(frozen=True)
class _Comparing:
    """What every row is held against."""

    matches: matching.Matches
    here: Mapping[str, Here]
    before: Mapping[str, KeptRow]
    ours: Collection[str]
    undone: Collection[str]
    names: Mapping[str, str]
    fields: Mapping[str, OwnField]
    own: Mapping[str, Mapping[str, str]]
    stage: str | None
    left_out: Collection[int]
    day: date

    def find(self, entry: Entry) -> Find:
        """What a row is here."""
        if entry.line in self.left_out:
            return Find(entry=entry, state=RowState.LEFT_OUT)
        key = self.matches.proposals.get(entry.line)
        kept, unread = own.said(entry, self.fields, self.day)
        remarks = (*entry.remarks, *self.matches.remarks.get(entry.line, ()), *unread)
        if entry.problems:
            return Find(entry=entry, state=RowState.WRONG, proposal_id=key, remarks=remarks)
        if key is None:
            centres = tuple(dict.fromkeys(self.names[one] for one in entry.parties))
            return Find(
                entry=entry, state=RowState.ADDED, remarks=remarks, kept=kept, centres=centres
            )
        changes = self._changes(entry, key, kept)
        return Find(
            entry=entry,
            state=RowState.CHANGED if changes else RowState.SAME,
            proposal_id=key,
            number=self.here[key].number,
            changes=changes,
            remarks=remarks,
            kept=kept,
        )

    def _changes(
        self, entry: Entry, key: str, kept: Mapping[str, str | None]
    ) -> tuple[Change, ...]:
        here, last = self.here[key], self.before.get(key)
        told = last.said if last else None
        if told and key not in self.ours:  # another list's deadline and budget are others
            told = {n: v for n, v in told.items() if n not in (*DATES, *AMOUNTS)}
        changes = difference.changes(said(entry, self.names), told, here.values)
        own_told = told.get(Field.KEPT, {}) if told is not None else None
        changes += difference.own_changes(kept, own_told, self.own.get(key, {}))
        if key in self.undone and not entry.said(Field.STAGE):
            stage = self.stage or Stage.RUNNING
            changes = (Change(Field.STAGE, here.stage, stage), *changes)
        return changes


def _numbered(finds: list[Find], stands: Mapping[str, Here]) -> Iterator[Find]:
    """New rows with the number they get: their own where it is free, else the next that is."""
    taken = {one.number for one in stands.values()}
    own: dict[int, int] = {}
    for find in finds:
        number = matching.whole(find.entry.number)
        if find.state is RowState.ADDED and number is not None and number not in taken:
            own[find.entry.line] = number
            taken.add(number)
    following = 1
    for find in finds:
        if find.state is not RowState.ADDED:
            yield find
            continue
        number = own.get(find.entry.line)
        while number is None:
            number = following if following not in taken else None
            following += 1
        taken.add(number)
        yield replace(find, number=number)


def _gone(
    connection: Connection,
    last: Import | None,
    matches: matching.Matches,
    stands: Mapping[str, Here],
) -> Iterator[Gone]:
    """What the same list had last time, and has no more."""
    if last is None:
        return
    there = set(matches.proposals.values())
    for row in imports.rows(connection, import_id=last.id):
        one = stands.get(row.proposal_id or "")
        if one is not None and one.id not in there and one.stage != Stage.NOT_PURSUED:
            yield Gone(one.id, one.number, one.title)


def require_answered(found: Preview) -> None:
    """Raise PortfolioError while a word or a centre of the list waits for somebody's answer."""
    if found.unknown:
        words = ", ".join(_("“{words}”", words=word.shown) for word in found.unknown[:10])
        raise PortfolioError("Say first what these words mean: {words}.", words=words)
    if found.suspected:
        names = ", ".join(_("“{words}”", words=one.name) for one in found.suspected[:10])
        raise PortfolioError(
            "Say first whether these centres are new or only spelled otherwise: {names}.",
            names=names,
        )
