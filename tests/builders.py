"""Rows that tests add to a database, written as the program writes them: with a change logged."""

from collections.abc import Callable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.queries.filtering import Filters
from portfolio.queries.requests.requests import open_requests
from portfolio.store import changes, ids, search
from portfolio.store.schema import (
    answer_links,
    decisions,
    follow_ups,
    meetings,
    milestones,
    parties,
    portfolios,
    proposal_parties,
    proposals,
    purposes,
    request_answers,
    responsibility_events,
    review_items,
    reviews,
    round_answers,
    status_rounds,
    status_updates,
    user_parties,
    users,
)
from portfolio.usecases import secret_tokens, use_case
from portfolio.usecases.proposals import told

PORTFOLIO = "civilsamfund"
_LONG_AGO = "2022-01-01T00:00:00.000000+00:00"


def _mine() -> sa.ScalarSelect[str]:
    """The id of the first portfolio: numbers of proposals and purposes are counted in each."""
    return sa.select(portfolios.c.id).where(portfolios.c.code == PORTFOLIO).scalar_subquery()


def is_number(number: int, portfolio: str = PORTFOLIO) -> sa.ColumnElement[bool]:
    """The proposal of that number in a portfolio, the first unless another is given."""
    owner = sa.select(portfolios.c.id).where(portfolios.c.code == portfolio).scalar_subquery()
    return sa.and_(proposals.c.number == number, proposals.c.portfolio_id == owner)


def id_of(number: int, portfolio: str = PORTFOLIO) -> sa.ScalarSelect[str]:
    """The key of a proposal by its number, for use inside a statement."""
    return sa.select(proposals.c.id).where(is_number(number, portfolio)).scalar_subquery()


def changed(address: str, work: Callable[[Connection], Any]) -> None:
    """Do the work in one transaction and raise the revision, so that pages see it."""
    change = changes.Change(actor="test", action="test.changed")

    def both(connection: Connection) -> None:
        work(connection)
        changes.record(connection, change)

    store.in_transaction(both, address)


def a_status(address: str, number: int, reported_on: str, **given: Any) -> None:
    """The next status of a proposal, green unless another light is given."""

    def work(connection: Connection) -> None:
        p, portfolio = proposals.c, given.pop("portfolio", PORTFOLIO)
        asked = sa.select(p.id, p.status_seq).where(is_number(number, portfolio))
        row = connection.execute(asked).one()
        first = {"stage": "running", "rag": "green", "percent": None, "recorded_at": ids.now()}
        status = {**first, **given}
        connection.execute(
            sa.insert(status_updates).values(
                id=ids.new_id(),
                proposal_id=row.id,
                seq=row.status_seq + 1,
                reported_on=reported_on,
                author="test",
                origin="test",
                **status,
            )
        )
        shown = {name: status[name] for name in ("stage", "rag", "percent")}
        connection.execute(
            sa.update(proposals)
            .where(p.id == row.id)
            .values(status_seq=row.status_seq + 1, status_on=reported_on, **shown)
        )

    changed(address, work)


def an_answer(address: str, number: int, party: str, state: str, happened_on: str) -> None:
    """A party's word on its responsibility for a proposal."""

    def work(connection: Connection) -> None:
        pp = proposal_parties.c
        link = connection.execute(
            sa.select(pp.id, pp.state_seq)
            .select_from(
                proposal_parties.join(proposals).join(parties, parties.c.id == pp.party_id)
            )
            .where(is_number(number), parties.c.code == party)
        ).one()
        connection.execute(
            sa.insert(responsibility_events).values(
                id=ids.new_id(),
                proposal_party_id=link.id,
                seq=link.state_seq + 1,
                state=state,
                happened_on=happened_on,
                recorded_at=ids.now(),
            )
        )
        connection.execute(
            sa.update(proposal_parties)
            .where(pp.id == link.id)
            .values(state=state, state_seq=link.state_seq + 1)
        )

    changed(address, work)


def a_told_centre(address: str, number: int, party: str) -> None:
    """A party that has a proposal, as the secretary says."""
    with store.reading(address) as connection:
        known = connection.execute(sa.select(parties.c.id).where(parties.c.code == party))
        party_id = str(known.scalar_one())
    key, proposal = ids.new_id(), proposal_id(number)
    changed(address, lambda connection: told.tell(connection, proposal, party_id, key))


