"""Status rounds: opened for a meeting, followed up, closed with a picture of where all stood.

A round is never opened again: what was shown at the meeting stays what was shown.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import workdays
from portfolio.domain.clock import today
from portfolio.domain.model import AnswerState, Responsibility, Stage
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.store import ids
from portfolio.store.live import meetings, parties, proposal_parties
from portfolio.store.schema import (
    portfolios,
    proposals,
    round_answers,
    round_snapshots,
    status_rounds,
)
from portfolio.usecases import text_input
from portfolio.usecases.proposals.told import Asking
from portfolio.usecases.use_case import Deed, Person, Result, Who, change_row, perform, save_version


def suggested_deadline(meeting_on: date) -> date:
    """The last working day before the meeting, but never a day that has passed."""
    return max(workdays.last_before(meeting_on), min(today(), meeting_on))


def suggested_meeting() -> date:
    """A working day two weeks from now, where no meeting is planned: time enough to answer."""
    return workdays.first_from(today() + timedelta(days=14))


def open_round(
    who: Who,
    portfolio: str,
    *,
    title: str,
    meeting_on: date,
    deadline_on: date,
    proposal_ids: Sequence[str],
    meeting_id: str | None = None,
    body_party_id: str | None = None,
    ask_ties: Collection[str] = (),
) -> str:
    """Ask for a status of the proposals before a meeting; the round's id.

    ``portfolio`` is a code. With ``meeting_id`` body and day are the meeting's own. ``ask_ties``:
    ids of ties of parties that are told to have a proposal, and are asked with it.
    Raises PortfolioError for a day or a choice that cannot be, and while another round is open.
    """
    round_id, at, day = ids.new_id(), ids.now(), today()
    answer_ids = {proposal_id: ids.new_id() for proposal_id in proposal_ids}
    named, asking = _title(title), Asking(ask_ties)

    def work(connection: Connection, person: Person) -> Result[str]:
        portfolio_id = _locked(connection, portfolio)
        _require_none_open(connection, portfolio_id)
        body, meets = _meeting(connection, meeting_id, body_party_id, meeting_on)
        _require_days(deadline_on, meets, day)
        _require_open_proposals(connection, portfolio_id, list(answer_ids))
        row = {
            "portfolio_id": portfolio_id,
            "meeting_id": meeting_id,
            "body_party_id": body,
            "title": named,
            "meeting_on": meets.isoformat(),
            "deadline_on": deadline_on.isoformat(),
            "opened_at": at,
            "opened_by": person.name,
        }
        connection.execute(sa.insert(status_rounds).values(id=round_id, **row))
        connection.execute(
            sa.insert(round_answers),
            [
                {
                    "id": key,
                    "round_id": round_id,
                    "proposal_id": proposal_id,
                    "state": AnswerState.ASKED,
                }
                for proposal_id, key in answer_ids.items()
            ],
        )
        lines = asking.ask(connection, person, day)
        return Result(after=row | {"proposals": len(answer_ids)}, answer=round_id, lines=lines)

    return perform(who, _deed("round.opened", round_id), work)


def move_deadline(who: Who, round_id: str, deadline_on: date, *, version: int) -> None:
    """Give the round another deadline. Raises PortfolioError, ConflictError as ``save_version``."""
    day = today()

    def work(connection: Connection, _person: Person) -> Result[None]:
        row = still_open(connection, round_id)
        _require_days(deadline_on, date.fromisoformat(row["meeting_on"]), day)
        values = {"deadline_on": deadline_on.isoformat()}
        return change_row(connection, status_rounds, round_id, version, values)

    perform(who, _deed("round.moved", round_id), work)


def close_round(who: Who, round_id: str, *, version: int) -> int:
    """Close a round and keep where every proposal in it stood; how many are without a word.

    Raises PortfolioError if it is closed already, ConflictError if it was changed meanwhile.
    """
    at, made = ids.now(), defaultdict[str, str](ids.new_id)

    def work(connection: Connection, person: Person) -> Result[int]:
        still_open(connection, round_id)
        values = {"closed_at": at, "closed_by": person.name}
        before = save_version(connection, status_rounds, round_id, version, values)
        rows = _snapshot_rows(connection, round_id)
        for row in rows:
            # The same keys however often this is retried.
            row |= {"id": made[row["proposal_id"]], "taken_at": at}
        connection.execute(sa.insert(round_snapshots), rows)
        silent = sum(row["without_word"] for row in rows)
        after = values | {"proposals": len(rows), "without_word": silent}
        return Result(before=before, after=after, answer=silent)

    return perform(who, _deed("round.closed", round_id), work)


def _deed(name: str, round_id: str) -> Deed:
    return Deed(Action.RUN_ROUNDS, name, "status_rounds", round_id)


def _title(title: str) -> str:
    said = text_input.title(title)
    if not said:
        raise PortfolioError("The round has no title. Write one, such as the meeting it is for.")
    return said


def _locked(connection: Connection, portfolio: str) -> str:
    """The portfolio's key; its row is locked so that two rounds cannot be opened at once."""
    chosen = sa.select(portfolios.c.id).where(portfolios.c.code == portfolio).with_for_update()
    return str(connection.execute(chosen).scalar_one())


