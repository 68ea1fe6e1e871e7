"""One proposal with all that hangs on it, on a day; and the list of them all."""

import builders
import pytest
import sqlalchemy as sa
from builders import filters

from portfolio.queries.proposals import proposals
from portfolio.store.schema import status_updates

PARTS = ("parties", "places", "target_groups", "processes", "pools")


@pytest.fixture
def one(ask):
    """A proposal on a day, None if there was none."""

    def one(number: int, day: str = "2022-05-01", **chosen):
        return ask(proposals.proposal, filters=filters(day, **chosen), number=number)

    return one


@pytest.fixture
def belongings(ask, one):
    def belongings(number: int, day: str = "2022-05-01"):
        key = one(number).facts["id"]
        return ask(proposals.belongings, filters=filters(day), ids=(key,))[key]

    return belongings


def test_its_own_words_and_its_purpose(one):
    facts = one(4).facts
    assert facts["title"] == "Velfærdsfunktioner eller andre lokale mødesteder"
    assert (facts["purpose_number"], facts["stage"], facts["rag"]) == (2, "proposed", "none")
    assert facts["purpose_title"] == "Udvikle fællesskabsdannende rum, rammer og aktiviteter"
    assert facts["suggested_next"].startswith("Saml arbejdet om Høje-Taastrup By")
    assert (facts["percent"], facts["status_on"], facts["seq"]) == (None, None, 0)


def test_the_way_to_its_neighbours(one, seeded_db):
    builders.a_proposal(seeded_db, 12, "Tolv")
    builders.another_portfolio(seeded_db, 10, "Ti, men af en anden portefølje")
    way = {n: (one(n).previous, one(n).following) for n in (1, 4, 9, 12)}
    assert way == {1: (None, 2), 4: (3, 5), 9: (8, 12), 12: (9, None)}


def test_a_neighbour_that_was_not_there_yet_is_skipped(one, seeded_db):
    builders.a_proposal(seeded_db, 10, "Ti", introduced_on="2022-04-20")
    assert one(9, "2022-04-19").following is None
    assert one(9, "2022-04-20").following == 10


def test_three_has_two_titles_and_the_others_one(one):
    assert one(3).facts["title"] == (
        "Fællesskaber i områder under omdannelse og for borgere der genhuses"
    )
    assert one(3).other_titles == ("Fællesskaber i områder under omdannelse",)
    assert [one(n).other_titles for n in (1, 2, 4, 5, 6, 7, 8, 9)] == [()] * 8


@pytest.mark.parametrize("number", [0, 10, 99, -1])
def test_an_unknown_number_is_nobody(one, number):
    assert one(number) is None


def test_before_the_meeting_it_was_not_there(one):
    assert one(4, "2022-04-03") is None
    assert one(4, "2022-04-04") is not None


def test_it_is_shown_as_it_was(one, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-10", rag="amber", percent=10)
    builders.a_status(seeded_db, 4, "2022-04-20", rag="green", percent=60)
    then, now = one(4, "2022-04-15").facts, one(4).facts
    assert (then["rag"], then["percent"], then["status_on"]) == ("amber", 10, "2022-04-10")
    assert (now["rag"], now["percent"], now["status_on"]) == ("green", 60, "2022-04-20")


def test_who_is_named_and_how(belongings):
    parties = belongings(1).parties
    assert list(parties[["name", "role", "word"]].itertuples(index=False, name=None)) == [
        ("Kommunikation", "discuss_with", "discuss_with"),
        ("Fritid og Kultur", "partner", "partner"),
    ]
    assert belongings(4).parties.empty
    assert belongings(8).parties.empty
    # Six mentions somebody, but names nobody to talk to.
    assert list(belongings(6).parties["role"]) == ["mentioned"]
    assert list(belongings(6).parties["word"]) == ["mentioned"]


def test_what_was_answered_until_that_day(belongings, seeded_db):
    builders.an_answer(seeded_db, 1, "kommunikation", "asked", "2022-04-08")
    builders.an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-20")
    builders.an_answer(seeded_db, 2, "borger-og-arbejdsmarkedscenteret", "asked", "2022-04-08")

    def said(day):
        answers = belongings(1, day).answers
        return list(answers[answers["state"] != "suggested"]["state"])

    assert said("2022-04-07") == []
    assert said("2022-04-19") == ["asked"]
    assert said("2022-05-01") == ["asked", "accepted"]
    assert set(belongings(1).answers["party"]) == {"Kommunikation", "Fritid og Kultur"}


def test_what_it_hangs_on(belongings):
    four = belongings(4)
    assert dict(four.pools[["code", "relation"]].to_numpy()) == {
        "frie-bymidter": "applied",
        "budget-23-den-gule-by": "builds_on",
        "bid-indtaegter": "suggested",
        "private-midler": "suggested",
    }
    assert dict(four.processes[["code", "relation"]].to_numpy()) == {
        "udviklingsstrategien": "decided"
    }
    assert belongings(5).pools.empty
    assert "kulturkvarteret" in set(belongings(6).places["code"])
    assert "kulturkvarteret" not in set(four.places["code"])


def test_each_part_has_its_columns_also_when_empty(belongings):
    full, bare = belongings(9), belongings(8)
    for part in PARTS:
        assert list(getattr(full, part).columns) == list(getattr(bare, part).columns)
        assert "id" in getattr(bare, part).columns  # its sources hang on it
    assert bare.statuses.empty
    assert {"reported_on", "rag", "stage", "percent", "next_step", "reason"} <= set(bare.statuses)


def test_the_history_newest_first_and_not_what_came_later(belongings, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-10", rag="amber", happened="Først")
    builders.a_status(seeded_db, 4, "2022-04-20", rag="green", happened="Sidst")
    builders.a_status(seeded_db, 5, "2022-04-10", rag="red", happened="Et andet forslag")
    assert list(belongings(4).statuses["happened"]) == ["Sidst", "Først"]
    assert list(belongings(4, "2022-04-19").statuses["happened"]) == ["Først"]


def test_the_history_is_bounded(belongings, one, seeded_db):
    key = one(4).facts["id"]

    def report_for_years(connection):
        days = [
            f"20{year}-{month:02}-{day:02}"
            for year in range(10, 20)
            for month in range(1, 13)
            for day in range(1, 29)
        ]
        connection.execute(
            sa.insert(status_updates),
            [
                {
                    "id": f"s-{seq}",
                    "proposal_id": key,
                    "seq": seq,
                    "reported_on": day,
                    "recorded_at": day,
                    "stage": "running",
                    "rag": "green",
                    "happened": str(seq),
                    "author": "test",
                    "origin": "test",
                }
                for seq, day in enumerate(days, 1)
            ],
        )

    builders.changed(seeded_db, report_for_years)
    shown = list(belongings(4).statuses["happened"])
    assert shown[0] == "3360"
    assert len(shown) <= 1000
