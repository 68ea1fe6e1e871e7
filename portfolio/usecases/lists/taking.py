"""Taking a list in, whole or not at all: one transaction, one line of the log, undone as one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import language, signs, store
from portfolio.domain.clock import today
from portfolio.domain.lists.difference import RowState
from portfolio.domain.lists.entry import Reading
from portfolio.domain.lists.fields import Field
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.importers.lists import headings
from portfolio.language import _
from portfolio.store import bilag, changes, ids, schema, search
from portfolio.usecases import use_case
from portfolio.usecases.documents import file_kinds
from portfolio.usecases.lists import own, previewing, writing
from portfolio.usecases.lists.batch import Batch, Keys, Trace
from portfolio.usecases.lists.belongings import Context
from portfolio.usecases.lists.previewing import Preview, Target
from portfolio.usecases.use_case import Deed, Person, Result, Who


@dataclass(frozen=True)
class File:
    """The file a list came in."""

    name: str
    content: bytes


def take_in(
    who: Who,
    file: File,
    found: Reading,
    target: Target,
    *,
    left_out: Collection[int] = (),
    seen: str | None = None,
) -> str:
    """Take the list in; the id of the import. ``seen``: the mark of the preview one has looked at.

    The file is kept, and is the source of every row. Raises PortfolioError, and stores nothing,
    while a row is wrong or a word is not known, or when something has changed since the preview.
    """
    with store.reading() as connection:  # nobody without the right fills the disk
        use_case.allowed(connection, who, Action.EDIT_CONTENT)
    kept = file_kinds.checked(file.name, file.content)
    sha256 = bilag.keep(store.url(), file.content)
    day, at, keys = found.said_on or today(), ids.now(), Keys()
    deed = Deed(Action.EDIT_CONTENT, "list.taken_in", "list_imports", keys["list_imports", None])

    def work(connection: Connection, person: Person) -> Result[str]:
        changes.alone(connection)  # numbers are counted up, and nobody else counts meanwhile
        preview = previewing.compare(connection, found, target.portfolio, left_out)
        _require_sound(preview, seen)
        batch = Batch(keys)
        taking = _Taking(connection, batch, preview, target, person, day, at)
        taking.keep_file(kept, len(file.content), sha256)
        taking.take_rows()
        search.refresh(connection)
        return Result(after=taking.told(), answer=keys["list_imports", None])

    return use_case.perform(who, deed, work)


def portfolio_of(target: Target) -> str:
    """The code of the portfolio that a list went into."""
    if target.portfolio is not None:
        return target.portfolio
    with store.reading() as connection:
        newest = sa.select(schema.portfolios.c.code).order_by(schema.portfolios.c.id.desc())
        return str(connection.execute(newest.limit(1)).scalar_one())


def _require_sound(preview: Preview, seen: str | None) -> None:
    previewing.require_answered(preview)
    if wrong := preview.of(RowState.WRONG):
        problem = wrong[0].entry.problems[0]
        if len(wrong) == 1:
            raise problem
        raise PortfolioError(
            "{count} rows cannot be taken in as they are. Mend them in the file, or leave them out."
            " The first is {place}.",
            count=len(wrong),
            place=problem.place,
        )
    if seen is not None and seen != preview.mark:
        raise PortfolioError(
            "Something has been changed here since you looked at the list, so nothing was taken in."
            " Look at what would change now, and take it in again."
        )
    if not preview.of(RowState.ADDED, RowState.CHANGED, RowState.SAME):
        raise PortfolioError("No row of the list is left to take in.")


@dataclass
class _Taking:
    """One list on its way in."""

    connection: Connection
    batch: Batch
    preview: Preview
    target: Target
    person: Person
    day: date
    at: str
    file_name: str = ""
    made: Trace = field(default_factory=Trace)

    def __post_init__(self) -> None:
        self.keys = self.batch.keys
        self.portfolio_id = self._portfolio()
        self.purposes = writing.Purposes(
            self.connection, self.batch, self.made, self.portfolio_id, self._unnamed()
        )

    def _portfolio(self) -> str:
        if self.target.portfolio is not None:
            p = schema.portfolios.c
            chosen = sa.select(p.id).where(p.code == self.target.portfolio)
            return str(self.connection.execute(chosen).scalar_one())
        return writing.new_portfolio(self.connection, self.batch, self.made, self.target, self.day)

    def _unnamed(self) -> str:
        """What a row without a theme stands under."""
        if self.target.portfolio is None:
            return self.target.title
        with language.speaking("da"):  # the record is Danish, whoever wrote it
            return _("Without a theme")

    def keep_file(self, kept: file_kinds.File, size: int, sha256: str) -> None:
        """The file, and the source that it is."""
        self.file_name = kept.name
        import_id = self.keys["list_imports", None]
        self.batch.add(
            self.made,
            "documents",
            None,
            {
                "subject_table": "list_imports",
                "subject_id": import_id,
                "kind": "file",
                "title": kept.name,
                "file_name": kept.name,
                "media_type": kept.media_type,
                "size": size,
                "sha256": sha256,
                "added_at": self.at,
                "added_by": self.person.name,
            },
        )
        self.batch.add(
            self.made,
            "sources",
            None,
            {
                "code": f"liste-{import_id}",
                "title": kept.name,
                "kind": "list",
                "dated": self.day.isoformat(),
                "sha256": sha256,
            },
        )

    def take_rows(self) -> None:
        """Every row, and the import itself."""
        found = self.preview.reading
        context = Context(
            source_id=self.keys["sources", None],
            sheet=found.table.sheet,
            parties=writing.parties(self.connection, self.batch, self.made, self.preview.centres),
            pool_id=writing.pool(self.connection, self.batch, self.made, self.preview),
            titles=previewing.milestone_titles(found),
            is_agreed=headings.is_agreed(found.header(Field.DEADLINE) or ""),
            day=self.day,
            at=self.at,
        )
        names = {one: c.name for c in self.preview.centres for one in c.spellings}
        rows = writing.Rows(
            self.batch,
            self.preview,
            context,
            self.purposes,
            self.portfolio_id,
            names,
            {"author": self.file_name, "at": self.at, "day": self.day, "person": self.person.name},
        )
        for find in self.preview.finds:
            rows.take(find)
        self.batch.write(self.connection)
        fields = own.define(self.connection, self.portfolio_id, self.preview.fields, self.made)
        rows.finish(self.connection, fields)
        self._note_import(found, fields)
        self.batch.write(self.connection)

    def _note_import(self, found: Reading, fields: Mapping[str, str]) -> None:
        count = self.preview.count
        row = {
            "portfolio_id": self.portfolio_id,
            "source_id": self.keys["sources", None],
            "document_id": self.keys["documents", None],
            "kind": found.kind,
            "sheet": found.table.sheet,
            "choice": signs.packed({**found.choice.packed(), "own": fields}),
            "columns": signs.packed([column.header for column in found.table.columns]),
            "made": signs.packed(self.made.packed()),
            "taken_at": self.at,
            "taken_by": self.person.name,
            "added": count[RowState.ADDED],
            "changed": count[RowState.CHANGED],
            "same": count[RowState.SAME],
        }
        self.batch.add(None, "list_imports", None, row)

    def told(self) -> dict[str, Any]:
        """What the log says of it."""
        count = self.preview.count
        return {
            "file_name": self.file_name,
            "portfolio_id": self.portfolio_id,
            "added": count[RowState.ADDED],
            "changed_rows": [find.proposal_id for find in self.preview.of(RowState.CHANGED)],
            "same": count[RowState.SAME],
        }