def _require_none_open(connection: Connection, portfolio_id: str) -> None:
    r = status_rounds.c
    chosen = sa.select(r.title).where(r.portfolio_id == portfolio_id, r.closed_at.is_(None))
    title = connection.execute(chosen).scalar_one_or_none()
    if title is not None:
        raise PortfolioError(
            "“{title}” is still open. Close it before you open the next round.", title=title
        )


def _meeting(
    connection: Connection, meeting_id: str | None, body_party_id: str | None, meeting_on: date
) -> tuple[str, date]:
    """The body and the day of the meeting, from its row where there is one."""
    if meeting_id is not None:
        m = meetings.c
        chosen = sa.select(m.body_party_id, m.held_on).where(m.id == meeting_id)
        row = connection.execute(chosen).one_or_none()
        if row is None:
            raise PortfolioError("The meeting has been taken out. Reload the page, choose another.")
        return row.body_party_id, date.fromisoformat(row.held_on)
    found = sa.select(parties.c.id).where(parties.c.id == body_party_id)
    if body_party_id is None or connection.execute(found).first() is None:
        raise PortfolioError("Choose which body the meeting is of.")
    return body_party_id, meeting_on


def _require_days(deadline_on: date, meeting_on: date, day: date) -> None:
    if meeting_on < day:
        raise PortfolioError(
            "The meeting on {meeting} has been held. Choose one that lies ahead.",
            meeting=meeting_on,
        )
    if deadline_on > meeting_on:
        raise PortfolioError(
            "The deadline is after the meeting on {meeting}. Choose a day before it.",
            meeting=meeting_on,
        )
    if deadline_on < day:
        raise PortfolioError("The deadline has passed already. Choose today or a later day.")


def _require_open_proposals(
    connection: Connection, portfolio_id: str, chosen: Sequence[str]
) -> None:
    if not chosen:
        raise PortfolioError("No proposals are chosen. Choose at least one to ask about.")
    p = proposals.c
    known = sa.select(sa.func.count()).where(
        p.id.in_(chosen), p.portfolio_id == portfolio_id, p.stage != Stage.NOT_PURSUED
    )
    if connection.execute(known).scalar_one() != len(set(chosen)):
        raise PortfolioError(
            "One of the proposals has been set aside meanwhile. Reload the page and choose again."
        )


def still_open(connection: Connection, round_id: str) -> dict[str, Any]:
    """The round, locked; raises PortfolioError if it is closed."""
    chosen = sa.select(status_rounds).where(status_rounds.c.id == round_id).with_for_update()
    row = connection.execute(chosen).mappings().one()
    if row["closed_at"] is not None:
        raise PortfolioError("The round has been closed already. Reload the page.")
    return dict(row)


def _snapshot_rows(connection: Connection, round_id: str) -> list[dict[str, Any]]:
    """Where every proposal of the round stands now, as rows of round_snapshots without a key."""
    a, p = round_answers.c, proposals.c
    chosen = (
        sa.select(p.id, p.status_seq, p.stage, p.rag, p.percent, a.submitted_at)
        .select_from(round_answers.join(proposals))
        .where(a.round_id == round_id)
        .order_by(p.number)
    )
    named = _responsible(connection, round_id)
    return [
        {
            "round_id": round_id,
            "proposal_id": row.id,
            "status_seq": row.status_seq,
            "stage": row.stage,
            "rag": row.rag,
            "percent": row.percent,
            "responsible": ", ".join(named.get(row.id, [])) or None,
            # Of what was set aside meanwhile nobody owed a word.
            "without_word": int(row.submitted_at is None and row.stage != Stage.NOT_PURSUED),
        }
        for row in connection.execute(chosen)
    ]


def _responsible(connection: Connection, round_id: str) -> dict[str, list[str]]:
    """By proposal: those who have said yes. Whoever was only asked is not responsible."""
    pp = proposal_parties.c
    asked = sa.select(round_answers.c.proposal_id).where(round_answers.c.round_id == round_id)
    chosen = (
        sa.select(pp.proposal_id, parties.c.name)
        .join(parties, parties.c.id == pp.party_id)
        .where(pp.proposal_id.in_(asked), pp.state == Responsibility.ACCEPTED)
    )
    named: dict[str, list[str]] = {}
    for row in connection.execute(chosen.order_by(parties.c.name)):
        named.setdefault(row.proposal_id, []).append(row.name)
    return named
