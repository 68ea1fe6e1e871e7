"""A noun's fields as inputs, and what is made of what was typed, said back at once.

No ``st.form``: every field that is left comes here, so that a date is echoed before it is saved.
The row that is edited is kept as it was when it was opened: its version is the one the save is
checked against, however often the page is drawn meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Literal

import streamlit as st

from portfolio import labels, language
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.queries import content as questions
from portfolio.ui import components, links, session
from portfolio.usecases.content import reading
from portfolio.usecases.content.nouns_portfolio import SUBJECTS
from portfolio.usecases.content.shape import Field, Kind, Noun, say

_OPENED = "form:opened"
#: The oldest of more is forgotten.
_MOST_DRAFTS = 20
#: What is typed stays while another page is looked at; the version it was begun on stays too.
_KEPT: Literal["session"] = "session"
_EARLIEST, _LATEST = date(1900, 1, 1), date(2100, 12, 31)
_WIDE = (Kind.LONG, Kind.SUBJECT)
_ECHOED = (Kind.FUZZY, Kind.AMOUNT, Kind.SHARE)
Row = dict[str, Any]


class Draft:
    """A row being edited: ``row`` as it was opened, and the keys of its inputs."""

    def __init__(self, noun: Noun, name: str, number: int, row: Row) -> None:
        self.name, self.row, self._number = name, row, number
        self._first = noun.fields[0].name

    def key(self, field: str) -> str:
        return f"{self.name}:{self._number}:{field}"

    @property
    def is_drawn(self) -> bool:
        """Whether what was typed in its inputs is still known."""
        return self.key(self._first) in st.session_state


def opened(noun: Noun, id: str, fresh: Callable[[], Row], *, is_new: bool = False) -> Draft:
    """The draft of a row: what was typed before the page was left, or begun from ``fresh()``.

    An untouched draft of a row that has changed since is begun anew, and so is a new row that
    begins with something else than it did.
    """
    drafts: dict[str, Draft] = st.session_state.setdefault(_OPENED, {})
    name, now = f"{noun.table}:{id}", fresh()
    draft = drafts.get(name)
    outdated = draft is not None and draft.row != now and (is_new or not _typed(noun, draft))
    if draft is None or not draft.is_drawn or outdated:
        number = st.session_state.get(f"{_OPENED}:number", 0) + 1
        st.session_state[f"{_OPENED}:number"] = number
        draft = Draft(noun, name, number, now)
    drafts.pop(name, None)
    drafts[name] = draft
    if len(drafts) > _MOST_DRAFTS:
        del drafts[next(iter(drafts))]
    return draft


def _typed(noun: Noun, draft: Draft) -> Row:
    """What has been touched of a draft that may not be on the screen."""
    values = {
        field.name: st.session_state.get(draft.key(field.name), begun(field, draft.row))
        for field in noun.fields
    }
    return touched(noun, draft, values)


def close(noun: Noun, id: str) -> None:
    """After a save, or to begin again: the next run opens the row anew, as it stands then."""
    st.session_state.get(_OPENED, {}).pop(f"{noun.table}:{id}", None)


def say_unsaved(noun: Noun, id: str, draft: Draft, touched: Mapping[str, Any]) -> None:
    """Which fields are typed in and not saved, and the way to begin again."""
    if not touched:
        return
    names = [say(field.label) for field in noun.fields if field.name in touched]
    if say_fields(names, draft.key("again")):
        close(noun, id)
        st.rerun()


def say_fields(names: Iterable[str], key: str) -> bool:
    """Say which fields are typed in and not saved; whether the reader wants to begin again."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        words = _("Not saved yet: {fields}.", fields=links.plain(", ".join(names)))
        st.markdown(components.quiet(words), width="content")
        return st.button(_("Begin again"), key=key, type="tertiary")


def ask(noun: Noun, draft: Draft, sources: Mapping[str, list[str]] | None = None) -> Row:
    """Draw every field of a noun; what is typed in them, by field.

    ``sources``: Markdown of where a field is from, by field; it stands below the field.
    """
    typed: Row = {}
    pair: list[Field] = []
    for field in noun.fields:
        if field.kind in _WIDE or field.name == noun.title:
            typed |= _row(pair, draft, sources or {})
            pair = []
            typed |= _row([field], draft, sources or {}, wide=True)
        else:
            pair.append(field)
            if len(pair) == 2:
                typed |= _row(pair, draft, sources or {})
                pair = []
    return typed | _row(pair, draft, sources or {})


