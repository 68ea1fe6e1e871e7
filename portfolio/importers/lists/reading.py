"""A list as it is understood: every row's values, and what is wrong at which cell.

Nothing here knows what stands in the database; that is asked for in
:mod:`portfolio.usecases.lists`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from portfolio import signs
from portfolio.domain.lists.choice import Choice
from portfolio.domain.lists.entry import Entry, Reading, Word
from portfolio.domain.lists.fields import COUNTED, WORDED, Field
from portfolio.domain.lists.table import Book, Cell, Table
from portfolio.domain.model import Rag, Stage
from portfolio.errors import PortfolioError
from portfolio.importers.lists import columns, headings, layout, meanings, rows, status_day
from portfolio.importers.lists.contents import Contents
from portfolio.importers.workbooks import wrong
from portfolio.language import N_, fold


def read(book: Book, choice: Choice, *, today: date, parties: Collection[str] = ()) -> Reading:
    """The rows of a list; what is not chosen is guessed. ``parties``: names known here.

    Raises PortfolioError where there is no list, or no column has titles.
    """
    table = layout.read(book, choice)
    fields = columns.guess(table, choice, parties)
    if Field.TITLE not in fields.values():
        raise PortfolioError(
            "No column looks like titles. Say which column has the title of each row."
        )
    words = {name: tuple(_words(table, fields, name, choice)) for name in _worded(fields)}
    full = _filled(choice, table, fields, words)
    said_on, told_day = _said_on(choice, table, fields, today)
    reader = rows.Reader(table, fields, full, said_on or today)
    entries = list(_said_once([reader.entry(row) for row in table.rows]))
    spellings = Counter(spelled for one in entries for spelled in one.parties)
    return Reading(
        kind=book.kind,
        sheets=tuple(sheet.name for sheet in book.sheets if sheet.lines),
        table=table,
        choice=full,
        fields=fields,
        words=words,
        spellings=dict(spellings),
        entries=tuple(entries),
        told=(*told_day, *table.told, *_asides(fields)),
        said_on=said_on,
    )


def _said_on(
    choice: Choice, table: Table, fields: Mapping[str, Field], today: date
) -> tuple[date | None, list[PortfolioError]]:
    """The day the statuses are of; what is told of it, where it was found in the list."""
    if choice.said_on is not None:
        return date.fromisoformat(choice.said_on), []
    found = status_day.find(table, fields, today)
    if found is None:
        return None, []
    said = PortfolioError("The statuses are of {day}: “{words}”.", day=found[0], words=found[1])
    return found[0], [said]


def _worded(fields: Mapping[str, Field]) -> list[Field]:
    return [name for name in WORDED if name in fields.values()]


def _words(
    table: Table, fields: Mapping[str, Field], name: Field, choice: Choice
) -> Iterator[Word]:
    """Every word of a column with what it means: first those that are asked about, then the
    commonest."""
    header = next(one for one, field in fields.items() if field is name)
    places: dict[str, list[Cell]] = defaultdict(list)
    for cell in table.cells(header):
        if key := meanings.key(cell):
            places[key].append(cell)
    chosen = choice.words.get(name, {})
    known = {key: meanings.code(name, key) for key in places}
    for key, cells in sorted(places.items(), key=lambda one: (bool(known[one[0]]), -len(one[1]))):
        code = chosen.get(key) or known[key]
        shown = signs.one_line(cells[0].words) or key
        yield Word(key, shown, code, tuple(cell.place for cell in cells))


def _filled(
    choice: Choice,
    table: Table,
    fields: Mapping[str, Field],
    words: Mapping[Field, tuple[Word, ...]],
) -> Choice:
    """The choice with everything that was guessed: what is remembered for the next list."""
    units = {
        header: choice.units.get(header) or headings.unit(header) or 1
        for header, field in fields.items()
        if field in COUNTED
    }
    kinds = {
        header: choice.kinds.get(header) or Contents(table.cells(header)).kind
        for header, field in fields.items()
        if field is Field.KEPT
    }
    meant = {
        name: {**choice.words.get(name, {}), **{w.word: w.code for w in some if w.code}}
        for name, some in words.items()
    }
    return replace(
        choice,
        sheet=table.sheet,
        columns={**choice.columns, **{header: str(field) for header, field in fields.items()}},
        units={**choice.units, **units},
        kinds={**choice.kinds, **kinds},
        words={**choice.words, **{str(name): some for name, some in meant.items()}},
        stage=choice.stage or _stage(fields, words),
    )


def _stage(fields: Mapping[str, Field], words: Mapping[Field, tuple[Word, ...]]) -> str:
    """Where a row stands that does not say: what has a light, or how much is done, is running."""
    codes = {word.code for some in words.values() for word in some}
    assessed = codes & {str(Rag.GREEN), str(Rag.AMBER), str(Rag.RED)}
    is_running = bool(assessed) or Field.PERCENT in fields.values()
    return str(Stage.RUNNING if is_running else Stage.PROPOSED)


_TWICE_NUMBERED = N_("The number {number} is also in row {rows}. Give each row its own number.")
_TWICE_CALLED = N_(
    "The title is also in row {rows}, and nothing tells the two apart. Give each its own title or"
    " number."
)
_ALIKE = N_("The title is also in row {rows}, under another number.")


def without(entries: Iterable[Entry], left_out: Collection[int]) -> Iterator[Entry]:
    """The rows when some lines are left out: what stood twice may stand once now."""

    def others(told: Iterable[PortfolioError]) -> tuple[PortfolioError, ...]:
        said = (_TWICE_NUMBERED, _TWICE_CALLED, _ALIKE)
        return tuple(one for one in told if one.message not in said)

    kept = [one for one in entries if one.line not in left_out]
    return _said_once(
        [replace(e, problems=others(e.problems), remarks=others(e.remarks)) for e in kept]
    )


def _said_once(entries: list[Entry]) -> Iterator[Entry]:
    """Rows as they are; of those with one number, or one title and no number, none is right."""
    numbers: dict[str, list[int]] = defaultdict(list)
    titles: dict[str, list[int]] = defaultdict(list)
    for one in entries:
        numbers[fold(one.number)].append(one.line)
        titles[fold(one.title)].append(one.line)
    for one in entries:
        alike, called = _others(numbers, one.number, one), _others(titles, one.title, one)
        if alike:
            said = _twice(_TWICE_NUMBERED, one, Field.NUMBER, alike)
            yield replace(one, problems=(*one.problems, said))
        elif called and not one.number:
            said = _twice(_TWICE_CALLED, one, Field.TITLE, called)
            yield replace(one, problems=(*one.problems, said))
        elif called:
            said = _twice(_ALIKE, one, Field.TITLE, called)
            yield replace(one, remarks=(*one.remarks, said))
        else:
            yield one


def _others(found: Mapping[str, list[int]], words: str, one: Entry) -> list[int]:
    return [line for line in found[fold(words)] if line != one.line] if words else []


def _twice(sentence: str, one: Entry, name: Field, lines: list[int]) -> PortfolioError:
    told = {"number": one.number} if name is Field.NUMBER else {}
    return wrong(sentence, one.places.get(name, ""), rows=layout.listed(lines), **told)


def _asides(fields: Mapping[str, Field]) -> Iterator[PortfolioError]:
    counted = [header for header, field in fields.items() if field is Field.AMOUNT]
    if counted:
        yield PortfolioError(
            "The list does not say that somebody has granted what stands under {columns}: it is"
            " kept as a field of its own, in kr.",
            columns=_listed(counted),
        )
    left_out = [header for header, field in fields.items() if field is Field.LEFT_OUT]
    if left_out:
        yield PortfolioError("Left out are the columns {columns}.", columns=_listed(left_out))


def _listed(headers: list[str]) -> str:
    return ", ".join(header.rstrip(" .:") or header for header in headers)