def a_proposal(address: str, number: int, title: str, **given: Any) -> None:
    """A proposal under the first purpose, known since the meeting, with no party or place."""

    def work(connection: Connection) -> None:
        purpose = given.pop("purpose", 1)
        first = sa.select(purposes.c.id, purposes.c.portfolio_id).where(
            purposes.c.number == purpose, purposes.c.portfolio_id == _mine()
        )
        row = connection.execute(first).one()
        connection.execute(
            sa.insert(proposals).values(
                id=ids.new_id(),
                portfolio_id=row.portfolio_id,
                purpose_id=row.id,
                number=number,
                title=title,
                **{"introduced_on": "2022-04-04", **given},
            )
        )
        search.refresh(connection)

    changed(address, work)


def renamed(address: str, number: int, title: str) -> None:
    """Give a proposal another title."""

    def work(connection: Connection) -> None:
        chosen = sa.update(proposals).where(is_number(number))
        connection.execute(chosen.values(title=title))
        search.refresh(connection)

    changed(address, work)


def a_milestone(address: str, code: str, end: str, **given: Any) -> None:
    """A deadline of the portfolio itself on one day, known since the meeting, not promised."""

    def work(connection: Connection) -> None:
        mine = _mine()
        connection.execute(
            sa.insert(milestones).values(
                **{
                    "id": ids.new_id(),
                    "code": code,
                    "title": code,
                    "kind": "deadline",
                    "portfolio_id": mine,
                    "date_text": end,
                    "date_start": end,
                    "date_end": end,
                    "precision": "day",
                    "known_from": "2022-04-04",
                    **given,
                }
            )
        )

    changed(address, work)


def a_copy(address: str, table: sa.Table, where: sa.ColumnElement[bool], **given: Any) -> str:
    """A row like the one found, with a key of its own and what is given; its key."""
    key = ids.new_id()

    def work(connection: Connection) -> None:
        row = dict(connection.execute(sa.select(table).where(where).limit(1)).mappings().one())
        connection.execute(sa.insert(table).values({**row, "id": key, **given}))

    changed(address, work)
    return key


def set_on(address: str, table: sa.Table, where: sa.ColumnElement[bool], **given: Any) -> None:
    """Change the rows found."""
    changed(address, lambda c: c.execute(sa.update(table).where(where).values(given)))


def another_portfolio(address: str, number: int, title: str) -> None:
    """A second portfolio with one purpose and one proposal: what the first must never show."""

    def work(connection: Connection) -> None:
        portfolio, purpose = ids.new_id(), ids.new_id()
        connection.execute(
            sa.insert(portfolios).values(
                id=portfolio, code="another", title="En anden", municipality="X", position=2
            )
        )
        connection.execute(
            sa.insert(purposes).values(
                id=purpose, portfolio_id=portfolio, number=1, title="Et andet formål"
            )
        )
        connection.execute(
            sa.insert(proposals).values(
                id=ids.new_id(),
                portfolio_id=portfolio,
                purpose_id=purpose,
                number=number,
                title=title,
                introduced_on="2022-04-04",
            )
        )
        search.refresh(connection)

    changed(address, work)


def a_user(address: str, role: str, *centres: str, **given: Any) -> str:
    """Somebody with an account, of the parties whose codes are given; the user's id."""
    key = ids.new_id()

    def work(connection: Connection) -> None:
        email = given.pop("email", f"{role}-{key[-6:]}@kommune.test")
        connection.execute(
            sa.insert(users).values(
                id=key,
                email=email,
                role=role,
                created_at=_LONG_AGO,
                valid_from=_LONG_AGO,
                **{"name": f"Test {role}", **given},
            )
        )
        for centre in centres:
            party = sa.select(parties.c.id).where(parties.c.code == centre).scalar_subquery()
            connection.execute(
                sa.insert(user_parties).values(id=ids.new_id(), user_id=key, party_id=party)
            )

    changed(address, work)
    return key


def as_user(user_id: str) -> use_case.Who:
    """The user as use cases want to know them."""
    return use_case.Who(use_case.EntryWay.ACCOUNT, user_id)


def proposal_id(number: int) -> str:
    """The key of a proposal in the real portfolio."""
    asked = (
        sa.select(proposals.c.id)
        .join(portfolios)
        .where(portfolios.c.code == PORTFOLIO, proposals.c.number == number)
    )
    with store.reading() as connection:
        return str(connection.execute(asked).scalar_one())


def filters(day: str = "2022-05-01", *, today: str = "2022-05-01", **chosen: Any) -> Filters:
    """The filters of the real portfolio on a day; today is 1 May 2022 unless another is given."""
    return Filters(
        as_of=date.fromisoformat(day),
        today=date.fromisoformat(today),
        **{"portfolio": PORTFOLIO, **chosen},
    )


