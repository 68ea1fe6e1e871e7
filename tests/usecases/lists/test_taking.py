"""A list taken in: what it becomes, what next month's changes of it, and undone as one."""

import io
import json
from datetime import date

import openpyxl
import pytest
import sqlalchemy as sa
from builders import changed

from portfolio import language, store
from portfolio.domain.lists.choice import Choice
from portfolio.domain.lists.difference import RowState
from portfolio.errors import PortfolioError
from portfolio.queries.lists import imports
from portfolio.queries.log import log as queries
from portfolio.reports.lists import list_file
from portfolio.store import schema
from portfolio.usecases.content import rows as content
from portfolio.usecases.lists import previewing, reading, taking, undoing
from portfolio.usecases.lists.previewing import Target
from portfolio.usecases.lists.taking import File
from portfolio.usecases.use_case import LOCAL

GUESSED = Choice()
HEADS = ["Nr.", "Indsats", "Tema", "Center", "Status", "Frist", "Bevilget (t.kr.)", "Bemærkning"]
HEADS += ["Politisk udvalg"]
ROWS = [
    [
        1,
        "Grøn bilflåde",
        "Klima",
        "Teknik og Miljø",
        "På sporet",
        date(2022, 12, 31),
        1200,
        "Udbud",
    ],
    [2, "Nyt bibliotek", "Kultur", "Kultur & Fritid", "Forsinket", "ultimo 2023", "1,5 mio.", None],
    [3, "Skolehaver", "Børn", "Center for Kultur og Fritid", "Afsluttet", None, None, "Slut"],
]
for row, board in zip(ROWS, ("Teknisk", "Kultur", "Børn"), strict=True):
    row.append(board)


def a_file(rows=ROWS, heads=HEADS, name="Indsatser maj.xlsx"):
    book = openpyxl.Workbook()
    for row in (heads, *rows):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return File(name, content.getvalue())


def the_preview(file, target, choice=GUESSED, left_out=()):
    found = reading.read(file.name, file.content, target.portfolio, choice)
    return previewing.preview(LOCAL, found, target, left_out)


def taken(file, target, choice=GUESSED, left_out=()):
    found = reading.read(file.name, file.content, target.portfolio, choice)
    return taking.take_in(LOCAL, file, found, target, left_out=left_out)


def rows_of(*columns, where=None):
    with store.reading() as connection:
        chosen = sa.select(*columns)
        if where is not None:
            chosen = chosen.where(where)
        return [tuple(row) for row in connection.execute(chosen)]


NEW = Target(None, "Nordbys indsatser", "Nordby")


def code():
    return rows_of(schema.portfolios.c.code)[-1][0]


def test_a_list_becomes_a_portfolio_of_its_own(empty_db):
    taken(a_file(), NEW)
    p = schema.proposals.c
    assert rows_of(p.number, p.title, p.stage, p.rag) == [
        (1, "Grøn bilflåde", "running", "green"),
        (2, "Nyt bibliotek", "running", "amber"),
        (3, "Skolehaver", "closed", "none"),
    ]
    assert rows_of(schema.purposes.c.title) == [("Klima",), ("Kultur",), ("Børn",)]
    assert rows_of(schema.parties.c.name) == [
        ("Center for Kultur og Fritid",),
        ("Teknik og Miljø",),
    ]
    assert {role for (role,) in rows_of(schema.proposal_parties.c.role)} == {"told"}
    a = schema.pool_applications.c
    assert rows_of(a.granted_amount, a.state) == [(1_200_000, "granted"), (1_500_000, "granted")]
    m = schema.milestones.c
    assert rows_of(m.title, m.date_end) == [
        ("Frist: Grøn bilflåde", "2022-12-31"),
        ("Frist: Nyt bibliotek", "2023-12-31"),
    ]
    assert rows_of(schema.own_values.c.value) == [("Teknisk",), ("Kultur",), ("Børn",)]
    c = schema.citations.c
    assert rows_of(c.line_from) == [(2,), (3,), (4,)]
    s = schema.status_updates.c
    assert rows_of(s.author, s.origin)[0] == ("Indsatser maj.xlsx", "source")
    assert rows_of(schema.change_log.c.action) == [("list.taken_in",)]


