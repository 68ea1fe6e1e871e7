"""Data: the day's facts as a workbook with a sheet per noun. Open this to add a sheet or column.

Words stand where the database has codes. People are not in it: only parties, as on the screen.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from portfolio import labels, language
from portfolio.language import _
from portfolio.queries.papers.shapes import Facts, PaperProposal, records
from portfolio.reports import tables
from portfolio.reports.papers import colours, phrases
from portfolio.reports.saving import saved

_HEAD = PatternFill("solid", fgColor=colours.PALE)
_WIDEST = 60
Rows = Iterable[Sequence[object]]


def xlsx(facts: Facts) -> bytes:
    """The workbook: what it is, then a sheet per noun; the headings stay in sight and filter."""
    book = Workbook()
    _about(book.active, facts)
    for title, headings, rows in _sheets(facts):
        write_sheet(book.create_sheet(title), headings, rows)
    book.properties.title = f"{facts.portfolio['title']}, {phrases.as_of(facts)}"
    book.properties.language = "da-DK"
    return saved(book)


def _about(sheet: Worksheet, facts: Facts) -> None:
    sheet.title = _("About the file")
    lines = [
        (_("Portfolio"), facts.portfolio["title"]),
        (_("Municipality"), facts.portfolio["municipality"]),
        (_("Shown"), phrases.as_of(facts)),
        (_("Proposals"), len(facts.proposals)),
        (_("In short"), phrases.headline(facts)),
        (_("Sources"), phrases.source_note(facts)),
    ]
    tables.fill_facts(sheet, lines)


def _sheets(facts: Facts) -> list[tuple[str, list[str], Rows]]:
    every = facts.proposals
    return [
        (_("Proposals"), _proposal_headings(), (_proposal(facts, one) for one in every)),
        (
            _("Responsibility"),
            [*_which(), _("Party"), _("What the minutes say"), _("Last word")],
            (
                (
                    one.number,
                    one.title,
                    party.name,
                    labels.label("party_role", party.role),
                    labels.label("responsibility", party.state) if party.state else _("none yet"),
                )
                for one in every
                for party in one.parties
            ),
        ),
        (
            _("Ties"),
            [*_which(), _("Kind"), _("Hangs on"), _("How"), _("Note")],
            (_tie(one, row) for one in every for row in (*one.processes, *one.pools)),
        ),
        (
            _("Places"),
            [*_which(), _("Place"), _("Role")],
            (
                (one.number, one.title, row["place"], labels.label("place_role", row["role"]))
                for one in every
                for row in one.places
            ),
        ),
        (
            _("Strategy processes"),
            [
                _("Strategy process"),
                _("Kind"),
                _("What it is about"),
                _("Responsible"),
                _("Proposals"),
            ],
            map(_process, records(facts.processes)),
        ),
        (_("Funding pools"), _pool_headings(), map(_pool, records(facts.pools))),
        (
            _("Milestones"),
            [
                _("Milestone"),
                _("Kind"),
                _("Belongs to"),
                _("Date"),
                _("From"),
                _("To"),
                _("State"),
                _("Proposals"),
            ],
            map(_milestone, records(facts.milestones)),
        ),
        (
            _("Decisions"),
            [
                _("No."),
                _("Date"),
                _("Case"),
                _("Recommendation"),
                _("Decision"),
                _("Difference"),
                _("Outcome"),
                _("Proposals"),
            ],
            map(_decision, records(facts.decisions)),
        ),
        (
            _("Follow-ups"),
            [_("Decision"), _("Follow-up"), _("Responsible"), _("Date"), _("State")],
            map(_follow_up, records(facts.follow_ups)),
        ),
        (
            _("Gaps"),
            [
                _("Question"),
                _("Kind"),
                _("What waits for the answer"),
                _("Who can answer"),
                _("Raised"),
                _("State"),
                _("Answer"),
                _("Proposals"),
            ],
            map(_gap, records(facts.gaps)),
        ),
    ]


def _which() -> list[str]:
    return [_("No."), _("Proposal")]


def _proposal_headings() -> list[str]:
    return [
        *_which(),
        _("Purpose"),
        _("Light"),
        _("Stage"),
        _("Progress (%)"),
        _("Latest status"),
        _("Responsible"),
        _("What happened"),
        _("Next step"),
        _("Date of the next step"),
        _("Risks"),
        _("Need for a decision"),
        _("Reason"),
        _("Finances"),
        _("What it is about"),
        _("What runs already"),
        _("Suggested next"),
        _("Target groups"),
        _("Set aside or parked"),
    ]


def _proposal(facts: Facts, one: PaperProposal) -> Sequence[object]:
    purpose = next(p for p in facts.purposes if p.number == one.purpose)
    status, missing = one.status, _("not recorded")
    words = (
        "happened",
        "next_step",
        "next_step_date_text",
        "risks",
        "decision_needed",
        "reason",
        "economy",
    )
    return [
        one.number,
        one.title,
        f"{purpose.number} {purpose.title}",
        phrases.light(one),
        phrases.stage(one),
        missing if one.percent is None else one.percent,
        date.fromisoformat(status.reported_on) if status else missing,
        phrases.owner(one),
        *((getattr(status, name) or missing) if status else missing for name in words),
        one.summary or _("not stated"),
        one.already_running or _("not stated"),
        one.suggested_next or _("not stated"),
        ", ".join(one.target_groups) or _("not stated"),
        phrases.resting(one) or _("no"),
    ]


def _tie(one: PaperProposal, row: Mapping[str, Any]) -> Sequence[object]:
    kind = _("Funding pool") if row["kind"] == "pool" else _("Strategy process")
    how = labels.label("relation", row["relation"])
    return [one.number, one.title, kind, row["title"], how, row["note"]]


def _process(row: Mapping[str, Any]) -> Sequence[object]:
    kind = labels.label("process_kind", row["kind"])
    return [row["title"], kind, row["summary"], row["owner"] or _("not stated"), _numbers(row)]


def _pool_headings() -> list[str]:
    return [
        _("Funding pool"),
        _("Kind"),
        _("What it is about"),
        _("Administered by"),
        _("In all (DKK)"),
        _("Of which earmarked (DKK)"),
        _("Earmarked for"),
        _("Co-financing"),
        _("Granted (DKK)"),
        _("Proposals"),
    ]


def _pool(row: Mapping[str, Any]) -> Sequence[object]:
    share, missing = row["co_financing_share"], _("not recorded")

    def or_missing(value: object) -> object:
        return missing if value is None else value

    return [
        row["title"],
        labels.label("pool_kind", row["kind"]),
        row["summary"],
        or_missing(row["administrator"]),
        or_missing(row["total_amount"]),
        or_missing(row["earmarked_amount"]),
        row["earmarked_for"],
        missing if share is None else language.share(share),
        or_missing(row["granted_amount"]),
        _numbers(row),
    ]


def _milestone(row: Mapping[str, Any]) -> Sequence[object]:
    return [
        row["title"],
        labels.label("milestone_kind", row["kind"]),
        row["belongs_title"],
        phrases.date_text(row),
        _day(row["date_start"]),
        _day(row["date_end"]),
        labels.label("milestone_state", row["state"]),
        _numbers(row),
    ]


def _decision(row: Mapping[str, Any]) -> Sequence[object]:
    return [
        row["number"],
        _day(row["decided_on"]),
        row["item_title"],
        row["recommendation"] or _("no recommendation"),
        row["decision"],
        row["difference"],
        labels.label("decision_outcome", row["outcome"]),
        _numbers(row),
    ]


def _follow_up(row: Mapping[str, Any]) -> Sequence[object]:
    word = labels.label("follow_up_state", row["status"])
    responsible = row["responsible"] or _("responsible missing")
    return [row["decision"], row["title"], responsible, phrases.date_text(row), word]


def _gap(row: Mapping[str, Any]) -> Sequence[object]:
    return [
        row["question"],
        labels.label("gap_kind", row["kind"]),
        row["blocks"],
        row["answerer"] or _("nobody is known"),
        _day(row["raised_on"]),
        labels.label("gap_status", row["status"]),
        row["answer"],
        _numbers(row),
    ]


def _numbers(row: Mapping[str, Any]) -> str:
    return ", ".join(str(number) for number in row["numbers"]) or _("the portfolio as a whole")


def _day(iso: str | None) -> date | None:
    return None if iso is None else date.fromisoformat(iso)


def write_sheet(sheet: Worksheet, headings: Sequence[str], rows: Rows) -> None:
    """A sheet with its headings, which stay in sight and filter; that there is nothing is said."""
    widths = [len(heading) + 4 for heading in headings]  # 4: the filter's arrow
    for column, heading in enumerate(headings, 1):
        cell = sheet.cell(1, column)
        tables.put_text(cell, heading)
        cell.font, cell.fill = Font(bold=True), _HEAD
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    line = 1
    for line, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(line, column)
            tables.fill(cell, value)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            longest = 0 if value is None else len(str(value)) + 2
            widths[column - 1] = min(_WIDEST, max(widths[column - 1], longest))
    if line == 1:
        tables.put_text(sheet.cell(2, 1), _("None are recorded."))
    _frame(sheet, widths, max(line, 1))


def _frame(sheet: Worksheet, widths: Sequence[int], last: int) -> None:
    """What stays in sight, what can be filtered, and how it is printed."""
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{last}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P / &N"
