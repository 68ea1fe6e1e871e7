"""What is shown of a workshop: right by hand, hidden until closed, nobody seen through."""

from fractions import Fraction
from uuid import uuid4

import pytest
import sqlalchemy as sa
from builders import proposal_id
from workshop_builders import a_workshop

from portfolio import store
from portfolio.domain.voting import Method
from portfolio.queries.workshops import progress, results
from portfolio.store import schema
from portfolio.usecases.workshops import contributions, joining


@pytest.fixture
def workshop(seeded_db):
    return a_workshop("score", "dots", "talk", numbers=(1, 2))


def give(workshop, values: str, party: str | None = None) -> str:
    """Somebody who gives proposals 1 and 2 those scores on effect; "-" is none."""
    phone = joining.join(workshop.id, party=party)
    for number, value in enumerate(values, 1):
        if value != "-":
            contributions.score(
                phone,
                workshop.steps["score"],
                proposal_id(number),
                workshop.criteria["effekt"],
                int(value),
            )
    return phone


def ask(question, **values):
    with store.reading() as connection:
        return question(connection, **values)


def scored(workshop) -> results.Scoring:
    return ask(results.scoring, workshop_id=workshop.id, step_id=workshop.steps["score"])


def close(workshop) -> None:
    chosen = sa.update(schema.workshop_steps).values(state="closed")
    store.in_transaction(lambda connection: connection.execute(chosen))


def test_a_result_is_there_only_when_the_step_is_closed(workshop):
    assert ask(results.newest_closed, workshop_id=workshop.id, kind="score") is None
    close(workshop)
    found = ask(results.newest_closed, workshop_id=workshop.id, kind="score")
    assert found.id == workshop.steps["score"]


def test_the_ranking_is_what_it_is_by_hand(workshop):
    for values in ("52", "44", "51", "45", "43", "-3"):
        give(workshop, values)
    shown = scored(workshop)
    assert shown.voters == 6
    assert [(line.about.number, line.result.votes, line.result.mean) for line in shown.lines] == [
        (1, 5, Fraction(22, 5)),
        (2, 6, Fraction(3)),
    ]
    assert [line.ranks[Method.MEAN] for line in shown.lines] == [1, 2]
    (effect,) = shown.lines[1].by_criterion.values()
    assert (effect.mean, effect.median, effect.votes, effect.counts) == (3, 3, 6, (1, 1, 2, 1, 1))
    assert [line.result.median for line in shown.lines] == [4, 3]
    assert [line.result.borda for line in shown.lines] == [Fraction(7, 10), Fraction(3, 10)]
    assert shown.differing == ()


def test_who_has_left_counts_no_more(workshop):
    gone = give(workshop, "11")
    for _one in range(5):
        give(workshop, "55")
    contributions.leave(gone)
    assert (scored(workshop).voters, scored(workshop).lines[0].result.mean) == (5, 5)
    assert ask(progress.count_answers, step_id=workshop.steps["score"]).here == 5


def test_a_proposal_fewer_than_five_scored_is_last_and_has_no_rank(workshop):
    for values in ("52", "52", "52", "52", "-2"):
        give(workshop, values)
    shown = scored(workshop)
    assert (shown.lines[1].result.votes, shown.lines[1].by_criterion) == (0, {})
    assert [(line.about.number, line.ranks.get(Method.MEAN)) for line in shown.lines] == [
        (2, 1),
        (1, None),
    ]


@pytest.mark.parametrize(
    ("centres", "shown", "hidden"),
    [
        ({"kommunikation": 5, "ungecenteret": 5}, ["Kommunikation", "Ungecenteret"], 0),
        ({"kommunikation": 5, "ungecenteret": 4}, [], 9),
        ({"kommunikation": 6, "ungecenteret": 5, None: 2}, ["Kommunikation"], 7),
        ({"kommunikation": 5, None: 5}, ["Kommunikation"], 5),
    ],
)
def test_no_centre_of_few_is_shown_nor_can_be_worked_out(workshop, centres, shown, hidden):
    for centre, count in centres.items():
        for _one in range(count):
            give(workshop, "42", centre)
    found = scored(workshop)
    assert (list(found.by_centre), found.hidden) == (shown, hidden)
    for means in found.by_centre.values():
        assert means == {proposal_id(1): 4, proposal_id(2): 2}