def test_next_months_list_is_a_difference(empty_db):
    taken(a_file(), NEW)
    later = [list(row) for row in ROWS]
    later[0][4] = "Forsinket"
    later[1][8] = "Teknisk"
    del later[2]
    later.append([4, "Cykelsti", "Klima", "TM", "I gang", None, None, None, "Teknisk"])
    file = a_file(later, name="Indsatser juni.xlsx")
    target = Target(code())
    found = the_preview(file, target)
    assert [one.name for one in found.suspected] == ["TM"]
    tm = rows_of(schema.parties.c.id, where=schema.parties.c.name == "Teknik og Miljø")[0][0]
    found = the_preview(file, target, Choice(parties={"TM": tm}))
    assert [find.state for find in found.finds] == [
        RowState.CHANGED,
        RowState.CHANGED,
        RowState.ADDED,
    ]
    assert [(c.field, c.old, c.new) for c in found.finds[0].changes] == [("rag", "green", "amber")]
    assert [one.title for one in found.gone] == ["Skolehaver"]
    taken(file, target, Choice(parties={"TM": tm}))
    s, p, log = schema.status_updates.c, schema.proposals.c, schema.change_log.c
    assert rows_of(s.seq, s.rag, where=s.seq == 2) == [(2, "amber")]
    numbers = dict(rows_of(p.id, p.number))
    after = json.loads(rows_of(log.after)[-1][0])
    assert [numbers[key] for key in after["changed_rows"]] == [1, 2]
    with store.reading() as connection:  # and the line is one of the proposals' own
        told = {
            number: [line.action for line in queries.of_proposal(connection, proposal_id=key)]
            for key, number in numbers.items()
        }
    assert told == {1: ["list.taken_in"], 2: ["list.taken_in"], 3: [], 4: []}
    assert the_preview(file, target, Choice(parties={"TM": tm})).count == {RowState.SAME: 3}


def test_undone_as_one(empty_db):
    first = taken(a_file(), NEW)
    target = Target(code())
    later = [list(row) for row in ROWS]
    later[0][1:5] = ["Grønnere bilflåde", "Kultur", "Kultur & Fritid", "Forsinket"]
    later[0][5:8] = [None, 900, None]
    second = taken(a_file(later), target)
    with pytest.raises(PortfolioError, match="newest goes first"):
        undoing.undo(LOCAL, first, version=1, reason="forkert")
    undoing.undo(LOCAL, second, version=1, reason="forkert fil")
    p = schema.proposals.c
    assert ("Grøn bilflåde", "green", "running") in rows_of(p.title, p.rag, p.stage)
    assert the_preview(a_file(), target).count == {RowState.SAME: 3}
    undoing.undo(LOCAL, first, version=1, reason="forkert fil")
    assert {stage for (stage,) in rows_of(p.stage)} == {"not_pursued"}
    with store.reading() as connection:
        assert imports.is_emptied(connection, portfolio=code())
    u = schema.purposes.c
    set_aside = in_use()
    assert not any(set_aside.values())
    back = taken(a_file(), target)
    assert all(in_use().values())  # its themes too
    assert rows_of(p.id, where=p.purpose_id.in_(sa.select(u.id).where(u.withdrawn_at.is_(None))))
    assert ("Grøn bilflåde", "green", "running") in rows_of(p.title, p.rag, p.stage)
    assert len(rows_of(p.id)) == 3
    with store.reading() as connection:
        assert imports.one(connection, id=back).added == 0
        assert not imports.is_emptied(connection, portfolio=code())
    undoing.undo(LOCAL, back, version=1, reason="forkert igen")
    assert in_use() == set_aside


def test_a_field_out_of_use_is_named_when_the_list_is_undone(empty_db):
    taken(a_file(), NEW)
    later = [list(row) for row in ROWS]
    later[0][8] = "Et andet udvalg"
    second = taken(a_file(later), Target(code()))
    [(field,)] = rows_of(schema.own_fields.c.id)
    version = rows_of(schema.own_fields.c.version)[0][0]
    content.withdraw(LOCAL, "own_fields", field, version, "Ikke brugt")
    with pytest.raises(PortfolioError, match="“Politisk udvalg”"):
        undoing.undo(LOCAL, second, version=1, reason="forkert")
    content.bring_back(LOCAL, "own_fields", field, version + 1, "Jo")
    undoing.undo(LOCAL, second, version=1, reason="forkert")
    v = schema.own_values.c
    assert ("Teknisk",) in rows_of(v.value)


def in_use():
    """By table how much of what comes with a list is in use."""
    names = ("purposes", "parties", "funding_pools", "own_fields")
    tables = {name: schema.metadata.tables[name].c for name in names}
    return {n: len(rows_of(c.id, where=c.withdrawn_at.is_(None))) for n, c in tables.items()}


def test_what_is_left_out_is_not_gone_from_the_list(empty_db):
    taken(a_file(), NEW)
    found = the_preview(a_file(ROWS[:2]), Target(code()), left_out=(2,))
    assert [one.title for one in found.gone] == ["Skolehaver"]


def test_rows_without_a_theme_stand_under_one_whoever_brings_the_list(empty_db):
    taken(a_file(), NEW)
    for spoken, title in (("en", "Cykelsti"), ("da", "Fortov")):
        with language.speaking(spoken):
            taken(a_file([[title]], ["Indsats"]), Target(code()))
    themes = [title for (title,) in rows_of(schema.purposes.c.title)]
    assert themes == ["Klima", "Kultur", "Børn", "Uden tema"]


