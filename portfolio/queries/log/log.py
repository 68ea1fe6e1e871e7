"""The change log as pages read it: which lines, newest first, and how many.

What a line is about, in words, is in :mod:`portfolio.queries.log.subjects`. Only administrators
see lines about users: ask with ``people=True`` for them.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import clock
from portfolio.language import sort_key
from portfolio.queries import frames
from portfolio.queries.filtering import portfolio_id
from portfolio.store.schema import change_log, gap_subjects, metadata, proposal_parties, proposals
from portfolio.store.schema import proposal_successions as successions
from portfolio.store.schema import responsibility_events as events

#: Lines about users, whatever they did: for administrators only.
PEOPLE = (
    "users",
    "user_parties",
    "invitations",
    "web_sessions",
    "calendar_tokens",
    "sign_in_attempts",
    "api_tokens",
    "follows",
)
#: What one can ask for, by the tables it is kept in.
KINDS: dict[str, tuple[str, ...]] = {
    "proposal": ("proposals", "proposal_successions", "aliases", "own_fields", "own_values"),
    "status": ("status_updates",),
    "responsibility": ("proposal_parties", "responsibility_events"),
    "round": ("status_rounds", "round_answers", "round_snapshots"),
    "workshop": ("workshops", "workshop_proposals", "notes", "note_clusters"),
    "review": ("reviews", "review_items", "review_snapshots", "requests", "request_answers"),
    "purpose": ("portfolios", "purposes", "organisations"),
    "milestone": ("milestones",),
    "strategy": ("strategy_processes", "process_windows", "proposal_processes", "parkings"),
    "pool": ("funding_pools", "pool_conditions", "proposal_pools", "pool_applications"),
    "decision": (
        "meetings",
        "meeting_participants",
        "agenda_items",
        "attachments",
        "decisions",
        "decision_proposals",
        "follow_ups",
        "involvement_steps",
    ),
    "gap": ("gaps", "gap_subjects"),
    "party": ("parties",),
    "place": ("places", "proposal_places", "target_groups", "proposal_target_groups"),
    "minutes": ("minutes_readings", "minutes_finds"),
    "list": ("list_imports", "list_rows"),
    "source": ("sources", "citations", "field_sources", "documents", "paper_templates"),
    "comment": ("comments",),
    "reminder": ("reminders",),
    "user": PEOPLE,
}
#: What is done to many proposals in one line.
_OF_MANY = (
    *("status_updates", "own_values", "proposals", "proposal_parties", "proposal_places"),
    *("proposal_pools", "proposal_processes"),
)
#: More lines than this are not counted, paged through or taken along: narrow the period instead.
MOST = 10_000
# A change is dated just before its transaction, so two can stand in the other order by so much.
_SLACK = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which lines. None is "all"; ``since`` and ``until`` are Danish days, both included."""

    people: bool = False
    actor: str | None = None
    kind: str | None = None
    proposal: int | None = None
    portfolio: str | None = None  # of the proposal's number
    since: date | None = None
    until: date | None = None
    search: str = ""
    user_id: str | None = None  # lines about this user

    @property
    def narrows(self) -> bool:
        """Whether anything but who may see it is asked for."""
        return self != Filters(people=self.people, portfolio=self.portfolio)


@dataclass(frozen=True)
class Line:
    """One change. ``at`` is UTC ISO text; ``before`` and ``after`` hold the changed columns."""

    id: str
    revision: int
    at: str
    actor: str
    action: str
    table: str | None
    subject_id: str | None
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str | None


def lines(
    connection: Connection, *, filters: Filters, limit: int = 50, offset: int = 0
) -> list[Line]:
    """The lines that match, the newest first."""
    chosen = _matching(connection, filters).order_by(change_log.c.revision.desc())
    return _lines(connection, chosen.limit(limit).offset(offset))


def count(connection: Connection, *, filters: Filters) -> int:
    """How many match; MOST + 1 when there are more than MOST."""
    some = _matching(connection, filters).with_only_columns(change_log.c.revision).limit(MOST + 1)
    return frames.count(connection, some.subquery())


def line(connection: Connection, *, change_id: str, people: bool) -> Line | None:
    """One line; None when there is none, or it is about a user and ``people`` is False."""
    chosen = _visible(people).where(change_log.c.id == change_id)
    return next(iter(_lines(connection, chosen)), None)


def of_proposal(connection: Connection, *, proposal_id: str, limit: int = 50) -> list[Line]:
    """Everything that was done to a proposal and what hangs on it, the newest first."""
    chosen = _visible(False).where(_about(connection, proposal_id))
    return _lines(connection, chosen.order_by(change_log.c.revision.desc()).limit(limit))


def values_now(
    connection: Connection, *, table: str, subject_id: str, columns: tuple[str, ...]
) -> dict[str, Any]:
    """What stands now in some columns of a row; empty when the row is not there."""
    kept = metadata.tables[table]
    chosen = sa.select(*(kept.c[column] for column in columns)).where(kept.c.id == subject_id)
    row = connection.execute(chosen).mappings().one_or_none()
    return {} if row is None else dict(row)


def actors(connection: Connection, *, people: bool) -> list[str]:
    """Those who have changed something, sorted the Danish way."""
    name = _each_actor()
    theirs = _visible(people).where(change_log.c.actor == name.c.actor)
    chosen = sa.select(name.c.actor).where(name.c.actor.is_not(None), theirs.exists())
    return sorted(connection.execute(chosen).scalars(), key=sort_key)


def _each_actor() -> sa.CTE:
    """Every name once, from one to the next in the index: a million lines are not read for it."""
    c = change_log.c.actor
    name = sa.select(sa.func.min(c).label("actor")).cte("name", recursive=True)
    following = sa.select(sa.func.min(c)).where(c > name.c.actor).scalar_subquery()
    return name.union_all(sa.select(following).where(name.c.actor.is_not(None)))


