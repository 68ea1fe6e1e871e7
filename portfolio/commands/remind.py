"""``remind``: mail people what they owe and what is new. For cron or a systemd timer (deploy/).

0: everything due went out, or nothing was due. 1: something did not go out, and the lines above
the summary say what. 2: something has to be set first.
"""

import argparse
import os
from collections import Counter

from portfolio import mailing, store
from portfolio.commands import sending
from portfolio.commands.parser import Parser
from portfolio.errors import PortfolioError
from portfolio.language import _, ngettext
from portfolio.queries.mails.reminders import Rules
from portfolio.reports.mails import mail
from portfolio.usecases.mails import plans
from portfolio.usecases.mails import sending as mail_sending
from portfolio.usecases.mails.personal_links import PersonalLinks


def add(parser: Parser) -> None:
    """Give the parser this command."""
    rules = Rules()
    command = parser.add(
        "remind",
        _("mail people what they owe and what is new to them, in one mail; run it daily"),
        run,
    )
    sending.add_arguments(command)
    command.add_argument(
        "--urgent",
        action="store_true",
        help=_(
            "only what does not wait for the mail of the day: who is asked, who is appointed, and"
            " answers sent back; run it every quarter of an hour"
        ),
    )
    command.add_argument(
        "--before",
        metavar=_("DAYS"),
        default=",".join(str(days) for days in rules.before),
        help=_(
            "how many days before a deadline to remind, with commas between; unless given"
            " three days before, and on the day"
        ),
    )
    command.add_argument(
        "--silent",
        metavar=_("DAYS"),
        default=str(rules.silent),
        help=_("after how many days without news to remind; 60 unless given"),
    )


def run(chosen: argparse.Namespace) -> int:
    """Send what is due; the exit code."""
    rules = Rules(before=tuple(_days(chosen.before)), silent=_days(chosen.silent)[0])
    today = sending.day(chosen.today)
    sending.require_portfolio(store.url())
    if chosen.dry_run:
        return _show(plans.plan(today, rules, only_urgent=chosen.urgent))
    server, public = mailing.from_environment(os.environ), mail_sending.public()
    lost = sending.tell_the_lost()
    plan = plans.plan(today, rules, only_urgent=chosen.urgent)
    given = PersonalLinks()
    with mailing.Post(server) as post:
        outcome = mail_sending.send_all(
            plan.letters,
            lambda letter: mail.message(
                letter, sender=server.sender, public=public, tokens=given.of(letter)
            ),
            post,
            print,
            given.effect,
        )
    _summary(outcome, plan, lost)
    return 1 if outcome["failed"] or outcome["uncertain"] or lost or plan.nobody else 0


def _show(plan: plans.Plan) -> int:
    for letter in plan.letters:
        sending.show_head(letter.to, mail.subject(letter))
        for reason in mail.reasons(letter):
            print(_("Why: {reason}", reason=reason))
        print()
    _say_nobody(plan)
    sending.show_count(len(plan.letters))
    return 0


def _summary(outcome: Counter[str], plan: plans.Plan, lost: int) -> None:
    _say_nobody(plan)
    print(
        _(
            "Reminders: {sent} sent, {failed} not sent, {uncertain} uncertain.",
            sent=outcome["sent"],
            failed=outcome["failed"],
            uncertain=outcome["uncertain"] + lost,
        )
    )


def _say_nobody(plan: plans.Plan) -> None:
    if plan.nobody:
        print(
            ngettext(
                "{n} reminder cannot be sent: there is no lead, contact, portfolio "
                "secretary or administrator with an address.",
                "{n} reminders cannot be sent: there is no lead, contact, portfolio "
                "secretary or administrator with an address.",
                plan.nobody,
            )
        )


def _days(words: str) -> list[int]:
    try:
        found = [int(part) for part in words.split(",")]
    except ValueError:
        found = []
    if not found or not all(0 <= days <= 3650 for days in found):
        raise PortfolioError(
            "“{words}” is not a number of days. Write 60, or several with a comma between: 14,7,0.",
            words=words,
        )
    return found
