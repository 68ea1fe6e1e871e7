"""What was decided, which proposals it concerns, and what is to be followed up, on a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import DECIDING
from portfolio.domain.ties import Tied
from portfolio.queries import relevance, sources
from portfolio.queries.frames import frame, grouped
from portfolio.queries.meetings import codes, follow_up_states
from portfolio.store import schema
from portfolio.store.live import agenda_items, decision_proposals, decisions, meetings, parties
from portfolio.store.schema import portfolios, proposals

#: A decision names at most this many of its proposals; the rest are a number.
NAMED = 9
#: A list to choose from is no longer than this.
MOST = 200


def decisions_made(
    connection: Connection,
    *,
    as_of: date,
    meeting: str | None = None,
    item: int | None = None,
    number: str | None = None,
    outcome: str | None = None,
    differs: bool | None = None,
    portfolio: str | None = None,
    proposal: int | None = None,
    foremost: bool = False,
) -> pd.DataFrame:
    """What was decided; inside an item, what departs from the recommendation first, and what was
    only talked about last. ``foremost``, and of one proposal: what was decided of all items comes
    before the talk of any.

    id, item, item_title, number, decided_on, recommendation, decision, difference, outcome,
    differs, review_on, body (whose meeting it was), meeting_code.
    """
    a, d = agenda_items.c, decisions.c
    chosen = sa.select(
        d.id,
        a.meeting_id,
        a.number.label("item"),
        a.title.label("item_title"),
        d.number,
        d.decided_on,
        d.recommendation,
        d.decision,
        d.difference,
        d.outcome,
        d.differs,
        d.review_on,
        parties.c.name.label("body"),
        codes.code(parties.c.code).label("meeting_code"),
    ).select_from(decisions.join(agenda_items).join(meetings).outerjoin(parties))
    tests = [d.decided_on <= as_of.isoformat()]
    if meeting is not None:
        tests.append(a.meeting_id == meeting)
    if item is not None:
        tests.append(a.number == item)
    if number is not None:
        tests.append(d.number == number)
    if outcome is not None:
        tests.append(d.outcome == outcome)
    if differs is not None:
        tests.append(d.differs == int(differs))
    if proposal is not None:
        tests.append(d.id.in_(about_proposal(portfolio, proposal)))
    elif portfolio is not None:
        tests.append(relevance.decision_concerns(portfolio))
    # "7.10" after "7.9": the shorter text is the lower number inside an item.
    talk = sa.case((d.outcome.in_(DECIDING), 0), else_=1)
    inside = (talk, d.differs.desc(), sa.func.length(d.number), d.number)
    first = (rank(d.outcome),) if foremost or proposal is not None else ()
    order = (d.decided_on.desc(), *first, a.number, *inside)
    return frame(connection, chosen.where(*tests).order_by(*order))


def rank(outcome: sa.ColumnElement[Any]) -> sa.Case[Any]:
    """Of one day, where a decision comes: approvals and requests, then what was talked about."""
    place = {code.value: at for at, code in enumerate(DECIDING)}
    return sa.case(place, value=outcome, else_=len(DECIDING))


def decided_for_all(
    connection: Connection, *, as_of: date, portfolio: str
) -> tuple[tuple[str, str, str, str, str], ...]:
    """The decisions about every proposal there was when they were made, the newest first.

    number, outcome, words, day (ISO), code of the meeting. What was only talked about, noted or put
    off is none.
    """
    d, link, p = decisions.c, decision_proposals.c, proposals.c
    ours = relevance.of_portfolio(portfolio)
    about = sa.select(sa.func.count()).select_from(decision_proposals.join(proposals))
    about = about.where(link.decision_id == d.id, ours)
    known = sa.select(sa.func.count()).select_from(proposals)
    known = known.where(ours, p.introduced_on <= d.decided_on)
    told, everyone = (count.correlate(decisions).scalar_subquery() for count in (about, known))
    code = codes.code(parties.c.code)
    chosen = sa.select(d.number, d.outcome, d.decision, d.decided_on, code)
    chosen = chosen.select_from(decisions.join(agenda_items).join(meetings).join(parties))
    tests = [d.decided_on <= as_of.isoformat(), d.outcome.in_(DECIDING)]
    found = chosen.where(*tests, everyone > 1, told >= everyone)
    order = (d.decided_on.desc(), agenda_items.c.number, sa.func.length(d.number), d.number)
    rows = connection.execute(found.order_by(*order).limit(NAMED))
    return tuple((row[0], row[1], row[2], row[3], row[4]) for row in rows)


def proposals_of(connection: Connection, *, decisions: tuple[str, ...]) -> pd.DataFrame:
    """id, decision_id, number, title, portfolio (code), certainty, total: at most NAMED a decision.

    ``total`` is how many there are; ``certainty`` as in :class:`Tied`.
    """
    link, p = decision_proposals.c, proposals.c
    total = sa.func.count().over(partition_by=link.decision_id)
    order = (portfolios.c.position, p.number)
    place = sa.func.row_number().over(partition_by=link.decision_id, order_by=order)
    counted = sa.select(
        link.id,
        link.decision_id,
        p.number,
        p.title,
        portfolios.c.code.label("portfolio"),
        sources.certainty_of(decision_proposals).label("certainty"),
        total.label("total"),
        place.label("place"),
    ).select_from(decision_proposals.join(proposals).join(portfolios))
    n = counted.where(link.decision_id.in_(decisions)).subquery().c
    chosen = sa.select(n.id, n.decision_id, n.number, n.title, n.portfolio, n.certainty, n.total)
    return frame(connection, chosen.where(n.place <= NAMED).order_by(n.decision_id, n.place))


def follow_ups_of(
    connection: Connection, *, decisions: tuple[str, ...], as_of: date
) -> pd.DataFrame:
    """id, decision_id, decision, decided_on, title, responsible, the date, moves,
    agreed_date_text, status, note, as they stood.

    ``status`` is a :class:`portfolio.domain.attention.FollowUpState`; ``agreed_date_text`` the day
    that was agreed first, where it has been moved.
    """
    known = follow_up_states.known_on(as_of)
    u, d = known.c, schema.decisions.c
    chosen = sa.select(
        u.id,
        u.decision_id,
        d.number.label("decision"),
        d.decided_on,
        u.title,
        parties.c.name.label("responsible"),
        u.status,
        u.note,
        *follow_up_states.moves(known, as_of),
        *(u[name] for name in (*follow_up_states.DATED, "closed_on", "is_promised")),
    ).select_from(known.join(schema.decisions).outerjoin(parties))
    table = frame(connection, chosen.where(u.decision_id.in_(decisions)).order_by(u.id))
    table["status"] = follow_up_states.on(table, as_of)
    return table.drop(columns=["closed_on", "is_promised"])


def proposal_choices(connection: Connection, *, portfolio: str) -> pd.DataFrame:
    """number, title of the proposals a page can be narrowed to: the first MOST."""
    p = proposals.c
    chosen = sa.select(p.number, p.title).where(relevance.of_portfolio(portfolio))
    return frame(connection, chosen.order_by(p.number).limit(MOST))


def numbers_of(
    connection: Connection, *, decisions: Sequence[str] | sa.Select[Any], portfolio: str | None
) -> dict[str, tuple[int, ...]]:
    """By decision, the numbers of the portfolio's proposals it is about, each a :class:`Tied`."""
    link, p = decision_proposals.c, proposals.c
    certainty = sources.certainty_of(decision_proposals)
    joined = decision_proposals.join(proposals)
    chosen = sa.select(link.decision_id, p.number, certainty).select_from(joined)
    mine = chosen.where(link.decision_id.in_(decisions), relevance.of_portfolio(portfolio))
    rows = connection.execute(mine.order_by(p.number))
    return grouped((decision, Tied(number, how)) for decision, number, how in rows)


def about_proposal(portfolio: str | None, number: int) -> sa.Select[Any]:
    """The keys of the decisions about the portfolio's proposal of that number."""
    joined = decision_proposals.join(proposals)
    mine = sa.and_(relevance.of_portfolio(portfolio), proposals.c.number == number)
    return sa.select(decision_proposals.c.decision_id).select_from(joined).where(mine)
