"""Data: the day's facts as a workbook with a sheet per noun. Open this to add a sheet or column.

A column is a line in the table of its sheet: its heading, and what it says of a row. Words stand
where the database has codes. People are not in it: only parties, as on the screen.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from portfolio import labels, language
from portfolio.domain.dated import DateWords
from portfolio.domain.own_fields import OwnField
from portfolio.domain.proposal_texts import NAMES
from portfolio.language import N_, _
from portfolio.queries.papers.shapes import Facts, PaperProposal, records
from portfolio.reports import dated, tables
from portfolio.reports.meetings import sentences as meetings
from portfolio.reports.own_fields import own_fields
from portfolio.reports.papers import phrases
from portfolio.reports.requests import sentences
from portfolio.reports.saving import to_bytes

Row = Mapping[str, Any]
Value = Callable[[Any], object]  # what a column says of a row


@dataclass(frozen=True)
class Sheet:
    """A noun: its name, its rows, and its columns, each a heading and what stands below it."""

    title: str  # a msgid, as the headings
    rows: Callable[[Facts], Iterable[Any]]
    columns: tuple[tuple[str, Value], ...]
    takes_own: bool = False  # the portfolio's own fields are columns too


def xlsx(facts: Facts) -> bytes:
    """The workbook: what it is, then a sheet per noun; the headings stay in sight and filter."""
    book = Workbook()
    _about(book.active, facts)
    for sheet in _SHEETS:
        own = [(one.name, _said_in(one)) for one in facts.own_fields if sheet.takes_own]
        columns = [*((_words(heading), value) for heading, value in sheet.columns), *own]
        headings = [heading for heading, _value in columns]
        rows = ([value(row) for _heading, value in columns] for row in sheet.rows(facts))
        tables.fill_sheet(book.create_sheet(_words(sheet.title)), headings, rows)
    book.properties.title = f"{facts.portfolio['title']}, {phrases.as_of(facts)}"
    book.properties.language = language.tag()
    return to_bytes(book)


def _words(message: str) -> str:
    return _(message)


def _about(sheet: Worksheet, facts: Facts) -> None:
    sheet.title = _("About the file")
    lines = [
        (_("Portfolio"), facts.portfolio["title"]),
        (_("Municipality"), facts.portfolio["municipality"]),
        (_("Shown"), phrases.as_of(facts)),
        (_("Proposals"), len(facts.on_board)),
        (_("In short"), phrases.headline(facts)),
        (_("Sources"), phrases.source_note(facts)),
        *phrases.rules(),
    ]
    tables.fill_facts(sheet, lines)


# --- what a column says of a row ------------------------------------------------------------------


def _field(name: str, missing: str = "") -> Value:
    """What the row has there; else, where a word for it is given, that nobody has said it."""
    return lambda row: _words(missing) if missing and row[name] in (None, "") else row[name]


def _label(kind: str, name: str) -> Value:
    return lambda row: labels.label(kind, row[name])


def _day(name: str) -> Value:
    return lambda row: None if row[name] is None else date.fromisoformat(row[name])


def _numbers(row: Row) -> str:
    told = labels.by_certainty(row["numbers"], lambda some: ", ".join(map(str, some)))
    return told or _("the portfolio as a whole")


def _share(row: Row) -> object:
    share = row["co_financing_share"]
    return _("not recorded") if share is None else language.share(share)


def _status(name: str) -> Value:
    """What the latest status of a proposal says."""
    return lambda row: (row["one"].status and getattr(row["one"].status, name)) or _("not recorded")


def _own(name: str) -> Value:
    """What stands of a proposal itself."""
    return lambda row: row["one"].texts[name] or _("not stated")


def _said_in(field: OwnField) -> Value:
    """What stands of a proposal in a field of the portfolio's own."""
    return lambda row: own_fields.cell(own_fields.of(row["one"].own, field))


def _phrase(phrase: Callable[[PaperProposal], str]) -> Value:
    return lambda row: phrase(row["one"])


def _reported_on(row: Row) -> object:
    status = row["one"].status
    return date.fromisoformat(status.reported_on) if status else _("not recorded")


def _step_end(row: Row) -> object:
    """The last day that the words of the next step's date mean, where they mean one."""
    said = _status("next_step_date_text")(row)
    return _day("end")(vars(said)) if isinstance(said, DateWords) else None


def _percent(row: Row) -> object:
    return _("not recorded") if row["one"].percent is None else row["one"].percent


def _kind_of_tie(row: Row) -> str:
    return _("Funding pool") if row["kind"] == "pool" else _("Strategy process")


# --- the rows of a sheet --------------------------------------------------------------------------


def _proposals(facts: Facts) -> Iterator[Row]:
    purposes = {purpose.number: f"{purpose.number} {purpose.title}" for purpose in facts.purposes}
    for one in facts.proposals:
        yield {"one": one, "purpose": purposes[one.purpose]}


def _each(of: Callable[[PaperProposal], Iterable[Row]]) -> Callable[[Facts], Iterable[Row]]:
    """What the proposals have of a kind, each row with its proposal."""
    return lambda facts: ({**row, "one": one} for one in facts.proposals for row in of(one))


_WHICH: tuple[tuple[str, Value], ...] = (
    (N_("No."), lambda row: row["one"].number),
    (N_("Proposal"), lambda row: row["one"].title),
)
_NUMBERS = (N_("Proposals"), _numbers)

