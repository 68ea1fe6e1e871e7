"""``import-list``: take in a list of one's own (xlsx, ods, csv), or only say what it would do."""

import argparse
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from portfolio import language, store
from portfolio.commands.parser import Parser
from portfolio.domain.lists.choice import Choice
from portfolio.domain.lists.difference import Find, RowState
from portfolio.domain.lists.fields import WORDED, Field
from portfolio.errors import PortfolioError
from portfolio.importers.lists import meanings
from portfolio.language import _, fold, ngettext
from portfolio.queries import filter_choices
from portfolio.usecases.lists import centres, previewing, reading, taking
from portfolio.usecases.lists.previewing import Preview, Target
from portfolio.usecases.lists.taking import File
from portfolio.usecases.seeding import setup
from portfolio.usecases.use_case import COMMAND

_SHOWN = 30  # rows of each kind


def add(parser: Parser) -> None:
    """Give the parser this command."""
    command = parser.add("import-list", _("take in a list of your own: xlsx, ods or csv"), run)
    command.add_argument("file", metavar=_("FILE"), type=Path, help=_("the list"))
    command.add_argument(
        "--portfolio",
        metavar=_("CODE"),
        help=_("the portfolio it goes into; the first unless given"),
    )
    command.add_argument(
        "--new", metavar=_("TITLE"), help=_("make a portfolio of this title from the list")
    )
    command.add_argument(
        "--municipality", metavar=_("NAME"), default="", help=_("whose the new portfolio is")
    )
    command.add_argument(
        "--dry-run", action="store_true", help=_("store nothing; show what would change")
    )
    command.add_argument(
        "--leave-out-faulty", action="store_true", help=_("take in the rows that have no faults")
    )
    for name, example in (
        ("--column", _("what a column is, such as “Pris=granted_amount”")),
        ("--word", _("what a word means, such as “Planlagt=ready”")),
        ("--centre", _("what a centre is, such as “TM=Teknik og Miljø” or “TM=new”")),
    ):
        command.add_argument(
            name, metavar="X=Y", action="append", default=[], type=_pair, help=example
        )


def run(chosen: argparse.Namespace) -> int:
    """Read the list, say what it would do, and take it in unless asked not to."""
    setup.open_or_create(seed=None)
    file = File(chosen.file.name, _content(chosen.file))
    target = _target(chosen)
    found = reading.read(file.name, file.content, target.portfolio, _choice(chosen))
    if chosen.centre:
        with store.reading() as connection:
            answers = centres.answers(connection, chosen.centre)
        choice = replace(found.choice, parties={**found.choice.parties, **answers})
        found = reading.read(file.name, file.content, target.portfolio, choice)
    preview = previewing.preview(COMMAND, found, target)
    if chosen.leave_out_faulty:
        left_out = {find.entry.line for find in preview.of(RowState.WRONG)}
        preview = previewing.preview(COMMAND, found, target, left_out)
    _show(preview)
    if chosen.dry_run:
        print(_("Nothing was stored."))
        return 0
    left_out = {find.entry.line for find in preview.of(RowState.LEFT_OUT)}
    taking.take_in(COMMAND, file, found, target, left_out=left_out, seen=preview.mark)
    print(_("The list has been taken in."))
    return 0


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PortfolioError(
            "The file {path} cannot be read ({detail}). Check the name and try again.",
            path=path,
            detail=error,
        ) from None


def _target(chosen: argparse.Namespace) -> Target:
    with store.reading() as connection:
        codes = [row["code"] for row in filter_choices.portfolio_rows(connection)]
    if chosen.new:
        return Target(None, chosen.new, chosen.municipality)
    if not codes:
        raise PortfolioError(
            "There is no portfolio yet. Write --new and its title, and --municipality and its name."
        )
    code = chosen.portfolio or codes[0]
    if code not in codes:
        raise PortfolioError(
            "There is no portfolio “{code}”. Choose one of: {codes}.",
            code=code,
            codes=", ".join(codes),
        )
    return Target(code)


def _pair(text: str) -> tuple[str, str]:
    name, _sign, value = text.rpartition("=")
    return name, value.strip()


def _choice(chosen: argparse.Namespace) -> Choice:
    columns = {header: _one_of(code, Field) for header, code in chosen.column}
    words: dict[str, dict[str, str]] = {}
    for word, meaning in chosen.word:
        code = _one_of(meanings.code(Field.STATUS, fold(meaning)) or meaning, meanings.CODES)
        for name in WORDED:
            words.setdefault(name, {})[fold(word)] = code
    return Choice(columns=columns, words=words)


def _one_of(code: str, codes: Iterable[str]) -> str:
    known = list(codes)
    if code not in known:
        raise PortfolioError(
            "“{text}” is not one of the choices. Choose one of: {codes}.",
            text=code,
            codes=", ".join(known),
        )
    return code


def _show(preview: Preview) -> None:
    """The counts, what was told, and every row that is not as it was."""
    for told in preview.told:
        print(language.explain(told))
    count = preview.count
    said = (
        ngettext("{n} new", "{n} new", count[RowState.ADDED]),
        ngettext("{n} changed", "{n} changed", count[RowState.CHANGED]),
        ngettext("{n} unchanged", "{n} unchanged", count[RowState.SAME]),
        ngettext("{n} gone from the list", "{n} gone from the list", len(preview.gone)),
        ngettext("{n} row with errors", "{n} rows with errors", count[RowState.WRONG]),
    )
    print(" · ".join(said))
    for find in preview.of(RowState.ADDED, RowState.CHANGED, RowState.WRONG)[:_SHOWN]:
        _show_row(find)
    for gone in preview.gone[:_SHOWN]:
        print(_("Gone: {number} {title}", number=gone.number, title=gone.title))


def _show_row(find: Find) -> None:
    number = "" if find.number is None else f"{find.number} "
    fields = ", ".join(change.header or str(change.field) for change in find.changes)
    sign = {RowState.ADDED: "+", RowState.CHANGED: "~"}.get(find.state, "!")
    print(f"{sign} {number}{find.entry.title}" + (f" ({fields})" if fields else ""))
    for told in (*find.entry.problems, *find.remarks):
        print(f"    {language.explain(told)}")
