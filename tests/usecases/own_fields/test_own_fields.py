"""A portfolio's own fields: defined, renamed, taken out of use; and what is said in them."""

import json
from datetime import date, datetime

import pytest
import sqlalchemy as sa
from builders import a_user, as_user, proposal_id

from portfolio import store
from portfolio.domain.own_fields import OwnKind
from portfolio.errors import ConflictError, NotAllowedError, PortfolioError
from portfolio.language import explain
from portfolio.queries.filtering import Filters
from portfolio.queries.overview.board import board
from portfolio.queries.own_fields import own_fields as queries
from portfolio.store import changes, schema
from portfolio.usecases import content
from portfolio.usecases.log import restoring
from portfolio.usecases.own_fields import own_fields, values

TODAY = date(2022, 5, 1)


@pytest.fixture
def secretary(seeded_db):
    return as_user(a_user(seeded_db, "secretary"))


def a_field(who, name="Prioritet", kind="text", **more):
    typed = {"name": name, "kind": kind, **more}
    return content.add(who, "own_fields", typed, today=TODAY)


def said(field, number=4):
    with store.reading() as connection:
        found = queries.values(connection, ids=[proposal_id(number)])[proposal_id(number)]
    return next((one.value for one in found if one.field.id == field), None)


def version(table, key):
    kept = schema.metadata.tables[table]
    with store.reading() as connection:
        return connection.execute(sa.select(kept.c.version).where(kept.c.id == key)).scalar_one()


def lines():
    c = schema.change_log.c
    with store.reading() as connection:
        chosen = sa.select(schema.change_log).order_by(c.revision)
        return [dict(row) for row in connection.execute(chosen).mappings()]


