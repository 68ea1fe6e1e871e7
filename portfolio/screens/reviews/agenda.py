"""The first and the last screen of a review: its agenda, and what became of each item of it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from portfolio import labels
from portfolio.domain.model import Placement
from portfolio.language import _, ngettext
from portfolio.queries.reviews.reviews import Review
from portfolio.queries.reviews.screen import ItemOutcome
from portfolio.screens import drawing
from portfolio.screens.reviews import words

Row = dict[Any, Any]
_MOST = 6  # taken note of, before the rest is folded: the button that closes stands below them


def draw(review: Review, items: pd.DataFrame) -> Markup:
    """What is talked about; how many are taken note of, and by name those that are grave."""
    talked, noted = (
        items[items["placement"] == place].to_dict("records")
        for place in (Placement.AGENDA, Placement.NOTED)
    )
    named = [_grave(words.named(review, row), row) for row in noted]
    return drawing.draw(
        "review_agenda.html",
        rows=[
            row | {"portfolio": "" if review.portfolio else row["portfolio_title"] or ""}
            for row in talked
        ],
        noted=len(noted),
        grave=[row for row in named if row["grave"]],
    )


def draw_decided(review: Review, found: Sequence[ItemOutcome]) -> Markup:
    """What was decided of each that was on the agenda; of the others that nothing was."""
    rows = [_outcome(review, one) for one in found]
    return _draw(_("On the agenda"), rows, nothing="" if found else _("Nothing."), most=len(rows))


def draw_noted(review: Review, found: Sequence[ItemOutcome], rows: Mapping[str, Row]) -> Markup:
    """What is taken note of together; what is red, asked for or late says so."""
    lines = [_noted(review, one, rows[one.item_id]) for one in found]
    heading = _("Taken note of, without being talked about")
    return _draw(heading, lines, nothing=_("Nothing."), most=_MOST)


def _draw(heading: str, rows: Sequence[Row], *, nothing: str, most: int) -> Markup:
    return drawing.draw(
        "review_outcomes.html", heading=heading, rows=rows, nothing=nothing, most=most
    )


def _outcome(review: Review, one: ItemOutcome) -> Row:
    outcome, quiet = "", _("no decision")
    if one.here is not None:
        outcome = labels.label("decision_outcome", one.here.outcome)
        count = len(one.here.follow_ups)
        quiet = ngettext("{n} follow-up", "{n} follow-ups", count) if count else ""
    elif one.is_gone:
        quiet = _("set aside meanwhile, so nothing is decided")
    title = words.named_outcome(review, one)
    return {"title": title, "outcome": outcome, "grave": "", "quiet": quiet}


def _noted(review: Review, one: ItemOutcome, row: Row) -> Row:
    title = words.named_outcome(review, one)
    if one.is_gone:
        return {"title": title, "outcome": "", "grave": "", "quiet": _("set aside meanwhile")}
    return _grave(title, row)


def _grave(title: str, row: Row) -> Row:
    """A folded line that says in itself that it is red, asked for or late."""
    said = words.grave(row["reasons"])
    return {"title": title, "rag": row["rag"], "outcome": "", "grave": said, "quiet": ""}
