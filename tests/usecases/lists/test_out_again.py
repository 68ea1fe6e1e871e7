"""Twelve lists of different habits: taken in, and taken out again equal, cell by cell."""

from dataclasses import replace
from datetime import date

import lists
import pytest

from portfolio import fuzzy, store
from portfolio.domain.lists import difference
from portfolio.domain.lists.choice import Choice
from portfolio.domain.lists.difference import RowState
from portfolio.domain.lists.fields import Field
from portfolio.domain.lists.table import words
from portfolio.queries.lists import imports
from portfolio.reports.lists import list_file
from portfolio.usecases.lists import previewing, reading, taking
from portfolio.usecases.lists.previewing import Target
from portfolio.usecases.lists.taking import File
from portfolio.usecases.use_case import LOCAL

NEW, HERE = Target(None, "Vores liste", "Nordby"), Target("vores-liste")


@pytest.mark.parametrize("habit", lists.HABITS)
def test_what_came_in_stands_here_and_goes_out_equal(habit, empty_db):
    name, make = lists.HABITS[habit]
    file = File(name, make())
    found = answered(file)
    taking.take_in(LOCAL, file, found, NEW)
    facts = taken_out()
    assert lost(found, facts) == []
    for ending, make in (("xlsx", list_file.xlsx), ("csv", list_file.csv)):
        again = reading.read(f"Ud.{ending}", make(facts), HERE.portfolio, Choice())
        assert said(again) == said(found)
        assert [shown | {**one} for one, shown in zip(cells(found), cells(again), strict=True)] == (
            cells(again)
        )
        assert set(previewing.preview(LOCAL, again, HERE).count) == {RowState.SAME}


def test_an_amount_that_is_words_by_now_goes_out_as_they_stand(empty_db):
    heads, rows = ["Nr.", "Indsats", "Budget (t.kr.)"], [[1, "Skolehaver", 1200]]
    file = File("Indsatser.xlsx", lists.xlsx([heads, *rows]))
    taking.take_in(LOCAL, file, answered(file), NEW)
    facts = taken_out()
    own = {key: dict.fromkeys(some, "ca. 3 mio.") for key, some in facts.own.items()}
    assert any(own.values())
    assert "ca. 3 mio." in list_file.csv(replace(facts, own=own)).decode("utf-8-sig")


def answered(file):
    """The list as it is read, when whoever brings it has said what nobody can know."""
    found = reading.read(file.name, file.content, None, Choice())
    meant = {
        str(name): {word.word: "amber" for word in some if word.code is None}
        for name, some in found.words.items()
    }
    parties = {one.name: "" for one in previewing.preview(LOCAL, found, NEW).suspected}
    return reading.read(file.name, file.content, None, Choice(words=meant, parties=parties))


def taken_out():
    with store.reading() as connection:
        (found,) = imports.imports(connection)
        return list_file.ask(lambda query, **asked: query(connection, **asked), found)


def said(found):
    """What every row says, as it would be kept."""
    return [(difference.values(one), one.parties, one.number) for one in found.entries]


def cells(found):
    """What one reads in every cell that holds something; days as csv has them."""
    return [
        {
            h: str(v) if isinstance(v, date) else words(v)
            for h, v in one.cells.items()
            if v is not None
        }
        for one in found.entries
    ]


def lost(found, facts):
    """The cells that neither stand on the proposal itself, nor are told of where they stand."""
    rows = {row.line: row.proposal_id for row in facts.rows}
    preview = previewing.preview(LOCAL, found, HERE)
    names = {spelling: one.name for one in preview.centres for spelling in one.spellings}
    return [
        (find.entry.columns[header], header, value)
        for find in preview.finds
        for header, value in find.entry.cells.items()
        if value not in (None, "-")
        and find.entry.columns[header] not in {one.place for one in find.remarks}
        and not stands(find, header, found.fields[header], facts, rows[find.entry.line], names)
    ]


def stands(find, header, field, facts, key, names):
    entry, here = find.entry, facts.here[key]
    if header in find.kept:
        own = facts.own.get(key, {}).get(facts.found.choice["own"][header])
        return own is not None and own == find.kept[header]
    if field is Field.NUMBER:
        return str(here.number) == entry.number
    if field is Field.CENTRE:
        return {names[one] for one in entry.parties} == set(here.values[field])
    asked = [Field.STAGE, Field.LIGHT] if field is Field.STATUS else [field]
    told = {one: plain(entry.said(one)) for one in asked if entry.said(one) is not None}
    return bool(told) and all(difference.same(n, v, here.values[n]) for n, v in told.items())


def plain(value):
    return value.text if isinstance(value, fuzzy.Reading) else value
