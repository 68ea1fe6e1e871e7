"""``remind``: mail those who owe a status or a promise. For cron or a systemd timer (deploy/).

0: everything due went out, or nothing was due. 1: something did not go out, and the lines above
the summary say what. 2: something has to be set first.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage

from sqlalchemy.exc import DatabaseError

from portfolio import mailing, store
from portfolio.commands.parser import Parser
from portfolio.errors import PortfolioError
from portfolio.language import _, ngettext
from portfolio.queries.letters import Letter
from portfolio.queries.reminders import Rules
from portfolio.reports import mail
from portfolio.store import files, migrate
from portfolio.usecases import calendars, reminding


def add(parser: Parser) -> None:
    """Give the parser this command."""
    rules = Rules()
    command = parser.add("remind", _("mail those who owe a status or a promise; run it daily"), run)
    command.add_argument(
        "--dry-run", action="store_true",
        help=_("show to whom, what and why; send nothing and write nothing"),
    )  # fmt: skip
    command.add_argument(
        "--today", metavar=_("DAY"), help=_("the day to reckon from, such as 2022-05-01")
    )
    command.add_argument(
        "--before", metavar=_("DAYS"), default=",".join(str(days) for days in rules.before),
        help=_("how many days before a deadline to remind; 3,0 unless given"),
    )  # fmt: skip
    command.add_argument(
        "--silent", metavar=_("DAYS"), default=str(rules.silent),
        help=_("after how many days without news to remind; 60 unless given"),
    )  # fmt: skip


def run(chosen: argparse.Namespace) -> int:
    """Send what is due; the exit code."""
    rules = Rules(before=tuple(_days(chosen.before)), silent=_days(chosen.silent)[0])
    today = _day(chosen.today)
    _require_portfolio(store.url())
    if chosen.dry_run:
        return _show(reminding.plan(today, rules))
    server, public = mailing.from_environment(os.environ), _public()
    lost = reminding.tell_the_lost()
    for address in lost:
        print(_("{address}: an earlier run was broken off just as it sent. Nobody can know whether"
                " it was sent, so it is not sent again.", address=address))  # fmt: skip
    plan = reminding.plan(today, rules)
    with mailing.Post(server) as post:
        outcome = _send_all(plan, lambda letter: mail.message(
            letter, sender=server.sender, public=public), post)  # fmt: skip
    _summary(outcome, plan, len(lost))
    return 1 if outcome["failed"] or outcome["uncertain"] or lost or plan.nobody else 0


def _send_all(
    plan: reminding.Plan, write: Callable[[Letter], EmailMessage], post: mailing.Post
) -> Counter[str]:
    outcome: Counter[str] = Counter()
    for place, letter in enumerate(plan.letters):
        try:
            outcome[_send(letter, write, post)] += 1
        except mailing.UnreachableError as error:
            print(_("The mail server does not take mail: {detail}. The next run tries again.",
                    detail=error))  # fmt: skip
            outcome["failed"] += len(plan.letters) - place
            break
    return outcome


def _send(letter: Letter, write: Callable[[Letter], EmailMessage], post: mailing.Post) -> str:
    """One letter: ``sent``, ``failed``, ``uncertain`` or ``taken`` by another run."""
    claim = reminding.claim(letter)
    if claim is None:
        return "taken"
    subject = mail.subject(claim.letter)
    try:
        if not post.send(write(claim.letter), lambda: reminding.hand_over(claim, subject)):
            return "taken"
    except mailing.NotSentError as error:
        reminding.failed(claim, str(error))
        if isinstance(error, mailing.UnreachableError):
            raise
        print(_("{address}: not sent ({detail}). The next run tries again.",
                address=letter.to.email, detail=error))  # fmt: skip
        return "failed"
    except mailing.UncertainError as error:
        reminding.uncertain(claim, str(error))
        print(_("{address}: the mail server broke off before it said whether it took the mail"
                " ({detail}). It is not sent again.",
                address=letter.to.email, detail=error))  # fmt: skip
        return "uncertain"
    reminding.sent(claim)
    return "sent"


def _show(plan: reminding.Plan) -> int:
    for letter in plan.letters:
        print(_("To: {name} <{address}>", name=letter.to.name, address=letter.to.email))
        print(_("Subject: {subject}", subject=mail.subject(letter)))
        for reason in mail.reasons(letter):
            print(_("Why: {reason}", reason=reason))
        print()
    _say_nobody(plan)
    print(ngettext("{n} mail would be sent. Nothing was sent or written.",
                   "{n} mails would be sent. Nothing was sent or written.",
                   len(plan.letters)))  # fmt: skip
    return 0


def _summary(outcome: Counter[str], plan: reminding.Plan, lost: int) -> None:
    _say_nobody(plan)
    print(_("Reminders: {sent} sent, {failed} not sent, {uncertain} uncertain.",
            sent=outcome["sent"], failed=outcome["failed"],
            uncertain=outcome["uncertain"] + lost))  # fmt: skip


def _say_nobody(plan: reminding.Plan) -> None:
    if plan.nobody:
        print(ngettext("{n} thing is due that nobody can be written to about: there is no lead,"
                       " contact, portfolio secretary or administrator with an address.",
                       "{n} things are due that nobody can be written to about: there is no lead,"
                       " contact, portfolio secretary or administrator with an address.",
                       plan.nobody))  # fmt: skip


def _public() -> str:
    public = calendars.public_address()
    if public is None:
        raise PortfolioError(
            "The mails have no address to link to, so nothing was sent. Set PORTFOLIO_URL_PUBLIC"
            " to where the program is reached, such as https://portefolje.kommune.dk."
        )
    return public


def _require_portfolio(address: str) -> None:
    """PortfolioError unless it is there and up to date: a job at night makes no new portfolio."""
    path, name = files.path_of(address), files.name_of(address)
    if path is not None:
        if not path.exists():
            raise PortfolioError(
                "There is no portfolio at {path}, so nobody was reminded. Set PORTFOLIO_URL to"
                " where it is.",
                path=name,
            )
        files.require_sqlite(path)
        files.require_portfolio(path)
    try:
        with store.reading(address) as connection:
            current = not migrate.is_empty(connection) and migrate.require_ours(connection)
    except DatabaseError as error:
        raise files.unusable(error, name) from error
    if not current:
        raise PortfolioError(
            "The portfolio at {path} is of an older version, so nobody was reminded. Run “python"
            " -m portfolio init” to bring it up to date.",
            path=name,
        )


def _day(words: str | None) -> date:
    given = words or os.environ.get("PORTFOLIO_TODAY")
    try:
        return date.fromisoformat(given) if given else date.today()
    except ValueError:
        raise PortfolioError(
            "“{words}” is not a day. Write it as year-month-day, such as 2022-05-01.", words=given
        ) from None


def _days(words: str) -> list[int]:
    try:
        found = [int(part) for part in words.split(",")]
    except ValueError:
        found = []
    if not found or not all(0 <= days <= 3650 for days in found):
        raise PortfolioError(
            "“{words}” is not a number of days. Write 60, or several as 3,0.", words=words
        )
    return found
