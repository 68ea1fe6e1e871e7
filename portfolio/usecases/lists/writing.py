"""The rows that a list becomes: what it needs that is not there yet, and each of its own rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import signs
from portfolio.domain.lists.difference import Find, RowState
from portfolio.domain.lists.fields import AMOUNTS, Field
from portfolio.domain.model import Grouping, PartyKind, PoolKind, Stage
from portfolio.domain.status import Answer
from portfolio.errors import PortfolioError
from portfolio.language import fold
from portfolio.queries.lists.here import Here
from portfolio.store import schema
from portfolio.usecases import use_case
from portfolio.usecases.content import codes, parsing
from portfolio.usecases.content.nouns import NOUNS
from portfolio.usecases.lists import belongings, own, previewing, statuses
from portfolio.usecases.lists.batch import Batch, Trace
from portfolio.usecases.lists.belongings import Context, Hanging
from portfolio.usecases.lists.centres import Centre, plain
from portfolio.usecases.lists.previewing import Preview, Target


def new_portfolio(
    connection: Connection, batch: Batch, made: Trace, target: Target, day: date
) -> str:
    """The portfolio that the list begins; its id. Raises PortfolioError without a title, and where
    one is called so already."""
    p = schema.portfolios.c
    known = connection.execute(sa.select(p.title, p.municipality, p.position)).all()
    said = {"title": target.title, "municipality": target.municipality}
    if known and not target.municipality:
        said["municipality"] = known[0].municipality
    values = parsing.read(NOUNS["portfolios"], said, day)
    if fold(values["title"]) in {fold(row.title) for row in known}:
        raise PortfolioError(
            "There is a portfolio called “{title}” already. Choose another title.",
            title=values["title"],
        )
    values |= {
        "code": codes.code_for(connection, NOUNS["portfolios"], values),
        "position": max((row.position for row in known), default=0) + 1,
        "introduced_on": day.isoformat(),
        "grouping": Grouping.THEME,
    }
    return batch.add(made, "portfolios", None, values)


class Purposes:
    """The purposes of a portfolio by what they are called; what is not there is made."""

    def __init__(
        self, connection: Connection, batch: Batch, made: Trace, portfolio_id: str, unnamed: str
    ) -> None:
        p = schema.purposes.c
        chosen = sa.select(schema.purposes).where(p.portfolio_id == portfolio_id)
        self._known = {
            fold(row["title"]): dict(row)
            for row in connection.execute(chosen.order_by(p.number.desc())).mappings()
        }
        self._numbers = max((row["number"] for row in self._known.values()), default=0)
        self._batch, self._made = batch, made
        self._portfolio_id, self._unnamed = portfolio_id, unnamed

    def of(self, title: str | None) -> str:
        """The id of the purpose of that title, or of the one for rows without."""
        said = title or self._unnamed
        row = self._known.get(fold(said))
        if row is None:
            self._numbers += 1
            values = {
                "portfolio_id": self._portfolio_id,
                "number": self._numbers,
                "title": said,
            }
            key = self._batch.add(self._made, "purposes", fold(said), values)
            row = self._known[fold(said)] = {"id": key, **values, **use_case.IN_USE}
        if row["withdrawn_at"] is not None:
            self._batch.change(self._made, "purposes", row["id"], row, use_case.IN_USE)
            row["withdrawn_at"] = None
        return str(row["id"])


def parties(
    connection: Connection, batch: Batch, made: Trace, found: Sequence[Centre]
) -> dict[str, str]:
    """The id of each centre of the list by its name; new ones are made, or come back into use."""
    p = schema.parties.c
    gone = sa.select(schema.parties).where(p.withdrawn_at.is_not(None))
    before = {plain(row["name"]): row for row in connection.execute(gone).mappings()}
    known: dict[str, str] = {}
    taken: set[str] = set()
    for centre in found:
        back = before.get(plain(centre.name))
        if centre.party_id is not None:
            known[centre.name] = centre.party_id
        elif back is not None:
            batch.change(made, "parties", back["id"], dict(back), use_case.IN_USE)
            known[centre.name] = back["id"]
        else:
            row = {"name": centre.name, "kind": PartyKind.CENTRE}
            code = codes.code_for(connection, NOUNS["parties"], row)
            row["code"] = _free(code, taken)
            known[centre.name] = batch.add(made, "parties", fold(centre.name), row)
    return known


def _free(code: str, taken: set[str]) -> str:
    """The code, unless another row of this list has it."""
    free, number = code, 2
    while free in taken:
        free, number = f"{code}-{number}", number + 1
    taken.add(free)
    return free


def pool(connection: Connection, batch: Batch, made: Trace, preview: Preview) -> str | None:
    """The pool that the amounts are of; None where the list has none."""
    title = previewing.pool_title(preview.reading)
    if not any(one in AMOUNTS for one in preview.reading.fields.values()):
        return None
    f = schema.funding_pools.c
    found = sa.select(schema.funding_pools).where(f.title == title)
    found = found.order_by(f.withdrawn_at.is_not(None), f.id)  # one that is in use first
    row = connection.execute(found).mappings().first()
    if row is None:
        values = {"title": title, "kind": PoolKind.BUDGET}
        values["code"] = codes.code_for(connection, NOUNS["funding_pools"], values)
        return batch.add(made, "funding_pools", title, values)
    if row["withdrawn_at"] is not None:
        batch.change(made, "funding_pools", row["id"], dict(row), use_case.IN_USE)
    return str(row["id"])


@dataclass
class Rows:
    """Writes the rows of a list. ``told``: author, at, day and person of every status."""

    batch: Batch
    preview: Preview
    context: Context
    purposes: Purposes
    portfolio_id: str
    names: Mapping[str, str]
    told: Mapping[str, Any]

    def __post_init__(self) -> None:
        self._rows: list[tuple[dict[str, Any], Trace]] = []
        self._traces: dict[str, Trace] = {}
        self._typed: dict[str, dict[str, object]] = {}  # own fields, by proposal and heading

    def take(self, find: Find) -> None:
        """One row: a new proposal, what it changes of one, or only that it was there."""
        trace, key = Trace(), find.proposal_id
        said = previewing.said(find.entry, self.names)
        if find.state is RowState.ADDED:
            key = self._add(find, said, trace)
        elif find.state is RowState.CHANGED:
            self._change(find, trace)
        elif find.state is RowState.LEFT_OUT:
            key = None
        if key is not None:
            self._traces[key] = trace
        self._note(find, key, said, trace)

    def _add(self, find: Find, said: Mapping[Field, Any], trace: Trace) -> str:
        entry, day = find.entry, self.context.day
        answer = statuses.first(said, self.preview.reading.choice.stage or Stage.PROPOSED)
        row = {
            "portfolio_id": self.portfolio_id,
            "purpose_id": self.purposes.of(said.get(Field.PURPOSE)),
            "number": find.number,
            "title": entry.title,
            "summary": said.get(Field.SUMMARY),
            "introduced_on": day.isoformat(),
        }
        if answer is not None:
            row |= statuses.shown(answer, 1, day, str(self.told["author"]))
        key = self.batch.add(trace, "proposals", entry.line, row)
        if answer is not None:
            self._tell(trace, key, None, answer, day)
        names = said.get(Field.CENTRE) or ()
        belongings.tie_parties(self.batch, trace, self.context, key, names)
        Hanging(self.batch, trace, self.context, key, find, None).put(find.entry.values)
        self._typed[key] = {name: value for name, value in find.kept.items() if value}
        return key

    def _change(self, find: Find, trace: Trace) -> None:
        here = self.preview.here[str(find.proposal_id)]
        changed: dict[Field, Any] = {
            c.field: c.new for c in find.changes if c.field is not Field.KEPT
        }
        own = self._own(here, changed)
        answer = statuses.following(here.latest, here.stage, changed)
        trace.seq, trace.stood = here.seq, (here.seq, here.version)
        trace.version = here.version
        if answer is not None:
            # What stands here of a later day stays before it, or nobody would see what is told now.
            last = here.latest.get("reported_on")
            day = max(self.context.day, date.fromisoformat(last) if last else date.min)
            self._tell(trace, here.id, here, answer, day)
        if own:
            was = {name: here.own[name] for name in own}
            self.batch.change(trace, "proposals", here.id, was, own)
            trace.version += 1
        if Field.CENTRE in changed:
            self._tie_anew(here, changed[Field.CENTRE], trace)
        Hanging(self.batch, trace, self.context, here.id, find, here).put(changed)
        self._typed[here.id] = {c.header: c.new for c in find.changes if c.field is Field.KEPT}

    def _tell(self, trace: Trace, key: str, here: Here | None, answer: Answer, day: date) -> None:
        """One more status of a proposal, or the first of a new one, and what follows from it."""
        seq, source = (here.seq if here else 0) + 1, str(self.told["author"])
        told = {**self.told, "day": day}
        if here is not None:
            shown = statuses.shown(answer, seq, day, source)
            was = {name: here.own[name] for name in shown}
            self.batch.change(trace, "proposals", key, was, shown, raises=False)
        statuses.add(self.batch, trace, key, seq, answer, told)
        stages = (here.stage if here else str(Stage.PROPOSED), answer.stage)
        reason = answer.reason or answer.happened or source
        statuses.leave_or_return(self.batch, trace, key, stages, reason, told)

    def _own(self, here: Here, changed: Mapping[Field, Any]) -> dict[str, Any]:
        """The columns of the proposal itself that are to be others."""
        names = (Field.TITLE, Field.SUMMARY)
        own = {str(name): changed[name] for name in names if name in changed}
        is_back = here.stage == Stage.NOT_PURSUED and Field.STAGE in changed
        if Field.PURPOSE in changed or is_back:  # its theme may have been taken out of use with it
            title = changed.get(Field.PURPOSE, here.values[Field.PURPOSE])
            own["purpose_id"] = self.purposes.of(title)
        return {name: value for name, value in own.items() if here.own[name] != value}

    def _tie_anew(self, here: Here, names: Sequence[str], trace: Trace) -> None:
        """Centres that came are tied, and those that the list no longer has are let go of."""
        wanted = {self.context.parties[name]: name for name in names}
        known = {**here.parties, **here.earlier_parties}
        new = [name for party, name in wanted.items() if party not in known]
        for party in wanted.keys() & here.earlier_parties.keys():
            tie, out = here.earlier_parties[party], {"withdrawn_at": self.context.at}
            was = out | {"withdrawn_reason": None}
            self.batch.change(trace, "proposal_parties", tie, was, use_case.IN_USE)
        belongings.tie_parties(self.batch, trace, self.context, here.id, new)
        last = self.preview.before.get(here.id)
        earlier = set(last.said.get(Field.CENTRE) or ()) if last else set()
        for party, tie in here.parties.items():
            gone = here.party_names[party] in earlier and party not in wanted
            if gone and tie in here.only_told:
                out = {"withdrawn_at": self.context.at, "withdrawn_reason": self.told["author"]}
                self.batch.change(trace, "proposal_parties", tie, use_case.IN_USE, out)

    def _note(self, find: Find, key: str | None, said: Mapping[Field, Any], trace: Trace) -> None:
        """What the row said: what next month's list is held against."""
        entry = find.entry
        row = {
            "import_id": self.batch.keys["list_imports", None],
            "proposal_id": key,
            "line": entry.line,
            "state": str(find.state),
            "number": entry.number or None,
            "title": entry.title or None,
            "heading": entry.heading or None,
            "cells": signs.packed({name: _plain(value) for name, value in entry.cells.items()}),
            "said": signs.packed(
                {**{str(n): value for n, value in said.items()}, "kept": find.kept}
            ),
        }
        self._rows.append((row, trace))

    def finish(self, connection: Connection, fields: Mapping[str, str]) -> None:
        """Write what hangs on proposals that are there by now, and what each row did."""
        typed = {
            key: {fields[header]: value for header, value in some.items()}
            for key, some in self._typed.items()
        }
        own.put(connection, typed, self._traces, self.context.day)
        for row, trace in self._rows:
            self.batch.add(
                None, "list_rows", row["line"], row | {"trace": signs.packed(trace.packed())}
            )


def _plain(value: object) -> object:
    """A cell as JSON keeps it: a day as ``{"day": "2022-05-01"}``, so that it stays one."""
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return {"time": value.isoformat()} if isinstance(value, time) else value
