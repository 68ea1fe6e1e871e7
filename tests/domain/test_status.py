"""The rules of a status, each with an answer that breaks it and one that does not."""

from datetime import date

import pytest

from portfolio.domain import dated, status, status_rules
from portfolio.domain.model import Rag, Stage
from portfolio.domain.status import Answer, AwaitedParty, Standing
from portfolio.errors import PortfolioError

DAY = date(2022, 5, 1)
CHEFFORUM = AwaitedParty("Chefforum", "Chefforum bør med.", date(2022, 4, 4))
OWNED = Standing(has_owner=True, has_source=True)


def answer(**given) -> Answer:
    return Answer(**{"stage": Stage.QUALIFICATION, "rag": Rag.GREEN, **given})


def broken(given: Answer, standing: Standing = OWNED) -> list[str]:
    """The fields to mend."""
    return [one.field for one in status_rules.problems(given, standing)]


@pytest.mark.parametrize(
    ("rag", "reason", "fields"),
    [
        (Rag.GREEN, None, []),
        (Rag.NONE, None, []),
        (Rag.AMBER, None, ["reason"]),
        (Rag.RED, None, ["reason"]),
        (Rag.AMBER, "Mangler hænder", []),
        (Rag.RED, "Mangler penge", []),
    ],
)
def test_amber_and_red_need_a_reason(rag, reason, fields):
    assert broken(answer(rag=rag, reason=reason)) == fields


@pytest.mark.parametrize(
    ("before", "stage", "asks"),
    [
        (Stage.PROPOSED, Stage.QUALIFICATION, True),
        (Stage.PROPOSED, Stage.READY, True),  # past the centres is no way round the decision
        (Stage.PROPOSED, Stage.RUNNING, True),
        (Stage.ON_HOLD, Stage.QUALIFICATION, True),
        (Stage.PROPOSED, Stage.PROPOSED, False),
        (Stage.PROPOSED, Stage.ON_HOLD, False),
        (Stage.PROPOSED, Stage.CLOSED, False),
        (Stage.QUALIFICATION, Stage.QUALIFICATION, False),  # it has been explained once
        (Stage.QUALIFICATION, Stage.RUNNING, False),
    ],
)
def test_the_centres_before_chefforum_need_a_reason(before, stage, asks):
    percent = {Stage.RUNNING: 5, Stage.CLOSED: 100}.get(stage)
    given = answer(stage=stage, percent=percent)
    waits = Standing(stage=before, has_owner=True, has_source=True, awaited=CHEFFORUM)
    assert broken(given, waits) == (["stage_reason"] if asks else [])
    assert status.jumps_the_order(stage, waits) == asks
    explained = answer(stage=stage, percent=percent, stage_reason="Aftalt med direktøren")
    assert broken(explained, waits) == []
    light = answer(stage=stage, percent=percent, rag=Rag.AMBER, reason="Mangler et lokale")
    assert broken(light, waits) == (["stage_reason"] if asks else [])  # each reason is its own
    free = Standing(stage=before, has_owner=True, has_source=True, awaited=None)
    assert broken(given, free) == []


def test_the_sentence_shows_the_decision_and_its_day():
    waits = Standing(awaited=CHEFFORUM)
    (problem,) = status_rules.problems(answer(), waits)
    assert problem.error.values["day"] == date(2022, 4, 4)
    assert "Chefforum bør med." in str(problem.error)


def test_without_a_decision_the_step_is_shown():
    (problem,) = status_rules.problems(
        answer(), Standing(awaited=AwaitedParty("Chefforum", None, None))
    )
    assert "Chefforum was to be involved" in str(problem.error)


@pytest.mark.parametrize("stage", [Stage.READY, Stage.RUNNING, Stage.ANCHORED])
@pytest.mark.parametrize(
    ("owner", "source", "count"),
    [(True, True, 0), (False, True, 1), (True, False, 1), (False, False, 2)],
)
def test_ready_and_what_comes_after_need_an_owner_and_a_source(stage, owner, source, count):
    percent = {Stage.READY: None, Stage.RUNNING: 5, Stage.ANCHORED: 100}[stage]
    given = answer(stage=stage, percent=percent)
    before = Standing(stage=Stage.QUALIFICATION, has_owner=owner, has_source=source)
    assert broken(given, before) == ["stage"] * count


def test_what_runs_already_is_not_stopped_when_its_owner_leaves_but_ready_is():
    alone = Standing(stage=Stage.RUNNING, has_owner=False, has_source=True)
    assert broken(answer(stage=Stage.RUNNING, percent=5), alone) == []
    assert broken(answer(stage=Stage.READY), alone) == ["stage"]


