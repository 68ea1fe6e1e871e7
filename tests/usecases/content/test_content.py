"""Every noun the secretary keeps: added, changed, taken out of use, taken into use again."""

import json
from datetime import date

import pytest
import sqlalchemy as sa
from builders import a_user, as_user, proposal_id

from portfolio import store
from portfolio.errors import ConflictError, NotAllowedError, PortfolioError
from portfolio.language import explain
from portfolio.queries.meetings import meetings
from portfolio.store import changes, schema
from portfolio.usecases import content
from portfolio.usecases.content import NOUNS, dependents, rules
from portfolio.usecases.content.field import Kind
from portfolio.usecases.use_case import LOCAL

TODAY = date(2022, 5, 1)
ODD = "Blåbærgrød & <b>*ø*</b> 🙂 “test”"


def an_id(table, **where):
    kept = schema.metadata.tables[table]
    tests = [kept.c[name] == value for name, value in where.items()]
    with store.reading() as connection:
        return connection.execute(
            sa.select(kept.c.id).where(*tests).order_by(kept.c.id).limit(1)
        ).scalar_one()


def a_milestone():
    """One that nobody has recorded the outcome of."""
    return an_id("milestones", outcome="not_recorded")


def a_row(table, key):
    kept = schema.metadata.tables[table]
    with store.reading() as connection:
        return dict(connection.execute(sa.select(kept).where(kept.c.id == key)).mappings().one())


def log_of(key):
    c = schema.change_log.c
    chosen = sa.select(schema.change_log).where(c.subject_id == key).order_by(c.revision)
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(chosen).mappings()]


def newly(table):
    """What somebody types to add a row of each noun, and a change to make to it."""
    p = proposal_id
    return {
        "purposes": ({"number": 9, "title": ODD}, {"title": "Nyt"}),
        "proposals": (
            {"number": 90, "title": ODD, "purpose_id": an_id("purposes", number=2)},
            {"summary": ODD},
        ),
        "parties": ({"name": ODD, "kind": "centre"}, {"note": "Set"}),
        "places": ({"name": ODD, "kind": "town"}, {"kind": "district"}),
        "target_groups": ({"name": ODD}, {"name": "Nyt"}),
        "own_fields": ({"name": ODD, "kind": "text"}, {"in_lists": True}),
        "gaps": (
            {"kind": "missing", "question": ODD},
            {"status": "answered", "answer": "Ja", "answered_on": date(2022, 5, 2)},
        ),
        "strategy_processes": ({"title": ODD, "kind": "plan"}, {"summary": "Kort"}),
        "process_windows": (
            {"process_id": an_id("strategy_processes"), "title": ODD, "date": "ultimo 2023"},
            {"date": "2. kvartal 2024"},
        ),
        "funding_pools": (
            {
                "title": ODD,
                "kind": "state",
                "total_amount": "30 mio. kr.",
                "co_financing_share": "40 %",
            },
            {"earmarked_amount": "1,5 mio. kr."},
        ),
        "pool_conditions": (
            {"pool_id": an_id("funding_pools"), "kind": "legal", "requirement": ODD},
            {"fulfilment": "met"},
        ),
        "pool_applications": (
            {"proposal_id": p(1), "pool_id": an_id("funding_pools"), "asked_amount": "2 mio. kr."},
            {"state": "granted", "granted_amount": "1 mio. kr."},
        ),
        "milestones": (
            {"title": ODD, "kind": "goal", "date": "juni 2022", "proposal_id": p(2)},
            {"promised": True, "outcome": "happened", "outcome_on": "2. juli 2022"},
        ),
        "meetings": (
            {"title": ODD, "body_party_id": an_id("parties"), "held_on": date(2022, 6, 1)},
            {"starts_at": "9.00"},
        ),
        "meeting_participants": ({"meeting_id": an_id("meetings"), "name": ODD}, {"absent": True}),
        "attachments": (
            {"agenda_item_id": an_id("agenda_items", closed=0), "title": ODD},
            {"title": "Nyt"},
        ),
        "agenda_items": (
            {"meeting_id": an_id("meetings"), "number": 99, "title": ODD},
            {"summary": "Kort"},
        ),
        "decisions": (
            {
                "agenda_item_id": an_id("agenda_items", closed=0),
                "number": "9.99",
                "decided_on": date(2022, 4, 4),
                "decision": ODD,
                "outcome": "noted",
            },
            {"differs": True},
        ),
        "follow_ups": (
            {"decision_id": an_id("decisions"), "title": ODD, "date": "inden 1. juni 2022"},
            {"status": "done", "closed_on": date(2022, 5, 1)},
        ),
        "involvement_steps": ({"party_id": an_id("parties"), "role": "involved"}, {"note": ODD}),
        "proposal_parties": (
            {
                "proposal_id": p(3),
                "party_id": _unused("proposal_parties", "party_id", "parties"),
                "role": "partner",
            },
            {"role": "mentioned"},
        ),
        "proposal_places": (
            {
                "proposal_id": p(3),
                "place_id": _unused("proposal_places", "place_id", "places"),
                "role": "focus",
            },
            {"role": "example"},
        ),
        "proposal_target_groups": (
            {
                "proposal_id": p(3),
                "target_group_id": _unused(
                    "proposal_target_groups", "target_group_id", "target_groups"
                ),
            },
            None,
        ),
        "proposal_processes": (
            {
                "proposal_id": p(3),
                "process_id": _unused("proposal_processes", "process_id", "strategy_processes"),
                "relation": "suggested",
            },
            {"relation": "decided"},
        ),
        "proposal_pools": (
            {
                "proposal_id": p(3),
                "pool_id": _unused("proposal_pools", "pool_id", "funding_pools"),
                "relation": "applied",
            },
            {"note": ODD},
        ),
        "decision_proposals": (
            {
                "decision_id": _unused("decision_proposals", "decision_id", "decisions"),
                "proposal_id": p(3),
            },
            None,
        ),
        "gap_subjects": ({"gap_id": an_id("gaps"), "subject": f"proposals/{p(8)}"}, None),
    }[table]