def touched(noun: Noun, draft: Draft, typed: Mapping[str, Any]) -> Row:
    """Only the fields that now say something else than when the row was opened."""
    return {
        field.name: typed[field.name]
        for field in noun.fields
        if not reading.same(field, typed[field.name], begun(field, draft.row))
    }


def words(noun: Noun) -> dict[str, str]:
    """What each of a noun's columns is called, for comparing two versions."""
    return {field.columns[0]: say(field.label) for field in noun.fields}


def columns(noun: Noun, typed: Mapping[str, Any]) -> Row:
    """What was typed, by column, as far as it is understood: to stand beside what is stored."""
    found: Row = {}
    for field in noun.fields:
        if field.name in typed:
            try:
                found |= reading.read_field(field, typed[field.name], session.today())
            except PortfolioError:
                found[field.columns[0]] = typed[field.name]
    return found


def said(noun: Noun) -> Callable[[str, Any], str]:
    """How a column's value is said on the screen."""
    by_column = {field.columns[0]: field for field in noun.fields}

    def say_value(column: str, value: object) -> str:
        if value is None or value == "":
            return _("(empty)")
        return value_words(by_column[column], value)

    return say_value


def value_words(field: Field, value: Any) -> str:  # noqa: ANN401 - whatever the field holds
    """A stored value in words: a code's label, a reference's name, an amount with kr."""
    if field.kind is Kind.CODE:
        return labels.label(field.label_kind, value)
    if field.kind is Kind.REFERENCE:
        return session.read(questions.choices, table=field.to).get(str(value), str(value))
    if field.kind is Kind.FLAG:
        return _("yes") if value else _("no")
    try:
        return _figure_words(field, value)
    except (TypeError, ValueError, PortfolioError):
        return str(value)


def _figure_words(field: Field, value: Any) -> str:  # noqa: ANN401
    if field.kind is Kind.AMOUNT:
        return language.amount(reading.amount(value))
    if field.kind is Kind.SHARE:
        return language.share(reading.share(value))
    if field.kind is Kind.DAY:
        return language.short_date(reading.day(value, session.today()))
    return str(value)


def understood(field: Field, text: object) -> str:
    """What the program makes of a date, an amount or a share; empty for an empty field.

    Raises PortfolioError, with examples, when it makes nothing of it.
    """
    if text is None or reading.clean(str(text)) == "":
        return ""
    if field.kind is Kind.AMOUNT:
        return _("Understood as {what}.", what=language.amount(reading.amount(str(text))))
    if field.kind is Kind.SHARE:
        return _("Understood as {what}.", what=language.share(reading.share(str(text))))
    found = reading.fuzzy_date(str(text), session.today())
    days = span(date.fromisoformat(found["date_start"]), date.fromisoformat(found["date_end"]))
    exact = labels.label("precision", found["precision"])
    if found["date_inferred"]:
        return _("Understood as {days} ({exact}; the year is a guess).", days=days, exact=exact)
    return _("Understood as {days} ({exact}).", days=days, exact=exact)


def span(first: date, last: date) -> str:
    """``1.-30. juni 2022``: what two days have in common is said once."""
    one, other = language.long_date(first).split(), language.long_date(last).split()
    if first == last:
        return " ".join(one)
    if one[2] != other[2]:
        return f"{' '.join(one)} – {' '.join(other)}"
    if one[1] != other[1]:
        return f"{' '.join(one[:2])} – {' '.join(other)}"
    return f"{one[0]}-{' '.join(other)}"


def choices_of(field: Field) -> dict[str, str]:
    """The codes or ids a field can be set to, with their words."""
    if field.kind is Kind.CODE:
        assert field.codes is not None
        return {code.value: labels.label(field.label_kind, code) for code in field.codes}
    if field.kind is Kind.SUBJECT:
        return {
            f"{table}/{key}": name
            for table in SUBJECTS
            for key, name in session.read(questions.choices, table=table).items()
        }
    return session.read(questions.choices, table=field.to)


