"""Whatever is done in whatever order: what is asked is open or answered, never both.

Each walk does its acts drawn at random, as the secretary, the directorate and the parties would,
on days that pass. After each act: nothing is open that a decision in force has answered, nothing
is asked twice, what was refused has changed nothing; and a decision that is taken back at once
leaves all as it was.
"""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from workshop_builders import a_workshop

from portfolio import store
from portfolio.domain.model import DecisionOutcome as Outcome
from portfolio.domain.model import (
    FollowUpStatus,
    GapStatus,
    InvolvementState,
    Placement,
    Rag,
    Responsibility,
    Stage,
    Succession,
)
from portfolio.domain.requests import NOT_ANSWERED, Source
from portfolio.domain.status import Answer
from portfolio.errors import PortfolioError
from portfolio.queries.requests.choices import bodies_asked
from portfolio.queries.requests.open_ends import open_ends
from portfolio.queries.requests.requests import of_item, open_requests
from portfolio.store import schema
from portfolio.usecases import content
from portfolio.usecases.meetings import follow_ups
from portfolio.usecases.proposals import involvement, parking, responsibility, succession
from portfolio.usecases.requests import requests
from portfolio.usecases.reviews import closing, decisions, planning, sitting
from portfolio.usecases.reviews.decision_input import DecisionInput
from portfolio.usecases.reviews.effects import Effects, Settled
from portfolio.usecases.reviews.putting_off import ReviewDay
from portfolio.usecases.rounds import answers
from portfolio.usecases.use_case import LOCAL

STEPS = 45
#: What the walk is for is drawn more often than the rest.
OFTEN = {
    "days_pass": 2,
    "it_is_decided": 6,
    "it_is_decided_and_taken_back_at_once": 3,
    "a_review_is_planned": 3,
}
CODE = "civilsamfund"


