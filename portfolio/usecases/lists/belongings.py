"""What hangs on a proposal of a list: its centres, its dates, its amounts, and where it stands."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portfolio import fuzzy
from portfolio.domain.lists.difference import Find
from portfolio.domain.lists.fields import AMOUNTS, DATES, Field
from portfolio.domain.model import ApplicationState, Certainty, PartyRole, Stage
from portfolio.domain.status import DONE
from portfolio.fuzzy import NO_DATE
from portfolio.queries.lists.here import KINDS, Here
from portfolio.usecases import use_case
from portfolio.usecases.lists.batch import Batch, Trace


@dataclass(frozen=True)
class Context:
    """What all rows of a list share."""

    source_id: str
    sheet: str
    parties: Mapping[str, str]  # ids by the name of a centre
    pool_id: str | None
    titles: Mapping[Field, str]  # of milestones
    is_agreed: bool  # the deadlines
    day: date
    at: str


def tie_parties(
    batch: Batch, trace: Trace, context: Context, proposal_id: str, names: Sequence[str]
) -> None:
    """The centres of a new proposal: told by whoever brought the list, and asked by nobody."""
    for name in names:
        party = context.parties[name]
        row = {"proposal_id": proposal_id, "party_id": party, "role": PartyRole.TOLD}
        batch.add(trace, "proposal_parties", (proposal_id, party), row)


@dataclass(frozen=True)
class Hanging:
    """What a row of the list hangs on its proposal; ``here``: as it stands, unless it is new."""

    batch: Batch
    trace: Trace
    context: Context
    proposal_id: str
    find: Find
    here: Here | None

    def put(self, fields: Collection[Field]) -> None:
        """What some fields say; and where it stands."""
        for name in DATES:
            if name in fields:
                self._put_date(name)
        touched = [name for name in AMOUNTS if name in fields]
        if touched and self.context.pool_id is not None:
            self._put_amounts(touched, self.context.pool_id)
        self._cite()

    def _put(
        self,
        table: str,
        what: Hashable,
        known: str | None,
        columns: tuple[Mapping[str, Any], Mapping[str, Any]],
        row: Mapping[str, Any] | None,
    ) -> None:
        """A row that is ``known`` gets other ``columns`` (as they were, and as they are to be);
        else ``row`` is made, if there is anything to be said."""
        if known is not None:
            self.batch.change(self.trace, table, known, *columns)
        elif row is not None:
            self.batch.add(self.trace, table, what, {"proposal_id": self.proposal_id, **row})

    def _put_date(self, name: Field) -> None:
        """The milestone of a column: made, moved, or taken out of use when emptied."""
        read, entry = self.find.entry.said(name), self.find.entry
        columns = read.columns() if isinstance(read, fuzzy.Reading) else dict(NO_DATE)
        was = self.here.dates.get(name, {}) if self.here else {}
        out = use_case.out_of_use(None) | {"withdrawn_at": self.context.at}
        before = {**dict.fromkeys([*columns, *use_case.IN_USE]), **was}
        is_over = entry.said(Field.STAGE) in (*DONE, Stage.NOT_PURSUED)
        row = {
            "code": f"liste-{self.batch.keys['milestones', (self.proposal_id, name)]}",
            # Of which proposal, wherever dates of many stand together.
            "title": f"{self.context.titles[name]}: {entry.title}",
            "kind": KINDS[name],
            "known_from": self.context.day.isoformat(),
            # Only what was agreed can be overdue, and a list says by its heading what was.
            "promised": int(self.context.is_agreed and name is Field.DEADLINE and not is_over),
            **columns,
        }
        known = self.here.milestones.get(name) if self.here else None
        both, what = (before, columns if read else out), (self.proposal_id, name)
        self._put("milestones", what, known, both, row if read is not None else None)

    def _put_amounts(self, touched: Sequence[Field], pool_id: str) -> None:
        """What is granted, asked and our own, as one application to the list's own budget."""
        said = {str(name): self.find.entry.said(name) for name in touched}
        old = {str(name): self.here.values.get(name) for name in AMOUNTS} if self.here else {}
        after = said | {"state": _state({**old, **said})}
        before = {name: old.get(name) for name in said} | {"state": _state(old)}
        known = self.here.applications.get(pool_id) if self.here else None
        row = {"pool_id": pool_id, **after} if any(v is not None for v in said.values()) else None
        self._put("pool_applications", self.proposal_id, known, (before, after), row)

    def _cite(self) -> None:
        """The row of the list is where it stands."""
        row = {
            "source_id": self.context.source_id,
            "subject_table": "proposals",
            "subject_id": self.proposal_id,
            "line_from": self.find.entry.line,
            "line_to": self.find.entry.line,
            "certainty": Certainty.STATED,
            "note": self.context.sheet,
        }
        what = (self.proposal_id, self.context.source_id)
        self.batch.add(self.trace, "citations", what, row)


def _state(said: Mapping[str, Any]) -> ApplicationState:
    """Nothing is granted but what the list says is; what is only asked for has been sent."""
    if said.get(Field.GRANTED) is not None:
        return ApplicationState.GRANTED
    return ApplicationState.SUBMITTED if said.get(Field.ASKED) else ApplicationState.PREPARING
