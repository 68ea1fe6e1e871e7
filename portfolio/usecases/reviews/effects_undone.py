"""Taking a decision back with all it did, the last first; or saying who has built on it.

An effect that somebody has built on is not undone behind their back: the sentence says which it
is, and what to do first.
"""

import json
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import Stage
from portfolio.domain.permissions import Action
from portfolio.domain.status import Standing
from portfolio.errors import PortfolioError
from portfolio.store import schema
from portfolio.store.schema import decision_effects
from portfolio.usecases.proposals import handshakes
from portfolio.usecases.reviews.journal import Journal, Kind, Made, lock, report
from portfolio.usecases.reviews.open_review import Line, Row, Rows
from portfolio.usecases.rounds import answers
from portfolio.usecases.use_case import Deed, Person, Result


def take_back(
    connection: Connection, rows: Rows, person: Person, made: Made, why: str
) -> list[Line]:
    """Undo all effects of a decision, the last first; the lines of the log.

    Raises PortfolioError, and nothing is undone, where somebody has built on one.
    """
    journal = Journal(connection, rows, person, made)
    for row in _effects(connection, made.id):
        _UNDO[Kind(row["kind"])](journal, row, why)
        out = {"withdrawn_at": rows.at, "withdrawn_reason": why}
        rows.change(connection, "decision_effects", row, out, "withdrawn")
    return journal.lines


def _undo_answer(journal: Journal, effect: Row, why: str) -> None:
    row = lock(journal.connection, schema.request_answers, effect["subject_id"])
    out = {"withdrawn_at": journal.rows.at, "withdrawn_reason": why}
    journal.lines += journal.rows.change(
        journal.connection, "request_answers", row, out, "withdrawn"
    )


def _undo_settling(journal: Journal, effect: Row, why: str) -> None:
    table = schema.metadata.tables[effect["subject_table"]]
    row = lock(journal.connection, table, effect["subject_id"])
    before, after = json.loads(effect["before"]), json.loads(effect["after"])
    if any(row[name] != value for name, value in after.items()):
        raise PortfolioError(
            "“{title}” has been changed since the decision, so the decision was not taken back."
            " Put it as the decision left it first, or leave the decision as it is.",
            title=_title_of(row),
        )
    journal.lines += journal.rows.change(journal.connection, table.name, row, before)


def _title_of(row: Row) -> str:
    names = ("title", "decision", "question", "note")
    return str(next(filter(None, map(row.get, names)), ""))


def _undo_stage(journal: Journal, effect: Row, _why: str) -> None:
    before, after = json.loads(effect["before"]), json.loads(effect["after"])
    stands = answers.standing(journal.connection, effect["subject_id"])
    if stands.seq != after["status_seq"]:
        raise PortfolioError(
            "Proposal {number} has been given a status since the decision, so the decision was not"
            " taken back. Give it the status it is to have first, and say in the reason that the"
            " decision no longer holds.",
            number=_number(journal.connection, effect["subject_id"]),
        )
    _report_again(journal, effect["subject_id"], stands, before)


def _report_again(journal: Journal, proposal_id: str, stands: Standing, before: Row) -> None:
    """The stage and the reason it had; the rest as it stands."""
    again = answers.as_it_stands(stands)
    given = replace(again, stage=Stage(before["stage"]), reason=before["reason"])
    if given.stage is Stage.PROPOSED:
        given = replace(given, percent=None)
    report(journal, proposal_id, stands, given, puts_back=True)


def _undo_parking(journal: Journal, effect: Row, why: str) -> None:
    """It was never parked: it ended on the day it began."""
    connection, before = journal.connection, json.loads(effect["before"])
    k = schema.parkings.c
    chosen = sa.select(schema.parkings).where(k.id == effect["subject_id"]).with_for_update()
    row = dict(connection.execute(chosen).mappings().one())
    stands = answers.standing(connection, row["proposal_id"])
    if row["version"] > 1 or stands.seq != json.loads(effect["after"])["status_seq"]:
        raise PortfolioError(
            "Proposal {number} has been taken up again, waits for another period or has "
            "been given a status since the decision, so the decision was not taken back. "
            "Leave the decision as it is, and put the proposal right on its own page.",
            number=_number(connection, row["proposal_id"]),
        )
    ended = {"ended_on": row["parked_on"], "ended_by": journal.person.name, "end_note": why}
    ((_line, result),) = journal.rows.change(connection, "parkings", row, ended)
    deed = journal.rows.deed(
        f"unpark:{row['id']}",
        lambda: Deed(Action.DECIDE, "proposal.unparked", "parkings", row["id"], reason=why),
    )
    journal.lines.append((deed, result))
    _report_again(journal, row["proposal_id"], stands, before)


def _undo_question(journal: Journal, effect: Row, why: str) -> None:
    link = handshakes.held(journal.connection, effect["subject_id"], None)
    if link.state_seq != json.loads(effect["after"])["state_seq"]:
        raise PortfolioError(
            "{party} has answered since the decision, so the decision was not taken back. Take the"
            " answer back on the proposal's page first.",
            party=_party(journal.connection, link.party_id),
        )
    keys = journal.rows.keys(f"undo:{link.id}")
    undone = handshakes.last_to_undo(journal.connection, link.id)
    after = handshakes.undo(
        journal.connection, link, undone, why, keys.event, journal.rows.at, journal.person
    )
    deed = journal.rows.deed(
        f"undo:{link.id}",
        lambda: Deed(
            Action.DECIDE, "responsibility.taken_back", "proposal_parties", link.id, reason=why
        ),
    )
    done = Result(before={"state": link.state}, after=after, subject_id=link.id, answer=None)
    journal.lines.append((deed, done))


_UNDO = {
    Kind.ANSWER: _undo_answer,
    Kind.SETTLE: _undo_settling,
    Kind.STAGE: _undo_stage,
    Kind.APPOINT: _undo_question,
    Kind.ASK: _undo_question,
    Kind.PARK: _undo_parking,
    Kind.REVIEW: _undo_settling,
}


def _effects(connection: Connection, decision_id: str) -> list[Row]:
    """Those that stand, the last first."""
    e = decision_effects.c
    chosen = sa.select(decision_effects).where(
        e.decision_id == decision_id, e.withdrawn_at.is_(None)
    )
    found = connection.execute(chosen.order_by(e.position.desc()).with_for_update())
    return [dict(row) for row in found.mappings()]


def _number(connection: Connection, proposal_id: str) -> int:
    p = schema.proposals.c
    return int(connection.execute(sa.select(p.number).where(p.id == proposal_id)).scalar_one())


def _party(connection: Connection, party_id: str) -> str:
    p = schema.parties.c
    return str(connection.execute(sa.select(p.name).where(p.id == party_id)).scalar_one())
