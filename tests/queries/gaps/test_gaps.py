"""Gaps: the ones that block first, who can answer, and what was known on a day."""

from datetime import date

import sqlalchemy as sa
from builders import PORTFOLIO, a_copy, a_proposal, another_portfolio, id_of, set_on

from portfolio.queries.gaps import gaps
from portfolio.store import schema

MAY = date(2022, 5, 1)
G = schema.gaps.c


def filters(as_of=MAY, **chosen) -> gaps.Filters:
    return gaps.Filters(**{"as_of": as_of, "portfolio": PORTFOLIO, **chosen})


def known(ask, as_of=MAY, **chosen):
    return ask(gaps.gaps_known, filters=filters(as_of, **chosen))


def codes(ask, as_of=MAY, **chosen) -> list[str]:
    return list(known(ask, as_of, **chosen)["code"])


def figures(ask, **chosen) -> gaps.Figures:
    return ask(gaps.figures, filters=filters(**chosen))


def a_gap(address, code, **given):
    return a_copy(address, schema.gaps, G.code == "A21", code=code, question=code, **given)


def test_open_before_answered_blocking_first_and_the_portfolios_own_before_others(seeded_db, ask):
    set_on(
        seeded_db,
        schema.gaps,
        G.code == "A02",
        status="answered",
        answer="Overskriften",
        answered_on="2022-04-20",
    )

    found = codes(ask)

    assert found[0] == "A05-4"
    assert found[15] == "A03"
    # About another item of the meeting, and no portfolio's.
    assert found[-2] == "A27"
    assert found[-1] == "A02"
    assert len(found) == 32


def test_the_figures_count_what_is_open_and_who_can_answer(ask):
    found = figures(ask)

    assert (found.open, found.blocking, found.answered) == (32, 15, 0)
    rows = found.by_answerer.to_numpy().tolist()
    assert rows[0] == ["direktionen", "Direktionen", 18, 10]
    assert rows[-1] == [gaps.NOBODY, None, 1, 0]
    assert sum(row[2] for row in rows) == 32
    assert sum(row[3] for row in rows) == 15


def test_an_answered_gap_is_counted_apart(seeded_db, ask):
    set_on(
        seeded_db,
        schema.gaps,
        G.code == "A21",
        status="answered",
        answer="Byen",
        answered_on="2022-04-20",
    )

    found = figures(ask)
    assert (found.open, found.blocking, found.answered) == (31, 14, 1)
    assert found.by_answerer.iloc[0].tolist() == ["direktionen", "Direktionen", 17, 9]


def test_an_answer_is_not_known_before_its_day(seeded_db, ask):
    set_on(
        seeded_db,
        schema.gaps,
        G.code == "A21",
        status="answered",
        answer="Byen",
        answered_on="2022-04-20",
    )

    def seen(day):
        row = ask(gaps.gap, filters=filters(day), code="A21").iloc[0]
        return row["status"], row["answer"], row["answered_on"]

    assert seen(date(2022, 4, 19)) == ("open", None, None)
    assert seen(date(2022, 4, 20)) == ("answered", "Byen", "2022-04-20")


def test_a_gap_is_not_known_before_it_was_raised(seeded_db, ask):
    a_gap(seeded_db, "senere", raised_on="2022-04-20")

    assert "senere" not in codes(ask, date(2022, 4, 19))
    assert "senere" in codes(ask, date(2022, 4, 20))
    assert codes(ask, date(2022, 4, 3)) == []
    assert ask(gaps.gap, filters=filters(date(2022, 4, 19)), code="senere").empty


def test_one_gap_by_its_code(ask):
    found = ask(gaps.gap, filters=filters(), code="A21")

    assert list(found["question"]) == [
        "Gælder Frie Bymidter Høje-Taastrup By eller Høje-Taastrup C?"
    ]
    assert found["answerer"].iloc[0] == "Direktionen"
    assert ask(gaps.gap, filters=filters(), code="a21").empty


