"""Beslutningskontrol: every decision that is not carried out, how old it is, who has it and why it
waits; what is done stands there once.

Open this to change what the control says, in both its files. How it lands in Word is
:mod:`portfolio.reports.papers.word`, in a pdf ``templates/kontrol.typ``.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from portfolio import labels, language
from portfolio.domain.attention import WAITING, FollowUpState
from portfolio.language import _, ngettext
from portfolio.queries.papers.shapes import Facts, Row, records
from portfolio.reports.meetings import sentences
from portfolio.reports.papers import phrases, status_sheet, word, word_templates
from portfolio.reports.papers.blocks import Block, Table, Text
from portfolio.reports.papers.typesetter import typeset


def docx(facts: Facts) -> bytes:
    """The control as a Word file."""
    parts = {field: blocks for _title, field, blocks in _sections(facts)}
    return word.fill(_template(language.speech_now()), _lines(facts), parts, facts.logo)


def pdf(facts: Facts) -> bytes:
    """The same as a pdf that can be read aloud."""
    return typeset("kontrol.typ", in_words(facts), facts.logo)


def in_words(facts: Facts) -> dict[str, Any]:
    """All that the pdf says."""
    sections = [
        {"title": title, "blocks": [_block(block) for block in blocks]}
        for title, _field, blocks in _sections(facts)
    ]
    title = _("Decision control")
    return {**status_sheet.frame(facts, title), "control": title, "sections": sections}


def _block(block: Block) -> dict[str, Any]:
    assert isinstance(block, Text | Table)
    return {"text": block.words} if isinstance(block, Text) else vars(block) | {"inks": None}


def _sections(facts: Facts) -> list[tuple[str, str, Sequence[Block]]]:
    """The heading, the template's field, and what stands below it."""
    below: list[list[Block]] = [
        [Text(_summary(facts))],
        _decisions(facts),
        _follow_ups(facts),
        _done(facts),
    ]
    return [
        (title, field, blocks) for (title, field), blocks in zip(_headings(), below, strict=True)
    ]


def _headings() -> tuple[tuple[str, str], ...]:
    return (
        (_("In short"), "kort"),
        (_("Open decisions"), "beslutninger"),
        (_("Open follow-ups"), "opfølgninger"),
        (_("Done or lapsed"), "udført"),
    )


@lru_cache(maxsize=64)
def _template(_spoken: language.Speech) -> bytes:
    return word_templates.workshop_template(_headings())


def _lines(facts: Facts) -> dict[str, str]:
    return {
        "titel": _("Decision control"),
        "kommune": str(facts.portfolio["municipality"]),
        "portefølje": str(facts.portfolio["title"]),
        "dato": phrases.as_of(facts),
        "stand": f"{facts.portfolio['title']} · {phrases.as_of(facts)}",
    }


def _open(facts: Facts) -> list[Row]:
    """The oldest first."""
    rows = [row for row in records(facts.decisions) if row["counts"] and row["is_open"]]
    return sorted(rows, key=lambda row: -row["days"])


def _summary(facts: Facts) -> str:
    rows = _open(facts)
    counted = int(facts.decisions["counts"].sum())
    if not counted:
        return _("No decision is to be carried out yet.")
    late = sum(row["is_late"] for row in rows)
    said = [
        ngettext(
            "{open} of {n} decision to be carried out is open.",
            "{open} of {n} decisions to be carried out are open.",
            counted,
            open=len(rows),
        ),
        ngettext("{n} of them is late.", "{n} of them are late.", late),
    ]
    if rows:
        said.append(_("The oldest is {days} days old.", days=rows[0]["days"]))
    return " ".join(said)


def _decisions(facts: Facts) -> list[Block]:
    rows = [
        (
            str(row["number"]),
            phrases.day(row["decided_on"]),
            str(row["days"]),
            str(row["decision"]),
            _responsible(_waiting(facts, row["id"])),
            "; ".join(_why(facts, row)),
        )
        for row in _open(facts)
    ]
    if not rows:
        return [Text(_("No decision is open."))]
    header = (
        _("No."),
        _("Decided"),
        _("Days"),
        _("Decision"),
        _("Responsible"),
        _("Why it is open"),
    )
    alt = _("Every open decision: its age in days, who is responsible, and why it is open")
    return [Table(header, rows, alt, (1.1, 2.4, 1.3, 6.0, 2.9, 2.9))]


def _waiting(facts: Facts, decision_id: object) -> list[Row]:
    mine = facts.follow_ups[facts.follow_ups["decision_id"] == decision_id]
    return [row for row in records(mine) if row["status"] in WAITING]


def _responsible(waiting: list[Row]) -> str:
    names = dict.fromkeys(row["responsible"] for row in waiting if row["responsible"])
    return ", ".join(names) or _("missing")


def _why(facts: Facts, decision: Row) -> list[str]:
    waiting = _waiting(facts, decision["id"])
    if not waiting:
        return [_("no follow-up, and nobody has recorded what came of it")]
    late = sum(row["status"] == FollowUpState.OVERDUE for row in waiting)
    silent = sum(row["status"] == FollowUpState.NOT_RECORDED for row in waiting)
    nobody = sum(not row["responsible"] for row in waiting)
    undated = sum(not row["date_end"] for row in waiting)
    told = (
        (late, ngettext("{n} follow-up is overdue", "{n} follow-ups are overdue", late)),
        (silent, _("not recorded whether it was done in time")),
        (
            nobody,
            ngettext(
                "{n} follow-up has nobody responsible",
                "{n} follow-ups have nobody responsible",
                nobody,
            ),
        ),
        (undated, ngettext("{n} follow-up has no date", "{n} follow-ups have no date", undated)),
    )
    return [words for holds, words in told if holds] or [_("the date has not come")]


def _follow_ups(facts: Facts) -> list[Block]:
    rows = [
        (
            sentences.named(decision["number"], decision["decided_on"]),
            str(row["title"]),
            str(row["responsible"] or _("missing")),
            sentences.when(row, _("missing")),
            labels.label("follow_up_state", row["status"]),
        )
        for decision in _open(facts)
        for row in _waiting(facts, decision["id"])
    ]
    if not rows:
        return [Text(_("No follow-up is open."))]
    header = (_("Decision"), _("Follow-up"), _("Responsible"), _("Date"), _("Status"))
    return [Table(header, rows, _("The follow-ups that are open"), (2.6, 5.8, 2.7, 3.4, 2.1))]


def _done(facts: Facts) -> list[Block]:
    """Each that is over, once: follow-ups, and the decisions that have none."""
    over = [row for row in records(facts.follow_ups) if row["status"] not in WAITING]
    rows = [
        (
            sentences.named(row["decision"], row["decided_on"]),
            str(row["title"]),
            labels.label("follow_up_state", row["status"]),
        )
        for row in over
    ]
    followed = set(facts.follow_ups["decision_id"])
    rows += [
        (
            sentences.named(row["number"], row["decided_on"]),
            str(row["decision"]),
            sentences.carried_out(row),
        )
        for row in records(facts.decisions)
        if row["counts"] and not row["is_open"] and row["id"] not in followed
    ]
    if not rows:
        return [Text(_("Nothing is recorded as done."))]
    header = (_("Decision"), _("Follow-up or decision"), _("Status"))
    return [Table(header, rows, _("What is done or lapsed"), (2.6, 11.0, 3.0))]
