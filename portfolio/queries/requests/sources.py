"""What each source asks of a body on a day, before it is looked up what has been answered."""

import json
from collections.abc import Iterator

import sqlalchemy as sa

from portfolio.domain.model import ENDED
from portfolio.domain.requests import About, Request, Source, key_of, subject_of
from portfolio.queries import filtering
from portfolio.queries.overview import figures
from portfolio.queries.proposals import parking
from portfolio.queries.requests import unrecorded, unsettled
from portfolio.queries.requests.questions import Questions
from portfolio.queries.requests.scope import MOST, ProposalIndex, Scope
from portfolio.store.live import parties, requests
from portfolio.store.schema import (
    parkings,
    portfolios,
    process_windows,
    proposals,
    status_updates,
    workshops,
)

# Made once: an alias copies every column it has.
_LAST = status_updates.alias("last")


def found(scope: Scope) -> tuple[Request, ...]:
    """What all sources ask, nothing twice."""
    known = ProposalIndex(scope)
    if scope.is_short:
        return (*_asked(scope, known), *unrecorded.unrecorded(scope, known))
    questions = Questions(scope)
    steps = tuple(unsettled.of_steps(scope, questions)) if scope.directs else ()
    asking = {subject_of(step.key)[1] for step in steps}
    its_own = (
        *_asked(scope, known),
        *questions.requests(known),
        *unsettled.of_follow_ups(scope, known, questions, asking),
        *unrecorded.unrecorded(scope, known),
    )
    if not scope.directs:
        return its_own
    return (
        *its_own,
        *_of_statuses(scope),
        *_of_windows(scope, known),
        *steps,
        *unsettled.of_nobody(scope, questions),
    )


def _asked(scope: Scope, known: ProposalIndex) -> Iterator[Request]:
    """What somebody has put to the body, and has not taken back."""
    r, code = requests.c, portfolios.c.code
    named = parties.c.name.label("asked_of"), workshops.c.title.label("workshop")
    chosen = (
        sa.select(requests, code, *named)
        .select_from(
            requests.join(portfolios, portfolios.c.id == r.portfolio_id)
            .join(parties, parties.c.id == r.addressee_party_id)
            .outerjoin(workshops, workshops.c.id == r.workshop_id)
        )
        .where(r.addressee_party_id.in_(scope.bodies), r.asked_on <= scope.day)
        .order_by(r.id)
    )
    if scope.portfolio is not None:
        chosen = chosen.where(code == scope.portfolio)
    rows = [dict(row) for row in scope.connection.execute(chosen).mappings()]
    about = known.about(row["proposal_id"] for row in rows if row["proposal_id"])
    for row in rows:
        if row["proposal_id"] and row["proposal_id"] not in about:
            continue  # lapsed: its proposal has ended, or was not there yet
        mine = (about[row["proposal_id"]],) if row["proposal_id"] else ()
        source = Source.ASKED if row["workshop_id"] is None else Source.WORKSHOP
        yield Request(
            key=key_of(source, row["id"]),
            source=source,
            since=row["asked_on"],
            portfolio=row["code"],
            question=row["question"],
            options=tuple(json.loads(row["options"])),
            recommendation=row["recommendation"],
            why=row["why"],
            due_on=row["due_on"],
            asked_by=row["asked_by"],
            asked_of=row["asked_of"],
            workshop=row["workshop"],
            proposals=mine,
            whole=not mine,
        )


def _of_statuses(scope: Scope) -> Iterator[Request]:
    """The last status of a proposal asks for a decision."""
    seen, p = filtering.view(scope.filters), proposals.c
    last = _LAST
    joined = seen.source.join(portfolios, portfolios.c.id == p.portfolio_id).join(
        last, sa.and_(last.c.proposal_id == p.id, last.c.seq == seen.seq)
    )
    chosen = (
        sa.select(
            p.id,
            p.number,
            p.title,
            portfolios.c.code,
            last.c.decision_needed,
            last.c.reason,
            last.c.reported_on,
            last.c.author,
        )
        .select_from(joined)
        .where(
            filtering.conditions(scope.filters, seen),
            seen.stage.not_in(ENDED),
            figures.to_decide(seen),
        )
        .order_by(portfolios.c.position, p.number)
        .limit(MOST)
    )
    for key, number, title, code, words, why, since, author in scope.connection.execute(chosen):
        yield Request(
            key=key_of(Source.STATUS, key, words),
            source=Source.STATUS,
            since=since,
            portfolio=code,
            question=words,
            why=why,
            asked_by=author,
            proposals=(About(key, number, title, code),),
        )


def _of_windows(scope: Scope, known: ProposalIndex) -> Iterator[Request]:
    """What a parked proposal waited for has begun."""
    if not _has_opened(scope):
        return
    table = parking.parkings_on(
        scope.connection, as_of=scope.as_of, portfolio=scope.portfolio, returned=True
    )
    rows = table.to_dict("records")
    about = known.about(row["proposal_id"] for row in rows)
    for row in rows:
        if one := about.get(row["proposal_id"]):
            yield Request(
                key=key_of(Source.WINDOW, row["id"]),
                source=Source.WINDOW,
                since=row["date_start"],
                portfolio=one.portfolio,
                subject=row["process_title"],
                why=row["must_be_ready"],
                due_on=row["date_end"],
                proposals=(one,),
            )


def _has_opened(scope: Scope) -> bool:
    """Whether anything is parked for a window that has opened: mostly not, and quickly known."""
    opened = process_windows.c.date_start <= scope.day
    chosen = sa.select(parkings.c.id).select_from(parkings.join(process_windows))
    found = scope.connection.execute(chosen.where(parking.is_parked(scope.as_of), opened).limit(1))
    return found.first() is not None