def put(who, field, typed, number=4):
    return values.set_values(who, {proposal_id(number): {field: typed}}, today=TODAY)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("text", " Ca.  3 mio.\u0000 ", "Ca.  3 mio."),
        ("number", "1.250,50", "1250,5"),
        ("number", "1 250", "1250"),
        ("number", "-0", "0"),
        ("number", 1250.5, "1250,5"),
        ("number", "1,3 mio. kr.", "1300000"),
        ("number", "−7", "-7"),
        ("text", 10**30, "1" + "0" * 30),
        ("date", "juni 2022", "juni 2022"),
        ("date", date(2022, 6, 1), "01.06.2022"),
        ("date", datetime(2022, 6, 1, 12), "01.06.2022"),
        ("date", "når loven er vedtaget", "når loven er vedtaget"),
        ("choice", "høj", "Høj"),
        ("choice", None, None),
        ("number", float("nan"), None),
    ],
)
def test_what_is_typed_is_kept_as_its_kind_has_it(secretary, kind, typed, kept):
    field = a_field(secretary, kind=kind, choices="Lav\nHøj" if kind == "choice" else "")
    put(secretary, field, "x" if kind == "text" else None)
    put(secretary, field, typed)
    assert said(field) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("number", "mange", "Prioritet: »mange« er ikke et tal."),
        ("number", "2-3 mio. kr.", "er ikke et tal"),
        ("number", "1e400", "er ikke et tal"),
        ("number", "9" * 30, "er ikke et tal"),
        ("number", 10**30, "er ikke et tal"),
        ("number", 1e300, "er ikke et tal"),
        ("number", float("inf"), "er ikke et tal"),
        ("choice", "Mellem", "»Mellem« er ikke et af valgene: Lav, Høj."),
        ("text", "x" * 20_001, "længere end"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_kept(secretary, kind, typed, sentence):
    field = a_field(secretary, kind=kind, choices="Lav\nHøj" if kind == "choice" else "")
    before = len(lines())
    with pytest.raises(values.OwnValuesError) as caught:
        values.set_values(
            secretary, {proposal_id(3): {field: None}, proposal_id(4): {field: typed}}, today=TODAY
        )
    ((proposal, at, fault),) = caught.value.faults
    assert (proposal, at) == (proposal_id(4), field)
    assert sentence in explain(fault)
    assert (said(field), len(lines())) == (None, before)


def test_the_days_of_a_date_are_kept_and_its_words_mean_what_they_meant(secretary):
    field = a_field(secretary, kind="date")
    put(secretary, field, "juni")
    values.set_values(secretary, {proposal_id(4): {field: "juni"}}, today=date(2024, 1, 1))
    with store.reading() as connection:
        (one,) = queries.values(connection, ids=[proposal_id(4)])[proposal_id(4)]
    assert (one.date_start, one.date_end, one.date_inferred) == ("2022-06-01", "2022-06-30", True)


def test_many_values_are_one_act_one_line_and_none_where_nothing_is_different(secretary):
    field, before = a_field(secretary), len(lines())
    typed = {proposal_id(n): {field: "Ja"} for n in (1, 2, 3)}
    assert values.set_values(secretary, typed, today=TODAY) == 3
    assert values.set_values(secretary, typed, today=TODAY) == 0
    (line,) = lines()[before:]
    assert line["action"] == "own_value.set_many"
    assert json.loads(line["after"]) == {key: {field: "Ja"} for key in typed}
    assert json.loads(line["before"]) == {key: {field: None} for key in typed}


def test_a_value_is_found_by_search_and_by_filter_while_its_field_is_in_use(secretary):
    field = a_field(secretary, "Ejer i økonomi", "choice", choices="Bodil Ømand\nAndre")
    put(secretary, field, "Bodil Ømand")
    with store.reading() as connection:
        (known,) = queries.fields(connection)

    def found(**asked):
        filters = Filters(as_of=TODAY, today=TODAY, portfolio="civilsamfund", **asked)
        with store.reading() as connection:
            return [card.number for card in board(connection, filters=filters, limit=50)]

    assert found(search="oemand") == [4]
    assert found(own=((known.code, "Bodil Ømand"),)) == [4]
    assert found(own=((known.code, "Andre"),)) == []
    content.withdraw(secretary, "own_fields", field, 1, "Bruges ikke")
    assert found(search="oemand") == []
    assert said(field) is None
    content.bring_back(secretary, "own_fields", field, 2, "Dog")
    assert found(search="oemand") == [4]
    assert said(field) == "Bodil Ømand"


def test_a_field_is_renamed_and_moved_and_keeps_its_code_and_values(secretary):
    first, second = a_field(secretary, "Budget 2023"), a_field(secretary, "Sagsnr.")
    put(secretary, first, "x")
    content.change(
        secretary, "own_fields", first, 1, {"name": "Budget 2024", "position": 9}, today=TODAY
    )
    with store.reading() as connection:
        known = queries.fields(connection, portfolio="civilsamfund")
        assert queries.fields(connection, portfolio="erhverv") == ()
    assert [(one.name, one.code) for one in known] == [
        ("Sagsnr.", "sagsnr"),
        ("Budget 2024", "budget-2023"),
    ]
    assert (said(first), said(second)) == ("x", None)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "prioritet"}, "Der er allerede et felt, der hedder »prioritet«"),
        ({"name": "TITEL"}, "Der er allerede et felt"),
        ({"name": "Andet", "kind": "choice"}, "Et felt af typen Valg har valg"),
        ({"name": "Andet", "choices": "a\nb"}, "Et felt af typen Valg har valg"),
        ({"name": "Andet", "kind": "choice", "choices": "Høj\n høj "}, "To af valgene er ens"),
        ({"name": "Andet", "kind": "picture"}, "Type"),
    ],
)
def test_a_field_that_would_confuse_is_refused(secretary, typed, sentence):
    a_field(secretary)
    with pytest.raises(PortfolioError) as caught:
        content.add(secretary, "own_fields", {"kind": "text", **typed}, today=TODAY)
    assert sentence in explain(caught.value)


def test_the_kind_changes_where_every_value_can_follow(secretary):
    field = a_field(secretary)
    put(secretary, field, "1.250", 3)
    put(secretary, field, "80", 4)
    content.change(secretary, "own_fields", field, 1, {"kind": "number"}, today=TODAY)
    assert (said(field, 3), said(field, 4)) == ("1250", "80")
    with store.reading() as connection:
        v = schema.own_values.c
        ordered = sa.select(v.proposal_id).where(v.field_id == field).order_by(v.sort_text)
        assert list(connection.execute(ordered).scalars()) == [proposal_id(4), proposal_id(3)]
    with pytest.raises(PortfolioError) as caught:
        content.change(
            secretary,
            "own_fields",
            field,
            2,
            {"kind": "choice", "choices": "80\n90"},
            today=TODAY,
        )
    assert "Forslag har 1250 stående der" in explain(caught.value)
    assert version("own_fields", field) == 2


def test_a_choice_that_is_used_cannot_be_dropped(secretary):
    field = a_field(secretary, kind="choice", choices="Lav\nHøj")
    put(secretary, field, "Høj")
    with pytest.raises(PortfolioError):
        content.change(secretary, "own_fields", field, 1, {"choices": "Lav"}, today=TODAY)
    content.change(secretary, "own_fields", field, 1, {"choices": "Høj\nLav\nNul"}, today=TODAY)
    assert said(field) == "Høj"


