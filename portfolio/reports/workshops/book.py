"""All answers of a workshop as a workbook: what counts, and what does not with the reason.

A giver is a number, another one on every sheet (:mod:`portfolio.queries.workshops.answers`).
"""

from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from portfolio import labels
from portfolio.language import _
from portfolio.queries.workshops.answers import Answers, Row
from portfolio.queries.workshops.facts import METHODS, Facts
from portfolio.reports import tables
from portfolio.reports.saving import saved, sayable
from portfolio.reports.workshops import phrases

Sheet = tuple[str, list[str], Iterable[Sequence[object]]]


def xlsx(facts: Facts, given: Answers) -> bytes:
    """The workbook: what it is, then a sheet for each kind of answer."""
    book = Workbook()
    _about(book.active, facts, given)
    for title, headings, rows in (*_results(facts), *_answers(facts, given)):
        tables.fill_sheet(book.create_sheet(title), headings, rows)
    book.properties.title = sayable(facts.workshop.title)
    book.properties.language = "da-DK"
    return saved(book)


def _about(sheet: Worksheet, facts: Facts, given: Answers) -> None:
    sheet.title = _("About the file")
    lines = [
        (_("Workshop"), facts.workshop.title),
        (_("Shown"), phrases.standing(facts)),
        (_("Participants"), " ".join(phrases.attended(facts))),
        (_("Counting"), phrases.disagreement(facts)),
        (
            _("Answers"),
            _(
                "Only of steps that are closed. Whoever gave them is a number, and another"
                " number on each sheet. Scores and dots never stand with a centre."
            ),
        ),
        (_("Not counted"), len(given.rejected)),
    ]
    tables.fill_facts(sheet, lines)


def _results(facts: Facts) -> list[Sheet]:
    return [
        (
            _("What came of it"),
            [*_which(), _("What changed"), _("Agreed next step"), _("Responsible")],
            (
                [one.number, one.title, *(words for _lead, words in phrases.outcome(one))]
                for one in facts.proposals
            ),
        ),
        (
            _("Ranking"),
            [
                *_which(),
                _("Votes"),
                *(labels.label("counting", m) for m in METHODS),
                *(_("Rank by {method}", method=phrases.counting(m)) for m in METHODS),
                _("Spread"),
                _("Divided"),
                *(one.title for one in facts.criteria),
                _("Dots"),
                _("Dots from"),
            ],
            _ranking(facts),
        ),
        *_by_centre(facts),
    ]


def _which() -> list[str]:
    return [_("No."), _("Proposal")]


def _ranking(facts: Facts) -> Iterable[Sequence[object]]:
    for one in facts.ranking:
        ranked = one.ranked
        figures, ranks = (ranked.figures, ranked.ranks) if ranked else ({}, {})
        yield [
            one.number,
            one.title,
            ranked.votes if ranked else 0,
            *(_two(figures.get(method)) for method in METHODS),
            *(ranks.get(method) for method in METHODS),
            _two(ranked.spread if ranked else None),
            _("yes") if ranked and ranked.divided else _("no"),
            *(_two(ranked.by_criterion.get(c.code) if ranked else None) for c in facts.criteria),
            one.dots,
            one.givers,
        ]


def _by_centre(facts: Facts) -> list[Sheet]:
    if facts.workshop.anonymous or not facts.by_centre:
        return []
    rows = (
        [one.number, one.title, *(_two(means.get(one.id)) for means in facts.by_centre.values())]
        for one in facts.ranking
    )
    return [(_("By centre"), [*_which(), *facts.by_centre], rows)]


def _two(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _answers(facts: Facts, given: Answers) -> list[Sheet]:
    who, step, state = _("Participant no."), _("Step"), _("State")
    return [
        (
            _("Participants"),
            [_("Name"), _("Centre"), state],
            (_participant(row, facts) for row in given.participants),
        ),
        (
            _("Scores"),
            [who, step, *_which(), _("Criterion"), _("Score (1-5)")],
            (
                [
                    row["who"],
                    row["step"],
                    row["number"],
                    row["title"],
                    row["criterion"],
                    row["value"],
                ]
                for row in given.scores
            ),
        ),
        (
            _("Dots"),
            [who, step, *_which(), _("Dots")],
            (
                [row["who"], row["step"], row["number"], row["title"], row["count"]]
                for row in given.dots
            ),
        ),
        (
            _("Notes"),
            [
                who,
                step,
                *_which(),
                _("Kind"),
                _("Note"),
                _("Heading"),
                _("Centre"),
                state,
                _("Why"),
            ],
            map(_note, given.notes),
        ),
        (
            _("Not counted"),
            [who, step, _("Kind"), *_which(), _("Criterion"), _("What was given"), _("Why")],
            map(_rejected, given.rejected),
        ),
    ]


def _participant(row: Row, facts: Facts) -> Sequence[object]:
    left = _("left and deleted the answers") if row["left"] else _("took part")
    if facts.workshop.anonymous:
        return [_("anonymous"), _("anonymous"), left]
    return [row["name"] or _("not said"), row["centre"] or _("not said"), left]


def _note(row: Row) -> Sequence[object]:
    state, why = _("counts"), ""
    if row["taken_back"]:
        state, why = _("taken back"), _("by the participant; the words are deleted")
    elif row["rejected_reason"]:
        state, why = _("set aside"), row["rejected_reason"]
    kind = labels.label("note_kind", row["kind"])
    return [
        row["who"],
        row["step"],
        row["number"],
        row["title"] or _("about none"),
        kind,
        row["words"],
        row["heading"],
        row["centre"],
        state,
        why,
    ]


def _rejected(row: Row) -> Sequence[object]:
    kind, answer = labels.label("given_kind", row["kind"]), row["answer"]
    if row["kind"] == "note" and answer in labels.words("note_kind"):
        answer = labels.label("note_kind", answer)
    return [
        row["who"],
        row["step"] or _("unknown"),
        kind,
        row["number"],
        row["title"] or _("about none"),
        row["criterion"],
        answer,
        labels.label("not_counted", row["reason"]),
    ]
