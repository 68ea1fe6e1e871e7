"""How many are expected from each centre, and which centres are shown together.

Of a list that is pasted only the centres are counted: names are kept nowhere.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.errors import PortfolioError
from portfolio.queries.workshops import door
from portfolio.queries.workshops.door import Expected
from portfolio.store import ids
from portfolio.store.live import parties
from portfolio.store.schema import step_results, workshop_roster, workshop_steps
from portfolio.usecases import text_input
from portfolio.usecases.use_case import Person, Result, Who, perform
from portfolio.usecases.workshops import facilitating

_MOST = 1000  # of one centre
_TOLD = 3  # lines that are not understood


def pasted(text: str, names: Mapping[str, str]) -> dict[str, int]:
    """Party → how many, of lines each with somebody's centre, or with a centre and a number.

    ``names``: what a centre is called, folded or not → party. Raises PortfolioError naming the
    lines in which there is no centre, and where there is no line.
    """
    known = {_folded(name): party for name, party in names.items()}
    found, unknown = Counter[str](), list[str]()
    for line in filter(str.strip, text.splitlines()):
        cells = [cell.strip() for cell in re.split(r"[;,\t]", line)]
        party = next((known[_folded(cell)] for cell in cells if _folded(cell) in known), None)
        numbers = [int(cell) for cell in cells if cell.isdecimal() and len(cell) < 5]
        if party is None:
            unknown.append(line.strip())
        else:
            found[party] += numbers[0] if numbers else 1
    if unknown:
        raise PortfolioError(
            "There is no centre in these lines: {lines}. Write the centre as it is called here,"
            " after a comma, a semicolon or a tab; nothing was saved.",
            lines="; ".join(unknown[:_TOLD]) + (" …" if len(unknown) > _TOLD else ""),
        )
    if not found:
        raise PortfolioError("Paste a list with a line for each who is expected.")
    return dict(found)


def expect(who: Who, workshop_id: str, expected: Sequence[Expected]) -> None:
    """Other centres, numbers and groups. Raises PortfolioError for a number that is none, a centre
    that is not there, and once a result has been shown by the groups there were.
    """
    rows = [
        {
            "id": ids.new_id(),
            "workshop_id": workshop_id,
            "party_id": one.party_id,
            "expected": one.expected,
            "group_title": text_input.line(one.group),
        }
        for one in expected
    ]
    if not all(0 <= one.expected <= _MOST for one in expected):
        raise PortfolioError("Between 0 and {most} can be expected from a centre.", most=_MOST)

    def work(connection: Connection, _person: Person) -> Result[None]:
        facilitating.not_ended(connection, workshop_id)
        _require_parties(connection, {one.party_id for one in expected})
        before = door.roster(connection, workshop_id=workshop_id)
        if _groups(before) != _groups(expected):
            _require_unshown(connection, workshop_id)
        mine = workshop_roster.c.workshop_id == workshop_id
        connection.execute(sa.delete(workshop_roster).where(mine))
        if rows:
            connection.execute(sa.insert(workshop_roster), rows)
        was, now = _told(before), _told(expected)
        return Result(before=was, after=now, answer=None, changed=was != now)

    perform(who, facilitating.deed("workshop.roster_set", workshop_id), work)


def _groups(some: Sequence[Expected]) -> dict[str, str]:
    return {one.party_id: one.group for one in some if one.group}


def _told(some: Sequence[Expected]) -> dict[str, object]:
    return {"expected": {one.centre: one.expected for one in some}, "groups": _groups(some)}


def _require_parties(connection: Connection, keys: set[str]) -> None:
    there = connection.execute(sa.select(parties.c.id).where(parties.c.id.in_(keys))).scalars()
    if set(there) != keys:
        raise PortfolioError("That centre is not on the list. Choose one from the list.")


def _require_unshown(connection: Connection, workshop_id: str) -> None:
    steps = sa.select(workshop_steps.c.id).where(workshop_steps.c.workshop_id == workshop_id)
    shown = sa.select(step_results.c.id).where(step_results.c.step_id.in_(steps))
    if connection.execute(shown).first() is not None:
        raise PortfolioError(
            "A result has been shown by these groups. Other groups would tell of those between, so"
            " they stay as they are."
        )


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