def test_a_form_saves_own_fields_with_the_others_or_not_at_all(secretary):
    field = a_field(secretary, kind="number")
    key = proposal_id(4)
    typed = {"summary": "Ny tekst", f"own:{field}": "12"}
    content.change(secretary, "proposals", key, 1, typed, today=TODAY)
    assert said(field) == "12"
    told = [(line["action"], line["subject_table"]) for line in lines()][-2:]
    assert told == [("proposal.changed", "proposals"), ("own_value.changed", "own_values")]
    now = version("proposals", key)
    with pytest.raises(PortfolioError):
        content.change(
            secretary,
            "proposals",
            key,
            now,
            {"summary": "Igen", f"own:{field}": "tolv"},
            today=TODAY,
        )
    assert version("proposals", key) == now
    with pytest.raises(ConflictError) as caught:
        content.change(secretary, "proposals", key, 1, {f"own:{field}": "13"}, today=TODAY)
    assert caught.value.theirs[f"own:{field}"] == "12"


def test_a_new_proposal_and_a_whole_table_are_saved_with_their_own_fields(secretary):
    field, key = a_field(secretary, kind="number"), proposal_id(4)
    with store.reading() as connection:
        purpose = connection.execute(sa.select(schema.purposes.c.id).limit(1)).scalar_one()
    typed = {"number": 91, "title": "Nyt", "purpose_id": purpose, f"own:{field}": "1"}
    new = content.add(secretary, "proposals", typed, today=TODAY)
    with store.reading() as connection:
        assert [one.value for one in queries.values(connection, ids=[new])[new]] == ["1"]
    rows = [content.RowChange({f"own:{field}": "2"}, key, 1)]
    assert content.save_many(secretary, "proposals", rows, today=TODAY) == 1
    assert said(field) == "2"
    with pytest.raises(content.TableError) as caught:
        content.save_many(
            secretary, "proposals", [content.RowChange({f"own:{field}": "to"}, key, 2)], today=TODAY
        )
    assert "er ikke et tal" in explain(caught.value.faults[0][1])


def test_an_earlier_value_is_set_back_from_the_log(secretary):
    field = a_field(secretary, kind="date")
    for words in ("juni 2022", "ultimo 2023"):
        content.change(
            secretary,
            "proposals",
            proposal_id(4),
            version("proposals", proposal_id(4)),
            {f"own:{field}": words},
            today=TODAY,
        )
    restoring.restore(secretary, lines()[-1]["id"])
    with store.reading() as connection:
        (one,) = queries.values(connection, ids=[proposal_id(4)])[proposal_id(4)]
    assert (one.value, one.date_end) == ("juni 2022", "2022-06-30")


def test_the_value_of_another_portfolio_or_of_a_field_that_is_gone_is_refused(secretary):
    field = a_field(secretary)
    with store.reading() as connection:
        p = schema.proposals.c
        mine = sa.select(p.portfolio_id).where(p.id == proposal_id(4)).scalar_subquery()
        other = connection.execute(sa.select(p.id).where(p.portfolio_id != mine).limit(1)).scalar()
    for typed in ({other: {field: "x"}}, {proposal_id(4): {"nix": "x"}}, {"nix": {field: "x"}}):
        with pytest.raises(PortfolioError):
            values.set_values(secretary, typed, today=TODAY)
    assert said(field) is None


@pytest.mark.parametrize("role", ["reader", "lead", "director"])
def test_nobody_else_sets_a_value(seeded_db, role):
    field = a_field(as_user(a_user(seeded_db, "secretary")))
    with pytest.raises(NotAllowedError):
        put(as_user(a_user(seeded_db, role, email=f"{role}@x.test")), field, "x")
    assert said(field) is None


def test_a_field_is_defined_while_something_else_is_done(seeded_db):
    with store.reading() as connection:
        home = connection.execute(
            sa.select(schema.portfolios.c.id).where(schema.portfolios.c.code == "civilsamfund")
        ).scalar_one()

    def work(connection):
        made = own_fields.define(connection, home, "Fra arket", OwnKind.CHOICE, ["Lav", "Høj"])
        values.put(connection, {proposal_id(4): {made.answer: "lav"}}, TODAY)
        changes.record(connection, changes.Change(actor="test", action="test.changed"))
        return made.answer

    field = store.in_transaction(work)
    assert said(field) == "Lav"
