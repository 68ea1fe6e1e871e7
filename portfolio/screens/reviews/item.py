"""One item on the projector: what is asked, why it is here, what moved, who, what was decided.

Nothing scrolls: the style sheet cuts each piece after so many lines, and only so many of each are
shown (``SHORT``), unless somebody asks for all of it (``WHOLE``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from portfolio import labels, language
from portfolio.domain.model import Rag
from portfolio.domain.requests import Request
from portfolio.language import _
from portfolio.queries.overview import compare
from portfolio.queries.reviews import reviews
from portfolio.queries.reviews import screen as review_screen
from portfolio.queries.reviews.reviews import Review
from portfolio.queries.reviews.screen import DecisionWithFollowUps, Screen
from portfolio.reports.requests import sentences
from portfolio.screens import drawing
from portfolio.screens.drawing import Read
from portfolio.screens.reviews import beside, words
from portfolio.screens.reviews.beside import SHORT, WHOLE, Facts, Room

Row = dict[Any, Any]
_LARGE, _MIDDLE = 200, 600  # signs: what is short is written large


@dataclass(frozen=True)
class Question:
    """What is to be answered; empty where the heading of the screen asks it."""

    words: str
    options: tuple[str, ...]
    recommendation: str | None
    why: tuple[str, ...]


def ask(read: Read, review: Review, item: Row, today: date) -> Facts | None:
    """None when it was taken off the agenda in this very moment."""
    found = read(review_screen.screen, item_id=str(item["id"]), today=today)
    if found is None:
        return None
    held = read(reviews.last_held, before=review.held_on, portfolio=review.portfolio)
    if held is None or not item["proposal_id"]:
        return Facts(review, item, found, None, None, today)
    since = date.fromisoformat(held[0])
    until = date.fromisoformat(review.held_on) if review.closed_at else today
    differences = read(
        compare.differences, portfolio=item["portfolio"], first=since, second=max(until, since)
    )
    mine = (each for each in differences if each.proposal_id == item["proposal_id"])
    return Facts(review, item, found, since, next(mine, None), today)


def draw(facts: Facts, room: Room = SHORT) -> Markup:
    """The screen below its title."""
    shown, here = facts.screen, facts.screen.here
    questions = [] if here else [_question(one, facts) for one in shown.requests[: room.questions]]
    size = "whole" if room is WHOLE else _size(here, questions)
    few = room._replace(waiting=0) if size in ("middle", "small") else room
    return drawing.draw(
        "review_item.html",
        facts=shown.facts,
        standing=_standing(shown),
        reason=_reason(shown),
        gone=_gone(shown),
        here=here and _decision(here),
        questions=questions,
        more=0 if here else len(shown.requests) - len(questions),
        size=size,
        told=beside.told(facts, room),
        last=beside.last(shown, few) if here is None or size in ("large", "whole") else [],
    )


def draw_last(facts: Facts) -> Markup:
    """What was decided before, to be looked at beside the form."""
    return drawing.draw("review_facts.html", told=beside.last(facts.screen, SHORT))


def _standing(screen: Screen) -> str:
    """Stage, progress and purpose in one line."""
    facts = screen.facts
    if facts is None:
        return ""
    percent = "" if facts["percent"] is None else language.share(facts["percent"] / 100)
    parts = (labels.label("stage", facts["stage"]), percent, facts["purpose"])
    return " · ".join(str(part) for part in parts if part)


def _reason(screen: Screen) -> str:
    facts = screen.facts
    if facts is None or screen.is_gone or facts["rag"] not in (Rag.AMBER, Rag.RED):
        return ""
    return facts["reason"] or _("Nobody has said why.")


def _gone(screen: Screen) -> str:
    if not screen.is_gone or screen.facts is None:
        return ""
    why = screen.facts["set_aside_reason"] or _("no reason recorded")
    return _("The proposal has been set aside: {reason}", reason=why)


def _decision(made: DecisionWithFollowUps) -> tuple[str, str, list[tuple[str, str]]]:
    """Its number and outcome, its words, and what else is to be said of it."""
    more = []
    if made.difference:
        more.append((_("Departs from the recommendation:"), made.difference))
    if made.review_on:
        day = language.long_date(made.review_on)
        more.append((_("To be looked at again:"), day))
    outcome = labels.label("decision_outcome", made.outcome)
    return f"{made.number} {outcome}", made.decision, more


def _question(request: Request, facts: Facts) -> Question:
    asked = sentences.question(request)
    why: tuple[str, ...] = (sentences.why_open(request, facts.today),)
    if facts.screen.facts is None:
        why = words.whole(facts.item["reasons"], request, facts.today)
    return Question(
        "" if asked == facts.item["title"] else asked, request.options, request.recommendation, why
    )


def _size(here: DecisionWithFollowUps | None, questions: Sequence[Question]) -> str:
    said = [here.decision, here.difference or ""] if here else []
    said += [part for one in questions for part in (one.words, one.recommendation or "")]
    signs = sum(map(len, said))
    if signs <= _LARGE and len(questions) < SHORT.questions:
        return "large"
    return "middle" if signs <= _MIDDLE and len(questions) < SHORT.questions else "small"