def test_a_proposal_few_of_a_centre_scored_is_not_shown_for_it(workshop):
    for values in ("42", "4-", "4-", "4-", "4-"):
        give(workshop, values, "kommunikation")
    assert scored(workshop).by_centre == {"Kommunikation": {proposal_id(1): 4}}


def test_dots_are_counted_and_empty_ones_are_nobodys(workshop):
    for first, second in ((2, 1), (1, 0), (0, 0), (0, 1), (0, 1), (0, 1)):
        phone = joining.join(workshop.id)
        contributions.put_dots(phone, workshop.steps["dots"], proposal_id(1), first)
        contributions.put_dots(phone, workshop.steps["dots"], proposal_id(2), second)
    found = ask(results.dot_vote, workshop_id=workshop.id, step_id=workshop.steps["dots"])
    assert [(one.number, count, gave) for one, count, gave in found.lines] == [(2, 4, 4), (1, 3, 2)]
    assert found.voters == 5


def test_notes_are_shown_without_who_wrote_them(workshop):
    phone = joining.join(workshop.id, party="kommunikation")
    keys = [str(uuid4()) for _note in range(3)]
    for key in keys:
        words = f"Tid {key}"
        contributions.write_note(phone, workshop.steps["talk"], None, "concern", words, key=key)
    contributions.take_back_note(phone, keys[0])
    rejected = sa.update(schema.notes).where(schema.notes.c.id == keys[1])
    store.in_transaction(
        lambda connection: connection.execute(
            rejected.values(rejected_at="2022-05-01", rejected_reason="x")
        )
    )
    (said,) = ask(results.shown_notes, workshop_id=workshop.id)
    assert (said.id, said.words, said.centre) == (keys[2], f"Tid {keys[2]}", None)


def test_only_whole_answers_have_answered(workshop):
    phone = give(workshop, "12")  # both on effect alone
    joining.join(workshop.id)
    score, dots, talk = (workshop.steps[kind] for kind in ("score", "dots", "talk"))
    assert ask(progress.count_answers, step_id=score) == progress.Answered(0, 1, 2)
    for number in (1, 2):
        contributions.score(phone, score, proposal_id(number), workshop.criteria["hast"], 3)
    assert ask(progress.count_answers, step_id=score) == progress.Answered(1, 0, 2)
    contributions.put_dots(phone, dots, proposal_id(1), 2)
    assert ask(progress.count_answers, step_id=dots) == progress.Answered(0, 1, 2)
    contributions.put_dots(phone, dots, proposal_id(2), 1)
    assert ask(progress.count_answers, step_id=dots).missing == 1
    key = str(uuid4())
    contributions.write_note(phone, talk, None, "concern", "Tiden", key=key)
    assert ask(progress.count_answers, step_id=talk).whole == 1
    contributions.take_back_note(phone, key)
    assert ask(progress.count_answers, step_id=talk).whole == 0


@pytest.mark.parametrize(("position", "kind"), [(1, "score"), (2, "dots"), (3, "talk")])
def test_whatever_is_given_is_news_to_the_wall(workshop, position, kind):
    current = sa.update(schema.workshops).values(current_step=position)
    store.in_transaction(lambda connection: connection.execute(current))
    phone, step = joining.join(workshop.id), workshop.steps[kind]
    told = [ask(progress.progress, workshop_id=workshop.id)]
    if kind == "score":
        for criterion in workshop.criteria.values():
            contributions.score(phone, step, proposal_id(1), criterion, 3)
    elif kind == "dots":
        contributions.put_dots(phone, step, proposal_id(1), 3)
    else:
        contributions.write_note(phone, step, None, "concern", "Tid", key=str(uuid4()))
    told.append(ask(progress.progress, workshop_id=workshop.id))
    joining.join(workshop.id)
    told.append(ask(progress.progress, workshop_id=workshop.id))
    assert len(set(told)) == len(told)
