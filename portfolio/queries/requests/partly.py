"""What a decision answered in words without settling the day or the name that was asked for.

The question is answered then, and is not asked again. What it left open is another one: it asks
only for what is missing still, says which decision it comes from, and has a key of its own, so
that no request is both open and answered.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from portfolio.domain.requests import NOT_ANSWERED, Source, key_of, subject_of
from portfolio.queries.requests.scope import Scope
from portfolio.store.live import decisions, gap_subjects, request_answers

# Made once: an alias copies every column it has.
_OTHER = gap_subjects.alias("other")


@dataclass(frozen=True)
class Said:
    """The decision that answered last."""

    decision_id: str
    number: str
    decided_on: str


def last_said(scope: Scope, asked: Mapping[str, Collection[str]]) -> dict[str, Said]:
    """By subject, the last decision that answered one of the keys under which it was asked."""
    bases = {base for some in asked.values() for base in some}
    answered = _answered(scope, bases)
    found = {}
    for subject, some in asked.items():
        said = [answered[base] for base in some if base in answered]
        if said:
            found[subject] = max(said, key=lambda one: (one.decided_on, one.decision_id))
    return found


def _answered(scope: Scope, bases: Collection[str]) -> dict[str, Said]:
    """By key without its words. What was decided too late for the question is no answer yet."""
    a, d = request_answers.c, decisions.c
    by_length = {len(base) for base in bases}
    named = [
        sa.func.substr(a.request_key, 1, length).in_(
            sorted(base for base in bases if len(base) == length)
        )
        for length in sorted(by_length)
    ]
    chosen = (
        sa.select(a.request_key, d.id, d.number, d.decided_on)
        .select_from(request_answers.join(decisions, d.id == a.decision_id))
        .where(
            sa.or_(sa.false(), *named),
            d.decided_on <= scope.answered_by,
            d.outcome.not_in(NOT_ANSWERED),
        )
        .order_by(d.decided_on, d.id)
    )
    rows = scope.connection.execute(chosen)
    return {key_of(*subject_of(row.request_key)): Said(*row[1:]) for row in rows}


#: By decision and party (None: of no party), the keys of questions.
Questions = dict[tuple[str, str | None], set[str]]


def questions_on(
    scope: Scope, *, decision_ids: Collection[str] = (), party_ids: Collection[str] = ()
) -> Questions:
    """The questions, also answered ones, that ask what some decisions left open, or when parties
    that a decision names are involved.
    """
    about, other = gap_subjects.c, _OTHER
    of_party = sa.and_(other.c.gap_id == about.gap_id, other.c.subject_table == "parties")
    chosen = (
        sa.select(about.gap_id, about.subject_id, other.c.subject_id.label("party_id"))
        .select_from(gap_subjects.outerjoin(other, of_party))
        .where(
            about.subject_table == "decisions",
            sa.or_(
                about.subject_id.in_(sorted(decision_ids)),
                other.c.subject_id.in_(sorted(party_ids)),
            ),
        )
    )
    found: Questions = {}
    for gap, decision, party in scope.connection.execute(chosen):
        found.setdefault((decision, party), set()).add(key_of(Source.GAP, gap))
    return found
