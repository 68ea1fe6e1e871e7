"""Answers from a spreadsheet: what is found, what conflicts, and all or nothing stored."""

import json
import threading

import pytest
import sqlalchemy as sa
from builders import (
    PORTFOLIO,
    a_proposal,
    a_round,
    a_status,
    a_user,
    an_answer,
    another_portfolio,
    as_user,
    is_number,
    proposal_id,
    set_on,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sheets import DAY, book_of, cell_name, edited, filled

from portfolio import language, signs, store
from portfolio.domain import sheet_columns
from portfolio.errors import ConflictError, NotAllowedError, PortfolioError
from portfolio.queries.log import log
from portfolio.reports.rounds import answer_sheet
from portfolio.store.schema import change_log, proposals, round_answers, status_updates, users
from portfolio.usecases.rounds import sheets

CENTRE = "fritid-og-kultur"
_REPORT = {"code": PORTFOLIO, "title": "Civilsamfund"}


@pytest.fixture
def secretary(seeded_db):
    return as_user(a_user(seeded_db, "secretary"))


@pytest.fixture
def lead(seeded_db):
    """Answers for proposals 1 and 6; of 9 the minutes only suggest the centre."""
    for number in (1, 6):
        an_answer(seeded_db, number, CENTRE, "accepted", "2022-04-20")
    return as_user(a_user(seeded_db, "lead", CENTRE))


def download(who) -> bytes:
    return answer_sheet.workbook(sheets.rows(who, PORTFOLIO), _REPORT, DAY)


def line_of(content: bytes, number: int) -> int:
    sheet = book_of(content).worksheets[0]
    lines = range(sheet_columns.FIRST_ROW, sheet.max_row + 1)
    return next(n for n in lines if sheet[cell_name("number", n)].value == number)


def answered(content: bytes, number: int, **answers) -> bytes:
    return filled(content, line_of(content, number), **answers)


def preview(who, content: bytes) -> sheets.Preview:
    return sheets.preview(who, PORTFOLIO, sheets.read("ark.xlsx", content))


def find(who, content: bytes, number: int) -> sheets.Find:
    (found,) = (f for f in preview(who, content).finds if f.own and f.own.number == number)
    return found


def shown(who, content: bytes, *numbers: int) -> dict[str, int]:
    """What somebody ticks after having seen the preview."""
    return {
        f.own.proposal_id: f.seen_seq
        for f in preview(who, content).finds
        if f.own and f.own.number in numbers
    }


def accept(who, content: bytes, *numbers: int, chosen=None) -> int:
    sheet = sheets.read("ark.xlsx", content)
    chosen = shown(who, content, *numbers) if chosen is None else chosen
    return sheets.accept(who, PORTFOLIO, sheet, chosen)


def edits(found: sheets.Find) -> dict:
    return {edit.field: (edit.now, edit.after) for edit in found.edits}


def statuses(number: int) -> list[dict]:
    s = status_updates.c
    chosen = sa.select(status_updates).where(s.proposal_id == proposal_id(number)).order_by(s.seq)
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(chosen).mappings()]


def logged(action="answer_sheet.accepted") -> list[dict]:
    chosen = sa.select(change_log).where(change_log.c.action == action)
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(chosen).mappings()]


def said(found: sheets.Find) -> list[str]:
    return [language.explain(problem) for problem in found.problems]


# Who gets what


def test_a_lead_gets_the_proposals_of_the_own_centre(seeded_db, lead):
    assert [row["number"] for row in sheets.rows(lead, PORTFOLIO)] == [1, 6]


def test_a_secretary_gets_all_of_the_portfolio(seeded_db, secretary):
    another_portfolio(seeded_db, 77, "Et andet")
    assert [row["number"] for row in sheets.rows(secretary, PORTFOLIO)] == list(range(1, 10))


@pytest.mark.parametrize("role", ["reader", "director"])
def test_whoever_answers_for_nothing_gets_no_rows(seeded_db, role):
    who = as_user(a_user(seeded_db, role, CENTRE))
    an_answer(seeded_db, 1, CENTRE, "accepted", "2022-04-20")
    assert sheets.rows(who, PORTFOLIO) == []


