"""The way from what is shown to the form where it is edited, for those who may."""

from __future__ import annotations

from contextvars import ContextVar

from portfolio.language import _
from portfolio.model import Action
from portfolio.ui import links, visitor
from portfolio.usecases.acting import Person

PAGE = "indhold"
NEW = "ny"
_known: ContextVar[tuple[Person, bool] | None] = ContextVar("may_edit", default=None)


def may_edit() -> bool:
    """Whether the reader keeps content; asked of the database once a run."""
    person, known = visitor.person(), _known.get()
    if known is None or known[0] is not person:
        known = (person, visitor.can(Action.EDIT_CONTENT))
        _known.set(known)
    return known[1]


def edit(table: str, id: object, words: str | None = None) -> str:
    """Markdown of a small link to a row's form; empty for whoever may not edit."""
    if not may_edit():
        return ""
    return f":small[{links.link(words or _('Edit'), PAGE, slags=table, id=id)}]"


def add(table: str, words: str) -> str:
    """Markdown of a small link to an empty form; empty for whoever may not edit."""
    return edit(table, NEW, words)
