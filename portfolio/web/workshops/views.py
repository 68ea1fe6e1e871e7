"""What can be on the wall, each with what its template draws: ``web/templates/wall_*.html``.

What was given is there only of steps that are closed; what is to be seen of notes while their step
is open is what the facilitators have chosen.
"""

from collections.abc import Callable
from typing import Any

from portfolio import labels
from portfolio.domain import voting
from portfolio.domain.workshops import NoteKind, StepKind, StepState, WallView, WorkshopState
from portfolio.language import _, ngettext
from portfolio.queries.workshops import facts as workshop_facts
from portfolio.queries.workshops import note_board, results, workshops
from portfolio.queries.workshops.facts import Facts, ProposalResult
from portfolio.queries.workshops.workshops import Step, Workshop
from portfolio.reports.workshops import phrases
from portfolio.screens.drawing import Read
from portfolio.web.workshops import pictures

Seen = dict[str, Any]

#: Of the wall: so many letters in a line of the notes chosen, and so many lines.
_LETTERS, _LINES = 52, 20


def look(read: Read, workshop: Workshop, step: Step | None) -> Seen:
    """The view that is on the wall now, and what it draws: ``view``, ``head`` and the rest."""
    kind, which = asked(workshop, step)
    while True:
        found = _DRAWN[kind](read, workshop, which)
        if found is not None:
            return {"view": kind.value, **found}
        # What was asked for is not there (any more): what belongs to the step.
        kind, which = (WallView.LIVE if step else WallView.CODE), ""


def asked(workshop: Workshop, step: Step | None) -> tuple[WallView, str]:
    """What the facilitators have put on the wall, else what belongs to the step; of which."""
    if workshop.state == WorkshopState.ENDED:
        return WallView.AGREED, ""
    chosen, _colon, which = (workshop.wall or "").partition(":")
    if chosen in set(WallView):
        return WallView(chosen), which
    if step is None:
        return WallView.CODE, ""
    if step.kind == StepKind.AGREE:
        return WallView.AGREED, ""
    if step.kind == StepKind.TALK:  # the newest result is what is talked about
        return WallView.RESULT, ""
    if step.state != StepState.CLOSED:
        return WallView.LIVE, ""
    return _CLOSED.get(step.kind, WallView.NOTES), ""


_CLOSED = {StepKind.SCORE: WallView.RESULT, StepKind.DOTS: WallView.DOTS}


def _code(_read: Read, _workshop: Workshop, _which: str) -> Seen:
    return {"head": _("Take out your phone")}


def _live(read: Read, workshop: Workshop, _which: str) -> Seen | None:
    step = read(workshops.current_step, workshop_id=workshop.id)
    if step is None:
        return None
    criteria = read(workshops.criteria_of, workshop_id=workshop.id)
    return {
        "head": step.title,
        "criteria": criteria if step.kind == StepKind.SCORE else (),
        "notes": _of_notes(read, workshop, step.id, "") if step.kind in note_board.NOTED else None,
    }


def _result(read: Read, workshop: Workshop, which: str) -> Seen | None:
    """The proposals with their votes, the best first; ``which``: a criterion's code, or all."""
    facts = _facts(read, workshop)
    criterion = next((one for one in facts.criteria if one.code == which), None)
    if facts.voters is None or (which and criterion is None):
        return None
    found = [(one, _its(one, which)) for one in facts.ranking]
    if which:
        found.sort(key=lambda pair: -(pair[1].mean or 0) if pair[1] else 0)
    tallest = pictures.most([result for _one, result in found if result])
    return {
        "head": criterion.title if criterion else _("Result"),
        "ends": (criterion.words[0], criterion.words[-1]) if criterion else None,
        "said": _said(facts),
        "closed": _closed(facts, StepKind.SCORE),
        "foot": "" if which else phrases.disagreement(facts),
        "rows": [
            (one, result, pictures.bars(result, tallest) if result else (), divided(result))
            for one, result in found
        ],
    }


def _said(facts: Facts) -> str:
    """How many gave scores, as it was when the step was closed; and whether some are not in it."""
    if not facts.voters:
        return phrases.few_scores()
    some = ngettext("{n} gave scores", "{n} gave scores", facts.voters)
    return f"{some} · {phrases.held_back()}" if facts.held_back else some


def _its(one: ProposalResult, which: str) -> voting.Result | None:
    if one.ranked is None:
        return None
    return one.ranked.each.get(which) if which else one.ranked.total


def divided(result: voting.Result | None) -> str:
    """``Divided: 15 gave 4–5, 9 gave 1–2``; nothing where they are not."""
    if result is None or not result.divided:
        return ""
    low, high = result.ends
    return _("Divided: {high} gave 4–5, {low} gave 1–2", high=high, low=low)


