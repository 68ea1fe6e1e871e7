"""``init`` and ``seed``: make a portfolio, fill it, and check the seed against the minutes."""

import argparse
from pathlib import Path

from portfolio import store
from portfolio.commands.parser import Parser
from portfolio.errors import PortfolioError
from portfolio.importers.seeding import check as seeding_check
from portfolio.importers.seeding.files import Record, read_seed
from portfolio.language import N_, _, ngettext
from portfolio.store import files
from portfolio.usecases.seeding import rows, seeding, setup

MADE = N_("The portfolio has been made: {where}")
READY = N_("The portfolio is there and in order: {where}")


def add(parser: Parser) -> None:
    """Give the parser these commands."""
    parser.add("init", _("make the portfolio from the seed files, if it is not there yet"), init)
    command = parser.add("seed", _("fill an empty portfolio, or check the seed files"), seed)
    command.add_argument(
        "--check",
        metavar=_("MINUTES.txt"),
        type=Path,
        help=_("store nothing; check every citation against this copy of the minutes"),
    )
    command.add_argument(
        "--add",
        action="store_true",
        help=_("put the seed's portfolios that are not there yet into a filled portfolio"),
    )
    command.add_argument(
        "--folder",
        metavar=_("FOLDER"),
        type=Path,
        default=setup.SEED_FOLDER,
        help=_("where the seed files (*.toml) are; seed/ unless given"),
    )


def init(_chosen: argparse.Namespace) -> int:
    """Make the portfolio, or see that it is there and usable."""
    fresh = _is_missing()
    setup.open_or_create()
    print(_(MADE if fresh else READY, where=files.name_of(store.url())))
    return 0


def _is_missing() -> bool:
    path = files.path_of(store.url())
    return path is not None and not path.exists()


def seed(chosen: argparse.Namespace) -> int:
    """Fill an empty portfolio from the folder, or only check the folder."""
    if chosen.check is not None:
        return check(chosen.folder, chosen.check)
    records = read_seed(chosen.folder)
    if chosen.add:
        return add_portfolios(records)
    if _is_missing():
        setup.open_or_create(seed=chosen.folder)  # the whole file or none
    else:
        setup.open_or_create(seed=None)
        seeding.seed(records)
    counted = ngettext("{n} record", "{n} records", len(records))
    print(_("The portfolio has been filled with {counted}.", counted=counted))
    print(files.name_of(store.url()))
    return 0


def add_portfolios(records: list[Record]) -> int:
    """Put in the portfolios that are not there yet; what is there stays as it is."""
    setup.open_or_create(seed=None)
    added = seeding.add(records)
    if added:
        print(ngettext("{n} portfolio was added.", "{n} portfolios were added.", added))
    else:
        print(_("Every portfolio of the seed is there already; nothing was added."))
    print(files.name_of(store.url()))
    return 0


def check(folder: Path, minutes: Path) -> int:
    """List the citations whose lines are not there or do not say what is claimed."""
    copy = minutes_bytes(minutes)
    records = read_seed(folder)
    rows.build(records)  # says which reference leads nowhere
    problems = seeding_check.check(records, seeding_check.lines_of(copy))
    for problem in [*seeding_check.check_copy(records, copy), *problems]:
        sentence = _(problem.message, **problem.values)
        print(f"{problem.file}:{problem.line} {problem.record}: {sentence}")
    cited = sum(len(record.citations) for record in records)
    counted = ngettext("{n} citation", "{n} citations", cited)
    if problems:
        wrong = ngettext("{n} fault", "{n} faults", len(problems))
        print(_("{wrong} in {counted}.", wrong=wrong, counted=counted))
        return 1
    print(_("All is well: the minutes bear out {counted}.", counted=counted))
    return 0


def minutes_bytes(path: Path) -> bytes:
    """The copy of the minutes, byte for byte. Raises PortfolioError if it is not text."""
    try:
        copy = path.read_bytes()
        copy.decode()
    except OSError as error:
        raise PortfolioError(
            "The minutes {path} cannot be read ({detail}). Check the name and try again.",
            path=path,
            detail=error,
        ) from None
    except UnicodeDecodeError:
        raise PortfolioError(
            "The minutes {path} are not UTF-8 text. Save them as UTF-8 text and try again.",
            path=path,
        ) from None
    return copy