def _row(
    fields: list[Field], draft: Draft, sources: Mapping[str, list[str]], *, wide: bool = False
) -> Row:
    if not fields:
        return {}
    places = [st.container()] if wide else st.columns(2, gap="small")
    typed = {}
    for field, place in zip(fields, places, strict=False):
        with place:
            typed[field.name] = _draw(field, draft)
            for source in sources.get(field.name, []):
                st.caption(_("Source: {source}", source=source))
    return typed


def _draw(field: Field, draft: Draft) -> Any:  # noqa: ANN401 - whatever the field holds
    key = draft.key(field.name)
    st.session_state.setdefault(key, begun(field, draft.row))
    label = say(field.label) + (" *" if field.required else "")
    value = _INPUTS.get(field.kind, _line)(field, label, key)
    if field.kind in _ECHOED:
        _echo(field, value)
    return value


def _echo(field: Field, value: object) -> None:
    try:
        words = understood(field, value)
    except PortfolioError as error:
        st.caption(f":red[{links.plain(language.explain(error))}]")
    else:
        if words:
            st.caption(links.plain(words))


def begun(field: Field, row: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """What an input begins with: words for figures, a day for a day."""
    value = row.get(field.name) if field.name in row else reading.typed(field, row)
    if field.kind is Kind.FLAG:
        return bool(value)
    if value is None:
        return None if field.kind in _CHOSEN else ""
    if field.kind is Kind.AMOUNT and not isinstance(value, str):
        return f"{value:,} kr.".replace(",", ".")  # the Danish way, which is how it is read
    if field.kind is Kind.SHARE and not isinstance(value, str):
        return f"{value * 100:.4f}".rstrip("0").rstrip(".").replace(".", ",") + " %"
    if field.kind is Kind.DAY:
        return reading.day(value, session.today())
    return value if field.kind is Kind.INTEGER else str(value)


_CHOSEN = (Kind.CODE, Kind.REFERENCE, Kind.SUBJECT, Kind.DAY, Kind.INTEGER)


def _line(field: Field, label: str, key: str) -> str | None:
    return st.text_input(label, key=key, help=_help(field), persist_state=_KEPT)


def _lines(field: Field, label: str, key: str) -> str | None:
    return st.text_area(
        label, key=key, help=_help(field), height="content", persist_state=_KEPT
    )  # fmt: skip


def _choice(field: Field, label: str, key: str) -> str | None:
    options = choices_of(field)
    kept = st.session_state.get(key)
    if kept is not None and kept not in options:
        st.session_state[key] = None  # somebody took it out of use meanwhile
    picked: str | None = st.selectbox(
        label, list(options), index=None, key=key, help=_help(field),
        format_func=lambda code: options.get(code, str(code)),
        placeholder=_("Choose from the list"), persist_state=_KEPT,
    )  # fmt: skip
    return picked


def _tick(field: Field, label: str, key: str) -> bool:
    return st.checkbox(label, key=key, help=_help(field), persist_state=_KEPT)


def _day(field: Field, label: str, key: str) -> date | None:
    picked = st.date_input(
        label, value=None, key=key, help=_help(field), format="DD.MM.YYYY",
        min_value=_EARLIEST, max_value=_LATEST, persist_state=_KEPT,
    )  # fmt: skip
    return picked if isinstance(picked, date) else None


def _figure(field: Field, label: str, key: str) -> int | None:
    typed = st.number_input(
        label, value=None, key=key, help=_help(field), min_value=0, max_value=reading.MOST, step=1,
        persist_state=_KEPT,
    )  # fmt: skip
    return None if typed is None else int(typed)


def _help(field: Field) -> str | None:
    return say(field.help) if field.help else None


_INPUTS: dict[Kind, Callable[[Field, str, str], Any]] = {
    Kind.LONG: _lines,
    Kind.CODE: _choice,
    Kind.REFERENCE: _choice,
    Kind.SUBJECT: _choice,
    Kind.FLAG: _tick,
    Kind.DAY: _day,
    Kind.INTEGER: _figure,
}