def _plane(read: Read, workshop: Workshop, _which: str) -> Seen | None:
    facts = _facts(read, workshop)
    if not facts.plane:
        return None
    up, across = results.axes(facts.criteria)
    return {
        "head": f"{up.title} × {across.title}",
        "said": _("Mean of each proposal, from 1 to 5"),
        "up": up,
        "across": across,
        "dots": pictures.dots(facts),
        "placed": sorted(facts.plane, key=lambda one: one[0].number),
        "missing": len(facts.proposals) - len(facts.plane),
    }


def _centres(read: Read, workshop: Workshop, _which: str) -> Seen | None:
    facts = _facts(read, workshop)
    if not facts.by_centre:
        return None
    return {"head": _("By centre"), "said": _("Mean of the scores from 1 to 5"), "facts": facts}


def _dots(read: Read, workshop: Workshop, _which: str) -> Seen | None:
    facts = _facts(read, workshop)
    if facts.dotters is None:
        return None
    return {
        "head": _("Dots"),
        "said": ngettext("{n} gave dots", "{n} gave dots", facts.dotters) if facts.dotters else "",
        "gave": facts.dotters,
        "closed": _closed(facts, StepKind.DOTS),
        "rows": facts.dotted,
        "most": max((one.dots or 0 for one in facts.dotted), default=0) or 1,
    }


def _notes(read: Read, workshop: Workshop, which: str) -> Seen | None:
    return _of_notes(read, workshop, None, which)


def _of_notes(read: Read, workshop: Workshop, step_id: str | None, kind: str) -> Seen | None:
    """The headings with how much stands under each, and the notes that were chosen."""
    board = read(note_board.board, workshop_id=workshop.id, step_id=step_id)
    if board is None:
        return None
    mine = [note for note in board.shown if kind in ("", note.kind)]
    headed = [(one.title, [n for n in mine if n.cluster_id == one.id]) for one in board.headings]
    loose = sum(1 + note.same for note in mine if note.cluster_id is None)
    if not any(some for _title, some in headed):  # nobody has sorted them: by what they say
        headed = [
            (labels.label("note_kind", one), [n for n in mine if n.kind == one]) for one in NoteKind
        ]
        loose = 0
    chosen = sorted((note for note in mine if note.chosen), key=lambda note: -note.supports)
    lines, fits = 0, 0
    for note in chosen:
        lines += 1 + len(note.words) // _LETTERS
        fits += lines <= _LINES
    return {
        "head": labels.label("note_kind", kind) if kind else board.step.title,
        "said": ngettext("{n} note", "{n} notes", sum(1 + note.same for note in mine)),
        "closed": board.step.closed_at,
        "headings": [(title, sum(1 + n.same for n in some)) for title, some in headed if some],
        "loose": loose,
        "chosen": chosen[: max(fits, 1)],
        "more": max(len(chosen) - max(fits, 1), 0),
    }


def _one(read: Read, workshop: Workshop, which: str) -> Seen | None:
    facts = _facts(read, workshop)
    about = read(workshops.proposals_of, workshop_id=workshop.id)
    one = next((one for one in facts.proposals if one.id == which), None)
    if one is None:
        return None
    own = one.ranked.each if one.ranked else {}
    tallest = pictures.most(list(own.values()))
    return {
        "head": f"{one.number} {one.title}",
        "one": one,
        "summary": next((each.summary for each in about if each.id == which), None),
        "votes": [
            (criterion, own[criterion.code], pictures.bars(own[criterion.code], tallest))
            for criterion in facts.criteria
            if criterion.code in own
        ],
        "divided": divided,
    }


def _agreed(read: Read, workshop: Workshop, _which: str) -> Seen:
    facts, over = _facts(read, workshop), workshop.state == WorkshopState.ENDED
    said = _("Thank you for taking part") if over else ""
    return {
        "head": _("This is what we agreed") if over else _("What comes next"),
        "said": said,
        "rows": facts.proposals,
    }


def _closed(facts: Facts, kind: StepKind) -> str | None:
    """When the step that the result is of was closed."""
    closed = [s for s in facts.steps if s.kind == kind and s.state == StepState.CLOSED]
    return closed[-1].closed_at if closed else None


def _facts(read: Read, workshop: Workshop) -> Facts:
    found: Facts | None = read(workshop_facts.facts, workshop_id=workshop.id)
    assert found is not None, "the workshop was just read"
    return found


_DRAWN: dict[WallView, Callable[[Read, Workshop, str], Seen | None]] = {
    WallView.CODE: _code,
    WallView.LIVE: _live,
    WallView.RESULT: _result,
    WallView.PLANE: _plane,
    WallView.CENTRES: _centres,
    WallView.DOTS: _dots,
    WallView.NOTES: _notes,
    WallView.ONE: _one,
    WallView.AGREED: _agreed,
}
