"""Mailing users the links they come in by, to each their own, as soon as it is made.

A link is made the moment the mail server is about to take its letter: where the server is down no
link is made and an earlier one still works, and where it would not have the letter, the link that
nobody was given is revoked.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import mailing, store
from portfolio.domain.emails import is_address
from portfolio.domain.mails import INVITATION
from portfolio.domain.permissions import Action
from portfolio.language import _
from portfolio.queries.mails.letters import Letter, WholeMatter
from portfolio.queries.mails.recipients import Recipient
from portfolio.queries.organisations import organisations
from portfolio.store import ids
from portfolio.store.schema import users
from portfolio.usecases import secret_tokens, use_case
from portfolio.usecases.mails import sending
from portfolio.usecases.mails.digests import Outcome
from portfolio.usecases.mails.sending import Effect, WriteLink
from portfolio.usecases.people import inviting
from portfolio.usecases.people.users import refuse_in_local_mode
from portfolio.usecases.use_case import Who
from portfolio.vocabulary.nouns import Vocabulary


def send(who: Who, user_ids: Sequence[str], write: WriteLink, server: mailing.Server) -> Outcome:
    """Make a link for each user and mail it; whoever has no address, or is shut out, gets none.

    Raises NotAllowedError, and PortfolioError in local mode.
    """
    with store.reading() as connection:
        person = use_case.allowed(connection, who, Action.MANAGE_USERS)
        refuse_in_local_mode(who)
        letters, faults = _letters(connection, user_ids)
    tokens = {letter.to.email: secret_tokens.new() for letter in letters}
    made: set[str] = set()

    def make(letter: Letter) -> None:
        assert letter.to.user_id is not None, "only users are invited"
        inviting.new_link(who, letter.to.user_id, tokens[letter.to.email])
        made.add(letter.to.user_id)

    def revoke(letter: Letter) -> None:
        if letter.to.user_id in made:
            inviting.revoke_link(who, letter.to.user_id)

    with mailing.Post(server) as post:
        count = sending.send_all(
            letters,
            lambda letter: write(letter, tokens[letter.to.email], person.name, inviting.ends()),
            post,
            faults.append,
            Effect(make, revoke),
            again=_("Invite them again when the mail server takes it."),
        )
    return Outcome(count["sent"], count["taken"], tuple(faults))


def _letters(connection: Connection, user_ids: Sequence[str]) -> tuple[list[Letter], list[str]]:
    """A letter for each who can have one, and a sentence for each who cannot."""
    now = ids.now()
    chosen = sa.select(users).where(users.c.id.in_(user_ids)).order_by(users.c.email)
    rows = connection.execute(chosen).all()
    going = [row for row in rows if row.disabled_at is None and is_address(row.email)]
    faults = [
        _(
            "The access of {name} is blocked, or there is no address that mail can be sent to.",
            name=row.name,
        )
        for row in rows
        if row not in going
    ]
    words = organisations.vocabulary_of(connection)
    return [_letter(row, now, words) for row in going], faults


def _letter(row: sa.Row[tuple[str, ...]], now: str, words: Vocabulary) -> Letter:
    to = Recipient(email=row.email, name=row.name, language=row.language, user_id=row.id)
    key = f"{INVITATION}:{row.email}:{now}"
    matter = WholeMatter(send_key=key, code=INVITATION, said_on=now)
    return Letter(to=to, matters=(matter,), vocabulary=words)