def first_day(connection: Connection) -> date | None:
    """The Danish day of the oldest line; None in an empty log."""
    oldest = sa.select(sa.func.min(change_log.c.at))
    at = connection.execute(oldest).scalar()
    return None if at is None else clock.day(at)


def _lines(connection: Connection, chosen: sa.Select[Any]) -> list[Line]:
    # The columns of the log are the fields of a line, in the same order.
    return [
        Line(*(*facts, _values(before), _values(after), reason))
        for *facts, before, after, reason in connection.execute(chosen)
    ]


def _values(text: str | None) -> dict[str, Any]:
    values = json.loads(text) if text else {}
    return values if isinstance(values, dict) else {"": values}


def _visible(people: bool) -> sa.Select[Any]:
    chosen = sa.select(change_log)
    if people:
        return chosen
    table = change_log.c.subject_table
    return chosen.where(sa.or_(table.is_(None), table.not_in(PEOPLE)))


def _matching(connection: Connection, filters: Filters) -> sa.Select[Any]:
    c, chosen = change_log.c, _visible(filters.people)
    if filters.actor is not None:
        chosen = chosen.where(c.actor == filters.actor)
    if filters.kind is not None:
        chosen = chosen.where(c.subject_table.in_(KINDS.get(filters.kind, ())))
    if filters.user_id is not None:
        chosen = chosen.where(c.subject_table == "users", c.subject_id == filters.user_id)
    if filters.proposal is not None:
        chosen = chosen.where(_about(connection, _proposal_id(connection, filters)))
    for word in filters.search.split():
        chosen = chosen.where(_says(word))
    return chosen.where(*_in_period(filters))


def _proposal_id(connection: Connection, filters: Filters) -> str:
    p = proposals.c
    asked = sa.select(p.id).where(p.number == filters.proposal)
    if filters.portfolio is not None:
        asked = asked.where(p.portfolio_id == portfolio_id(filters.portfolio))
    return str(connection.execute(asked).scalars().first() or "")


def _about(connection: Connection, proposal_id: str) -> sa.ColumnElement[bool]:
    """The lines of a proposal and of every row that hangs on it.

    Its rows are looked up first: they are few, and the log's index then finds their lines.
    """
    found: dict[str, list[str]] = {"proposals": [proposal_id]}
    for name, rows in connection.execute(_hanging_on(proposal_id)):
        found.setdefault(name, []).append(rows)
    c = change_log.c
    # A line about no one row holds its proposals by id: an upload of many answers, a list.
    of_many = sa.and_(c.subject_table.in_(_OF_MANY), c.subject_id.is_(None))
    many = sa.and_(
        sa.or_(of_many, c.subject_table == "list_imports"),
        c.after.contains(proposal_id, autoescape=True),
    )
    return sa.or_(
        many,
        *(sa.and_(c.subject_table == name, c.subject_id.in_(keys)) for name, keys in found.items()),
    )


def _hanging_on(proposal_id: str) -> sa.CompoundSelect[Any]:
    def about(table: sa.Table) -> sa.ColumnElement[bool]:
        return sa.and_(table.c.subject_table == "proposals", table.c.subject_id == proposal_id)

    owned, told = _with("proposal_id"), _with("subject_table")
    said = sa.select(sa.literal(events.name), events.c.id).select_from(
        events.join(proposal_parties)
    )
    tied = [
        *((table.name, table.c.id, table.c.proposal_id == proposal_id) for table in owned),
        *((table.name, table.c.id, about(table)) for table in told if table is not change_log),
        (successions.name, successions.c.id, successions.c.successor_id == proposal_id),
        ("gaps", gap_subjects.c.gap_id, about(gap_subjects)),
    ]
    return sa.union_all(
        *(sa.select(sa.literal(name), key).where(test) for name, key, test in tied),
        said.where(proposal_parties.c.proposal_id == proposal_id),
    )


@cache
def _with(column: str) -> tuple[sa.Table, ...]:
    """The tables that have a column and an id, in a fixed order."""
    return tuple(t for t in metadata.sorted_tables if column in t.c and "id" in t.c)


def _says(word: str) -> sa.ColumnElement[bool]:
    """Whether a word stands in the line, in either case.

    SQLite knows only the cases of a-z; a word with æ, ø or å is asked for in each case.
    """
    c, spelt = change_log.c, {word}
    if not word.isascii():
        spelt |= {word.lower(), word.upper(), word.capitalize()}
    fields = (c.actor, c.action, c.reason, c.before, c.after)
    return sa.or_(
        *(field.icontains(one, autoescape=True) for field in fields for one in sorted(spelt))
    )


def _in_period(filters: Filters) -> list[sa.ColumnElement[bool]]:
    """By the day, and by the revisions of about that day: then no other line is looked at."""
    c, tests = change_log.c, []
    if filters.since is not None:
        start = clock.midnight(filters.since)
        first = (
            sa.select(c.revision)
            .where(c.at >= clock.stored(start - _SLACK))
            .order_by(c.at)
            .limit(1)
        )
        tests += [c.at >= clock.stored(start), c.revision >= _alone(first) - 1000]
    if filters.until is not None:
        end = clock.midnight(filters.until + timedelta(days=1))
        last = sa.select(c.revision).where(c.at < clock.stored(end + _SLACK))
        last = last.order_by(c.at.desc()).limit(1)
        tests += [c.at < clock.stored(end), c.revision <= _alone(last) + 1000]
    return tests


def _alone(statement: sa.Select[Any]) -> sa.ScalarSelect[Any]:
    return statement.correlate(None).scalar_subquery()
