"""What is made of words that are typed, said at once so that a slip is seen."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portfolio import fuzzy, labels, language
from portfolio.domain.clock import today
from portfolio.language import _


def date_words(text: str, tense: fuzzy.Tense = fuzzy.Tense.AHEAD, said: date | None = None) -> str:
    """What is made of a date in words, as it is kept; ``said``: when they were written, if not now.

    Where it is no date, the sentence warns of it, and the words are kept all the same.
    """
    read = fuzzy.read_date(text, reference=said or today(), tense=tense)
    if read.problem is not None:
        why = language.explain(read.problem)
        return _("▲ {why} Until then the words are kept without a date.", why=why)
    if read.date is None:
        return _("Kept as words without a date: nothing is late by it.")
    days = span(read.date.start, read.date.end)
    exact = labels.label("precision", read.date.precision)
    if read.date.inferred:
        return _("Understood as {days} ({exact}; the year is a guess).", days=days, exact=exact)
    return _("Understood as {days} ({exact}).", days=days, exact=exact)


def step(text: str | None, latest: Mapping[str, Any] | None) -> str:
    """Of the date of a next step; nothing of no words.

    Words that the latest status said already mean what they meant then.
    """
    typed = (text or "").strip()
    if not typed:
        return ""
    is_said_again = latest is not None and typed == latest.get("next_step_date_text")
    said = date.fromisoformat(latest["reported_on"]) if latest and is_said_again else None
    return date_words(typed, said=said)


def span(first: date, last: date) -> str:
    """``1.–30. juni 2022``: what two days have in common is said once."""
    start, end = language.long_date(first).split(), language.long_date(last).split()
    if first == last:
        return " ".join(start)
    if start[2] != end[2]:
        return f"{' '.join(start)} – {' '.join(end)}"
    if start[1] != end[1]:
        return f"{' '.join(start[:2])} – {' '.join(end)}"
    return f"{start[0]}–{' '.join(end)}"