def test_the_filters_keep_what_they_say(ask):
    assert set(known(ask, kind="contradiction")["kind"]) == {"contradiction"}
    assert codes(ask, answerer=gaps.NOBODY) == ["A51"]
    assert codes(ask, answerer="byraadet") == ["A52"]
    assert len(codes(ask, blocks=True)) == 15
    assert known(ask, blocks=False)["blocks"].isna().all()
    assert len(codes(ask, blocks=False)) == 17
    assert codes(ask, kind="contradiction", blocks=True) == ["A21"]


def test_the_portfolios_own_gaps_and_the_others_make_the_whole(ask):
    own, others = codes(ask, concerns=True), codes(ask, concerns=False)

    assert "A21" in own
    assert others == ["A27"]
    assert "finansiering-punkt-2" in own  # it asks of a pool the portfolio hangs on
    assert sorted(own + others) == sorted(codes(ask))
    assert known(ask, concerns=False)["concerns"].tolist() == [0] * len(others)


def test_the_gaps_about_a_proposal(ask):
    assert set(codes(ask, proposal=5)) == {"A06-5", "A51"}
    assert codes(ask, proposal=7) == []


def test_another_portfolios_proposal_five_is_another_proposal(seeded_db, ask):
    another_portfolio(seeded_db, 5, "En fremmed")

    assert codes(ask, proposal=5, portfolio="another") == []
    assert not known(ask, portfolio="another")["concerns"].any()


def test_what_a_gap_is_about_can_be_found_on_a_page(ask):
    (id,) = known(ask, proposal=4, blocks=True, kind="contradiction")["id"]

    found = ask(gaps.about, gaps=(id,))

    assert found[["subject_table", "ref"]].to_numpy().tolist() == [
        ["proposals", "4"],
        ["decisions", "8.1"],
        ["decisions", "8.2"],
        ["decisions", "8.3"],
        ["places", "hoje-taastrup-by"],
        ["places", "hoje-taastrup-c"],
    ]
    assert found["title"].iloc[-1] == "Høje-Taastrup C"


def test_every_subject_of_every_gap_is_found(seeded_db, ask):
    from portfolio import store

    with store.reading(seeded_db) as connection:
        stored = connection.execute(
            sa.select(sa.func.count()).select_from(schema.gap_subjects)
        ).scalar_one()

    every = {
        gap
        for code in (PORTFOLIO, "digital-taskforce", "boligmangel")
        for gap in known(ask, portfolio=code)["id"]
    }
    found = ask(gaps.about, gaps=tuple(sorted(every)))
    assert len(found) == stored
    assert found["title"].notna().all()


def test_who_can_be_chosen_is_who_is_asked(ask):
    found = ask(gaps.answerers, portfolio="civilsamfund")

    assert set(found["code"]) == {
        "direktionen",
        "administrationen",
        "ministeriet",
        "byraadet",
        "kommunikation",
        "ungecenteret",
    }


def test_a_gap_of_no_portfolio_about_one_of_our_proposals_is_ours(seeded_db, ask):
    a_proposal(seeded_db, 10, "Et nyt")
    gap = a_gap(seeded_db, "nyt", portfolio_id=None)
    link = schema.gap_subjects.c
    a_copy(
        seeded_db,
        schema.gap_subjects,
        link.subject_table == "proposals",
        gap_id=gap,
        subject_id=id_of(10),
    )

    assert "nyt" in codes(ask, concerns=True)
    assert codes(ask, proposal=10) == ["nyt"]


def test_empty_answers_have_the_same_columns(ask, ask_empty):
    ids = tuple(known(ask)["id"])
    for question, values in (
        (gaps.gaps_known, {"filters": filters()}),
        (gaps.gap, {"filters": filters(), "code": "A21"}),
        (gaps.about, {"gaps": ids}),
        (gaps.answerers, {"portfolio": PORTFOLIO}),
    ):
        full, empty = ask(question, **values), ask_empty(question, **values)
        assert len(full), question.__name__
        assert empty.empty
        assert list(empty.columns) == list(full.columns), question.__name__
    nothing = ask_empty(gaps.figures, filters=filters())
    assert (nothing.open, nothing.blocking, nothing.answered) == (0, 0, 0)
    assert list(nothing.by_answerer.columns) == ["code", "name", "open", "blocking"]
