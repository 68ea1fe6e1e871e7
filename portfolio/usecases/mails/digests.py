"""Who gets a digest, and that nobody gets the same one twice; and sending it from its page.

A digest is the same when it is of the same portfolio, from the same day, to the same newest
meeting. The send log is that of the reminders (:mod:`portfolio.usecases.mails.reminders`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import mailing, store
from portfolio.domain.emails import is_address, spelled
from portfolio.domain.mails import ReminderState
from portfolio.domain.permissions import Action, Role
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.queries import filter_choices
from portfolio.queries.mails import digest as mail_digest
from portfolio.queries.mails.digest import Digest
from portfolio.queries.mails.letters import Letter, WholeMatter
from portfolio.queries.mails.recipients import Recipient
from portfolio.queries.organisations import organisations
from portfolio.queries.overview import news
from portfolio.store.schema import user_parties, users
from portfolio.usecases import use_case
from portfolio.usecases.mails import reminders, sending
from portfolio.usecases.mails.sending import Write
from portfolio.usecases.use_case import Who
from portfolio.vocabulary.nouns import Vocabulary

KIND = "digest"


@dataclass(frozen=True)
class ReadyDigest:
    """A digest for somebody, and what the send log knows it by."""

    digest: Digest
    letter: Letter

    @property
    def send_key(self) -> str:
        return self.letter.matters[0].send_key


@dataclass(frozen=True)
class SkippedReader:
    """Somebody who is not sent it. ``state``: how far the same one came before; None: whoever it
    is has no address that mail can be sent to."""

    name: str
    state: ReminderState | None


@dataclass(frozen=True)
class Plan:
    """Who would be sent a digest, and who would not."""

    ready: tuple[ReadyDigest, ...]
    skipped: tuple[SkippedReader, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of sending: mails that went out, those another run took, and what went wrong."""

    sent: int
    taken: int
    faults: tuple[str, ...]


def prepare(
    *,
    emails: Sequence[str],
    roles: Sequence[Role],
    portfolio: str | None,
    since: date | None,
    today: date,
) -> tuple[ReadyDigest, ...]:
    """A digest for each who is to have one; see ``plan``."""
    return plan(emails=emails, roles=roles, portfolio=portfolio, since=since, today=today).ready


def plan(
    *,
    emails: Sequence[str],
    roles: Sequence[Role],
    portfolio: str | None,
    since: date | None,
    today: date,
) -> Plan:
    """A digest for each user named or with one of the roles, by address. Writes nothing.

    ``since`` is the day to tell from; None: the last meeting's. Those
    who have had the same are skipped. Raises PortfolioError for an address that is no
    user's, a portfolio there is not, a day that has not come, and a demo.
    """
    with store.reading() as connection:
        _require(connection, portfolio, since, today)
        begin = since or news.since_last_meeting(connection, portfolio=portfolio, until=today)
        chosen = _chosen(connection, emails, roles)
        words = organisations.vocabulary_of(connection, portfolio=portfolio)
        every = [
            _ready(connection, row, portfolio, begin, today, words)
            for row in chosen
            if is_address(row.email)
        ]
        lost = [SkippedReader(row.name, None) for row in chosen if not is_address(row.email)]
        return _sorted_out(connection, every, lost)


def send(who: Who, ready: Sequence[ReadyDigest], write: Write, server: mailing.Server) -> Outcome:
    """Send what was planned, from the page; each fault in words. No log but the send log.

    Raises NotAllowedError. Whatever has gone out meanwhile does not go out again.
    """
    with store.reading() as connection:
        use_case.allowed(connection, who, Action.PLAN_REVIEWS)
    faults: list[str] = []
    with mailing.Post(server) as post:
        again = _("Send it again when the mail server takes it.")
        letters = [one.letter for one in ready]
        count = sending.send_all(letters, write, post, faults.append, again=again)
    return Outcome(count["sent"], count["taken"], tuple(faults))


def _sorted_out(
    connection: Connection, every: list[ReadyDigest], lost: list[SkippedReader]
) -> Plan:
    going, skipped = [], lost
    for one in every:
        if reminders.is_open(connection, one.letter.matters[0]):
            going.append(one)
        else:
            state = reminders.state_of(connection, one.send_key)
            skipped.append(SkippedReader(one.letter.to.name, state))
    return Plan(tuple(going), tuple(skipped))


def _require(
    connection: Connection, portfolio: str | None, since: date | None, today: date
) -> None:
    if filter_choices.is_demo(connection):
        raise PortfolioError(
            "This is a demo with made-up history, so what is new is mailed to nobody. Open "
            "the real portfolio to send it."
        )
    codes = [row["code"] for row in filter_choices.portfolio_rows(connection)]
    if portfolio is not None and portfolio not in codes:
        raise PortfolioError(
            "There is no portfolio “{code}”. Choose one of: {codes}.",
            code=portfolio,
            codes=", ".join(codes),
        )
    if since is not None and since > today:
        raise PortfolioError(
            "What is new would be told from a day that has not come. Choose another."
        )


def _chosen(
    connection: Connection, emails: Sequence[str], roles: Sequence[Role]
) -> list[sa.Row[tuple[str, ...]]]:
    wanted = set(map(spelled, emails))
    named = sa.or_(users.c.email.in_(wanted), users.c.role.in_([role.value for role in roles]))
    found = connection.execute(
        sa.select(users).where(named, users.c.disabled_at.is_(None)).order_by(users.c.email)
    ).all()
    if unknown := sorted(wanted - {row.email for row in found}):
        raise PortfolioError(
            "There is no user with the address {addresses}, or their access is blocked. "
            "Nothing was sent.",
            addresses=", ".join(unknown),
        )
    return list(found)


def _ready(
    connection: Connection,
    row: sa.Row[tuple[str, ...]],
    portfolio: str | None,
    since: date,
    today: date,
    words: Vocabulary,
) -> ReadyDigest:
    mine = sa.select(user_parties.c.party_id).where(user_parties.c.user_id == row.id)
    reader = mail_digest.Reader(row.id, row.role, frozenset(connection.execute(mine).scalars()))
    found = mail_digest.digest(
        connection, portfolio=portfolio, since=since, until=today, reader=reader
    )
    newest = found.meetings[0]["held_on"] if found.meetings else today.isoformat()
    occasion = f"{since.isoformat()}:{newest}"
    key = f"{KIND}:{row.email}:{portfolio or '*'}:{occasion}"
    to = Recipient(email=row.email, name=row.name, language=row.language, user_id=row.id)
    matter = WholeMatter(send_key=key, code=KIND, said_on=occasion)
    return ReadyDigest(found, Letter(to=to, matters=(matter,), vocabulary=words))
