"""All answers of a workshop as a workbook: how many gave each, and every note.

No row is anybody's (:mod:`portfolio.queries.workshops.answers`).
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

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
    _about(book.active, facts)
    for title, headings, rows in (*_results(facts), *_answers(given)):
        tables.fill_sheet(book.create_sheet(title), headings, rows)
    book.properties.title = sayable(facts.workshop.title)
    book.properties.language = language.tag()
    return to_bytes(book)


def _about(sheet: Worksheet, facts: Facts) -> None:
    sheet.title = _("About the file")
    lines = [
        (_("Workshop"), facts.workshop.title),
        (_("Shown"), phrases.subtitle(facts)),
        (_("Participants"), " ".join(phrases.attended(facts))),
        (_("Counting"), phrases.disagreement(facts)),
        (
            _("Answers"),
            _(
                "Only of steps that are closed. How many gave each score, never who: nothing "
                "is shown of fewer than five, nor what could be worked out of so few."
            ),
        ),
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
            ranked.votes or None if ranked else None,
            *(_figure(figures.get(method)) for method in METHODS),
            *(ranks.get(method) for method in METHODS),
            _figure(ranked.spread if ranked else None),
            _("yes") if ranked and ranked.divided else _("no") if figures else None,
            *(_figure(ranked.by_criterion.get(c.code) if ranked else None) for c in facts.criteria),
            one.dots,
            None if one.dots is None else one.givers,
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


def _answers(given: Answers) -> list[Sheet]:
    step: Column = (_("Step"), "step")
    which: list[Column] = [(_("No."), "number"), (_("Proposal"), "title")]
    about: list[Column] = [
        which[0],
        (_("Proposal"), lambda row: row["title"] or _("about nothing in particular")),
    ]
    scale: list[Column] = [
        (_("Gave {n}", n=n), partial(_gave, n)) for n in range(voting.LOWEST, voting.HIGHEST + 1)
    ]
    return [
        _sheet(_("Scores"), given.scores, [step, *which, (_("Criterion"), "criterion"), *scale]),
        _sheet(
            _("Dots"),
            given.dots,
            [step, *which, (_("Dots"), "count"), (_("Dots from"), "givers")],
        ),
        _sheet(
            _("Notes"),
            given.notes,
            [
                step,
                *about,
                (_("Type"), lambda row: labels.label("note_kind", row["kind"])),
                (_("Note"), "words"),
                (_("Heading"), "heading"),
                (_("Centre"), "centre"),
                (_("Status"), _state),
                (_("Why"), "rejected_reason"),
            ],
        ),
    ]


def _gave(value: int, row: Row) -> object:
    return row["counts"][value - voting.LOWEST]


def _sheet(title: str, rows: Iterable[Row], columns: Sequence[Column]) -> Sheet:
    cells = (
        [row[says] if isinstance(says, str) else says(row) for _heading, says in columns]
        for row in rows
    )
    return title, [heading for heading, _says in columns], cells


def _state(row: Row) -> str:
    return _("set aside") if row["rejected_reason"] else _("counts")