def _unused(link, column, noun):
    """A row that proposal 3 is not tied to."""
    kept, other = schema.metadata.tables[link], schema.metadata.tables[noun]
    used = sa.select(kept.c[column]).where(kept.c.proposal_id == proposal_id(3))
    with store.reading() as connection:
        return connection.execute(
            sa.select(other.c.id).where(other.c.id.not_in(used)).limit(1)
        ).scalar_one()


@pytest.fixture
def secretary(seeded_db):
    return as_user(a_user(seeded_db, "secretary"))


ADDED = [name for name, noun in content.NOUNS.items() if noun.addable]


@pytest.mark.parametrize("table", ADDED)
def test_a_noun_is_added_changed_taken_out_of_use_and_back(secretary, table):
    typed, change = newly(table)
    noun = content.NOUNS[table]
    key = content.add(secretary, table, typed, today=TODAY)
    row = a_row(table, key)
    for name, value in typed.items():
        if value == ODD:
            assert row[name] == ODD
    version = row["version"]
    if change:
        content.change(secretary, table, key, version, change, today=TODAY)
        version += 1
        assert a_row(table, key)["version"] == version
    if noun.withdrawable:
        content.withdraw(secretary, table, key, version, "Skrevet ved en fejl")
        gone = a_row(table, key)
        assert gone["withdrawn_at"] is not None
        assert gone["withdrawn_reason"] == "Skrevet ved en fejl"
        content.bring_back(secretary, table, key, version + 1, "Det var rigtigt nok")
        assert a_row(table, key)["withdrawn_at"] is None
    verbs = [line["action"].partition(".")[2] for line in log_of(key)]
    expected = ["added", *(["changed"] if change else [])]
    assert verbs == expected + (["withdrawn", "brought_back"] if noun.withdrawable else [])
    assert {line["actor"] for line in log_of(key)} == {"Test secretary"}


@pytest.mark.parametrize("table", ADDED)
@pytest.mark.parametrize("role", ["reader", "lead", "director"])
def test_nobody_else_adds(seeded_db, table, role):
    who = as_user(a_user(seeded_db, role))
    typed, _change = newly(table)
    with store.reading() as connection:
        before = changes.revision(connection)
    with pytest.raises(NotAllowedError):
        content.add(who, table, typed, today=TODAY)
    with store.reading() as connection:
        assert changes.revision(connection) == before