def test_whoever_has_no_account_gets_nothing(seeded_db, lead):
    set_on(seeded_db, users, users.c.id == lead.user_id, disabled_at="2022-05-01")
    with pytest.raises(NotAllowedError):
        sheets.rows(lead, PORTFOLIO)


# What is found


def test_a_sheet_nobody_wrote_in_changes_nothing(seeded_db, secretary):
    a_status(seeded_db, 3, "2022-04-10", rag="amber", percent=20, reason="=1+1", happened="a\r\nb ")
    file = download(secretary)

    found = preview(secretary, file)

    assert len(found.finds) == 9
    assert not any(one.edits or one.problems or one.is_conflict for one in found.finds)
    assert found.problems == ()


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    stored=st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(
            ["happened", "next_step", "risks", "decision_needed", "reason"], TEXT
        ),
    ),
    percent=st.integers(0, 100),
    typed=st.dictionaries(
        st.sampled_from(["happened", "next_step", "risks"]),
        # As it is kept: of some letters there are two spellings.
        st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)
        .map(signs.normalised)
        .filter(bool),
        min_size=1,
    ),
)
def test_exactly_the_edits_are_found(seeded_db, secretary, stored, percent, typed):
    a_status(seeded_db, 4, "2022-04-10", percent=percent, **stored)
    file = download(secretary)

    assert not any(one.changes for one in preview(secretary, file).finds)
    found = find(secretary, answered(file, 4, **typed), 4)
    changed = {
        name: text for name, text in typed.items() if text != sheet_columns.kept(stored.get(name))
    }
    assert {name: after for name, (_now, after) in edits(found).items()} == changed


def test_a_find_tells_what_stands_and_what_would(seeded_db, secretary):
    a_status(seeded_db, 3, "2022-04-10", percent=20, happened="Et møde")
    file = answered(
        download(secretary),
        3,
        happened="To møder",
        percent="40 %",
        rag="Gul",
        reason="Vi mangler et lokale",
    )

    found = find(secretary, file, 3)

    assert edits(found) == {
        "rag": ("green", "amber"),
        "reason": (None, "Vi mangler et lokale"),
        "percent": (20, 40),
        "happened": ("Et møde", "To møder"),
    }
    assert (found.can_be_taken, found.is_conflict, found.seen_seq) == (True, False, 1)


def test_a_rule_is_said_at_the_cell_to_mend(seeded_db, secretary):
    file = answered(download(secretary), 3, rag="Rød", next_step_date_text="en dag", percent=40)
    line = line_of(file, 3)

    found = find(secretary, file, 3)

    places = [problem.place for problem in found.problems]
    assert places == [f"H{line}", f"M{line}", f"J{line}"]
    assert not found.can_be_taken


def test_an_unchanged_row_is_not_held_against_the_rules(seeded_db, secretary):
    a_status(seeded_db, 3, "2022-04-10", rag="red", percent=100, next_step_date_text="en dag")
    assert find(secretary, download(secretary), 3).problems == ()


def test_a_stage_that_gives_the_percent_shows_it(seeded_db, secretary):
    a_status(seeded_db, 3, "2022-04-10", percent=90)
    file = answered(download(secretary), 3, stage="Forankret", percent=None)
    assert edits(find(secretary, file, 3)) == {
        "stage": ("running", "anchored"),
        "percent": (90, 100),
    }


def test_rows_of_others_are_said_to_be_so(seeded_db, lead, secretary):
    file = answered(download(secretary), 3, happened="Ikke mit")

    found = preview(lead, file)

    assert [one.own.number for one in found.finds if one.own] == [1, 6]
    foreign = [one for one in found.finds if one.own is None]
    assert len(foreign) == 7
    assert {said(one)[0].split(": ", 1)[1] for one in foreign} == {
        "Du svarer ikke for dette forslag, eller det tager ikke imod status mere. Udelad rækken."
    }


@pytest.mark.parametrize("seq", [12, -1, 10**40])
def test_a_status_that_was_never_given_is_no_base(seeded_db, secretary, seq):
    a_status(seeded_db, 3, "2022-04-10", percent=20)
    file = answered(download(secretary), 3, status_seq=seq, happened="Et møde")
    assert "skjulte nøgle er ændret" in said(find(secretary, file, 3))[0]


def test_a_sheet_of_another_portfolio(seeded_db, secretary):
    another_portfolio(seeded_db, 77, "Et andet")
    with pytest.raises(PortfolioError, match="another portfolio"):
        sheets.preview(secretary, "another", sheets.read("a", download(secretary)))


