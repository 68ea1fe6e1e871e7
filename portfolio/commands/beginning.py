"""What a new portfolio begins with: asked where somebody sits who can answer."""

import argparse
import sys
from collections.abc import Callable
from enum import StrEnum

from portfolio.language import _, fold
from portfolio.usecases.seeding import setup


class Beginning(StrEnum):
    """What stands in a new database."""

    EMPTY = "empty"
    LIST = (
        "list"  # empty too: the list is taken in on the screen, where one sees what becomes of it
    )
    EXAMPLE = "example"


def _offered() -> dict[Beginning, str]:
    return {
        Beginning.EMPTY: _("empty: you give it a name and write your own in the browser"),
        Beginning.LIST: _("list: your own spreadsheet, which you take in in the browser"),
        Beginning.EXAMPLE: _("example: a directorate's case of 4 April 2022, to look round in"),
    }


def add(command: argparse.ArgumentParser) -> None:
    """Give a command the option that answers the question beforehand."""
    command.add_argument(
        "--start",
        choices=[str(beginning) for beginning in Beginning],
        help=_("what a new portfolio begins with; asked where it can be, else example"),
    )


def make(chosen: str | None) -> Beginning | None:
    """Leave a usable portfolio; what it was begun with, None where there was one already.

    Raises PortfolioError as ``setup.open_or_create``.
    """
    if not setup.is_new():
        setup.open_or_create()
        return None
    beginning = Beginning(chosen) if chosen else _ask() if _is_somebody_there() else None
    beginning = beginning or Beginning.EXAMPLE
    setup.open_or_create(seed=setup.SEED_FOLDER if beginning is Beginning.EXAMPLE else None)
    return beginning


def _is_somebody_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _ask(read: Callable[[str], str] = input) -> Beginning | None:
    """What is answered, by number or word; None where it is left open."""
    print(_("There is no portfolio here yet. What is it to begin with?"))
    for number, words in enumerate(_offered().values(), start=1):
        print(f"  {number}  {words}")
    while True:
        try:
            said = fold(read(_("Write 1, 2 or 3 (Enter is 3): ")).strip())
        except EOFError:
            return None
        if not said or (found := _understood(said)):
            return found if said else None
        print(_("“{said}” is none of them.", said=said))


def _understood(said: str) -> Beginning | None:
    """By its number, or as much of its first word as is written."""
    for number, (beginning, words) in enumerate(_offered().items(), start=1):
        first = fold(words).partition(":")[0]
        if said == str(number) or first.startswith(said) or said == beginning:
            return beginning
    return None
