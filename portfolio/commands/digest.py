"""``digest``: mail those who were away what was decided, what moved and what waits for them.

0: it went out, or everybody has had it. 1: something did not go out, and the lines above the
summary say what. 2: something has to be set first.
"""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from portfolio import mailing, store
from portfolio.commands import sending
from portfolio.commands.parser import Parser
from portfolio.domain.permissions import Role
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.usecases.mails import sending as mail_sending

# The rest is imported when it is used: pandas comes with it, and no command waits for that at
# its start.
if TYPE_CHECKING:
    from portfolio.usecases.mails import digests


def add(parser: Parser) -> None:
    """Give the parser this command."""
    command = parser.add("digest", _("mail those who were away what was decided and moved"), run)
    sending.add_arguments(command)
    command.add_argument(
        "--since",
        metavar=_("DAY"),
        help=_("the day to tell from; that of the last meeting unless given"),
    )
    command.add_argument(
        "--to",
        metavar=_("ADDRESS"),
        action="append",
        default=[],
        help=_("a user to send it to; can be given several times"),
    )
    command.add_argument(
        "--role",
        metavar=_("ROLE"),
        action="append",
        default=[],
        help=_("send it to all users with a role, such as director"),
    )
    command.add_argument(
        "--portfolio", metavar=_("CODE"), help=_("only of this portfolio; of all unless given")
    )


def run(chosen: argparse.Namespace) -> int:
    """Send it; the exit code."""
    from portfolio.reports.mails import digest_mail

    sending.require_portfolio(store.url())
    if chosen.dry_run:
        return _show(_prepared(chosen))
    server, public = mailing.from_environment(os.environ), mail_sending.public()
    lost = sending.tell_the_lost()
    ready = _prepared(chosen)
    write = digest_mail.writer(
        {one.send_key: one.digest for one in ready}, sender=server.sender, public=public
    )
    with mailing.Post(server) as post:
        outcome = mail_sending.send_all([one.letter for one in ready], write, post, print)
    print(
        _(
            "New since the meeting: {sent} sent, {failed} not sent, {uncertain} uncertain.",
            sent=outcome["sent"],
            failed=outcome["failed"],
            uncertain=outcome["uncertain"] + lost,
        )
    )
    return 1 if outcome["failed"] or outcome["uncertain"] or lost else 0


def _prepared(chosen: argparse.Namespace) -> tuple[digests.ReadyDigest, ...]:
    from portfolio.usecases.mails import digests

    if not chosen.to and not chosen.role:
        raise PortfolioError(
            "Nobody is named, so nothing was sent. Say to whom: --to with an address, or --role"
            " director."
        )
    return digests.prepare(
        emails=chosen.to,
        roles=_roles(chosen.role),
        portfolio=chosen.portfolio,
        since=sending.day(chosen.since) if chosen.since else None,
        today=sending.day(chosen.today),
    )


def _roles(words: list[str]) -> list[Role]:
    try:
        return [Role(word) for word in words]
    except ValueError:
        raise PortfolioError(
            "There is no such role as {given}. Choose one of: {roles}.",
            given=", ".join(words),
            roles=", ".join(Role),
        ) from None


def _show(ready: tuple[digests.ReadyDigest, ...]) -> int:
    from portfolio.reports.mails import digest_mail

    for one in ready:
        sending.show_head(one.letter.to, digest_mail.subject(one.digest, one.letter))
        print()
    sending.show_count(len(ready))
    return 0