# Storing


def test_accepting_gives_statuses_and_one_line_in_the_log(seeded_db, secretary):
    a_status(seeded_db, 3, "2022-04-10", percent=20, happened="Et møde")
    file = answered(download(secretary), 3, happened="To møder", percent=40)
    said = {"stage_reason": "Chefforum er spurgt", "happened": "Aftalt"}
    file = answered(file, 4, stage="Kvalificering", **said)

    assert accept(secretary, file, 3, 4) == 2

    new = statuses(3)[-1]
    assert (new["seq"], new["happened"], new["percent"]) == (2, "To møder", 40)
    assert (new["origin"], new["author"], new["unchanged"]) == ("spreadsheet", "Test secretary", 0)
    assert new["reported_on"] == "2022-05-01"
    (line,) = logged()
    before, after = json.loads(line["before"]), json.loads(line["after"])
    assert before[proposal_id(3)]["happened"] == "Et møde"
    assert after[proposal_id(3)]["happened"] == "To møder"
    assert "rag" not in after[proposal_id(3)]
    assert after[proposal_id(4)]["stage"] == "qualification"
    assert line["actor"] == "Test secretary"
    with store.reading() as connection:
        lines = {n: log.of_proposal(connection, proposal_id=proposal_id(n)) for n in (3, 4, 5)}
    told = {n: [one.action for one in found] for n, found in lines.items()}
    assert [told[n].count("answer_sheet.accepted") for n in (3, 4, 5)] == [1, 1, 0]
    with store.reading() as connection:
        row = connection.execute(
            sa.select(proposals.c.status_seq, proposals.c.percent).where(
                proposals.c.id == proposal_id(3)
            )
        ).one()
    assert tuple(row) == (2, 40)
    assert statuses(4)[-1]["stage_reason"] == "Chefforum er spurgt"
    assert find(secretary, file, 4).edits == ()  # the same file once more


def test_what_is_not_chosen_is_left(seeded_db, secretary):
    file = answered(download(secretary), 3, happened="Et møde")
    file = answered(file, 4, happened="Et andet")

    assert accept(secretary, file, 4) == 1

    assert statuses(3) == []
    assert edits(find(secretary, file, 3)) == {"happened": (None, "Et møde")}


def test_the_same_file_again_changes_nothing(seeded_db, secretary):
    a_status(seeded_db, 5, "2022-04-10", percent=90)
    file = answered(download(secretary), 3, happened="Et møde")
    file = answered(file, 5, stage="Forankret", percent=None)
    assert accept(secretary, file, 3, 5) == 2

    again = preview(secretary, file)

    assert not any(one.changes or one.problems or one.is_conflict for one in again.finds)
    with pytest.raises(PortfolioError, match="nothing new"):
        accept(secretary, file, 3)
    assert len(statuses(3)) == 1


def test_one_wrong_row_among_the_chosen_stops_all(seeded_db, secretary):
    file = answered(download(secretary), 3, happened="Et møde")
    file = answered(file, 4, rag="Rød")

    with pytest.raises(PortfolioError) as refused:
        accept(secretary, file, 3, 4)

    assert language.explain(refused.value).startswith(f"H{line_of(file, 4)}: ")
    assert statuses(3) == statuses(4) == []
    assert logged() == []


def test_nothing_chosen(seeded_db, secretary):
    with pytest.raises(PortfolioError, match="No changes are chosen"):
        accept(secretary, download(secretary), chosen={})


def test_a_chosen_proposal_that_is_not_in_the_file(seeded_db, secretary):
    file = edited(download(secretary), lambda sheet: sheet.delete_rows(sheet_columns.FIRST_ROW))
    with pytest.raises(PortfolioError, match="has no row"):
        accept(secretary, file, chosen={proposal_id(1): 0})


# Who may


def test_each_row_is_asked_for(seeded_db, lead, secretary):
    file = answered(download(secretary), 1, happened="Mit")
    file = answered(file, 3, happened="Ikke mit")

    for chosen in ({1, 3}, {3}):
        with pytest.raises(NotAllowedError):
            accept(lead, file, chosen={proposal_id(number): 0 for number in chosen})
    assert statuses(1) == statuses(3) == []

    assert accept(lead, file, chosen={proposal_id(1): 0}) == 1
    assert statuses(1)[-1]["author"] == "Test lead"


