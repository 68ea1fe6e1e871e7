"""The open questions (gaps) that a body can answer, and what each is about."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from portfolio.domain.requests import About, Request, Source, Topic, key_of
from portfolio.domain.ties import surest
from portfolio.queries import relevance
from portfolio.queries.gaps import openness
from portfolio.queries.proposals import responsibility
from portfolio.queries.requests.scope import ProposalIndex, Scope, loose_follow_ups, ties_of
from portfolio.store.live import (
    decision_proposals,
    decisions,
    gap_subjects,
    gaps,
    parties,
)
from portfolio.store.schema import portfolios


class Questions:
    """The open questions that the body can answer, and what each is about."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self.loose = loose_follow_ups(scope)
        self.about: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._rows = self._open()
        self._decided = self._decisions()
        self._through = ties_of(scope.connection, decision_proposals, "decision_id", self._named())
        holding = [self._decided_by(row) for row in self._rows if row["blocks"] is not None]
        #: Decisions nobody is carrying out, of which no graver question is scope.
        self._unasked = self._loose_decisions().difference(*holding)

    def requests(self, known: ProposalIndex) -> Iterator[Request]:
        rows = [row for row in self._rows if self._is_asked(row)]
        about = {row["id"]: known.tied(self._ties(row["id"])) for row in rows}
        ids = {one.id for some in about.values() for one in some}
        said_no = responsibility.last_no(
            self._scope.connection, as_of=self._scope.as_of, proposal_ids=ids
        )
        for row in rows:
            mine = about[row["id"]]
            if row["topic"] == Topic.RESPONSIBLE and not mine:
                continue  # the proposal has ended
            numbers = sorted(
                number
                for table, key in self.about[row["id"]]
                if table == "decisions"
                for number in [self._decided.get(key)]
                if number
            )
            yield Request(
                key=key_of(Source.GAP, row["id"], _no(row, mine, said_no)),
                source=Source.GAP,
                since=row["raised_on"],
                portfolio=row["code"] or (mine[0].portfolio if mine else ""),
                question=row["question"],
                why=row["explanation"],
                holds_up=row["blocks"],
                decision=numbers[0] if numbers else None,
                asked_of=row["asked_of"],
                proposals=mine,
                whole=known.is_whole(mine),
            )

    def ask_about(self, *subjects: tuple[str, str]) -> bool:
        """Whether one of them is about all of the subjects (table and key)."""
        return any(
            set(subjects) <= self.about[row["id"]] for row in self._rows if self._is_asked(row)
        )

    def ask_of(self, decision_id: str, party_id: str | None) -> bool:
        """Whether one of them asks what a decision left open; of one party's involvement, where
        one is given, and not of another's.
        """
        return any(
            ("decisions", decision_id) in about
            and (
                party_id is None
                or {key for table, key in about if table == "parties"} <= {party_id}
            )
            for about in (self.about[row["id"]] for row in self._rows if self._is_asked(row))
        )

    def ask_who(self, proposal_id: str) -> bool:
        """Whether one of them asks who takes a proposal on."""
        return any(
            ("proposals", proposal_id) in self.about[row["id"]]
            for row in self._rows
            if row["topic"] == Topic.RESPONSIBLE
        )

    def _open(self) -> list[dict[str, Any]]:
        scope, g = self._scope, gaps.c
        chosen = (
            sa.select(gaps, portfolios.c.code, parties.c.name.label("asked_of"))
            .select_from(
                gaps.outerjoin(portfolios, portfolios.c.id == g.portfolio_id).join(
                    parties, parties.c.id == g.answerer_party_id
                )
            )
            .where(
                g.answerer_party_id.in_(scope.bodies),
                g.raised_on <= scope.day,
                openness.is_unsettled(scope.as_of),
                relevance.gap_concerns(scope.portfolio),
            )
            .order_by(g.id)
        )
        rows = [dict(row) for row in scope.connection.execute(chosen).mappings()]
        s = gap_subjects.c
        subjects = sa.select(s.gap_id, s.subject_table, s.subject_id).where(
            s.gap_id.in_([row["id"] for row in rows])
        )
        for gap, table, subject in scope.connection.execute(subjects):
            self.about[gap].add((table, subject))
        return rows

    def _decisions(self) -> dict[str, str]:
        """By key of a decision that is asked about: its number."""
        d = decisions.c
        chosen = sa.select(d.id, d.number).where(d.id.in_(sorted(self._named())))
        return {row.id: row.number for row in self._scope.connection.execute(chosen)}

    def _named(self) -> set[str]:
        return {key for some in self.about.values() for table, key in some if table == "decisions"}

    def _loose_decisions(self) -> frozenset[str]:
        return frozenset(row["decision_id"] for row in self.loose)

    def _is_asked(self, row: dict[str, Any]) -> bool:
        """It holds something up, or it alone is about a decision that nobody is carrying out."""
        return row["blocks"] is not None or bool(self._decided_by(row) & self._unasked)

    def _decided_by(self, row: dict[str, Any]) -> set[str]:
        return {key for table, key in self.about[row["id"]] if table == "decisions"}

    def _ties(self, gap_id: str) -> Mapping[str, str | None]:
        """The proposals it is about: those it names itself, else those of its decisions."""
        named = {key: None for table, key in self.about[gap_id] if table == "proposals"}
        decided = [key for table, key in self.about[gap_id] if table == "decisions"]
        return named or surest(*(self._through.get(key, {}) for key in decided))


def _no(row: dict[str, Any], mine: tuple[About, ...], said_no: dict[str, str]) -> str:
    """Who takes a proposal on is asked anew after a no: by its key it is another request."""
    if row["topic"] != Topic.RESPONSIBLE:
        return ""
    return " ".join(said_no[one.id] for one in mine if one.id in said_no)
