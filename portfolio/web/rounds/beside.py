"""Somebody else's words beside those that are being typed: field by field, where they differ."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from portfolio import labels, language
from portfolio.errors import ConflictError
from portfolio.language import _, explain
from portfolio.screens.rounds import words
from portfolio.web import html
from portfolio.web.rounds.typed import Values


class Pair(NamedTuple):
    """A field, what the reader says in it, and what the other does."""

    word: str
    mine: str
    theirs: str


def compared(mine: Values, theirs: Values) -> list[Pair]:
    """The fields in which the two differ; what the other says nothing of is left out."""
    heads = {"rag": _("Light"), "stage": _("Stage"), "percent": _("Progress in percent")}
    return [
        Pair(word, _said(name, mine.get(name)), _said(name, theirs[name]))
        for name, word in (heads | words.texts()).items()
        if name in theirs and (mine.get(name) or None) != (theirs[name] or None)
    ]


def of_draft(mine: Values, error: ConflictError) -> dict[str, Any]:
    """The draft that somebody else has kept meanwhile: what is said of it, its words beside the
    reader's as HTML, and what the choice between the two needs."""
    theirs = error.theirs
    name, draft = str(theirs["name"] or _("somebody else")), theirs["draft"] or {}
    assert isinstance(draft, Mapping)
    shown = html.render("answer_beside.html", pairs=compared(mine, draft), name=name, choose=True)
    by = _("The other draft is by {name}.", name=name)
    return {
        "said": f"{explain(error)} {by}",
        "beside": shown,
        "theirs": {**draft, "version": theirs["version"]},
    }


def _said(name: str, value: object) -> str:
    if value is None or value == "":
        return _("(empty)")
    if name == "rag":
        return labels.light(str(value))
    if name == "percent" and isinstance(value, int):
        return language.share(value / 100)
    return labels.label("stage", str(value)) if name == "stage" else str(value)
