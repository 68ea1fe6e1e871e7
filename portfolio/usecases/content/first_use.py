"""The first portfolio of an empty database: typed in by somebody, or the seed that came along."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import demands
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.importers.seeding.files import read_seed
from portfolio.language import fold
from portfolio.store import changes, ids, schema, search
from portfolio.usecases import use_case
from portfolio.usecases.content import codes, parsing
from portfolio.usecases.content.nouns import NOUNS
from portfolio.usecases.seeding import seeding, setup
from portfolio.usecases.use_case import Deed, Result, Who

Row = dict[str, Any]


@dataclass(frozen=True)
class Beginning:
    """What was typed: a portfolio, its purposes (or none) and, under each, its first proposals."""

    municipality: str
    title: str
    purposes: Sequence[str]
    proposals: Sequence[Sequence[str]]  # one list a purpose: "4 Mødesteder" or "Mødesteder"


def lines(text: str) -> list[str]:
    """The lines that say something, without the bullets people paste along."""
    found = (line.lstrip("-•*– ").strip() for line in parsing.clean(text).split("\n"))
    return [line for line in found if line]


def numbered(proposals: Sequence[Sequence[str]]) -> list[list[tuple[int, str]]]:
    """Each proposal's number and title, by purpose. One without a number gets the next free one.

    Raises PortfolioError when a number is given twice.
    """
    parts = [[_number_and_title(line) for line in purpose] for purpose in proposals]
    given = [number for purpose in parts for number, _title in purpose if number is not None]
    taken: set[int] = set()
    for number in given:
        if number in taken:
            raise PortfolioError("Proposal number {number} stands there twice.", number=number)
        taken.add(number)
    free = (number for number in range(1, 1_000_000) if number not in taken)
    return [
        [(next(free) if number is None else number, title) for number, title in purpose]
        for purpose in parts
    ]


def _number_and_title(line: str) -> tuple[int | None, str]:
    first, _blank, rest = line.partition(" ")
    number = first.rstrip(".):")
    if number.isascii() and number.isdigit() and int(number[:9]) > 0 and rest.strip():
        return int(number[:9]), rest.strip()
    return None, line


def start(who: Who, beginning: Beginning, *, today: date) -> str:
    """Make the portfolio with all that was typed, or nothing; its code.

    Raises PortfolioError when something needed is missing, or somebody has made one meanwhile.
    """
    return _make(who, _rows(beginning, today), _require_none)


def another(who: Who, beginning: Beginning, *, today: date) -> str:
    """Make one more portfolio, after those there are; its code.

    Raises PortfolioError when something needed is missing, or one has that title.
    """
    rows = _rows(beginning, today)
    portfolio = rows["portfolios"][0]

    def prepare(connection: Connection) -> None:
        changes.alone(connection)
        p = schema.portfolios.c
        titles = connection.execute(sa.select(p.title)).scalars().all()
        if fold(portfolio["title"]) in map(fold, titles):
            raise PortfolioError(
                "There is a portfolio called “{title}” already. Choose another title.",
                title=portfolio["title"],
            )
        last = connection.execute(sa.select(sa.func.max(p.position))).scalar()
        portfolio["position"] = int(last or 0) + 1

    return _make(who, rows, prepare)


def _make(who: Who, rows: dict[str, list[Row]], prepare: Callable[[Connection], None]) -> str:
    portfolio = rows["portfolios"][0]

    def work(connection: Connection, _person: use_case.Person) -> Result[str]:
        prepare(connection)
        portfolio["code"] = codes.code_for(connection, NOUNS["portfolios"], portfolio)
        for table, made in rows.items():
            if made:
                connection.execute(sa.insert(schema.metadata.tables[table]), made)
        search.refresh(connection)
        after = {
            "title": portfolio["title"],
            "municipality": portfolio["municipality"],
            "purposes": len(rows["purposes"]),
            "proposals": len(rows["proposals"]),
        }
        return Result(after=after, subject_id=portfolio["id"], answer=portfolio["code"])

    deed = Deed(Action.EDIT_CONTENT, "portfolio.started", "portfolios")
    return use_case.perform(who, deed, work)


def load_seed(who: Who, folder: Path = setup.SEED_FOLDER) -> None:
    """Fill the empty database from the seed files that came with the program."""
    fill = seeding.prepared(read_seed(folder))

    def work(connection: Connection, _person: use_case.Person) -> Result[None]:
        _require_none(connection)
        fill(connection)
        return Result(answer=None)

    deed = Deed(Action.EDIT_CONTENT, "portfolio.loaded", "portfolios")
    use_case.perform(who, deed, work)


def _rows(beginning: Beginning, today: date) -> dict[str, list[Row]]:
    portfolio = {
        "id": ids.new_id(),
        "title": _needed(beginning.title, "title"),
        "municipality": _needed(beginning.municipality, "municipality"),
        "position": 1,
        "introduced_on": today.isoformat(),
        "demands": demands.NOTHING,
    }
    # What is not divided stands under the portfolio's own title.
    titles = beginning.purposes or [str(portfolio["title"])]
    purposes: list[Row] = [
        {"id": ids.new_id(), "portfolio_id": portfolio["id"], "number": number, "title": title}
        for number, title in enumerate(titles, start=1)
    ]
    proposals = [
        {
            "id": ids.new_id(),
            "portfolio_id": portfolio["id"],
            "purpose_id": purpose["id"],
            "number": number,
            "title": title,
            "introduced_on": today.isoformat(),
        }
        for purpose, own in zip(purposes, numbered(beginning.proposals), strict=False)
        for number, title in own
    ]
    return {"portfolios": [portfolio], "purposes": purposes, "proposals": proposals}


def _needed(text: str, field: str) -> str:
    typed = {field: text}
    return str(parsing.read(NOUNS["portfolios"], typed, date.min)[field])


def _require_none(connection: Connection) -> None:
    changes.alone(connection)
    if seeding.is_filled(connection):
        raise PortfolioError("There is a portfolio already. Reload the page to see it.")