def test_of_two_pools_of_one_name_the_one_in_use_is_meant(empty_db):
    taken(a_file(), NEW)
    f = schema.funding_pools.c
    gone = {"withdrawn_at": "2022-05-01T00:00:00+00:00", "withdrawn_reason": "Nedlagt"}
    again = {"id": "en-anden", "code": "bevilget-2", "title": "Bevilget", "kind": "budget"}
    for change in (
        sa.update(schema.funding_pools).values(gone),
        sa.insert(schema.funding_pools).values(again),
    ):
        changed(store.url(), lambda connection, change=change: connection.execute(change))
    taken(a_file([[*ROWS[0][:6], 700, *ROWS[0][7:]]]), Target(code()))
    a = schema.pool_applications.c
    assert rows_of(a.granted_amount, where=a.pool_id == "en-anden") == [(700_000,)]
    assert rows_of(f.id, where=f.withdrawn_at.is_(None)) == [("en-anden",)]


def test_statuses_are_of_the_day_the_list_says(empty_db):
    heads = [one.replace("Status", "Status pr. 1. april 2022") for one in HEADS]
    first = taken(a_file(heads=heads), NEW)
    s, i = schema.status_updates.c, schema.proposals.c
    assert set(rows_of(s.reported_on)) == {("2022-04-01",)}
    assert set(rows_of(i.status_on, i.introduced_on)) == {("2022-04-01", "2022-04-01")}
    with store.reading() as connection:
        assert imports.one(connection, id=first).said_on == "2022-04-01"
    later = [[*ROWS[0][:4], "Forsinket", *ROWS[0][5:]], *ROWS[1:]]
    heads = [one.replace("1. april", "1. marts") for one in heads]
    told = the_preview(a_file(later, heads), Target(code())).told
    assert str(told[0]).startswith("The list is of 2022-03-01, and one of 2022-04-01")
    taken(a_file(later, heads), Target(code()), Choice(columns={"Udvalg": "kept"}))
    # An older list that is taken in later is told of the later day: what stands is seen last.
    assert rows_of(s.reported_on, s.rag, where=s.seq == 2) == [("2022-04-01", "amber")]
    assert len(rows_of(schema.own_fields.c.name)) == 1


def test_the_numbers_of_another_list_are_its_own(empty_db):
    taken(a_file(), NEW)
    heads = ["#", "Opgave", "Hvornår", "Hvem"]
    rows = [[1, "Skoleveje", "2023", "TMC"], [2, "Nyt bibliotek", "2023", "Kultur & Fritid"]]
    found = the_preview(a_file(rows, heads), Target(code()))
    assert [(find.state, find.number) for find in found.finds] == [("added", 4), ("changed", 2)]
    assert not any(change.is_conflict for find in found.finds for change in find.changes)


def test_what_stood_twice_stands_once_when_the_other_is_left_out(empty_db):
    rows = [[1, "Vej"], [1, "Park"], [2, "Bro"], [3, "Bro"]]
    found = the_preview(a_file(rows, ["Nr.", "Titel"]), NEW, left_out=(3, 5))
    assert [find.state for find in found.finds] == ["added", "left_out", "added", "left_out"]
    assert found.finds[2].remarks == ()


def test_only_a_deadline_is_agreed(empty_db):
    m = schema.milestones.c
    taken(a_file(), NEW)
    heads = [one.replace("Frist", "Forventet afsluttet") for one in HEADS]
    taken(a_file(heads=heads), Target(None, "Anden", "Nordby"))
    said = {title.split(":")[0]: promised for title, promised in rows_of(m.title, m.promised)}
    assert said == {"Frist": 1, "Forventet afsluttet": 0}


def taken_out(import_id):
    with store.reading() as connection:
        found = imports.one(connection, id=import_id)
        return list_file.ask(lambda query, **asked: query(connection, **asked), found)


def test_taken_out_again_it_is_the_list_that_came(empty_db):
    facts = taken_out(taken(a_file(), NEW))
    assert list(list_file.lines(facts)) == ROWS
    out = File("Ud.xlsx", list_file.xlsx(facts))
    assert the_preview(out, Target(code())).count == {RowState.SAME: 3}
    later = [list(row) for row in ROWS]
    later[1][4], later[1][6] = "På sporet", 900
    taken(a_file(later), Target(code()))
    again = list(list_file.lines(taken_out(facts.found.id)))
    assert (again[1][4], again[1][6]) == ("På sporet", 900)


def test_a_formula_is_text_when_taken_out(empty_db):
    file = File("a.csv", (b"Titel;Note\n'=1+1;'@x\n"))
    facts = taken_out(taken(file, Target(None, "Anden", "Nordby")))
    assert b"'=1+1" in list_file.csv(facts)