@pytest.mark.parametrize("role", ["reader", "lead", "director"])
def test_nobody_else_changes_or_takes_out_of_use(seeded_db, role):
    who, key = as_user(a_user(seeded_db, role)), a_milestone()
    with pytest.raises(NotAllowedError):
        content.change(who, "milestones", key, 1, {"title": "Nej"}, today=TODAY)
    with pytest.raises(NotAllowedError):
        content.withdraw(who, "milestones", key, 1, "Nej")
    with pytest.raises(NotAllowedError):
        content.bring_back(who, "milestones", key, 1, "Nej")
    with pytest.raises(NotAllowedError):
        content.cite(who, "milestones", key, "date", "Nej")
    with pytest.raises(NotAllowedError):
        content.save_many(
            who, "milestones", [content.RowChange({"title": "x"}, key, 1)], today=TODAY
        )


def test_a_stale_save_is_refused_with_what_stands_now(secretary):
    key = a_milestone()
    title = a_row("milestones", key)["title"]
    content.change(secretary, "milestones", key, 1, {"title": "Deres"}, today=TODAY)
    with pytest.raises(ConflictError) as caught:
        content.change(secretary, "milestones", key, 1, {"title": "Min"}, today=TODAY)
    assert caught.value.theirs["title"] == "Deres"
    assert caught.value.theirs["version"] == 2
    content.change(secretary, "milestones", key, 2, {"title": "Min"}, today=TODAY)
    assert [json.loads(line["before"])["title"] for line in log_of(key)] == [title, "Deres"]


def test_only_what_is_different_is_kept_and_logged(secretary):
    key = a_milestone()
    row = a_row("milestones", key)
    content.change(
        secretary,
        "milestones",
        key,
        1,
        {"title": row["title"], "date": row["date_text"]},
        today=TODAY,
    )
    assert log_of(key) == []
    assert a_row("milestones", key)["version"] == 1
    content.change(
        secretary,
        "milestones",
        key,
        1,
        {"title": row["title"], "note": " Ny\u0000 note "},
        today=TODAY,
    )
    (line,) = log_of(key)
    assert json.loads(line["before"]) == {"note": row["note"]}
    assert json.loads(line["after"]) == {"note": "Ny note"}


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
    [
        ("25. april 2022", "2022-04-25", "2022-04-25", "day"),
        ("juni 2022", "2022-06-01", "2022-06-30", "month"),
        ("ultimo 2023", "2023-12-21", "2023-12-31", "late"),
        ("2. kvartal 2024", "2024-04-01", "2024-06-30", "quarter"),
    ],
)
def test_a_date_is_kept_in_its_words_and_its_days(secretary, words, start, end, precision):
    key = a_milestone()
    content.change(secretary, "milestones", key, 1, {"date": words}, today=TODAY)
    row = a_row("milestones", key)
    assert (row["date_text"], row["date_end"], row["precision"]) == (words, end, precision)
    assert row["date_start"] <= start
    content.change(secretary, "milestones", key, 2, {"date": ""}, today=TODAY)
    emptied = a_row("milestones", key)
    assert {emptied[name] for name in ("date_text", "date_start", "date_end", "precision")} == {
        None
    }


