"""What is new for those whose party answers for a proposal, or who follow it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from portfolio.domain.mails import NoticeKind
from portfolio.domain.model import DecisionOutcome, Placement, Stage
from portfolio.queries.grouping import grouped
from portfolio.queries.mails.notice import (
    PROPOSAL,
    WORKED_ON,
    Notice,
    Question,
    line_of,
    notice,
)
from portfolio.queries.meetings import codes
from portfolio.store import live
from portfolio.store.live import agenda_items, decision_proposals, decisions
from portfolio.store.schema import (
    change_log,
    follows,
    portfolios,
    proposal_successions,
    proposals,
    review_items,
    reviews,
    status_updates,
)

# Made once: an alias copies every column it has.
_EARLIER = status_updates.alias("earlier")
_OTHER = proposals.alias("other")


def agendas(question: Question) -> Iterator[Notice]:
    """Proposals to be talked about at a meeting whose agenda has been sent out."""
    r, i, m = reviews.c, review_items.c, live.meetings.c
    chosen = (
        sa.select(
            *PROPOSAL,
            r.id,
            r.agenda_out_at.label("at"),
            r.agenda_out_by,
            m.title,
            m.held_on,
        )
        .select_from(
            reviews.join(live.meetings, m.id == r.meeting_id)
            .join(review_items, i.review_id == r.id)
            .join(proposals, proposals.c.id == i.proposal_id)
            .join(portfolios, portfolios.c.id == proposals.c.portfolio_id)
        )
        .where(
            r.agenda_out_at > question.since,
            r.started_at.is_(None),
            i.placement == Placement.AGENDA,
            WORKED_ON,
        )
    )
    for row, whom in concerned(question, question.rows(chosen)):
        yield notice(
            NoticeKind.AGENDA,
            row,
            at=row["at"],
            by=row["agenda_out_by"],
            # Mailed once of each proposal, however often the agenda is sent out anew.
            occasion=row["proposal_id"],
            title=row["title"],
            day=row["held_on"],
            **whom,
        )


def decided(question: Question) -> Iterator[Notice]:
    """Decisions: of a review once it is closed, for until then they are a draft; others at once."""
    dp = decision_proposals.c
    found = {row["id"]: row for row in question.rows(_in_closed_reviews(question.since))}
    found |= {row["id"]: row for row in question.rows(_put_on_record(question.since))}
    about = (
        sa.select(dp.decision_id, *PROPOSAL)
        .select_from(
            decision_proposals.join(proposals, proposals.c.id == dp.proposal_id).join(portfolios)
        )
        .where(dp.decision_id.in_(list(found)))
    )
    tied = [found[row["decision_id"]] | row for row in question.rows(about)]
    told: dict[str, set[str]] = defaultdict(set)
    for row, whom in concerned(question, tied):
        told[row["id"]] |= set(whom["party_ids"])
        yield notice(NoticeKind.DECIDED, row, **(_said(row) | whom))
    u = live.follow_ups.c
    promised = sa.select(u.decision_id, u.responsible_party_id).where(
        u.decision_id.in_(list(found)),
        u.responsible_party_id.is_not(None),
        *question.ours(u.responsible_party_id),
    )
    for key, parties in grouped(question.connection.execute(promised.order_by(u.id))).items():
        if left := tuple(party for party in dict.fromkeys(parties) if party not in told[key]):
            yield notice(NoticeKind.DECIDED, found[key], **_said(found[key]), party_ids=left)


def _made_in() -> tuple[sa.Select[Any], sa.Join]:
    d, a, m = decisions.c, agenda_items.c, live.meetings.c
    chosen = sa.select(
        d.id,
        d.number.label("decision"),
        d.decision.label("text"),
        d.outcome,
        d.decided_on,
        a.title,
        codes.code(live.parties.c.code).label("meeting"),
    ).where(a.closed == 0, d.outcome != DecisionOutcome.NOT_REACHED)
    return chosen, (
        decisions.join(agenda_items, a.id == d.agenda_item_id)
        .join(live.meetings, m.id == a.meeting_id)
        .join(live.parties, live.parties.c.id == m.body_party_id)
    )


def _in_closed_reviews(since: str) -> sa.Select[Any]:
    chosen, joined = _made_in()
    r = reviews.c
    return (
        chosen.add_columns(r.closed_at.label("at"), r.closed_by.label("by"))
        .select_from(joined.join(reviews, r.meeting_id == live.meetings.c.id))
        .where(r.closed_at > since)
    )


def _put_on_record(since: str) -> sa.Select[Any]:
    """Those of meetings that were held elsewhere."""
    chosen, joined = _made_in()
    line, here = change_log.c, sa.exists().where(reviews.c.meeting_id == live.meetings.c.id)
    return (
        chosen.add_columns(line.at, line.actor.label("by"))
        .select_from(
            joined.join(change_log, line_of("decisions", decisions.c.id, "decision.added"))
        )
        .where(line.at > since, ~here.correlate(live.meetings))
    )


def _said(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "at": row["at"],
        "by": row["by"],
        "title": row["title"],
        "day": row["decided_on"],
        "words": row["decision"],
        "text": row["text"],
        "outcome": row["outcome"],
        "meeting": row["meeting"],
    }


def concerned(
    question: Question, rows: Sequence[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], dict[str, tuple[str, ...]]]]:
    """The rows that concern somebody, each with the parties and the followers of its proposal."""
    ids = [row["proposal_id"] for row in rows]
    parties, followers = question.answering(ids), question.following(ids)
    for row in rows:
        whom = {
            "party_ids": parties.get(row["proposal_id"], ()),
            "follower_ids": tuple(
                user for user, since in followers.get(row["proposal_id"], ()) if since < row["at"]
            ),
        }
        if any(whom.values()):
            yield row, whom


def moved(question: Question) -> Iterator[Notice]:
    """Statuses of followed proposals that brought another light or stage, one by one."""
    for row, whom in concerned(question, question.rows(_moves(question))):
        if not whom["follower_ids"]:  # a lead's own move, before anybody followed
            continue
        yield notice(
            NoticeKind.MOVED,
            row | {"id": row["proposal_id"]},
            at=row["at"],
            by=row["author"],
            occasion=f"{row['seq']:06}",
            title=row["proposal_title"],
            day=row["reported_on"],
            words=None if row["successor"] is None else str(row["successor"]),
            text=row["reason"],
            before=(row["rag_before"], row["stage_before"]),
            after=(row["rag"], row["stage"]),
            follower_ids=whom["follower_ids"],
        )


def _moves(question: Question) -> sa.Select[Any]:
    s, f, x = status_updates.c, follows.c, proposal_successions.c
    earlier, other = _EARLIER, _OTHER
    followed = sa.select(f.proposal_id).where(f.stopped_at.is_(None), *question.mine(f.user_id))
    light, stage = (
        sa.func.coalesce(earlier.c.rag, "none"),
        sa.func.coalesce(earlier.c.stage, Stage.PROPOSED.value),
    )
    return (
        sa.select(
            *PROPOSAL,
            s.seq,
            s.recorded_at.label("at"),
            s.author,
            s.reported_on,
            s.reason,
            s.rag,
            s.stage,
            light.label("rag_before"),
            stage.label("stage_before"),
            other.c.number.label("successor"),
        )
        .select_from(
            status_updates.join(proposals, proposals.c.id == s.proposal_id)
            .join(portfolios, portfolios.c.id == proposals.c.portfolio_id)
            .outerjoin(
                earlier,
                sa.and_(earlier.c.proposal_id == s.proposal_id, earlier.c.seq == s.seq - 1),
            )
            .outerjoin(
                proposal_successions,
                sa.and_(x.proposal_id == s.proposal_id, x.recorded_at == s.recorded_at),
            )
            .outerjoin(other, other.c.id == x.successor_id)
        )
        .where(
            s.proposal_id.in_(followed),
            s.recorded_at > question.since,
            s.origin != "source",
            sa.or_(light != s.rag, stage != s.stage),
        )
        .order_by(s.proposal_id, s.seq)
    )
