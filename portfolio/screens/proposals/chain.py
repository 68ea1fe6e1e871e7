"""The chain of who is involved, a step a card: on the proposal's sheet and on Beslutninger."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from portfolio import labels, language
from portfolio.domain.involvement import ChainState
from portfolio.language import _
from portfolio.reports import dated
from portfolio.screens import drawing
from portfolio.screens.drawing import Link
from portfolio.screens.sources import Marks

Row = dict[Any, Any]


@dataclass(frozen=True)
class Step:
    """A party, what it does, and how far that is."""

    place: str
    party: str
    role: str
    state: str  # a ChainState
    told: str  # the state in words, and when
    notes: tuple[str, ...]
    departs: str  # the decision it departs from
    marks: tuple[Link, ...]


def steps(rows: Sequence[Row], marks: Marks) -> tuple[Step, ...]:
    """The steps in order."""
    return tuple(_step(row, marks) for row in rows)


def whose(rows: Sequence[Row]) -> str:
    """Whether a proposal follows the portfolio's order."""
    if any(row["own"] for row in rows):
        return _("The portfolio's order, except where a step says “only this proposal”.")
    return _("The proposal follows the portfolio's order.")


def draw(rows: Sequence[Row], marks: Marks) -> Markup:
    """The portfolio's chain alone, as a fragment."""
    return drawing.draw("chain.html", steps=steps(rows, marks))


def _step(row: Row, marks: Marks) -> Step:
    role = labels.label("involvement_role", row["role"])
    only = _("only this proposal") if row["own"] else ""
    return Step(
        place=str(row["position"]),
        party=row["party"],
        role=" · ".join(filter(None, (role, only))),
        state=row["state"],
        told=_told(row),
        notes=tuple(filter(None, (row["state_note"], row["note"]))),
        departs=_departs(row),
        marks=marks.of(row["id"]),
    )


def _told(row: Row) -> str:
    """A word, and when; that nobody recorded a day is said."""
    word = labels.label("involvement_state", row["state"])
    if row["state"] in (ChainState.DONE, ChainState.SKIPPED):
        day = row["happened_on"]
        if day:
            return f"{word} {language.long_date(day)}"
    elif row["planned_date_text"] is not None:
        when = _("planned {when}", when=language.within(dated.of(row, prefix="planned_")))
        return f"{word} · {when}"
    missing = _("date missing")
    return f"{word} · {missing}"


def _departs(row: Row) -> str:
    """Of a step that was left out: the decision that wanted it, or that a later one is done."""
    said = []
    if row["state"] == ChainState.PASSED_OVER:
        said.append(
            _(
                "{party} has been passed over: a later step is done, and this one is not.",
                party=row["party"],
            )
        )
    if row["state"] in (ChainState.PASSED_OVER, ChainState.SKIPPED) and row["decision"]:
        day = language.long_date(row["decided_on"])
        said.append(
            _(
                "It departs from the decision of {day}: “{decision}”",
                day=day,
                decision=row["decision"],
            )
        )
    return " ".join(said)