@pytest.mark.parametrize(
    ("table", "typed", "said"),
    [
        ("milestones", {"known_from": "snart"}, "Kendt fra: »snart«"),
        ("milestones", {"known_from": "2022-04-25 og lidt til"}, "»2022-04-25 og lidt til«"),
        ("milestones", {"title": "  "}, "Titel: Udfyld"),
        ("milestones", {"kind": "party"}, "Art"),
        ("milestones", {"outcome_on": date(2022, 4, 1)}, "udfaldet blev"),
        (
            "milestones",
            {"proposal_id": None, "process_id": None, "pool_id": None, "portfolio_id": None},
            "skal høre til noget",
        ),
        ("milestones", {"proposal_id": "nowhere"}, "vælg igen"),
        ("milestones", {"outcome_on": "juni 2022"}, "mere end én dag"),
        ("funding_pools", {"total_amount": "mange penge"}, "Beløb"),
        ("funding_pools", {"total_amount": "2-3 mio. kr."}, "mere end ét beløb"),
        ("funding_pools", {"total_amount": "-5 kr."}, "mellem 0 og"),
        ("funding_pools", {"total_amount": "900 mia. kr."}, "mellem 0 og"),
        ("funding_pools", {"co_financing_share": "140 %"}, "140 %"),
        ("funding_pools", {"co_financing_share": "meget"}, "meget"),
        ("funding_pools", {"total_amount": "1 kr.", "earmarked_amount": "2 kr."}, "øremærkede"),
        ("funding_pools", {"min_inhabitants": 9, "max_inhabitants": 8}, "indbyggere"),
        ("funding_pools", {"recipients": "1,5"}, "helt tal"),
        ("funding_pools", {"recipients": "inf"}, "helt tal"),
        ("funding_pools", {"recipients": "nan"}, "helt tal"),
        ("purposes", {"number": 0}, "fra 1"),
        ("purposes", {"number": 2}, "2 er brugt"),
        ("gaps", {"status": "answered"}, "besvaret spørgsmål"),
        ("gaps", {"answer": "Ja"}, "åbent"),
        ("follow_ups", {"status": "done"}, "opfølgning"),
    ],
)
def test_what_breaks_a_rule_is_refused_in_a_sentence(secretary, table, typed, said):
    which = {
        "purposes": {"number": 1},
        "gaps": {"status": "open"},
        "milestones": {"outcome": "not_recorded"},
    }
    key = an_id(table, **which.get(table, {}))
    row = a_row(table, key)
    with pytest.raises(PortfolioError) as caught:
        content.change(secretary, table, key, row["version"], typed, today=TODAY)
    assert said.casefold() in explain(caught.value).casefold()
    assert a_row(table, key) == row


def test_money_and_shares_are_read_as_people_write_them(secretary):
    key = content.add(
        secretary,
        "funding_pools",
        {
            "title": "Testpulje",
            "kind": "state",
            "total_amount": "30 mio. kr.",
            "earmarked_amount": "1.280.000",
            "co_financing_share": "12,5 %",
            "recipients": "4",
        },
        today=TODAY,
    )
    row = a_row("funding_pools", key)
    assert (row["total_amount"], row["earmarked_amount"]) == (30_000_000, 1_280_000)
    assert (row["co_financing_share"], row["recipients"]) == (0.125, 4)
    assert row["code"] == "testpulje"


def test_a_code_is_made_of_the_title_and_never_twice(secretary):
    codes = [
        a_row(
            "places", content.add(secretary, "places", {"name": name, "kind": "town"}, today=TODAY)
        )["code"]
        for name in ("Ågade Øst!", "Ågade øst", "🙂", "x" * 200)
    ]
    assert codes == ["aagade-oest", "aagade-oest-2", "place", "x" * 50]


def test_what_something_hangs_on_stays_in_use(secretary):
    key = an_id("purposes", number=1)
    with pytest.raises(PortfolioError) as caught:
        content.withdraw(secretary, "purposes", key, 1, "Ude")
    assert "Forslag (3)" in explain(caught.value)
    assert a_row("purposes", key)["withdrawn_at"] is None


def test_taking_out_of_use_needs_a_reason(secretary):
    key = a_milestone()
    for reason in ("", "  \n "):
        with pytest.raises(PortfolioError):
            content.withdraw(secretary, "milestones", key, 1, reason)
    assert a_row("milestones", key)["withdrawn_at"] is None


def test_a_proposal_is_not_taken_out_of_use_here(secretary):
    with pytest.raises(PortfolioError, match="its own page"):
        content.withdraw(secretary, "proposals", proposal_id(1), 1, "Ude")


def test_all_that_can_hang_on_a_row_has_words():
    tables = {
        table.name
        for table in schema.metadata.sorted_tables
        for noun in NOUNS.values()
        for column in table.c
        if column.references(noun.kept_in.c.id) and table not in schema.APPEND_ONLY
    }
    free = dependents.EFFECTS | dependents.NO_HINDRANCE
    assert tables - NOUNS.keys() - free == dependents.OTHERS.keys()


def test_a_row_comes_back_only_to_what_is_in_use(secretary):
    place = content.add(secretary, "places", {"name": "Sted", "kind": "town"}, today=TODAY)
    tie = content.tie(
        secretary,
        "proposal_places",
        {"proposal_id": proposal_id(1), "place_id": place, "role": "focus"},
        today=TODAY,
    )
    with pytest.raises(PortfolioError, match="still tied to it"):
        content.withdraw(secretary, "places", place, 1, "Ude")
    content.untie(secretary, "proposal_places", tie, 1, "Ikke dér")
    content.withdraw(secretary, "places", place, 1, "Ude")
    with pytest.raises(PortfolioError, match="taken out of use"):
        content.bring_back(secretary, "proposal_places", tie, 2, "Jo")
    with pytest.raises(PortfolioError, match="taken out of use"):
        content.change(secretary, "places", place, 2, {"name": "Nyt"}, today=TODAY)