class Walk:
    """A walk through the loop from the day of the minutes on; ``did`` tells it when one fails."""

    def __init__(self, seed: int, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.draw, self.address, self.patch = random.Random(seed), address, monkeypatch
        self.eyes = random.Random(seed)  # looking elsewhere leads the walk nowhere else
        self.today, self.did = date(2022, 5, 1), [f"seed {seed}"]
        self.done: Counter[str] = Counter()
        self.workshop = a_workshop(numbers=(1, 4)).id
        self.acts = [getattr(self, name) for name in ACTS for _ in range(OFTEN.get(name, 1))]

    def step(self) -> None:
        """One act, and what must hold after it."""
        act = self.draw.choice(self.acts)
        before = dump(self.address)
        try:
            told = act()
        except PortfolioError as refused:
            self.did.append(f"{self.today} {act.__name__}: refused, {refused}")
            assert dump(self.address) == before, self.story()
            self.done[f"{act.__name__} refused"] += 1
        else:
            self.did.append(f"{self.today} {act.__name__} {told}")
            self.done[act.__name__] += told is not None
        self.look()

    def look(self, bodies: int | None = 2) -> None:
        """Nothing is open and answered, and nothing asked twice, to the directorate and so many
        others drawn: each is a question of its own to the store. None: to everybody.
        """
        answered = self.answered()
        with store.reading(self.address) as connection:
            others = [row["code"] for row in bodies_asked(connection)]
            if bodies is not None:
                others = self.eyes.sample(others, min(bodies, len(others)))
            for body in (None, *others):
                keys = [one.key for one in self.open(connection, body)]
                assert len(keys) == len(set(keys)), self.story()
                assert answered.isdisjoint(keys), self.story()

    @property
    def steps(self) -> int:
        return len(self.did)

    @property
    def decisions(self) -> int:
        return self.done["it_is_decided"] + self.done["it_is_decided_and_taken_back_at_once"]

    def story(self) -> str:
        return "\n".join(self.did)

    def answered(self) -> set[str]:
        """By the tables themselves: keys that a decision in force has answered, gaps that are."""
        a, d, g = schema.request_answers.c, schema.decisions.c, schema.gaps.c
        decided = sa.select(a.request_key).join(schema.decisions, d.id == a.decision_id)
        alive = (a.withdrawn_at.is_(None), d.withdrawn_at.is_(None))
        keys = {row[0] for row in self.rows(decided.where(*alive, d.outcome.not_in(NOT_ANSWERED)))}
        closed = self.rows(sa.select(g.id).where(g.status == GapStatus.ANSWERED))
        return keys | {f"{Source.GAP}:{row[0]}" for row in closed}

    # --- what is there to choose from

    def rows(self, chosen):
        with store.reading(self.address) as connection:
            return connection.execute(chosen).all()

    def open(self, connection, body=None):
        return open_requests(connection, as_of=self.today, today=self.today, body=body)

    def one(self, table, *where):
        """A row in use, drawn; None where there is none."""
        in_use = (table.c.withdrawn_at.is_(None),) if "withdrawn_at" in table.c else ()
        found = self.rows(sa.select(table).where(*in_use, *where).order_by(table.c.id))
        return self.draw.choice(found) if found else None

    def party(self):
        return self.one(schema.parties).id

    def proposal(self):
        return self.one(schema.proposals)

    def maybe(self, value):
        return value if self.draw.random() < 0.4 else None

    def text(self):
        return self.draw.choice(["Ja.", "Nej.", "Vi gør det.", "Det venter til efter sommer."])

    def when(self):
        return self.draw.choice(
            ["juni 2022", "1. oktober 2022", "efter sommerferien", "ultimo maj"]
        )

    # --- the acts; each tells what it did, or None where there was nothing to do it to

    def days_pass(self):
        self.today += timedelta(days=self.draw.randint(1, 20))
        self.patch.setenv("PORTFOLIO_TODAY", self.today.isoformat())
        return self.today

    def somebody_asks(self):
        question = requests.Question(
            question=self.draw.choice(["Skal vi søge?", "Hvem tager den?", "Hvornår?"]),
            addressee_party_id=self.draw.choice([self.directorate(), self.party()]),
            options=self.draw.choice([(), ("Ja", "Nej")]),
            due_on=self.maybe(self.today + timedelta(days=9)),
        )
        about = self.maybe(self.proposal().id)
        return requests.ask(LOCAL, question, portfolio=CODE, proposal_id=about, today=self.today)

    def several_are_asked_at_once(self):
        question = requests.Question(
            question="Hvem tager den?", addressee_party_id=self.directorate()
        )
        about = {self.proposal().id for _ in range(self.draw.randint(0, 3))}
        return requests.ask_several(
            LOCAL,
            question,
            portfolio=CODE,
            also_of=[self.party()],
            proposal_ids=sorted(about),
            workshop_id=self.maybe(self.workshop),
            today=self.today,
        )

    def somebody_takes_it_back(self):
        row = self.one(schema.requests)
        if row is not None:
            whole = self.draw.random() < 0.3
            requests.withdraw(
                LOCAL, row.id, "Løst på anden vis", version=row.version, whole_act=whole
            )
            return row.id

    def a_status_asks(self):
        row = self.proposal()
        stage = self.draw.choice([Stage.PROPOSED, Stage.QUALIFICATION, Stage.RUNNING])
        answer = Answer(
            stage=stage,
            rag=self.draw.choice([Rag.GREEN, Rag.RED]),
            percent=None if stage is Stage.PROPOSED else 10,
            reason="Der mangler penge.",
            next_step="Ring til puljen",
            next_step_date_text="juni 2022",
            decision_needed=self.maybe(self.draw.choice(["Skal vi fortsætte?", "Hvem betaler?"])),
        )
        return answers.submit(LOCAL, row.id, answer, seen_seq=row.status_seq)

    def a_review_is_planned(self):
        return planning.make_review(
            LOCAL,
            portfolio=self.draw.choice([CODE, None]),
            title="Månedlig gennemgang",
            body_party_id=self.directorate(),
            held_on=self.today,
            minutes=30,
        )

    def it_is_decided(self):
        item = self.item()
        if item is not None:
            return decisions.record_decision(LOCAL, item.id, self.decided(item), today=self.today)

    def it_is_decided_and_taken_back_at_once(self):
        item = self.item()
        if item is None:
            return None
        before = self.loop()
        key = decisions.record_decision(LOCAL, item.id, self.decided(item), today=self.today)
        self.did.append(f"{self.today} decided {key}")
        self.take_back(self.one(schema.decisions, schema.decisions.c.id == key))
        assert self.loop() == before, self.story()
        return key

    def a_decision_is_taken_back(self):
        mine = schema.review_items.c.agenda_item_id
        held = sa.select(mine).where(mine.is_not(None))
        row = self.one(schema.decisions, schema.decisions.c.agenda_item_id.in_(held))
        if row is not None:
            self.take_back(row)
            return row.number

    def a_decision_is_taken_out_of_use(self):
        row = self.one(schema.decisions)
        content.withdraw(LOCAL, "decisions", row.id, row.version, "Fejl")
        return row.number

    def the_meeting_is_closed(self):
        row = self.one(schema.reviews, schema.reviews.c.closed_at.is_(None))
        if row is None:
            return None
        sitting.start_review(LOCAL, row.id, today=self.today)
        i = schema.review_items.c
        items = self.rows(
            sa.select(i.id).where(i.review_id == row.id, i.placement == Placement.AGENDA)
        )
        rest = {item.id: self.draw.choice(closing.REST) for item in items}
        until = {key: self.today + timedelta(days=12) for key in rest}
        closing.close_review(LOCAL, row.id, rest, until=until, today=self.today)
        return row.id

    def a_party_is_asked(self):
        proposal, party = self.proposal(), self.party()
        return responsibility.ask(
            LOCAL, proposal.id, party, happened_on=self.today, today=self.today
        ) or (proposal.number, party)

    def a_party_answers(self):
        link = self.one(
            schema.proposal_parties, schema.proposal_parties.c.state == Responsibility.ASKED
        )
        if link is None:
            return None
        state = self.draw.choice([Responsibility.ACCEPTED, Responsibility.DECLINED])
        said = responsibility.Word(
            state=state, happened_on=self.today, said_by="Lederen", reason="Sådan er det."
        )
        responsibility.answer(LOCAL, link.id, said, seen=link.state_seq, today=self.today)
        return state

    def an_answer_is_taken_back(self):
        link = self.one(schema.proposal_parties, schema.proposal_parties.c.state_seq > 0)
        if link is not None:
            responsibility.take_back(LOCAL, link.id, seen=link.state_seq, reason="Fejl")
            return link.id

    def a_step_is_taken(self):
        row = self.one(schema.involvement_steps)
        at = involvement.OpenedStep(row.id, row.version)
        if row.state == InvolvementState.AHEAD:
            involvement.mark_done(LOCAL, at, self.today, said="Holdt", today=self.today)
        else:
            involvement.undo(LOCAL, at, reason="Det var et andet møde")
        return row.id

    def a_follow_up_moves_on(self):
        row = self.one(schema.follow_ups)
        if row.status != FollowUpStatus.OPEN:
            follow_ups.reopen(LOCAL, row.id, row.version, reason="Ikke færdig")
        elif self.draw.random() < 0.5:
            owner = follow_ups.Owner(party_id=self.maybe(self.party()), date_words=self.when())
            follow_ups.assign(
                LOCAL, row.id, row.version, owner, today=self.today, reason="Det trak ud"
            )
        else:
            follow_ups.finish(
                LOCAL, row.id, row.version, note="Gjort", on=self.today, today=self.today
            )
        return row.title

    def a_proposal_is_parked_or_taken_up(self):
        row, parked = self.proposal(), schema.parkings.c
        held = self.one(schema.parkings, parked.proposal_id == row.id, parked.ended_on.is_(None))
        if held is not None:
            parking.take_up(LOCAL, row.id, held.version, note="Nu", today=self.today)
        else:
            parking.park(LOCAL, row.id, self.waiting(), today=self.today)
        return row.number

    def a_proposal_is_set_aside_or_resumed(self):
        row = self.proposal()
        kind = Succession.RESUMED if row.stage == Stage.NOT_PURSUED else Succession.SET_ASIDE
        step = succession.Step(kind=kind, happened_on=self.today, reason="Ingen penge")
        succession.take(LOCAL, row.id, step, today=self.today)
        return kind, row.number

    # --- the parts of a decision

    def directorate(self):
        (row,) = self.rows(sa.select(schema.parties).where(schema.parties.c.code == "direktionen"))
        return row.id

    def item(self):
        i, r = schema.review_items.c, schema.reviews.c
        ahead = sa.select(r.id).where(r.closed_at.is_(None))
        return self.one(schema.review_items, i.review_id.in_(ahead))

    def decided(self, item) -> DecisionInput:
        with store.reading(self.address) as connection:
            asked = of_item(
                connection, proposal_id=item.proposal_id, key=item.request_key, today=self.today
            )
            if self.draw.random() < 0.3:  # the same item takes what stands elsewhere too
                asked = self.draw.sample(self.open(connection), k=1) or asked
            answers_ = {one.key: one.question or "?" for one in asked if self.draw.random() < 0.8}
            ends = open_ends(connection, keys=answers_)
        settled = [self.settled(end) for end in ends if self.draw.random() < 0.7]
        alone = item.proposal_id is not None
        effects = Effects(
            requests=answers_,
            settled=settled,
            stage=self.maybe(Stage.QUALIFICATION) if alone else None,
            stage_reason="Direktionen vil ikke vente.",
            appoint=self.maybe(self.party()) if alone else None,
            ask=[self.party()] if alone and self.draw.random() < 0.2 else [],
            park=self.maybe(self.waiting()) if alone and self.draw.random() < 0.3 else None,
            review_days=[self.review_day()] if self.draw.random() < 0.2 else [],
        )
        outcome = self.draw.choice([Outcome.DECIDED, Outcome.DECIDED, *Outcome])
        return DecisionInput(outcome=outcome, decision=self.text(), effects=effects)

    def waiting(self) -> parking.Waiting:
        window = self.one(schema.process_windows).id
        return parking.Waiting(window_id=window, reason="Venter", must_be_ready="Et oplæg")

    def review_day(self) -> ReviewDay:
        earlier = self.one(schema.decisions, schema.decisions.c.outcome != Outcome.NOT_REACHED)
        return ReviewDay(earlier.id, self.maybe(self.today + timedelta(days=30)))

    def settled(self, end) -> Settled:
        if end.is_step:
            return Settled(step_id=end.id, date_text=self.when())
        party = None if end.has_responsible else self.party()
        return Settled(
            follow_up_id=end.id, responsible_party_id=party, date_text=self.maybe(self.when())
        )

    def take_back(self, row) -> None:
        decisions.withdraw_decision(LOCAL, row.id, "Fejl", version=row.version)

    def loop(self):
        """What the loop shows, to be compared before a decision and after it is taken back."""
        s = schema
        told = (
            sa.select(s.proposals.c.number, s.proposals.c.stage, s.proposals.c.rag),
            sa.select(s.proposal_parties.c.id, s.proposal_parties.c.state).where(
                s.proposal_parties.c.state != Responsibility.SUGGESTED
            ),
            sa.select(s.gaps.c.code, s.gaps.c.status, s.gaps.c.answer),
            sa.select(
                s.follow_ups.c.id,
                s.follow_ups.c.responsible_party_id,
                s.follow_ups.c.date_text,
                s.follow_ups.c.promised,
                s.follow_ups.c.status,
            ).where(s.follow_ups.c.withdrawn_at.is_(None)),
            sa.select(s.involvement_steps.c.id, s.involvement_steps.c.planned_date_text),
        )
        with store.reading(self.address) as connection:
            keys = [one.key for one in self.open(connection)]
        return [sorted(map(repr, self.rows(chosen))) for chosen in told], keys


ACTS = [
    name
    for name in vars(Walk)
    if name.startswith(("days_", "somebody_", "several_", "a_", "an_", "it_", "the_"))
]


def dump(address):
    """All that is stored, row by row."""
    with store.reading(address) as connection:
        return {
            table.name: sorted(map(repr, connection.execute(sa.select(table))))
            for table in schema.metadata.sorted_tables
        }


@pytest.mark.parametrize("seed", range(2))
def test_nothing_is_both_open_and_answered(seeded_db, monkeypatch, seed):
    walk = Walk(seed, seeded_db, monkeypatch)
    # A walk that was only refused has shown nothing.
    while walk.steps < STEPS or walk.decisions < 3:
        walk.step()
    walk.look(bodies=None)
