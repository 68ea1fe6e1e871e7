"""What is on record of a proposal: decisions, workshops, questions, statuses, files, comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portfolio import labels, language
from portfolio.domain.model import DECIDING, Responsibility
from portfolio.language import _
from portfolio.reports.meetings import sentences as meeting_sentences
from portfolio.screens import timestamps
from portfolio.screens.drawing import Link, To

if TYPE_CHECKING:
    from portfolio.screens.proposals.sheet import Facts

Row = dict[Any, Any]


@dataclass(frozen=True)
class Line:
    """Words with what is said of them in grey, and their sources."""

    words: str
    remark: str
    marks: tuple[Link, ...]


def decisions(facts: Facts) -> tuple[tuple[Row, str], ...]:
    """What was decided of a day before what was only talked about; by whom, when, and how it
    stands to the recommendation."""
    return tuple(({**row, **_beside(row, facts)}, _by_whom(row)) for row in facts.made)


def _beside(row: Row, facts: Facts) -> Row:
    return {
        "decision": labels.tied(row["decision"], row["mine"]),
        "effects": facts.effects.get(row["id"], ()),
        "tasks": [task for task in facts.follow_ups if task["decision_id"] == row["id"]],
    }


def _by_whom(row: Row) -> str:
    decides, departs = row["outcome"] in DECIDING, row["differs"] or not row["recommendation"]
    follows = _("as recommended") if decides and not departs else ""
    return " · ".join(filter(None, (row["body"], language.long_date(row["decided_on"]), follows)))


def workshops(held: Sequence[Row], to: To) -> tuple[tuple[Link, str], ...]:
    """What each workshop changed for it."""
    return tuple((_workshop_link(row, to), _workshop(row)) for row in held)


def _workshop_link(row: Row, to: To) -> Link:
    words = _("Workshop {day}", day=language.long_date(row["held_on"]))
    return Link(words, to("workshop", workshop=row["id"]))


def _workshop(row: Row) -> str:
    return _(
        "{changed}; next: {step}; seen to by: {who}",
        changed=row["changed"],
        step=row["next_step"] or _("no next step agreed"),
        who=row["responsible"] or _("nobody yet"),
    )


@dataclass(frozen=True)
class Record:
    """Its statuses, the rounds without a word, and every word of the handshake."""

    statuses: tuple[tuple[str, str, str, tuple[tuple[str, str], ...], str], ...]
    silences: tuple[str, ...]
    answers: tuple[tuple[str, bool], ...]  # in words, and whether it was taken back


def record(facts: Facts) -> Record:
    """What has been reported and answered, the newest status first."""
    answers = facts.belongings.answers
    said = answers[(answers["state"] != Responsibility.SUGGESTED) | answers["undoes"].notna()]
    return Record(
        statuses=tuple(_status(row) for row in facts.belongings.statuses.to_dict("records")),
        silences=tuple(
            _(
                "“{round}”, closed {day}: included without the owner's word.",
                round=row["title"],
                day=language.long_date(row["closed_on"]),
            )
            for row in facts.silences
        ),
        answers=tuple(_word(row) for row in said.to_dict("records")),
    )


def _status(row: Row) -> tuple[str, str, str, tuple[tuple[str, str], ...], str]:
    """Day, light, stage and how far, what was told under its heading, and by whom."""
    done = "" if row["percent"] is None else language.share(row["percent"] / 100)
    stage = " · ".join(filter(None, (labels.label("stage", row["stage"]), done)))
    told = (
        (_("Happened"), row["happened"]),
        (_("Next"), row["next_step"]),
        (_("Risk"), row["risks"]),
        (_("Reason"), row["reason"]),
        (_("Why before its time"), row["stage_reason"]),
    )
    unchanged = _("unchanged since last time") if row["unchanged"] else ""
    by = (labels.label("actor", row["author"]), unchanged, row["round"])
    given = tuple((heading, words) for heading, words in told if words)
    day = language.short_date(row["reported_on"])
    return day, row["rag"], stage, given, " · ".join(filter(None, by))


def _word(row: Row) -> tuple[str, bool]:
    state = labels.label("party_word", row["word"])
    if row["decision"]:
        number = meeting_sentences.named(row["decision"], row["decided_on"])
        state = _("{state} by decision {number}", state=state, number=number)
    if row["undoes"] is not None:
        state = _("taken back; now {state} again", state=state)
    to = _("to {party}", party=row["passed_to"]) if row["passed_to"] else ""
    noted = row["recorded_by"]
    by = _("recorded by {name}", name=labels.within("actor", noted)) if noted else ""
    day = language.short_date(row["happened_on"])
    parts = (day, row["party"], f"{state} {to}".strip(), row["said_by"], row["reason"], by)
    return " · ".join(filter(None, parts)), row["undoes"] is None and not row["stands"]


def comments(found: Sequence[Row]) -> tuple[tuple[str, str, str], ...]:
    """Who wrote it, when, and the words; of one that was taken back that it was, and no words."""
    return tuple(_comment(row) for row in found)


def _comment(row: Row) -> tuple[str, str, str]:
    author = labels.label("actor", row["author"])
    when = timestamps.moment(row["written_at"])
    if row["withdrawn_at"] is None:
        return author, when, row["words"]
    back = _(
        "Comment by {author} of {moment}, taken back by {name} on {later}.",
        author=labels.within("actor", row["author"]),
        moment=when,
        later=timestamps.moment(row["withdrawn_at"]),
        name=labels.within("actor", row["withdrawn_by"] or row["author"]),
    )
    return "", back, ""