def test_tying_again_what_was_untied_takes_the_old_tie_into_use(secretary):
    typed, _change = newly("proposal_places")
    first = content.tie(secretary, "proposal_places", typed, today=TODAY)
    content.untie(secretary, "proposal_places", first, 1, "Ikke dér")
    again = content.tie(secretary, "proposal_places", {**typed, "role": "example"}, today=TODAY)
    assert again == first
    row = a_row("proposal_places", first)
    assert (row["role"], row["withdrawn_at"], row["version"]) == ("example", None, 3)
    with pytest.raises(PortfolioError, match="tied already"):
        content.tie(secretary, "proposal_places", typed, today=TODAY)


def test_of_a_closed_item_nothing_is_kept(secretary):
    item = content.add(
        secretary,
        "agenda_items",
        {
            "meeting_id": an_id("meetings"),
            "number": 55,
            "title": "Lukket",
            "closed": True,
            "case_number": "22/1",
        },
        today=TODAY,
    )
    for typed in ({"summary": "Noget"}, {"title": "Køb af grund"}, {"finances": "Penge"}):
        with pytest.raises(PortfolioError, match="closed item"):
            content.change(secretary, "agenda_items", item, 1, typed, today=TODAY)
    with pytest.raises(PortfolioError, match="nothing is kept"):
        content.add(
            secretary, "decisions", {**newly("decisions")[0], "agenda_item_id": item}, today=TODAY
        )
    with_words = a_row("decisions", an_id("decisions"))["agenda_item_id"]
    version = a_row("agenda_items", with_words)["version"]
    with pytest.raises(PortfolioError):
        content.change(
            secretary,
            "agenda_items",
            with_words,
            version,
            {"closed": True, "title": "Lukket", "summary": None, "finances": None},
            today=TODAY,
        )


def test_search_finds_new_words_and_not_those_of_a_cut_tie(secretary):
    def text(number):
        return a_row("proposals", proposal_id(number))["search_text"]

    row = a_row("proposals", proposal_id(3))
    content.change(
        secretary, "proposals", row["id"], row["version"], {"summary": "Zebrafink"}, today=TODAY
    )
    assert "zebrafink" in text(3)
    place = content.add(secretary, "places", {"name": "Kvistgården", "kind": "town"}, today=TODAY)
    tie = content.tie(
        secretary,
        "proposal_places",
        {"proposal_id": row["id"], "place_id": place, "role": "focus"},
        today=TODAY,
    )
    assert "kvistgaarden" in text(3)
    content.change(secretary, "places", place, 1, {"name": "Ørnebakken"}, today=TODAY)
    assert "oernebakken" in text(3)
    content.untie(secretary, "proposal_places", tie, 1, "Ikke dér")
    assert "oernebakken" not in text(3)


def test_many_rows_are_saved_together_with_a_line_each(secretary):
    one, two = (an_id("places", code=code) for code in _two_places())
    saved = content.save_many(
        secretary,
        "places",
        [
            content.RowChange({"note": "Første"}, one, 1),
            content.RowChange({"note": "Anden"}, two, 1),
            content.RowChange({"name": "Et nyt sted", "kind": "town"}),
        ],
        today=TODAY,
    )
    assert saved == 3
    assert a_row("places", one)["note"] == "Første"
    assert json.loads(log_of(two)[0]["after"]) == {"note": "Anden"}
    assert log_of(an_id("places", name="Et nyt sted"))[0]["action"] == "place.added"


def test_many_rows_are_saved_all_or_none_and_every_fault_is_told(secretary):
    one, two = (an_id("places", code=code) for code in _two_places())
    content.change(secretary, "places", two, 1, {"note": "Deres"}, today=TODAY)
    with pytest.raises(content.TableError) as caught:
        content.save_many(
            secretary,
            "places",
            [
                content.RowChange({"note": "God"}, one, 1),
                content.RowChange({"note": "Min"}, two, 1),
                content.RowChange({"name": "", "kind": "town"}),
                content.RowChange({"name": "Sted", "kind": "planet"}),
            ],
            today=TODAY,
        )
    assert [place for place, _error in caught.value.faults] == [1, 2, 3]
    assert isinstance(caught.value.faults[0][1], ConflictError)
    assert a_row("places", one)["version"] == 1
    assert log_of(one) == []