def a_round(address: str, deadline: str, *numbers: int, **given: Any) -> str:
    """An open status round that asks about the proposals of those numbers; its id."""
    key, state = ids.new_id(), given.pop("state", "asked")

    def work(connection: Connection) -> None:
        mine = _mine()
        connection.execute(
            sa.insert(status_rounds).values(
                **{
                    "id": key,
                    "portfolio_id": mine,
                    "title": "Testmødet",
                    "meeting_on": deadline,
                    "deadline_on": deadline,
                    "opened_at": _LONG_AGO,
                    "opened_by": "test",
                    **given,
                }
            )
        )
        for number in numbers:
            asked = sa.select(proposals.c.id).where(is_number(number))
            connection.execute(
                sa.insert(round_answers).values(
                    id=ids.new_id(), round_id=key, proposal_id=asked.scalar_subquery(), state=state
                )
            )

    changed(address, work)
    return key


def a_review(address: str, *numbers: int, noted: tuple[int, ...] = (), **given: Any) -> str:
    """A review today that talks about the proposals of those numbers, in order; its id.

    ``title`` of a matter of its own, last on the agenda; ``held_on``; ``minutes``.
    """
    review, meeting, held_on = ids.new_id(), ids.new_id(), given.get("held_on", "2022-05-01")

    def work(connection: Connection) -> None:
        body = sa.select(parties.c.id).where(parties.c.code == "direktionen").scalar_subquery()
        connection.execute(
            sa.insert(meetings).values(
                id=meeting, body_party_id=body, title="Testgennemgang", held_on=held_on
            )
        )
        connection.execute(
            sa.insert(reviews).values(
                id=review,
                meeting_id=meeting,
                portfolio_id=_mine(),
                prepared_at=_LONG_AGO,
                minutes=given.get("minutes", 20),
                prepared_by="test",
            )
        )
        rows: list[dict[str, Any]] = [
            {
                "proposal_id": sa.select(proposals.c.id).where(is_number(number)).scalar_subquery(),
                "placement": placement,
            }
            for placement, some in (("agenda", numbers), ("noted", noted))
            for number in some
        ]
        if "title" in given:
            rows.append({"title": given["title"], "placement": "agenda"})
        for position, row in enumerate(rows, start=1):
            connection.execute(
                sa.insert(review_items).values(
                    id=ids.new_id(),
                    review_id=review,
                    position=position,
                    origin="suggested",
                    minutes=5,
                    **row,
                )
            )

    changed(address, work)
    return review


def all_recorded(address: str) -> None:
    """What became of the minutes' own follow-ups with a day is recorded: nobody is reminded."""
    closed = {"status": "done", "closed_on": "2022-04-22"}
    set_on(address, follow_ups, follow_ups.c.date_end.is_not(None), **closed)


def all_answered(address: str) -> None:
    """What the minutes leave open to the directorate is answered by one of their decisions."""

    def work(connection: Connection) -> None:
        day = date(2022, 4, 4)
        decision = sa.select(decisions.c.id).where(decisions.c.number == "7.2").scalar_subquery()
        for one in open_requests(connection, as_of=day, today=day):
            row = {"request_key": one.key, "decision_id": decision, "question": "?"}
            connection.execute(sa.insert(request_answers).values(id=ids.new_id(), **row))

    changed(address, work)


def all_amber(address: str) -> None:
    """Nothing is asked, and every proposal is amber since the first meeting, so that each is to be
    talked about: those that nobody is named for first, then by number.
    """
    all_answered(address)
    for number in range(1, 10):
        a_status(address, number, "2022-04-04", rag="amber", reason="Test")


def a_lead(address: str) -> str:
    """Test Leder of Fritid og Kultur: asked about 1, answers for 9, whose status is of 20 April."""
    an_answer(address, 1, "fritid-og-kultur", "asked", "2022-04-10")
    an_answer(address, 9, "fritid-og-kultur", "accepted", "2022-04-10")
    a_status(
        address,
        9,
        "2022-04-20",
        stage="qualification",
        rag="amber",
        percent=10,
        reason="Venter på svar",
        happened="Lokalet er set",
        next_step="Møde",
        next_step_date_text="maj 2022",
    )
    return a_user(address, "lead", "fritid-og-kultur", name="Test Leder")


def a_link(address: str, user_id: str, round_id: str, **given: Any) -> str:
    """The token of a personal link to a round, as a mail holds it."""
    token = secret_tokens.new()
    row = {
        "id": ids.new_id(),
        "user_id": user_id,
        "round_id": round_id,
        "token_hash": secret_tokens.hashed(token),
        "created_at": ids.now(),
        **given,
    }
    changed(address, lambda connection: connection.execute(sa.insert(answer_links).values(row)))
    return token
