"""The words of a date: as they were written in Danish, the days they mean in English, one rule."""

import pickle
import re
from pathlib import Path

import pytest

from portfolio import language
from portfolio.domain.dated import DateWords, step_words
from portfolio.reports import dated

ROOT = Path(__file__).parents[2] / "portfolio"


def row(text, start, end, inferred=0):
    return {"date_text": text, "date_start": start, "date_end": end, "date_inferred": inferred}


@pytest.mark.parametrize(
    ("given", "danish", "english"),
    [
        (row("25. april 2022", "2022-04-25", "2022-04-25"), "25. april 2022", "25 April 2022"),
        (row("Januar 2029", "2029-01-01", "2029-01-31"), "Januar 2029", "January 2029"),
        (row("2. kvartal 2022", "2022-04-01", "2022-06-30"), None, "April 2022–June 2022"),
        (row("2024", "2024-01-01", "2024-12-31"), "2024", "2024"),
        (row("medio maj 2022", "2022-05-11", "2022-05-20"), None, "11 May 2022–20 May 2022"),
        (
            row("ultimo maj", "2022-05-31", "2022-05-31", 1),
            "ultimo maj (2022)",
            "31 May 2022 (year worked out)",
        ),
        (row("løbende", None, None), "løbende", "løbende"),
        (row(None, None, None), "ingen dato", "no date"),
    ],
)
def test_a_date_is_said_in_the_readers_language(given, danish, english):
    assert dated.of(given) == (danish or given["date_text"])
    with language.speaking("en"):
        assert dated.of(given) == english


def test_what_a_query_gave_is_said_likewise_and_can_be_kept():
    words = step_words("ultimo maj", "2022-05-31")
    assert words == "ultimo maj (2022)"
    kept = pickle.loads(pickle.dumps(words))
    assert (kept, kept.end, kept.inferred) == (words, "2022-05-31", True)
    with language.speaking("en"):
        assert dated.said(kept).endswith("31 May 2022 (year worked out)")
        assert dated.said("når loven er vedtaget") == "når loven er vedtaget"
        assert dated.said(DateWords("løbende")) == "løbende"


def test_the_year_stands_in_brackets_by_one_rule():
    by = [
        path for path in ROOT.rglob("*.py") if re.search(r"\(\{[^}]*\[:4\]\}\)", path.read_text())
    ]
    assert by == [ROOT / "domain/dated.py"]