@pytest.mark.parametrize("role", ["reader", "director"])
def test_others_may_not(seeded_db, secretary, role):
    file = answered(download(secretary), 1, happened="Et møde")
    with pytest.raises(NotAllowedError):
        accept(as_user(a_user(seeded_db, role)), file, chosen={proposal_id(1): 0})
    assert statuses(1) == []


def test_a_role_taken_away_between_seeing_and_accepting(seeded_db, lead):
    file = answered(download(lead), 1, happened="Et møde")
    chosen = shown(lead, file, 1)
    set_on(seeded_db, users, users.c.id == lead.user_id, role="reader")

    with pytest.raises(NotAllowedError):
        accept(lead, file, chosen=chosen)
    assert statuses(1) == []


# Newer data


def test_a_status_given_meanwhile_is_a_conflict(seeded_db, secretary):
    a_status(seeded_db, 3, "2022-04-10", percent=20, happened="Et møde", risks="Ingen")
    file = answered(download(secretary), 3, happened="To møder")
    a_status(seeded_db, 3, "2022-04-20", percent=30, happened="Tre møder", risks="Ingen")

    found = find(secretary, file, 3)

    assert (found.is_conflict, found.can_be_taken, found.seen_seq) == (True, True, 2)
    assert [(e.field, e.base, e.now, e.after) for e in found.edits] == [
        ("happened", "Et møde", "Tre møder", "To møder"),
        ("percent", 20, 30, 30),
    ]


def test_a_conflict_that_was_seen_keeps_theirs_where_nobody_wrote(seeded_db, secretary):
    a_status(seeded_db, 3, "2022-04-10", percent=20, happened="Et møde")
    file = answered(download(secretary), 3, happened="To møder")
    a_status(seeded_db, 3, "2022-04-20", percent=30, happened="Tre møder", risks="Regn")

    assert accept(secretary, file, 3) == 1

    new = statuses(3)[-1]
    assert (new["seq"], new["happened"], new["percent"], new["risks"]) == (
        3,
        "To møder",
        30,
        "Regn",
    )


def test_a_row_nobody_wrote_in_does_not_undo_newer_data(seeded_db, secretary):
    file = download(secretary)
    a_status(seeded_db, 3, "2022-04-20", percent=30, happened="Et møde")
    found = find(secretary, file, 3)
    assert (found.edits, found.is_conflict, found.problems) == ((), False, ())


def test_a_first_status_meanwhile_is_a_conflict_too(seeded_db, secretary):
    file = answered(download(secretary), 3, happened="To møder")
    a_status(seeded_db, 3, "2022-04-20", percent=30, happened="Et møde")
    found = find(secretary, file, 3)
    assert found.is_conflict
    assert ("stage", "proposed", "running", "running") in [
        (e.field, e.base, e.now, e.after) for e in found.edits
    ]


def test_a_conflict_between_seeing_and_accepting_refuses_all(seeded_db, secretary):
    file = answered(download(secretary), 3, happened="Et møde")
    file = answered(file, 4, happened="Et andet")
    chosen = shown(secretary, file, 3, 4)
    a_status(seeded_db, 4, "2022-04-20", percent=30)

    with pytest.raises(ConflictError) as refused:
        accept(secretary, file, chosen=chosen)

    assert refused.value.theirs == {proposal_id(4): 1}
    assert language.explain(refused.value).startswith("En anden har givet status på forslag 4,")
    assert statuses(3) == []
    assert find(secretary, file, 4).is_conflict


def test_two_uploads_at_once_lose_nothing(seeded_db, secretary, lead):
    """Both have seen the same; one of them comes first, and the other is told."""
    started = threading.Barrier(2)
    files = {
        who: answered(answered(download(lead), 1, happened=word), 6, happened=word)
        for who, word in ((secretary, "Sekretær"), (lead, "Leder"))
    }
    chosen = shown(lead, files[lead], 1, 6)
    outcomes = []

    def upload(who):
        started.wait()
        try:
            outcomes.append(accept(who, files[who], chosen=chosen))
        except ConflictError:
            outcomes.append("conflict")

    threads = [threading.Thread(target=upload, args=(who,)) for who in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, outcomes)) == ["2", "conflict"]
    assert [len(statuses(number)) for number in (1, 6)] == [1, 1]
    assert statuses(1)[0]["author"] == statuses(6)[0]["author"]
    assert len(logged()) == 1


