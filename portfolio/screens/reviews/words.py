"""Why something is on an agenda, in sentences: for the plan, and for the projector."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from portfolio import labels, language
from portfolio.domain.agenda import GRAVE, Fact
from portfolio.domain.attention import Reason
from portfolio.domain.requests import Request
from portfolio.language import _
from portfolio.queries.overview.compare import Difference
from portfolio.queries.reviews.reviews import Review
from portfolio.queries.reviews.screen import ItemOutcome
from portfolio.reports import dated
from portfolio.reports.overview import changes
from portfolio.reports.requests import sentences

_LONGEST = 160  # characters of a decision or a reason; the rest is a click away
_SHOWN = 2  # facts of one kind, such as deadlines


def why(
    reasons: Sequence[str], facts: Sequence[Fact] = (), moved: Difference | None = None
) -> tuple[str, ...]:
    """One plain sentence a reason that was stored, with the facts that still hold for it.

    ``moved``: what is different since the last meeting. Where that tells of a new light, the
    light is not told twice.
    """
    light_moved = moved is not None and Reason.CHANGED in reasons and moved.rag[0] != moved.rag[1]
    sentences: list[str] = []
    for code in reasons:
        if not (light_moved and code in (Reason.RED, Reason.AMBER)):
            sentences += _sentences(code, [fact for fact in facts if fact.reason == code], moved)
    return tuple(sentences)


def _sentences(code: str, facts: Sequence[Fact], moved: Difference | None) -> Sequence[str]:
    if (
        code == Reason.CHANGED
        and facts
        and moved is not None
        and (words := changes.sentences(moved))
    ):
        return [_("Since {day}: {changes}", day=_day(facts[0]), changes=" · ".join(words))]
    if facts:
        return [_sentence(fact) for fact in facts[:_SHOWN]]
    word = labels.label("reason", code)
    return [word[:1].upper() + word[1:]]


def whole(reasons: Sequence[str], asked: Request | None, today: date) -> tuple[str, ...]:
    """Why a question that is an item of its own is here: who asked, or since when it is open."""
    said = sentences.why_open(asked, today) if asked else ""
    said = said or language.listed(_then(code) for code in reasons)
    lines = [said[:1].upper() + said[1:]]
    if asked and asked.holds_up:
        lines.append(_("Waits for it: {what}", what=language.shortened(asked.holds_up, _LONGEST)))
    return tuple(line for line in lines if line)


def _then(code: str) -> str:
    """A reason of an item whose question is answered by now."""
    if code == "open_question":
        return _("an open question when the agenda was made")
    return labels.label("reason", code)


def when(review: Review) -> str:
    """``Direktionen · 16. maj 2022 kl. 9.30 · Mødelokale 1``, without what is not known."""
    day = language.long_date(review.held_on)
    if review.starts_at:
        hour, minute = review.starts_at.split(":")[:2]
        day = _("{day} at {clock}", day=day, clock=f"{int(hour)}.{minute}")
    return " · ".join(part for part in (review.body, day, review.place) if part)


def _sentence(fact: Fact) -> str:
    if fact.reason is Reason.WINDOW_OPENED:
        return _(
            "The period of {process} began {day}. To be ready: {what}",
            process=fact.of or "",
            day=_day(fact),
            what=language.shortened(fact.about or "", _LONGEST),
        )
    if fact.request is not None:
        return _asked(fact)
    if fact.reason is Reason.RETURNED and fact.until:
        return _(
            "Put off until {day}, which has come: {about}",
            day=language.long_date(fact.until),
            about=language.shortened(fact.about or "", _LONGEST),
        )
    return _SENTENCES[fact.reason](language.shortened(fact.about or "", _LONGEST), _day(fact))


def _asked(fact: Fact) -> str:
    """A question in the words all places use; that it concerns others as well is said."""
    assert fact.request is not None
    said = language.shortened(sentences.question(fact.request), _LONGEST)
    about = fact.request.proposals
    if len(about) > 1:
        said = f"{said} ({sentences.about(fact.request)})"
    else:
        said = labels.tied(said, about[0] if about else None)
    if fact.request.postponed_until:
        until = language.long_date(fact.request.postponed_until)
        when = _("put off until {day}", day=until)
        said = f"{said} ({when})"
    return _SENTENCES[fact.reason](said, _day(fact))


def grave(reasons: Sequence[str]) -> str:
    """The reasons that may not be folded away unseen, in words; empty where there are none."""
    return ", ".join(labels.label("reason", code) for code in reasons if code in GRAVE)


def named(review: Review, row: Mapping[Any, Any]) -> str:
    """``4 Titel``; where the review spans portfolios, the proposal's is said: each has a 4."""
    return _numbered(review, row["number"], row["title"], row["portfolio_title"])


def named_outcome(review: Review, one: ItemOutcome) -> str:
    """As ``named``, of what the minutes will say."""
    return _numbered(review, one.number, one.title, one.portfolio_title)


def _numbered(review: Review, number: int | None, title: str, portfolio: str | None) -> str:
    if not number:
        return title
    return f"{number} {title}" if review.portfolio else f"{number} {title} ({portfolio})"


def _day(fact: Fact) -> str:
    if fact.day_text or not fact.day:
        return dated.said(fact.day_text, "")
    return language.long_date(fact.day)


def _light(rag: str, about: str) -> str:
    word = labels.label("rag", rag)
    return f"{word}: {about}" if about else _("{light}, without a reason given", light=word)


def _silent(_about: str, day: str) -> str:
    return _("No status since {day}", day=day) if day else _("No status yet")


_SENTENCES: dict[Reason, Callable[[str, str], str]] = {
    Reason.RETURNED: lambda about, day: _("Put off {day}: {about}", day=day, about=about),
    Reason.REVIEW_DUE: lambda about, day: _(
        "To be looked at again, as decided {day}: {about}", day=day, about=about
    ),
    Reason.DECISION_NEEDED: lambda about, _day: _("For decision: {about}", about=about),
    Reason.OPEN_QUESTION: lambda about, _day: _("Open: {about}", about=about),
    Reason.RED: lambda about, _day: _light("red", about),
    Reason.OVERDUE: lambda about, day: _("Overdue {day}: {about}", day=day, about=about),
    Reason.FOLLOW_UP_OVERDUE: lambda about, day: _(
        "Follow-up overdue {day}: {about}", day=day, about=about
    ),
    Reason.NO_PARTY: lambda _about, _day: _(
        "Nobody to discuss it with, and nobody has said yes to responsibility"
    ),
    Reason.NOT_ACCEPTED: lambda _about, _day: _("Nobody has said yes to responsibility"),
    Reason.DEADLINE_SOON: lambda about, day: _("Deadline {day}: {about}", day=day, about=about),
    Reason.SILENT: _silent,
    Reason.AMBER: lambda about, _day: _light("amber", about),
    Reason.NEW: lambda _about, _day: _("Not talked of at a meeting yet"),
    Reason.CHANGED: lambda about, _day: _("Changed since {meeting}", meeting=about),
}
