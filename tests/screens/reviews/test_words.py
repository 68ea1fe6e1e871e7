"""Every reason of the agenda's rules has words, with and without the facts behind it."""

import pytest

from portfolio import labels, language
from portfolio.domain.agenda import RULES, Fact
from portfolio.domain.attention import Reason
from portfolio.queries.overview.compare import Difference, Kind
from portfolio.screens.reviews.words import why


def moved(**given) -> Difference:
    pairs = {
        "stage": ("running", "running"),
        "rag": ("amber", "red"),
        "percent": (10, 10),
        "responsible": (None, None),
        "declined": (None, None),
    }
    return Difference(
        "k",
        "p",
        1,
        "t",
        "2022-04-04",
        Kind.MOVED,
        reason="Pengene mangler",
        left=None,
        decided=(),
        **(pairs | given),
    )


@pytest.mark.parametrize("spoken", ["da", "en"])
@pytest.mark.parametrize("reason", RULES)
def test_a_reason_is_a_sentence(reason, spoken):
    language.use(spoken)
    fact = Fact(reason, "2022-05-20", "Loven træder i kraft", None, "Processen")
    (with_fact,), (alone,) = why([reason], [fact]), why([reason])
    for said in (with_fact, alone):
        assert said[0].isupper()
        assert "_" not in said
        assert "{" not in said
    assert alone.lower().startswith(labels.label("reason", reason))


def test_the_sentences_stand_in_the_order_of_the_reasons():
    facts = [Fact(Reason.SILENT, "2022-02-01"), Fact(Reason.DEADLINE_SOON, "2022-05-20", "F")]
    assert why(["deadline_soon", "silent"], facts) == (
        "Frist 20. maj 2022: F",
        "Ingen status siden 1. februar 2022",
    )


def test_a_day_is_said_as_the_source_writes_it():
    fact = Fact(Reason.DEADLINE_SOON, "2022-05-31", "F", "ultimo maj")
    assert why([fact.reason], [fact]) == ("Frist ultimo maj: F",)


def test_a_new_light_is_told_once_and_an_old_one_is_not_forgotten():
    reasons = ["red", "changed"]
    facts = [
        Fact(Reason.RED, "2022-04-28", "Pengene mangler"),
        Fact(Reason.CHANGED, "2022-04-04", "Mødet"),
    ]
    (once,) = why(reasons, facts, moved())
    assert once == "Siden 4. april 2022: ▲ Gul → ■ Rød: Pengene mangler"
    both = why(reasons, facts, moved(rag=("red", "red"), percent=(10, 20)))
    assert both[0] == "Rød: Pengene mangler"
    assert "10 % → 20 %" in both[1].replace("\xa0", " ")


def test_a_light_without_a_reason_says_so_and_a_long_text_is_cut():
    assert why(["red"], [Fact(Reason.RED, "2022-04-28")]) == ("Rød uden begrundelse",)
    (said,) = why(["amber"], [Fact(Reason.AMBER, "2022-04-28", "ord " * 100)])
    assert len(said) < 170
    assert said.endswith("…")


def test_no_more_than_two_of_a_kind():
    facts = [Fact(Reason.DEADLINE_SOON, f"2022-05-2{n}", "F") for n in range(5)]
    assert len(why(["deadline_soon"], facts)) == 2
