"""A noun's fields in words: a stored value, what is made of a typed one, what can be chosen.

Open this when a code, a reference, a date or an amount is to read otherwise, in a form, a table
or the log.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from portfolio import fuzzy, labels, language
from portfolio.domain import own_fields
from portfolio.domain.own_fields import OwnField, OwnKind, OwnValue
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.queries.content import rows as content_rows
from portfolio.queries.own_fields import own_fields as own_field_queries
from portfolio.reports.own_fields.own_fields import said
from portfolio.screens.understood import date_words
from portfolio.ui import components, links, session
from portfolio.ui.draft import Draft
from portfolio.usecases.content import parsing
from portfolio.usecases.content.field import Field, Kind, Noun, say
from portfolio.usecases.content.nouns_portfolio import SUBJECTS


def words(noun: Noun) -> dict[str, str]:
    """What each of a noun's columns is called, for comparing two versions."""
    return {field.columns[0]: say(field.label) for field in noun.fields}


def columns(noun: Noun, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, by column, as far as it is understood: to stand beside what is stored."""
    values: dict[str, Any] = {}
    for field in noun.fields:
        if field.name in typed:
            try:
                values |= parsing.read_field(field, typed[field.name], session.today())
            except PortfolioError:
                values[field.columns[0]] = typed[field.name]
    return values


def column_words(noun: Noun) -> Callable[[str, Any], str]:
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
        return choices_of(field, [value]).get(str(value), str(value))
    if field.kind is Kind.FLAG:
        return _("yes") if value else _("no")
    try:
        return _figure_words(field, value)
    except (TypeError, ValueError, PortfolioError):
        return str(value)


def _own_words(own: OwnField, typed: object) -> str:
    read = own_fields.read(own, typed, session.today())
    return said(OwnValue(field=own, value=str(read["value"] or "")))


def _figure_words(field: Field, value: Any) -> str:  # noqa: ANN401
    if field.own is not None and field.own.kind is OwnKind.NUMBER:
        return _own_words(field.own, value)
    if field.kind is Kind.AMOUNT:
        return language.amount(parsing.amount(value))
    if field.kind is Kind.SHARE:
        return language.share(parsing.share(value))
    if field.kind is Kind.DAY:
        return language.short_date(parsing.day(value, session.today()))
    return str(value)


def understood(field: Field, text: object) -> str:
    """What the program makes of a date, an amount or a share; empty for an empty field.

    Raises PortfolioError, with examples, when it makes nothing of an amount or a share.
    """
    if text is None or parsing.clean(str(text)) == "":
        return ""
    if field.kind is Kind.AMOUNT:
        return _("Understood as {what}.", what=language.amount(parsing.amount(str(text))))
    if field.own is not None and field.own.kind is OwnKind.NUMBER:
        return _("Understood as {what}.", what=_own_words(field.own, text))
    if field.kind is Kind.SHARE:
        return _("Understood as {what}.", what=language.share(parsing.share(str(text))))
    return date_words(str(text), field.tense)


def echo_date(form: Draft, name: str, tense: fuzzy.Tense = fuzzy.Tense.AHEAD) -> None:
    """Below the field of a date: what is made of what is typed. Of words that stood there already
    the year is not guessed anew: they mean what they meant when they were written."""
    text = str(form[name] or "").strip()
    is_old = text == str(form.opened.get(name) or "").strip()
    read = fuzzy.read_date(text, reference=session.today(), tense=tense).date
    if text and not (is_old and read and read.inferred):
        st.markdown(echo(date_words(text, tense)))


def echo(sentence: str) -> str:
    """A sentence on what was understood, in grey unless it warns."""
    said = links.plain(sentence)
    return said if said.startswith("▲") else components.quiet(said)


def with_own(noun: Noun, portfolio_id: str | None) -> Noun:
    """A noun with the fields of a portfolio's own, where it is the one that has them."""
    if noun.table != "proposals":
        return noun
    every = session.read(own_field_queries.fields)
    return noun.with_own(one for one in every if one.portfolio_id == portfolio_id)


def choices_of(field: Field, known: Iterable[object] = ()) -> dict[str, str]:
    """The codes or ids a field can be set to, with their words.

    ``known``: what rows say already; it is offered too where it is another portfolio's, so that
    looking at such a row changes nothing in it.
    """
    if field.kind is Kind.CODE:
        assert field.codes is not None
        return {code.value: labels.label(field.label_kind, code) for code in field.codes}
    values = sorted({str(value) for value in known if value})
    if field.kind is Kind.REFERENCE:
        return _rows(field.to, values)
    if field.own is not None:
        return {choice: choice for choice in field.own.choices}
    return {
        f"{table}/{key}": name
        for table in SUBJECTS
        for key, name in _rows(table, [value.removeprefix(f"{table}/") for value in values]).items()
    }


def _rows(table: str, also: Iterable[str]) -> dict[str, str]:
    return session.read(
        content_rows.choices, table=table, portfolio=session.portfolio_id(), also=tuple(also)
    )
