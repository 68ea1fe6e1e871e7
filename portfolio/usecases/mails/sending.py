"""Sending letters, each once: what the commands and the page that mail have in common.

Who has had what is the send log's to know (:mod:`portfolio.usecases.mails.reminders`).
"""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from email.message import EmailMessage

from portfolio import mailing
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.queries.mails.letters import Letter
from portfolio.usecases.calendar import links
from portfolio.usecases.mails import reminders

Write = Callable[[Letter], EmailMessage]
Tell = Callable[[str], object]


def send_all(
    letters: Sequence[Letter], write: Write, post: mailing.Post, tell: Tell
) -> Counter[str]:
    """How many were sent, failed, uncertain or taken by another run; ``tell`` gets each fault."""
    outcome: Counter[str] = Counter()
    for place, letter in enumerate(letters):
        try:
            outcome[_send(letter, write, post, tell)] += 1
        except mailing.UnreachableError as error:
            tell(
                _(
                    "The mail server does not take mail: {detail}. The next run tries again.",
                    detail=error,
                )
            )
            outcome["failed"] += len(letters) - place
            break
    return outcome


def _send(letter: Letter, write: Write, post: mailing.Post, tell: Tell) -> str:
    """One letter: ``sent``, ``failed``, ``uncertain`` or ``taken`` by another run."""
    claim = reminders.claim(letter)
    if claim is None:
        return "taken"
    message = write(claim.letter)
    subject = str(message["Subject"])
    try:
        if not post.send(message, lambda: reminders.hand_over(claim, subject)):
            return "taken"
    except mailing.NotSentError as error:
        reminders.failed(claim, str(error))
        if isinstance(error, mailing.UnreachableError):
            raise
        tell(
            _(
                "{address}: not sent ({detail}). The next run tries again.",
                address=letter.to.email,
                detail=error,
            )
        )
        return "failed"
    except mailing.UncertainError as error:
        reminders.uncertain(claim, str(error))
        tell(
            _(
                "{address}: the mail server broke off before it said whether it took the mail"
                " ({detail}). It is not sent again.",
                address=letter.to.email,
                detail=error,
            )
        )
        return "uncertain"
    reminders.sent(claim)
    return "sent"


def server() -> mailing.Server:
    """The mail server that is set. Raises PortfolioError, saying what to set."""
    return mailing.from_environment(os.environ)


def unset() -> tuple[str, ...]:
    """The settings that must be there before any mail can go out, and are not."""
    asked = [*mailing.missing(os.environ)]
    if links.public_address() is None:
        asked.append("PORTFOLIO_URL_PUBLIC")
    return tuple(asked)


def public() -> str:
    """The address of the program, for links. Raises PortfolioError where none is set."""
    address = links.public_address()
    if address is None:
        raise PortfolioError(
            "The mails have no address to link to, so nothing was sent. Set PORTFOLIO_URL_PUBLIC"
            " to where the program is reached, such as https://portefolje.kommune.dk."
        )
    return address
