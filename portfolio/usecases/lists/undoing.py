"""Undoing a list as one, as long as nothing builds on it.

What it made leaves the board, what it changed is as it was: nothing is deleted, a status that was
told is followed by one that says what stood before.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.clock import today
from portfolio.domain.model import Stage
from portfolio.domain.permissions import Action
from portfolio.domain.status import TEXTS
from portfolio.errors import PortfolioError
from portfolio.language import N_
from portfolio.store import changes, ids, schema, search
from portfolio.store.schema import citations, list_imports, list_rows, proposals, status_updates
from portfolio.usecases import text_input, use_case
from portfolio.usecases.lists import statuses
from portfolio.usecases.lists.batch import Batch, Keys, Trace
from portfolio.usecases.own_fields import values
from portfolio.usecases.use_case import Deed, Person, Result, Who

#: Beside what a list itself makes, what may hang on its proposals without building on it.
_NO_MATTER = ("list_rows", "status_updates", "proposal_successions", "follows", "own_values")
_BUILT_ON = N_(
    "Proposal {number} has been worked on since the list was taken in, so the list is not undone."
    " Take that back first, or set aside the proposals that are not wanted."
)
_STATUS = ("stage", "rag", "percent", *TEXTS)
_ASIDE = Stage.NOT_PURSUED


@dataclass(frozen=True)
class _Row:
    """A row of the list, and what it did."""

    proposal: Mapping[str, Any]  # as it stands
    state: str
    made: Mapping[str, list[str]]
    before: Mapping[str, Mapping[str, Mapping[str, Any]]]
    own: Mapping[str, str | None]
    seq: int
    version: int
    stood: tuple[int, int]


def undo(who: Who, import_id: str, *, version: int, reason: str) -> None:
    """Take back everything that a list did.

    Raises PortfolioError, and takes nothing back, where somebody has built on it, without a
    reason, or when it has been undone already.
    """
    why, at, keys, day = text_input.reason(reason), ids.now(), Keys(), today()
    deed = Deed(Action.EDIT_CONTENT, "list.undone", "list_imports", import_id, reason=why)

    def work(connection: Connection, person: Person) -> Result[None]:
        changes.alone(connection)
        undone = {"undone_at": at, "undone_by": person.name, "undone_reason": why}
        found = _standing(connection, import_id)
        rows = list(_rows(connection, import_id))
        _require_nothing_built(connection, found, rows)
        undoing = _Undoing(Batch(keys), _earlier(connection, rows), person, why, at, day)
        for row in rows:
            undoing.take_back(row)
        undoing.batch.write(connection)
        own = {row.proposal["id"]: row.own for row in rows if row.own and row.state == "changed"}
        if own:
            _require_fields(connection, {key for some in own.values() for key in some})
            values.put(connection, own, day)
        _note_in_earlier(connection, import_id, rows)
        # Asked when the rows have let go of them.
        undoing.batch = Batch(keys)
        undoing.take_back_rest(connection, json.loads(found["made"]))
        undoing.batch.write(connection)
        connection.execute(sa.delete(citations).where(citations.c.source_id == found["source_id"]))
        search.refresh(connection)
        return use_case.change_row(connection, list_imports, import_id, version, undone)

    use_case.perform(who, deed, work)


def _standing(connection: Connection, import_id: str) -> dict[str, Any]:
    i = list_imports.c
    row = connection.execute(sa.select(list_imports).where(i.id == import_id)).mappings().first()
    if row is None or row["undone_at"] is not None:
        raise PortfolioError("The list has been undone already. Reload the page.")
    later = sa.select(i.id).where(
        i.portfolio_id == row["portfolio_id"],
        i.undone_at.is_(None),
        sa.or_(
            i.taken_at > row["taken_at"], sa.and_(i.taken_at == row["taken_at"], i.id > row["id"])
        ),
    )
    if connection.execute(later.limit(1)).first() is not None:
        raise PortfolioError(
            "Another list has been taken in since. Undo that one first: the newest goes first."
        )
    return dict(row)


def _rows(connection: Connection, import_id: str) -> Iterator[_Row]:
    r = list_rows.c
    chosen = sa.select(r.state, r.trace, proposals).select_from(list_rows.join(proposals))
    chosen = chosen.where(r.import_id == import_id, r.state.in_(("added", "changed")))
    for row in connection.execute(chosen.order_by(r.line)).mappings():
        yield _Row(dict(row), row["state"], **json.loads(row["trace"]))


def _note_in_earlier(connection: Connection, import_id: str, rows: list[_Row]) -> None:
    """An earlier list that this one stood on, with nothing between, can be undone after it."""
    r, i, p = list_rows.c, list_imports.c, proposals.c
    stood = {row.proposal["id"]: tuple(row.stood) for row in rows if row.state == "changed"}
    chosen = sa.select(r.id, r.trace, r.proposal_id, p.status_seq, p.version)
    joined = list_rows.join(list_imports).join(proposals)
    others = chosen.select_from(joined).where(
        r.proposal_id.in_(sorted(stood)), i.id != import_id, i.undone_at.is_(None)
    )
    for row in connection.execute(others).all():
        trace = json.loads(row.trace)
        if (trace["seq"], trace["version"]) == stood[row.proposal_id]:
            trace |= {"seq": row.status_seq, "version": row.version}
            kept = json.dumps(trace, ensure_ascii=False, sort_keys=True)
            connection.execute(sa.update(list_rows).where(r.id == row.id).values(trace=kept))


def _require_nothing_built(
    connection: Connection, found: Mapping[str, Any], rows: list[_Row]
) -> None:
    for row in rows:
        is_moved = row.proposal["status_seq"] != row.seq or row.proposal["version"] != row.version
        if is_moved:
            raise PortfolioError(_BUILT_ON, number=row.proposal["number"])
    numbers = {row.proposal["id"]: row.proposal["number"] for row in rows if row.state == "added"}
    ours = {key for row in rows for keys in row.made.values() for key in keys}
    for table, column in _hanging():
        chosen = sa.select(table.c.id, column).where(column.in_(sorted(numbers)))
        if "withdrawn_at" in table.c:
            chosen = chosen.where(table.c.withdrawn_at.is_(None))
        for key, proposal_id in connection.execute(chosen):
            if key not in ours:
                raise PortfolioError(_BUILT_ON, number=numbers[proposal_id])
    ties = {key for row in rows for key in row.made.get("proposal_parties", ())}
    pp = schema.proposal_parties.c
    asked = sa.select(pp.proposal_id).where(pp.id.in_(sorted(ties)), pp.state_seq > 0)
    for (proposal_id,) in connection.execute(asked):
        number = next(r.proposal["number"] for r in rows if r.proposal["id"] == proposal_id)
        raise PortfolioError(_BUILT_ON, number=number)


def _require_fields(connection: Connection, field_ids: set[str]) -> None:
    """Raise PortfolioError where a field that is to say again what it said is out of use."""
    f = schema.own_fields.c
    gone = sa.select(f.name).where(f.id.in_(field_ids), f.withdrawn_at.is_not(None))
    if name := connection.execute(gone.order_by(f.name)).scalar():
        raise PortfolioError(
            "The field “{name}” has been taken out of use since the list was taken in. Take it into"
            " use again under Edit data, and undo the list then.",
            name=name,
        )


def _hanging() -> Iterator[tuple[sa.Table, sa.Column[Any]]]:
    """Every column that says which proposal a row is of."""
    for table in schema.metadata.tables.values():
        if table.name in _NO_MATTER or "id" not in table.c:
            continue
        for column in table.c:
            if column.references(proposals.c.id):
                yield table, column


def _earlier(connection: Connection, rows: list[_Row]) -> dict[str, dict[str, Any]]:
    """The status before the one that the list told of, by proposal."""
    s = status_updates.c
    seqs = {
        row.proposal["id"]: before["status_seq"]
        for row in rows
        if "status_seq" in (before := row.before.get("proposals", {}).get(row.proposal["id"], {}))
    }
    chosen = sa.select(status_updates).where(s.proposal_id.in_(sorted(seqs)))
    return {
        row["proposal_id"]: dict(row)
        for row in connection.execute(chosen).mappings()
        if row["seq"] == seqs[row["proposal_id"]]
    }


@dataclass
class _Undoing:
    batch: Batch
    earlier: Mapping[str, Mapping[str, Any]]
    person: Person
    why: str
    at: str
    day: date

    def take_back(self, row: _Row) -> None:
        """What one row of the list did."""
        out = {"withdrawn_at": self.at, "withdrawn_reason": self.why}
        for table in ("proposal_parties", "milestones", "pool_applications"):
            for key in row.made.get(table, ()):
                self.batch.change(None, table, key, {}, out)
            for key, before in row.before.get(table, {}).items():
                self.batch.change(None, table, key, {}, before)
        if row.state == "added":
            self._set_aside(row.proposal)
        else:
            self._put_back(row)

    def _set_aside(self, proposal: Mapping[str, Any]) -> None:
        """A proposal is never deleted: it leaves the board."""
        shown = {name: proposal[name] for name in ("rag", "percent")}
        self._say(proposal, {**shown, "stage": Stage.NOT_PURSUED, "reason": self.why}, self.why)

    def _put_back(self, row: _Row) -> None:
        """A proposal that was there says what it said."""
        proposal = row.proposal
        before = dict(row.before.get("proposals", {}).get(proposal["id"], {}))
        if "status_seq" in before:
            nothing = {"stage": before["stage"], "rag": before["rag"]}
            status = self.earlier.get(proposal["id"], nothing)
            self._say(proposal, status, before["set_aside_reason"])
        own = {n: v for n, v in before.items() if n in ("title", "summary", "purpose_id")}
        if own:
            self.batch.change(None, "proposals", proposal["id"], {}, own)

    def _say(
        self, proposal: Mapping[str, Any], status: Mapping[str, Any], aside: str | None
    ) -> None:
        """One more status, which says this; and the trail, where it leaves the board by it."""
        seq, day = proposal["status_seq"] + 1, self.day.isoformat()
        told = {name: status.get(name) for name in (*_STATUS, *statuses.STEP_DAYS)}
        row = {
            **told,
            "proposal_id": proposal["id"],
            "seq": seq,
            "reported_on": day,
            "recorded_at": self.at,
            "author": self.person.name,
            "origin": statuses.ORIGIN,
        }
        self.batch.add(None, "status_updates", (proposal["id"], seq), row)
        copied = {name: told[name] for name in ("stage", "rag", "percent")}
        shown = {**copied, "status_seq": seq, "status_on": day, "set_aside_reason": aside}
        self.batch.change(None, "proposals", proposal["id"], {}, shown, raises=False)
        stages = (proposal["stage"], Stage(str(told["stage"])))
        who = {"day": self.day, "at": self.at, "person": self.person.name}
        statuses.leave_or_return(self.batch, Trace(), proposal["id"], stages, self.why, who)

    def take_back_rest(self, connection: Connection, made: Mapping[str, Any]) -> None:
        """Themes, centres and pools that came with the list, or came back into use with it, where
        nothing else hangs on them."""
        out = {"withdrawn_at": self.at, "withdrawn_reason": self.why}
        made_fields = made["made"].get("own_fields", ())
        for key in made_fields:
            if not _says_anything(connection, key):
                self.batch.change(None, "own_fields", key, {}, out)
        for table, uses in _USES.items():
            came = dict.fromkeys(made["made"].get(table, ()), out)
            for key, before in (came | made["before"].get(table, {})).items():
                if not any(_is_used(connection, *use, key) for use in uses):
                    self.batch.change(None, table, key, {}, before)


def _says_anything(connection: Connection, field_id: str) -> bool:
    """Whether a proposal that is on the board says something in a field."""
    v, p = schema.own_values.c, proposals.c
    chosen = sa.select(v.id).select_from(schema.own_values.join(proposals))
    said = chosen.where(v.field_id == field_id, v.value.is_not(None), p.stage != _ASIDE)
    return connection.execute(said.limit(1)).first() is not None


#: By table, the columns of what may still use a row of it.
_USES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "purposes": (("proposals", "purpose_id"),),
    "parties": (("proposal_parties", "party_id"), ("user_parties", "party_id")),
    "funding_pools": (("pool_applications", "pool_id"), ("proposal_pools", "pool_id")),
}


def _is_used(connection: Connection, table: str, column: str, key: str) -> bool:
    kept = schema.metadata.tables[table]
    chosen = sa.select(kept.c.id).where(kept.c[column] == key)
    if "withdrawn_at" in kept.c:
        chosen = chosen.where(kept.c.withdrawn_at.is_(None))
    if table == "proposals":
        chosen = chosen.where(kept.c.stage != _ASIDE)
    return connection.execute(chosen.limit(1)).first() is not None
