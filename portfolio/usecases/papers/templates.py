"""Keeping the municipality's own Word templates: one in use for each kind of paper.

The bytes lie beside the database by their hash (:mod:`portfolio.store.bilag`). A new one takes
the place of the one before; nothing is deleted.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain.permissions import Action
from portfolio.errors import ConflictError, PortfolioError
from portfolio.language import N_
from portfolio.queries.papers import templates
from portfolio.reports import papers
from portfolio.reports.papers import Paper
from portfolio.store import bilag, ids
from portfolio.store.schema import paper_templates
from portfolio.usecases import text_input, use_case
from portfolio.usecases.documents import file_kinds
from portfolio.usecases.use_case import Deed, Person, Result, Who

LARGEST = 5_000_000  # bytes: text, styles and a logo


def keep(who: Who, paper: Paper, *, name: str, content: bytes, instead_of: str | None) -> str:
    """Take a template into use for a paper of TEMPLATED; its id.

    ``instead_of`` is the id of the one its reader saw in use, None when there was none. Raises
    PortfolioError when it is no sound docx, too large, has macros or fields there are not (they
    are named), and ConflictError when another has been taken into use meanwhile.
    """
    with store.reading() as connection:  # nobody without the right fills the disk
        use_case.allowed(connection, who, Action.EDIT_CONTENT)
    file = _checked(paper, name, content)
    row: dict[str, Any] = {
        "id": ids.new_id(),
        "kind": paper.value,
        "file_name": file,
        "size": len(content),
        "sha256": bilag.keep(store.url(), content),
        "added_at": ids.now(),
    }
    deed = Deed(Action.EDIT_CONTENT, "paper_template.kept", "paper_templates", row["id"])
    gone = Deed(Action.EDIT_CONTENT, "paper_template.replaced", "paper_templates", instead_of)

    def work(connection: Connection, person: Person) -> Result[str]:
        before = templates.in_use(connection, kind=paper.value)
        if (before.id if before else None) != instead_of:
            raise ConflictError(_CHANGED, theirs={})
        lines: tuple[tuple[Deed, Result[Any]], ...] = ()
        if before is not None:
            values = {"withdrawn_at": row["added_at"], "withdrawn_reason": f"→ {file}"}
            was = use_case.save_version(
                connection, paper_templates, before.id, before.version, values
            )
            lines = ((gone, Result(before=was, after=values, answer=None)),)
        connection.execute(sa.insert(paper_templates).values(**row, added_by=person.name))
        after = {name: row[name] for name in ("kind", "file_name", "size")}
        return Result(after=after, answer=str(row["id"]), lines=lines)

    return use_case.perform(who, deed, work)


def withdraw(who: Who, template_id: str, *, version: int, reason: str) -> None:
    """Take a template out of use: from then on the one that comes with the program is used.

    Raises ConflictError when it was taken out of use, or replaced, meanwhile.
    """
    values = use_case.out_of_use(text_input.reason(reason))
    deed = Deed(
        Action.EDIT_CONTENT,
        "paper_template.withdrawn",
        "paper_templates",
        template_id,
        reason=values["withdrawn_reason"],
    )

    def work(connection: Connection, _person: Person) -> Result[None]:
        t = paper_templates.c
        known = sa.select(t.id).where(t.id == template_id, t.withdrawn_at.is_(None))
        if connection.execute(known).first() is None:
            raise ConflictError(_CHANGED, theirs={})
        return use_case.change_row(connection, paper_templates, template_id, version, values)

    use_case.perform(who, deed, work)


def content(who: Who | None, template: templates.PaperTemplate) -> bytes:
    """A kept template's bytes. Raises PortfolioError when they are lost."""
    with store.reading() as connection:
        use_case.signed_in(connection, who)
    try:
        return bilag.read(store.url(), template.sha256)
    except bilag.BytesLostError as error:
        raise PortfolioError(
            "The template “{name}” is not where files are kept. Use the default template, and"
            " tell whoever runs the program.",
            name=template.file_name,
        ) from error


_CHANGED = N_(
    "Somebody else has changed which template is in use. Nothing was saved: look at what is in"
    " use now, and choose again."
)


def _checked(paper: Paper, name: str, content: bytes) -> str:
    """The name it is kept by."""
    if len(content) > LARGEST:
        raise PortfolioError("The template is larger than 5 MB. Make its pictures smaller.")
    if not name.lower().endswith(".docx"):
        raise PortfolioError(
            "The template is not a Word file that can be read. Save it as .docx and try again."
        )
    file = file_kinds.checked(name, content)
    papers.template_of(paper).check(content)
    return file.name