# Rounds


def test_a_find_answers_the_open_round(seeded_db, secretary):
    round_id = a_round(seeded_db, "2022-05-10", 3)
    accept(secretary, answered(download(secretary), 3, happened="Et møde"), 3)

    with store.reading() as connection:
        answer = connection.execute(sa.select(round_answers)).mappings().one()
    assert (answer["state"], answer["status_seq"]) == ("submitted", 1)
    assert statuses(3)[-1]["round_id"] == round_id


def test_what_the_round_has_already_is_locked(seeded_db, secretary):
    file = answered(download(secretary), 3, happened="Et møde")
    a_round(seeded_db, "2022-05-10", 3, state="submitted")

    found = find(secretary, file, 3)

    assert [problem.place for problem in found.problems] == [f"C{line_of(file, 3)}"]
    assert not found.can_be_taken
    (row,) = (row for row in sheets.rows(secretary, PORTFOLIO) if row["number"] == 3)
    assert row["locked"]
    with pytest.raises(PortfolioError, match="has been sent already"):
        accept(secretary, file, 3)


def test_a_proposal_set_aside_takes_no_answer(seeded_db, secretary):
    a_proposal(seeded_db, 10, "Et nyt forslag")
    file = answered(download(secretary), 10, happened="Et møde")
    set_on(seeded_db, proposals, is_number(10), stage="not_pursued")
    (found,) = (f for f in preview(secretary, file).finds if f.line == line_of(file, 10))
    assert (found.own, found.can_be_taken) == (None, False)


# Unchanged


def test_unchanged_says_the_latest_status_again(seeded_db, lead):
    a_status(seeded_db, 1, "2022-04-10", percent=20, rag="amber", reason="Regn", happened="Et møde")
    file = answered(download(lead), 1, unchanged="ja")
    found = find(lead, file, 1)
    assert (found.unchanged, found.edits, found.can_be_taken) == (True, (), True)
    assert accept(lead, file, 1) == 1
    last = statuses(1)[-1]
    assert (last["unchanged"], last["rag"], last["reason"]) == (1, "amber", "Regn")
    assert last["happened"] is None, "it has no news of its own"
    assert last["origin"] == "spreadsheet"
    (line,) = logged()
    assert '"unchanged": 1' in line["after"]


def test_unchanged_over_typed_words_is_refused_at_its_cell(seeded_db, lead):
    a_status(seeded_db, 1, "2022-04-10", percent=20, rag="amber", reason="Regn")
    file = answered(download(lead), 1, unchanged="ja", happened="Nyt")
    (problem,) = said(find(lead, file, 1))
    assert problem.startswith("F3: Rækken siger, at forslaget er uændret, men der står også")
    with pytest.raises(PortfolioError, match="new stands in it"):
        accept(lead, file, chosen={proposal_id(1): 1})
    assert len(statuses(1)) == 1


def test_unchanged_of_what_was_never_said(seeded_db, lead):
    (problem,) = said(find(lead, answered(download(lead), 1, unchanged="ja"), 1))
    assert problem.startswith("F3: Der er ingen tidligere status at være uændret fra.")


def test_unchanged_does_not_vouch_for_what_its_writer_has_not_seen(seeded_db, lead):
    a_status(seeded_db, 1, "2022-04-10", percent=20)
    file = answered(download(lead), 1, unchanged="ja")
    a_status(seeded_db, 1, "2022-04-20", rag="red", reason="Brand")
    (problem,) = said(find(lead, file, 1))
    assert problem.startswith("F3: En anden har givet en status, siden du hentede arket")
    assert len(statuses(1)) == 2


def test_unchanged_answers_the_round_and_only_once(seeded_db, lead):
    a_status(seeded_db, 1, "2022-04-10", percent=20)
    a_round(seeded_db, "2022-05-06", 1)
    file = answered(download(lead), 1, unchanged="ja")
    accept(lead, file, 1)
    assert statuses(1)[-1]["round_id"] is not None
    assert not find(lead, answered(download(lead), 1, unchanged="ja"), 1).can_be_taken
