"""The right of the sheet: stage, lights over time, who, money, and what it hangs on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from portfolio import labels, language
from portfolio.domain.model import PoolKind, Stage
from portfolio.domain.party_words import PartyWord
from portfolio.language import _
from portfolio.reports import dated
from portfolio.screens.drawing import Link, To
from portfolio.screens.overview.row import PATH, reached
from portfolio.screens.sources import Marks

if TYPE_CHECKING:
    from portfolio.screens.proposals.sheet import Facts

Row = dict[Any, Any]
#: So many months of lights stand side by side.
_MONTHS = 8


@dataclass(frozen=True)
class Named:
    """A name with what is said of it, and the sources."""

    name: str
    remark: str
    note: str
    marks: tuple[Link, ...]
    way: str = ""


@dataclass(frozen=True)
class Side:
    """The facts beside the status."""

    steps: tuple[tuple[str, str], ...]  # the name of a stage, and a class: on, at or neither
    off_path: str  # the stage where it is none of the path
    lights: tuple[tuple[str, str], ...]  # light and month, the newest last
    who: tuple[tuple[str, bool, tuple[Named, ...]], ...]  # word, whether it is a yes, names
    nobody: str  # what is said where nobody has said yes
    money: tuple[Named, ...]
    ties: tuple[Named, ...]


def side(facts: Facts, marks: Marks, to: To) -> Side:
    """All that stands in the box's right half."""
    stage = Stage(facts.proposal.facts["stage"])
    found = facts.belongings
    parties = found.parties.to_dict("records")
    return Side(
        steps=_steps(stage),
        off_path="" if stage in PATH or stage is Stage.CLOSED else labels.label("stage", stage),
        lights=_lights(found.statuses.to_dict("records")),
        who=_who(parties, marks),
        nobody=_nobody(parties),
        money=_money(facts, marks, to),
        ties=_ties(facts, marks, to),
    )


def _steps(stage: Stage) -> tuple[tuple[str, str], ...]:
    count = reached(stage)
    return tuple(
        (
            labels.label("stage", step),
            "at" if step is stage else "on" if place < count else "",
        )
        for place, step in enumerate(PATH)
    )


def _lights(newest_first: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """A light a month, the last one given in it; a silent month keeps the light before."""
    last = {
        month: next(rows)["rag"]
        for month, rows in groupby(newest_first, lambda row: row["reported_on"][:7])
    }
    if not last:
        return ()
    shown, light, day = [], "none", date.fromisoformat(f"{min(last)}-01")
    while f"{day:%Y-%m}" <= max(last):
        light = last.get(f"{day:%Y-%m}", light)
        shown.append((light, language.short_month(day)))
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return tuple(shown[-_MONTHS:])


def _who(parties: Sequence[Row], marks: Marks) -> tuple[tuple[str, bool, tuple[Named, ...]], ...]:
    """By what they are to it on the day, whoever answers for it first."""
    told = [row for row in parties if row["word"] != PartyWord.ADDED]
    return tuple(
        (
            _("Responsible") if word is PartyWord.ACCEPTED else _heading(word),
            word is PartyWord.ACCEPTED,
            tuple(_named(row, marks) for row in told if row["word"] == word),
        )
        for word in PartyWord
        if any(row["word"] == word for row in told)
    )


def _heading(word: PartyWord) -> str:
    words = labels.label("party_word", word)
    return words[:1].upper() + words[1:]


def _named(row: Row, marks: Marks) -> Named:
    is_role = row["word"] == row["role"]
    remark = labels.hedged("", row["certainty"]).removeprefix(", ") if is_role else ""
    return Named(row["name"], remark, row["note"] or "", marks.of(row["id"]))


def _nobody(parties: Sequence[Row]) -> str:
    words = {row["word"] for row in parties}
    roles = {row["role"] for row in parties}
    if PartyWord.ACCEPTED in words:
        return ""
    nobody = _("Nobody has said yes to responsibility yet.")
    if roles & {PartyWord.TOLD, PartyWord.DISCUSS_WITH, PartyWord.WORKS_ON}:
        return nobody
    unnamed = _("The minutes name nobody to discuss further work with.")
    return f"{unnamed} {nobody}"


def _money(facts: Facts, marks: Marks, to: To) -> tuple[Named, ...]:
    """What is asked, granted and own, by application; and what a budget has set aside."""
    asked = [_application(row, to) for row in facts.applications]
    budgets = [
        _budget(row, marks, to)
        for row in facts.belongings.pools.to_dict("records")
        if row["kind"] in (PoolKind.BUDGET, PoolKind.MUNICIPAL) and row["total_amount"] is not None
    ]
    return (*asked, *budgets)


def _application(row: Row, to: To) -> Named:
    amounts = [
        words(language.short_amount(row[name]))
        for name, words in _AMOUNTS.items()
        if row[name] is not None
    ]
    told = " · ".join([*amounts, labels.label("application_state", row["state"])])
    return Named(row["title"], told, row["note"] or "", (), to("strategi", pulje=row["code"]))


_AMOUNTS: dict[str, Callable[[str], str]] = {
    "granted_amount": lambda amount: _("{amount} granted", amount=amount),
    "asked_amount": lambda amount: _("{amount} asked for", amount=amount),
    "own_amount": lambda amount: _("{amount} of our own", amount=amount),
}


def _budget(row: Row, marks: Marks, to: To) -> Named:
    amount = language.short_amount(row["total_amount"])
    told = labels.hedged(_("{amount} in the budget", amount=amount), row["certainty"])
    way = to("strategi", pulje=row["code"])
    return Named(row["title"], told, "", marks.of(row["id"]), way)


def _ties(facts: Facts, marks: Marks, to: To) -> tuple[Named, ...]:
    found = facts.belongings
    windows = {row["process"]: row for row in reversed(facts.windows)}
    pools = [_tie(row, "pulje", "", marks, to) for row in found.pools.to_dict("records")]
    processes = [
        _tie(row, "proces", _window(windows.get(row["code"])), marks, to)
        for row in found.processes.to_dict("records")
    ]
    return (*pools, *processes)


def _tie(row: Row, name: str, window: str, marks: Marks, to: To) -> Named:
    how = labels.hedged(labels.label("relation", row["relation"]), row["certainty"])
    told = " · ".join(filter(None, (how, window)))
    way = to("strategi", **{name: row["code"]})
    return Named(row["title"], told, row["note"] or "", marks.of(row["id"]), way)


def _window(row: Row | None) -> str:
    if row is None:
        return ""
    when = language.within(dated.of(row))
    words = _("Next period: {title}, {when}", title=row["title"], when=when)
    return f"{words} · {labels.label('window_state', row['state'])}"
