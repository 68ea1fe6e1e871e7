"""Ballots on paper: counted as if they came from phones, once each, and marked as such."""

import io
from fractions import Fraction

import openpyxl
import pypdfium2
import pytest
from builders import proposal_id
from workshop_builders import a_workshop, rows

from portfolio import store
from portfolio.errors import PortfolioError
from portfolio.queries.workshops import answers, progress, results
from portfolio.queries.workshops import facts as workshop_facts
from portfolio.reports import workshops as reports
from portfolio.reports.workshops import ballot
from portfolio.store import schema
from portfolio.usecases.use_case import COMMAND
from portfolio.usecases.workshops import ballots, contributions, joining, running


@pytest.fixture
def workshop(seeded_db):
    return a_workshop("score", "dots", numbers=(1, 2))


def given(workshop, values: str) -> dict[tuple[str, str], int]:
    """Scores of proposals 1 and 2 on effect; "-" was left blank."""
    return {
        (proposal_id(number), workshop.criteria["effekt"]): int(value)
        for number, value in enumerate(values, 1)
        if value != "-"
    }


def scoring(workshop) -> results.Scoring:
    with store.reading() as connection:
        return results.scoring(connection, workshop_id=workshop.id, step_id=workshop.steps["score"])


def type_in(workshop, number, values="", dotted=None):
    scored = given(workshop, values)
    ballots.type_in(COMMAND, workshop.id, number, scored=scored, dotted=dotted or {})


def test_hand_counts_with_ties_blanks_and_an_even_number(workshop):
    phone = joining.join(workshop.id)
    for (proposal, criterion), value in given(workshop, "42").items():
        contributions.score(phone, workshop.steps["score"], proposal, criterion, value)
    for number, values in enumerate(("5-", "24", "12", "33", "41"), 1):
        type_in(workshop, number, values)
    first, second = sorted(scoring(workshop).lines, key=lambda line: line.about.number)
    # By hand: 4 5 2 1 3 4 and 2 4 2 3 1.
    assert (first.result.mean, first.result.median) == (Fraction(19, 6), Fraction(7, 2))
    assert (second.result.mean, second.result.median) == (Fraction(12, 5), 2)
    assert first.result.counts == (1, 1, 1, 2, 1)
    assert first.result.divided
    type_in(workshop, 3, "14")  # typed in again: in place of what was there
    second = max(scoring(workshop).lines, key=lambda line: line.about.number)
    assert (second.result.votes, second.result.median) == (5, 3)
    with store.reading() as connection:
        here = progress.count_participants(connection, workshop_id=workshop.id)
    assert here == 6


def test_dots_of_a_ballot_are_counted_in_their_step(workshop):
    running.open_step(COMMAND, workshop.id, 2, turn=1)
    with pytest.raises(PortfolioError, match="more dots"):
        type_in(workshop, 1, dotted={proposal_id(1): 2, proposal_id(2): 2})
    type_in(workshop, 1, dotted={proposal_id(1): 2, proposal_id(2): 1})
    assert sorted(row["count"] for row in rows(schema.dots)) == [1, 2]
    with pytest.raises(PortfolioError, match="not open"):
        type_in(workshop, 1, "55")


@pytest.mark.parametrize(
    ("number", "values", "dotted"),
    [
        (0, "5-", {}),
        (201, "5-", {}),
        (1, "--", {}),
        (1, "6-", {}),
        (1, "0-", {}),
        (1, "", {"x": 1}),
    ],
)
def test_a_ballot_that_does_not_fit_is_refused_and_nothing_kept(workshop, number, values, dotted):
    with pytest.raises(PortfolioError):
        type_in(workshop, number, values, dotted)
    assert rows(schema.participants) == rows(schema.scores) == []


def test_after_the_step_is_closed_none_is_typed_in(workshop):
    running.close_step(COMMAND, workshop.id, turn=1)
    with pytest.raises(PortfolioError, match="not open"):
        type_in(workshop, 1, "55")


def test_they_are_printed_and_marked_among_all_answers(workshop):
    type_in(workshop, 7, "55")
    with store.reading() as connection:
        facts = workshop_facts.facts(connection, workshop_id=workshop.id)
        every = answers.answers(connection, workshop_id=workshop.id)
    book = openpyxl.load_workbook(io.BytesIO(reports.make_answers(facts, every)))
    assert "1 af dem svarede på en trykt stemmeseddel." in str(
        list(book["Om filen"].iter_rows(values_only=True))
    )
    printed = pypdfium2.PdfDocument(ballot.pdf(facts, 7, 3))
    assert len(printed) == 3
    said = printed[0].get_textpage().get_text_range()
    assert "Stemmeseddel 7" in said
    assert facts.proposals[1].title in said