def _two_places():
    with store.reading() as connection:
        return (
            connection.execute(
                sa.select(schema.places.c.code).order_by(schema.places.c.code).limit(2)
            )
            .scalars()
            .all()
        )


def test_a_field_says_where_it_is_from(secretary):
    key = a_milestone()
    source = content.cite(
        secretary, "milestones", key, "date", "Mail fra test, 3. maj 2022", "https://sag.test/1"
    )
    row = a_row("field_sources", source)
    assert (row["subject_id"], row["field"], row["added_by"]) == (key, "date", "Test secretary")
    content.take_back_source(secretary, source, 1, "Forkert mail")
    assert a_row("field_sources", source)["withdrawn_reason"] == "Forkert mail"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "sag 12", "//sag.test", "file:///etc"])
def test_an_address_that_opens_nothing_is_refused(secretary, url):
    with pytest.raises(PortfolioError, match="https"):
        content.cite(secretary, "milestones", a_milestone(), None, "Mail", url)


def test_every_field_is_a_column_and_every_needed_column_a_field():
    """A new column of a noun is either typed by somebody or made by the program."""
    made = {
        "id",
        "version",
        "code",
        "position",
        "portfolio_id",
        "withdrawn_at",
        "withdrawn_reason",
        "date_inferred",
        "date_start",
        "date_end",
        "precision",
        "date_text",
        "subject_table",
        "subject_id",
        "search_text",
        "stage",
        "rag",
        "percent",
        "status_seq",
        "status_on",
        "set_aside_reason",
        "state",
        "state_seq",
        "topic",
        "step_id",
        "question",
        "deviation",
        "carried_out",
        "demands",
        "carried_out_on",
        "carried_out_note",
    }
    for noun in content.NOUNS.values():
        columns = {name for field in noun.fields for name in field.columns}
        assert columns <= set(noun.kept_in.columns.keys()), noun.table
        assert set(noun.kept_in.columns.keys()) - columns <= made, noun.table
        for field in noun.of_kind(Kind.CODE):
            assert field.codes


def test_the_administrator_at_the_machine_may_too(seeded_db):
    assert content.add(LOCAL, "target_groups", {"name": "Alle"}, today=TODAY)


def test_a_closed_item_gets_no_enclosure(secretary):
    item = an_id("agenda_items", closed=1)
    with pytest.raises(PortfolioError, match="nothing is kept of a closed item"):
        content.add(secretary, "attachments", {"agenda_item_id": item, "title": "x"}, today=TODAY)
    kept = an_id("attachments")
    with pytest.raises(PortfolioError, match="nothing is kept of a closed item"):
        content.change(secretary, "attachments", kept, 1, {"agenda_item_id": item}, today=TODAY)


def test_who_is_taken_out_of_use_is_no_longer_listed(secretary, ask_meeting):
    key = an_id("meeting_participants")
    content.withdraw(secretary, "meeting_participants", key, 1, "Var der ikke")
    assert key not in ask_meeting("participants")
    paper = an_id("attachments")
    content.withdraw(secretary, "attachments", paper, 1, "Forkert punkt")
    assert paper not in ask_meeting("attachments_of")


@pytest.fixture
def ask_meeting(seeded_db):
    """The ids that a question about the first meeting answers."""

    def ask(question):
        with store.reading() as connection:
            found = getattr(meetings, question)(connection, meeting=an_id("meetings"))
        return list(found["id"])

    return ask


@pytest.mark.parametrize("table", list(content.NOUNS))
def test_every_row_of_the_seed_keeps_the_rules(seeded_db, table):
    """Or nobody could change anything else about it."""
    noun = content.NOUNS[table]

    def all_of_them(connection):
        rows = connection.execute(sa.select(noun.kept_in)).mappings().all()
        for row in rows:
            rules.check(connection, noun, row, row["id"])
        return rows

    assert store.in_transaction(all_of_them) or table in ("pool_applications", "own_fields")
