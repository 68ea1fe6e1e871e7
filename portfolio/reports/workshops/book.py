"""All answers of a workshop as a workbook: what counts, and what does not with the reason.

A giver is a number, another one on every sheet (:mod:`portfolio.queries.workshops.answers`).
"""

from collections.abc import Callable, Iterable, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from portfolio import labels, language
from portfolio.domain import voting
from portfolio.language import _
from portfolio.queries.workshops.answers import Answers, Row
from portfolio.queries.workshops.facts import METHODS, Facts, Figure
from portfolio.reports import tables
from portfolio.reports.saving import sayable, to_bytes
from portfolio.reports.workshops import phrases

Sheet = tuple[str, list[str], Iterable[Sequence[object]]]
#: A column: its heading, and what it says of a row: what the row has by a name, or works out.
Column = tuple[str, str | Callable[[Row], object]]


def xlsx(facts: Facts, given: Answers) -> bytes:
    """The workbook: what it is, then a sheet for each kind of answer."""
    book = Workbook()
    _about(book.active, facts, given)
    for title, headings, rows in (*_results(facts), *_answers(facts, given)):
        tables.fill_sheet(book.create_sheet(title), headings, rows)
    book.properties.title = sayable(facts.workshop.title)
    book.properties.language = language.tag()
    return to_bytes(book)


def _about(sheet: Worksheet, facts: Facts, given: Answers) -> None:
    sheet.title = _("About the file")
    lines = [
        (_("Workshop"), facts.workshop.title),
        (_("Shown"), phrases.subtitle(facts)),
        (_("Participants"), " ".join(phrases.attended(facts))),
        (_("Counting"), phrases.disagreement(facts)),
        (
            _("Answers"),
            _(
                "Only of steps that are closed. Whoever gave them is a number, and another "
                "number on each sheet. Scores and dots are never shown with a centre."
            ),
        ),
        (_("Not counted"), len(given.rejected)),
    ]
    tables.fill_facts(sheet, lines)


def _results(facts: Facts) -> list[Sheet]:
    return [
        (
            _("What came of it"),
            [*_which(), _("What changed"), _("Agreed next step"), _("Who sees to it")],
            (
                [one.number, one.title, *(words for _lead, words in phrases.outcome(one))]
                for one in facts.proposals
            ),
        ),
        (
            _("Ranking"),
            [
                *_which(),
                _("Gave scores"),
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
            *(_figure(figures.get(method)) for method in METHODS),
            *(ranks.get(method) for method in METHODS),
            _figure(ranked.spread if ranked else None),
            _("yes") if ranked and ranked.divided else _("no"),
            *(_figure(ranked.by_criterion.get(c.code) if ranked else None) for c in facts.criteria),
            one.dots,
            one.givers,
        ]


def _by_centre(facts: Facts) -> list[Sheet]:
    if facts.workshop.anonymous or not facts.by_centre:
        return []
    rows = (
        [one.number, one.title, *(_figure(means.get(one.id)) for means in facts.by_centre.values())]
        for one in facts.ranking
    )
    return [(_("By centre"), [*_which(), *facts.by_centre], rows)]


def _figure(value: Figure | None) -> float | None:
    return None if value is None else float(voting.rounded(value))


def _answers(facts: Facts, given: Answers) -> list[Sheet]:
    who: list[Column] = [(_("Participant no."), "who"), (_("Step"), "step")]
    which: list[Column] = [(_("No."), "number"), (_("Proposal"), "title")]
    about: list[Column] = [
        which[0],
        (_("Proposal"), lambda row: row["title"] or _("about nothing in particular")),
    ]
    criterion, kind = (_("Criterion"), "criterion"), _("Type")
    score, dots = (_("Score (1-5)"), "value"), (_("Dots"), "count")
    return [
        (
            _("Participants"),
            [_("Name"), _("Centre"), _("Status")],
            (_participant(row, facts) for row in given.participants),
        ),
        _sheet(_("Scores"), given.scores, [*who, *which, criterion, score]),
        _sheet(_("Dots"), given.dots, [*who, *which, dots]),
        _sheet(
            _("Notes"),
            given.notes,
            [
                *who,
                *about,
                (kind, lambda row: labels.label("note_kind", row["kind"])),
                (_("Note"), "words"),
                (_("Heading"), "heading"),
                (_("Centre"), "centre"),
                (_("Status"), lambda row: _state(row)[0]),
                (_("Why"), lambda row: _state(row)[1]),
            ],
        ),
        _sheet(
            _("Not counted"),
            given.rejected,
            [
                who[0],
                (_("Step"), lambda row: row["step"] or _("unknown")),
                (kind, lambda row: labels.label("given_kind", row["kind"])),
                *about,
                criterion,
                (_("What was given"), _rejected_answer),
                (_("Why"), lambda row: labels.label("not_counted", row["reason"])),
            ],
        ),
    ]


def _sheet(title: str, rows: Iterable[Row], columns: Sequence[Column]) -> Sheet:
    cells = (
        [row[says] if isinstance(says, str) else says(row) for _heading, says in columns]
        for row in rows
    )
    return title, [heading for heading, _says in columns], cells


def _participant(row: Row, facts: Facts) -> Sequence[object]:
    left = _("took part on paper") if row["paper"] else _("took part")
    if row["left"]:
        left = _("left and deleted the answers")
    if facts.workshop.anonymous:
        return [_("anonymous"), _("anonymous"), left]
    return [row["name"] or _("not said"), row["centre"] or _("not said"), left]


def _state(row: Row) -> tuple[str, str]:
    """Whether a note counts, and why not."""
    if row["taken_back"]:
        return _("taken back"), _("by the participant; the words are deleted")
    if row["rejected_reason"]:
        return _("set aside"), row["rejected_reason"]
    return _("counts"), ""


def _rejected_answer(row: Row) -> object:
    is_kind = row["kind"] == "note" and row["answer"] in labels.words("note_kind")
    return labels.label("note_kind", row["answer"]) if is_kind else row["answer"]
