"""Links to the case system and files (bilag) on a proposal, what it hangs on, or a meeting."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import signs, store
from portfolio.domain.permissions import Action, Matter, sees
from portfolio.errors import PortfolioError
from portfolio.queries.documents import documents as document_queries
from portfolio.store import bilag, ids
from portfolio.store.schema import documents
from portfolio.usecases import text_input, use_case
from portfolio.usecases.content import rules
from portfolio.usecases.documents import file_kinds
from portfolio.usecases.use_case import Deed, Person, Result, Who

LINK, FILE = "link", "file"
#: What a document can hang on.
SUBJECTS = ("proposals", "strategy_processes", "funding_pools", "meetings", "decisions")
_LONGEST_ADDRESS = 2000


def add_link(who: Who, subject_table: str, subject_id: str, *, title: str, url: str) -> str:
    """Link to a case or a paper kept elsewhere; the document's id.

    Raises PortfolioError without a title, and for an address that is not https.
    """
    named = text_input.line(title)
    if named is None:
        raise PortfolioError("Write what the link leads to, such as the case and its number.")
    return _add(who, subject_table, subject_id, {"kind": LINK, "title": named, "url": https(url)})


def add_file(
    who: Who, subject_table: str, subject_id: str, *, name: str, content: bytes, title: str = ""
) -> str:
    """Keep a file; the document's id. Without a title it is called by its name.

    Raises PortfolioError when files of that kind, or with that content, are not kept.
    """
    with store.reading() as connection:  # nobody without the right fills the disk
        use_case.allowed(connection, who, Action.EDIT_CONTENT)
        _require_subject(connection, subject_table, subject_id)
    file = file_kinds.checked(name, content)
    sha256 = bilag.keep(store.url(), content)
    return _add(
        who,
        subject_table,
        subject_id,
        {
            "kind": FILE,
            "title": text_input.line(title) or file.name,
            "file_name": file.name,
            "media_type": file.media_type,
            "size": len(content),
            "sha256": sha256,
        },
    )


def withdraw(who: Who, document_id: str, *, version: int, reason: str) -> None:
    """Take a document off, with a reason; row and bytes are kept, and nobody can fetch them.

    Raises ConflictError when somebody changed it in between.
    """
    values = use_case.out_of_use(text_input.reason(reason))
    deed = Deed(
        Action.EDIT_CONTENT,
        "document.withdrawn",
        "documents",
        document_id,
        reason=values["withdrawn_reason"],
    )

    def work(connection: Connection, _person: Person) -> Result[None]:
        there = sa.select(documents.c.id).where(
            documents.c.id == document_id, documents.c.withdrawn_at.is_(None)
        )
        if connection.execute(there).first() is None:
            raise PortfolioError("The attachment has been taken off already. Reload the page.")
        return use_case.change_row(connection, documents, document_id, version, values)

    use_case.perform(who, deed, work)


@dataclass(frozen=True)
class File:
    """An attached file as it was put there."""

    name: str
    media_type: str
    content: bytes


def fetch(who: Who | None, document_id: str) -> File | None:
    """A file and its bytes; None if there is none of that id that the reader may see.

    Raises NotAllowedError for nobody, before anything is said of the file, and
    BytesLostError when the bytes are gone or are others than were kept.
    """
    with store.reading() as connection:
        reader = use_case.signed_in(connection, who)
        found = document_queries.download(connection, document_id=document_id)
    if found is None or not sees(reader.role, _shown_by(found.subject_table)):
        return None
    return File(found.file_name, found.media_type, bilag.read(store.url(), found.sha256))


def _shown_by(subject_table: str) -> Matter:
    held = subject_table in ("meetings", "decisions")
    return Matter.DECIDED if held else Matter.PORTFOLIO


def https(url: str) -> str:
    """The address as typed, if it is one that may be linked to; PortfolioError otherwise."""
    address = signs.one_line(url)
    if len(address) > _LONGEST_ADDRESS or not _is_https(address):
        raise PortfolioError(
            "Write the whole address, beginning with https:// and without a password in it."
        )
    return address


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises at a port that is none
    except ValueError:
        return False
    is_whole = parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    return is_whole and not re.search(r"[\s\x00-\x1f\x7f\\]", address)


def _add(who: Who, subject_table: str, subject_id: str, values: dict[str, Any]) -> str:
    row = {
        "id": ids.new_id(),
        "subject_table": subject_table,
        "subject_id": subject_id,
        "added_at": ids.now(),
    } | values
    deed = Deed(Action.EDIT_CONTENT, f"document.{values['kind']}_added", "documents", row["id"])

    def work(connection: Connection, person: Person) -> Result[str]:
        _require_subject(connection, subject_table, subject_id)
        connection.execute(sa.insert(documents).values(**row, added_by=person.name))
        after = values | {"subject_table": subject_table, "subject_id": subject_id}
        return Result(after=after, answer=str(row["id"]))

    return use_case.perform(who, deed, work)


def _require_subject(connection: Connection, subject_table: str, subject_id: str) -> None:
    if subject_table not in SUBJECTS:
        raise ValueError(f"no document hangs on {subject_table}")
    rules.require_in_use(connection, subject_table, subject_id)
