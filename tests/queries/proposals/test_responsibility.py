"""Who is on a proposal, what was said in which order, and what was taken back again."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.model import Responsibility
from portfolio.queries import filter_choices
from portfolio.queries.overview import compare
from portfolio.queries.proposals import proposals
from portfolio.queries.proposals import responsibility as proposal_responsibility
from portfolio.store import schema
from portfolio.usecases import use_case
from portfolio.usecases.proposals import responsibility

TODAY = date(2022, 5, 1)


@pytest.fixture
def asked(seeded_db):
    """One the minutes do not name is asked on 20 April about proposal 4; its id."""
    with store.reading() as connection:
        found = sa.select(schema.parties.c.id).where(schema.parties.c.code == "ungecenteret")
        party = connection.execute(found).scalar_one()
    responsibility.ask(
        use_case.LOCAL, builders.proposal_id(4), party, happened_on=date(2022, 4, 20), today=TODAY
    )
    return party


def test_a_party_only_asked_belongs_from_the_day_it_was_asked(ask, asked):
    def named(day):
        mine = builders.proposal_id(4)
        found = ask(proposals.belongings, filters=builders.filters(day), ids=(mine,))[mine]
        return list(found.parties["name"]), list(found.answers["state"])

    assert named("2022-04-19") == ([], [])
    assert named("2022-04-20") == (["Ungecenteret"], ["asked"])


def test_a_passing_on_stands_before_the_question_it_puts(ask, asked):
    mine = builders.proposal_id(4)
    (tie,) = ask(proposal_responsibility.ties, proposal_id=mine)
    with store.reading() as connection:
        found = sa.select(schema.parties.c.id).where(schema.parties.c.code == "kommunikation")
        other = connection.execute(found).scalar_one()
    word = responsibility.Word(
        state=Responsibility.PASSED_ON, happened_on=TODAY, said_by="X", passed_to=other
    )
    responsibility.answer(use_case.LOCAL, tie.id, word, seen=tie.seq, today=TODAY)
    rows = ask(proposal_responsibility.chains, as_of=TODAY, ids=(mine,))[mine].to_dict("records")
    assert [(row["party"], row["state"], row["passed_to"]) for row in rows] == [
        ("Ungecenteret", "asked", None),
        ("Ungecenteret", "passed_on", "Kommunikation"),
        ("Kommunikation", "asked", None),
    ]


def test_what_was_taken_back_is_in_the_chain_and_no_news(ask, asked):
    def news():
        found = ask(compare.differences, portfolio=None, first=date(2022, 4, 10), second=TODAY)
        return [one.declined for one in found if one.kind is not compare.Kind.SAME]

    mine = builders.proposal_id(4)
    (tie,) = ask(proposal_responsibility.ties, proposal_id=mine)
    assert (tie.said_on, tie.may_undo) == ("2022-04-20", "asked")
    responsibility.take_back(use_case.LOCAL, tie.id, seen=tie.seq, reason="Forkert")
    assert news() == []
    assert ask(proposal_responsibility.ties, proposal_id=mine) == ()
    chain = ask(proposal_responsibility.chains, as_of=TODAY, ids=(mine,))[mine]
    assert [bool(stands) for stands in chain["stands"]] == [False, False]


def test_whom_one_can_ask_is_sorted_the_danish_way_without_those_out_of_use(ask, seeded_db):
    p = schema.parties
    before = list(ask(filter_choices.all_parties)["name"])
    assert before.index("Ungecenteret") < before.index("Økonomiudvalget")
    builders.set_on(seeded_db, p, p.c.code == "ungecenteret", withdrawn_at="2022-05-01")
    assert "Ungecenteret" not in list(ask(filter_choices.all_parties)["name"])
