"""A search finds what holds its words, however they are spelled, and no more than may be seen."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio.domain.permissions import Matter
from portfolio.queries.search import search
from portfolio.queries.search.search import MOST, Noun
from portfolio.store.schema import decisions

DAY = date(2022, 5, 1)


@pytest.fixture
def looked_for(ask):
    """``looked_for("taastrup")``: the hits by noun."""

    def looked_for(words, *, matters=frozenset(Matter), day=DAY, portfolio="civilsamfund"):
        parts = ask(search.found, words=words, portfolio=portfolio, as_of=day, matters=matters)
        assert all(part.total >= len(part.hits) > 0 for part in parts)
        return {part.noun: part.hits for part in parts}

    return looked_for


def names(hits):
    return [hit.name for hit in hits]


@pytest.mark.parametrize("words", ["høje-taastrup by", "HOEJE TÅSTRUP  by", "by høje-tåstrup"])
def test_letters_have_two_spellings_and_words_any_order(looked_for, words):
    found = looked_for(words)
    assert names(found[Noun.PLACE])[0] == "Høje-Taastrup By"
    assert "4" in [hit.ref for hit in found[Noun.PROPOSAL]]


def test_what_is_called_so_comes_before_what_mentions_it(looked_for):
    found = looked_for("bylivsforeninger")
    assert found[Noun.PROPOSAL][0].name.startswith("6 ")
    assert found[Noun.PROPOSAL][0].text == ""
    mentioned = looked_for("frie bymidter")
    by_name = mentioned[Noun.POOL][0]
    assert (by_name.name, by_name.text) == ("Frie Bymidter", "")
    assert {Noun.DECISION, Noun.QUESTION, Noun.ITEM} <= set(mentioned)
    told = [hit.text for hit in mentioned[Noun.PROPOSAL] if hit.text]
    assert told
    assert all("bymidter" in text.lower() or "frie" in text.lower() for text in told)


def test_a_number_leads_to_whoever_has_it(looked_for):
    assert looked_for("4")[Noun.PROPOSAL][0].ref == "4"
    (hit, *_others) = looked_for("7.2")[Noun.DECISION]
    assert (hit.ref, hit.meeting) == ("7.2", "direktionen-2022-04-04")


def test_every_noun_is_found(looked_for):
    assert set(looked_for("e")) == set(Noun)


@pytest.mark.parametrize("words", ["", "   ", "-"])
def test_no_words_find_nothing(looked_for, words):
    assert looked_for(words) == {}


def test_signs_of_the_database_are_letters(looked_for):
    assert looked_for("zzzz") == looked_for("_") == {}
    assert all("%" in hit.name + hit.text for hits in looked_for("%").values() for hit in hits)


def test_only_what_may_be_seen_and_was_known(looked_for):
    decided = {Noun.DECISION, Noun.MEETING, Noun.ITEM}
    assert set(looked_for("e", matters=frozenset({Matter.DECIDED}))) == decided
    assert decided.isdisjoint(looked_for("e", matters=frozenset({Matter.PORTFOLIO})))
    before = looked_for("e", day=date(2022, 4, 3))
    assert {Noun.PROPOSAL, Noun.QUESTION, *decided}.isdisjoint(before)


def test_nothing_of_another_portfolio(looked_for):
    assert looked_for("velkomstpakke")[Noun.PROPOSAL]
    assert looked_for("velkomstpakke", portfolio="boligmangel") == {}


def test_what_is_withdrawn_or_closed_is_not_found(looked_for, seeded_db):
    assert looked_for("chefforum")[Noun.DECISION]
    builders.set_on(
        seeded_db, decisions, sa.true(), withdrawn_at="2022-05-01", withdrawn_reason="x"
    )
    assert Noun.DECISION not in looked_for("chefforum")
    assert looked_for("lukket") == {}


def test_many_are_counted_and_few_are_told(ask, looked_for):
    (part,) = (
        part
        for part in ask(
            search.found,
            words="e",
            portfolio="civilsamfund",
            as_of=DAY,
            matters=frozenset({Matter.PORTFOLIO}),
        )
        if part.noun is Noun.QUESTION
    )
    assert part.total > len(part.hits) == MOST


def test_more_than_is_read_of_a_noun_is_said(looked_for, ask, monkeypatch):
    monkeypatch.setattr(search, "_READ", 3)
    among = {Noun.QUESTION: 3, Noun.PLACE: 3}
    parts = ask(
        search.found,
        words="høje",
        portfolio="civilsamfund",
        as_of=DAY,
        matters=frozenset(Matter),
    )
    told = {part.noun: part.among for part in parts}
    assert among.items() <= told.items()
    assert told.get(Noun.MEETING) is None, "all of it was read"