_SHEETS = (
    Sheet(
        N_("Proposals"),
        _proposals,
        (
            *_WHICH,
            (N_("Purpose"), _field("purpose")),
            (N_("Light"), _phrase(phrases.light)),
            (N_("Stage"), _phrase(phrases.stage)),
            (N_("Progress (%)"), _percent),
            (N_("Latest status"), _reported_on),
            (N_("Responsible"), _phrase(phrases.owner)),
            (N_("What happened"), _status("happened")),
            (N_("Next step"), _status("next_step")),
            (N_("Date of the next step"), _status("next_step_date_text")),
            (N_("Next step no later than"), _step_end),
            (N_("Risks"), _status("risks")),
            (N_("For decision"), _status("decision_needed")),
            (N_("Reason"), _status("reason")),
            (N_("Finances"), _status("economy")),
            *((labels.msgid("proposal_text", name), _own(name)) for name in NAMES),
            (
                N_("Target groups"),
                lambda row: (
                    ", ".join(labels.hedged(*group) for group in row["one"].target_groups)
                    or _("not stated")
                ),
            ),
            (N_("Set aside or on hold"), lambda row: phrases.resting(row["one"]) or _("no")),
        ),
        takes_own=True,
    ),
    Sheet(
        N_("Responsibility"),
        _each(lambda one: ({**vars(party), "word": party.word} for party in one.parties)),
        (
            *_WHICH,
            (N_("Party"), _field("name")),
            (N_("How it is named"), phrases.party_role),
            (N_("Now"), _label("party_word", "word")),
        ),
    ),
    Sheet(
        N_("Ties"),
        _each(lambda one: (*one.processes, *one.pools)),
        (
            *_WHICH,
            (N_("Type"), _kind_of_tie),
            (N_("Tied to"), _field("title")),
            (N_("How"), phrases.tie),
            (N_("Note"), _field("note")),
        ),
    ),
    Sheet(
        N_("Places"),
        _each(lambda one: one.places),
        (*_WHICH, (N_("Place"), _field("place")), (N_("Role"), phrases.place_role)),
    ),
    Sheet(
        N_("Strategy processes"),
        lambda facts: records(facts.processes),
        (
            (N_("Strategy process"), _field("title")),
            (N_("Type"), _label("process_kind", "kind")),
            (N_("What it is about"), _field("summary")),
            (N_("Responsible"), _field("owner", N_("not stated"))),
            _NUMBERS,
        ),
    ),
    Sheet(
        N_("Funding pools"),
        lambda facts: records(facts.pools),
        (
            (N_("Funding pool"), _field("title")),
            (N_("Type"), _label("pool_kind", "kind")),
            (N_("What it is about"), _field("summary")),
            (N_("Administered by"), _field("administrator", N_("not recorded"))),
            (N_("In all (DKK)"), _field("total_amount", N_("not recorded"))),
            (N_("Of which earmarked (DKK)"), _field("earmarked_amount", N_("not recorded"))),
            (N_("Earmarked for"), _field("earmarked_for")),
            (N_("Co-financing"), _share),
            (N_("Granted (DKK)"), _field("granted_amount", N_("not recorded"))),
            _NUMBERS,
        ),
    ),
    Sheet(
        N_("Milestones"),
        lambda facts: records(facts.milestones),
        (
            (N_("Milestone"), _field("title")),
            (N_("Type"), _label("milestone_kind", "kind")),
            (N_("Belongs to"), _field("belongs_title")),
            (N_("Date"), dated.of),
            (N_("From"), _day("date_start")),
            (N_("To"), _day("date_end")),
            (N_("Status"), phrases.milestone_state),
            _NUMBERS,
        ),
    ),
    Sheet(
        N_("Decisions"),
        lambda facts: records(facts.decisions),
        (
            (N_("No."), _field("number")),
            (N_("Date"), _day("decided_on")),
            (N_("Case"), _field("item_title")),
            (N_("Recommendation"), _field("recommendation", N_("no recommendation"))),
            (N_("Decision"), _field("decision")),
            (N_("Difference"), _field("difference")),
            (N_("Outcome"), _label("decision_outcome", "outcome")),
            (N_("Carried out"), lambda row: meetings.carried_out(row) if row["counts"] else ""),
            _NUMBERS,
        ),
    ),
    Sheet(
        N_("Follow-ups"),
        lambda facts: records(facts.follow_ups),
        (
            (N_("Decision"), lambda row: meetings.named(row["decision"], row["decided_on"])),
            (N_("Follow-up"), _field("title")),
            (N_("Responsible"), _field("responsible", N_("responsible missing"))),
            (N_("Date"), phrases.when),
            (N_("From"), _day("date_start")),
            (N_("To"), _day("date_end")),
            (N_("Status"), _label("follow_up_state", "status")),
        ),
    ),
    Sheet(
        N_("Open questions"),
        lambda facts: records(facts.gaps),
        (
            (N_("Question"), _field("question")),
            (N_("Type"), _label("gap_kind", "kind")),
            (N_("What waits for the answer"), _field("blocks")),
            (N_("Who can answer"), _field("answerer", N_("nobody is known"))),
            (N_("Raised"), _day("raised_on")),
            (N_("Status"), _label("gap_status", "status")),
            (N_("Answer"), sentences.answer),
            _NUMBERS,
        ),
    ),
)
