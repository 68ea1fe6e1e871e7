"""Workshops for tests, put straight into the tables: running, with the steps asked for open."""

import contextlib
import json
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from builders import PORTFOLIO, proposal_id
from sqlalchemy import Connection

from portfolio import store
from portfolio.store import ids, schema
from portfolio.usecases.use_case import COMMAND
from portfolio.usecases.workshops import contributions, joining, note_groups

CRITERIA = ("effekt", "hast")


@dataclass
class Workshop:
    """A workshop's keys: of its steps by kind, of its criteria by code."""

    id: str
    code: str
    steps: dict[str, str] = field(default_factory=dict)
    criteria: dict[str, str] = field(default_factory=dict)
    #: The tokens of a held workshop's phones.
    phones: list[str] = field(default_factory=list)


def a_workshop(*kinds: str, numbers: tuple[int, ...] = (1, 2, 3), **given: Any) -> Workshop:
    """A running workshop about the proposals of those numbers, with an open step of each kind."""
    made = Workshop(ids.new_id(), joining.new_code())
    about = [proposal_id(number) for number in numbers]
    made.steps = {kind: ids.new_id() for kind in kinds}
    made.criteria = {code: ids.new_id() for code in CRITERIA}
    store.in_transaction(lambda connection: _insert(connection, made, about, given))
    return made


def _insert(
    connection: Connection, made: Workshop, about: list[str], given: dict[str, Any]
) -> None:
    portfolio = sa.select(schema.portfolios.c.id).where(schema.portfolios.c.code == PORTFOLIO)
    step = given.pop("step", "open")
    connection.execute(
        sa.insert(schema.workshops).values(
            **{
                "id": made.id,
                "portfolio_id": portfolio.scalar_subquery(),
                "title": "Testchefforum",
                "held_on": "2022-05-20",
                "state": "running",
                "join_code": made.code,
                "dots": 3,
                "current_step": 1,
                "turn": 1,
                "made_at": ids.now(),
                "made_by": "test",
                "anonymous": int(given.pop("anonymous", False)),
                **given,
            }
        )
    )
    for place, (kind, key) in enumerate(made.steps.items(), 1):
        connection.execute(
            sa.insert(schema.workshop_steps).values(
                id=key,
                workshop_id=made.id,
                position=place,
                kind=kind,
                title=kind,
                minutes=10,
                state=step,
                opened_at=ids.now(),
            )
        )
    for place, proposal in enumerate(about, 1):
        connection.execute(
            sa.insert(schema.workshop_proposals).values(
                id=ids.new_id(), workshop_id=made.id, proposal_id=proposal, position=place
            )
        )
    for place, (code, key) in enumerate(made.criteria.items(), 1):
        connection.execute(
            sa.insert(schema.criteria).values(
                id=key,
                workshop_id=made.id,
                position=place,
                code=code,
                title=code.capitalize(),
                words=json.dumps(["1", "2", "3", "4", "5"]),
            )
        )


def rows(table: sa.Table) -> list[dict[str, Any]]:
    """All that is in a table."""
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(sa.select(table)).mappings()]


def a_held_workshop(*, anonymous: bool = False, state: str = "ended") -> Workshop:
    """Three proposals qualified, scored and dotted by six of one centre, two of another and three
    of none; a note set aside, one taken back, a dot too many; all steps closed.
    """
    made = a_workshop("qualify", "score", "dots", anonymous=anonymous)
    centres = ["kommunikation"] * 6 + ["fritid-og-kultur"] * 2 + [None] * 3
    phones = [joining.join(made.id, party=one) for one in centres]
    made.phones = phones
    for phone, values in zip(
        phones,
        ("524", "514", "434", "533", "513", "432", "145", "135", "333", "333", "333"),
        strict=True,
    ):
        _score(made, phone, values)
    _note(made, phones[6], 1, "contribute", '=HYPERLINK("http://x") to timer om ugen')
    _note(made, phones[0], 1, "missing", "Målgruppen <b>mangler</b>")
    note_groups.reject_note(
        COMMAND, made.id, _note(made, phones[1], 2, "concern", "Volapyk"), "Ikke til at forstå"
    )
    contributions.take_back_note(phones[2], _note(made, phones[2], 2, "concern", "Fortrudt"))
    heading = note_groups.cluster(
        COMMAND, made.id, "Tiden er knap", (_note(made, phones[3], 3, "concern", "Det haster"),)
    )
    assert heading
    contributions.put_dots(phones[0], made.steps["dots"], proposal_id(3), 3)
    for phone in phones[6:]:
        contributions.put_dots(phone, made.steps["dots"], proposal_id(1), 1)
    with contextlib.suppress(contributions.NotCountedError):
        contributions.put_dots(phones[0], made.steps["dots"], proposal_id(1), 1)
    _finish(made, state)
    return made


def _score(made: Workshop, phone: str, values: str) -> None:
    for number, value in enumerate(values, 1):
        for criterion in made.criteria.values():
            contributions.score(
                phone, made.steps["score"], proposal_id(number), criterion, int(value)
            )


def _note(made: Workshop, phone: str, number: int, kind: str, words: str) -> str:
    key = ids.new_id()
    contributions.write_note(
        phone, made.steps["qualify"], proposal_id(number), kind, words, key=key
    )
    return key


def _finish(made: Workshop, state: str) -> None:
    """Closed steps; and a line for the first proposal alone."""
    w, s, wp = schema.workshops, schema.workshop_steps, schema.workshop_proposals
    party = sa.select(schema.parties.c.id).where(schema.parties.c.code == "kommunikation")

    def work(connection: Connection) -> None:
        connection.execute(sa.update(s).where(s.c.workshop_id == made.id).values(state="closed"))
        connection.execute(sa.update(w).where(w.c.id == made.id).values(state=state))
        connection.execute(
            sa.update(wp)
            .where(wp.c.proposal_id == proposal_id(1), wp.c.workshop_id == made.id)
            .values(
                changed="Målgruppen er *klarere*",
                next_step="Skriv til direktionen",
                responsible_party_id=party.scalar_subquery(),
            )
        )
        connection.execute(
            sa.update(wp)
            .where(wp.c.proposal_id == proposal_id(2), wp.c.workshop_id == made.id)
            .values(changed="Intet")
        )

    store.in_transaction(work)