def test_a_status_neither_sets_aside_nor_touches_what_is():
    aside = Standing(stage=Stage.NOT_PURSUED, has_owner=True, has_source=True)
    assert broken(answer(stage=Stage.NOT_PURSUED)) == ["stage"]
    assert broken(answer(), aside) == ["stage"]


@pytest.mark.parametrize(
    ("stage", "percent", "fields"),
    [
        (Stage.PROPOSED, None, []),
        (Stage.PROPOSED, 5, ["percent"]),
        (Stage.QUALIFICATION, None, []),
        (Stage.QUALIFICATION, 99, []),
        (Stage.QUALIFICATION, 100, ["percent"]),
        (Stage.READY, 100, ["percent"]),
        (Stage.RUNNING, None, ["percent"]),
        (Stage.RUNNING, 0, []),
        (Stage.RUNNING, 100, []),
        (Stage.RUNNING, 101, ["percent"]),
        (Stage.RUNNING, -1, ["percent"]),
        (Stage.ANCHORED, 99, ["percent"]),
        (Stage.ANCHORED, 100, []),
        (Stage.CLOSED, 0, ["percent"]),
        (Stage.CLOSED, 100, []),
        (Stage.ON_HOLD, None, []),
        (Stage.ON_HOLD, 40, []),
    ],
)
def test_status_and_percent_move_together(stage, percent, fields):
    assert broken(status.tidied(answer(stage=stage, percent=percent))) == fields


@pytest.mark.parametrize(
    ("stage", "percent", "tidied"),
    [
        (Stage.ANCHORED, None, 100),
        (Stage.CLOSED, None, 100),
        (Stage.PROPOSED, 0, None),
        (Stage.RUNNING, None, None),
        (Stage.CLOSED, 40, 40),  # a contradiction is said, not mended behind one's back
    ],
)
def test_what_follows_from_the_stage_need_not_be_typed(stage, percent, tidied):
    assert status.tidied(answer(stage=stage, percent=percent)).percent == tidied


def test_blanks_are_nothing_and_nul_is_dropped():
    tidied = status.tidied(answer(happened="  ", risks=" a\x00b \n", reason=""))
    assert (tidied.happened, tidied.risks, tidied.reason) == (None, "ab", None)


@pytest.mark.parametrize(
    ("step", "when", "fields"),
    [
        ("Møde", "25. maj", []),
        ("Møde", "ultimo 2023", []),
        ("Møde", None, []),
        (None, "25. maj", ["next_step"]),
        ("Møde", "når vi når det", []),
        ("Møde", "31. februar 2022", []),
        (None, "31. februar 2022", ["next_step"]),
    ],
)
def test_a_date_stops_nobody_and_belongs_to_a_step(step, when, fields):
    assert broken(answer(next_step=step, next_step_date_text=when)) == fields


def test_a_date_without_a_year_is_counted_from_the_day_of_the_status():
    read = dated.read_date("25. maj", reference=DAY)
    assert read.start == date(2022, 5, 25)
    assert dated.read_date("1. maj", reference=date(2022, 6, 1)).start == date(2023, 5, 1)
    assert dated.read_date(None, reference=DAY) is None
    assert dated.read_date("en dag", reference=DAY) is None


@pytest.mark.parametrize(("pool", "fields"), [(True, []), (False, ["economy"])])
def test_economy_only_where_there_is_a_pool(pool, fields):
    standing = Standing(has_owner=True, has_source=True, has_pool=pool)
    assert broken(answer(economy="Ingen ændring"), standing) == fields
    assert broken(answer(), standing) == []


@pytest.mark.parametrize("name", status.TEXTS)
def test_a_text_has_an_end(name):
    longest = status.LONGEST_DATE if name == "next_step_date_text" else status.LONGEST
    standing = Standing(has_owner=True, has_source=True, has_pool=True)
    fits = {"next_step": "x", name: "x" * longest}
    over = {"next_step": "x", name: "x" * (longest + 1)}
    assert broken(answer(**fits), standing) == []
    assert broken(answer(**over), standing) == [name]


def test_check_raises_the_first_and_is_silent_about_a_good_answer():
    status_rules.check(answer(), OWNED)
    with pytest.raises(PortfolioError, match="needs a reason"):
        status_rules.check(answer(rag=Rag.RED, economy="x"), OWNED)


def test_a_first_status_says_something():
    nothing = {"stage": Stage.PROPOSED, "rag": Rag.NONE}
    assert broken(answer(**nothing), Standing()) == ["rag"]
    assert broken(answer(**nothing, happened="Møde"), Standing()) == []
    assert broken(answer(**nothing | {"rag": Rag.GREEN}), Standing()) == []
    # Later it says that nothing is assessed any more.
    assert broken(answer(**nothing), Standing(latest={}, seq=1)) == []
