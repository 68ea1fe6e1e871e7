"""What is read while a list is taken in: the step one is at, what was understood, what changes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from portfolio import labels, language
from portfolio.domain.lists.difference import Change, Find, Gone, RowState
from portfolio.domain.lists.fields import AMOUNTS, Field
from portfolio.domain.own_fields import OwnField, OwnValue
from portfolio.language import _, ngettext
from portfolio.queries.lists.imports import Import
from portfolio.reports.own_fields import own_fields
from portfolio.screens import timestamps
from portfolio.screens.drawing import To, draw

_LONGEST = 140  # characters of a value
_TOLD = (
    Field.PURPOSE,
    Field.CENTRE,
    Field.STAGE,
    Field.LIGHT,
    Field.PERCENT,
    Field.START,
    Field.DEADLINE,
    *AMOUNTS,
    Field.HAPPENED,
)


class Said(NamedTuple):
    """A sentence, and the cell it is about."""

    place: str
    words: str


class Line(NamedTuple):
    """A row of the list, as the preview shows it."""

    row: int
    title: str
    state: str
    facts: tuple[str, ...]
    changes: tuple[tuple[str, str, str, bool], ...]  # field, old, new, changed here too
    problems: tuple[Said, ...]
    remarks: tuple[Said, ...]


def steps(names: Sequence[str], at: int) -> Markup:
    """The way through, and where one is on it."""
    return draw("list_steps.html", names=list(names), at=at)


def told(sentences: Iterable[Any]) -> Markup:
    """How the list was understood, folded where there is much of it."""
    return draw("list_told.html", told=[said(one) for one in sentences])


def said(error: Any) -> Said:  # noqa: ANN401 - a PortfolioError
    words = language.explain(error)
    return Said(error.place, words.removeprefix(f"{error.place}: "))


def summary(counts: dict[RowState, int], gone: Sequence[Gone], rows: int) -> Markup:
    """What would happen, before any row."""
    facts = [
        ngettext("{n} new", "{n} new", counts.get(RowState.ADDED, 0)),
        ngettext("{n} changed", "{n} changed", counts.get(RowState.CHANGED, 0)),
        ngettext("{n} unchanged", "{n} unchanged", counts.get(RowState.SAME, 0)),
    ]
    return draw(
        "list_summary.html",
        facts=facts,
        wrong=counts.get(RowState.WRONG, 0),
        left_out=counts.get(RowState.LEFT_OUT, 0),
        rows=rows,
        gone=gone,
    )


def preview(finds: Sequence[Find], own: Mapping[str, OwnField]) -> Markup:
    """Rows, each with what it is here and what it changes; ``own``: the fields of some headings."""
    return draw("list_preview.html", rows=[_line(find, own) for find in finds])


def imports(found: Sequence[Import], to: To, *, emptied: bool = False) -> Markup:
    """The lists that were taken in, the newest first; ``emptied``: nothing is left of them."""
    return draw("list_imports.html", rows=found, to=to, when=timestamps.moment, emptied=emptied)


def _line(find: Find, own: Mapping[str, OwnField]) -> Line:
    entry = find.entry
    number = f"{find.number} " if find.number is not None else ""
    return Line(
        entry.line,
        f"{number}{entry.title}" or _("(no title)"),
        find.state,
        tuple(_facts(find, own)) if find.state is RowState.ADDED else (),
        tuple(_change(change, own) for change in find.changes),
        tuple(said(one) for one in entry.problems),
        tuple(said(one) for one in find.remarks),
    )


def _facts(find: Find, own: Mapping[str, OwnField]) -> Iterable[str]:
    for name in _TOLD:
        value = find.entry.said(name)
        if name is Field.CENTRE:
            value = find.centres
        if value not in (None, "", ()):
            yield value_words(name, value)
    for header, kept in find.kept.items():
        if kept:
            yield f"{own[header].name}: {language.shortened(_own_words(own[header], kept), 40)}"


def _change(change: Change, own: Mapping[str, OwnField]) -> tuple[str, str, str, bool]:
    field = own.get(change.header)
    name = field.name if field else labels.label("list_field", change.field)
    old, new = (
        _own_words(field, value) if field else value_words(change.field, value)
        for value in (change.old, change.new)
    )
    return name, old, new, change.is_conflict


def _own_words(field: OwnField, kept: str | None) -> str:
    words = own_fields.said(OwnValue(field=field, value=kept)) if kept else None
    return value_words(Field.KEPT, words)


def value_words(name: Field, value: Any) -> str:  # noqa: ANN401 - whatever the field holds
    """A value of a field as it is read."""
    if value in (None, "", ()):
        return _("(empty)")
    if name is Field.LIGHT:
        return labels.light(value)
    if name is Field.STAGE:
        return labels.label("stage", value)
    if name is Field.PERCENT:
        return language.share(value / 100)
    if name in AMOUNTS:
        return language.short_amount(value)
    if name is Field.CENTRE:
        return ", ".join(value)
    text = getattr(value, "text", value)  # of a date its words
    return language.shortened(str(text), _LONGEST)
