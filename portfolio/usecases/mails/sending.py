"""Sending letters, each once: what the commands and the page that mail have in common.

Who has had what is the send log's to know (:mod:`portfolio.usecases.mails.reminders`).
"""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from portfolio import mailing
from portfolio.errors import PortfolioError
from portfolio.language import _, explain
from portfolio.queries.mails.letters import Letter
from portfolio.usecases.calendar import links
from portfolio.usecases.mails import reminders

Write = Callable[[Letter], EmailMessage]
#: As ``Write`` for a link: its token, who made it, and until when it works (UTC ISO).
WriteLink = Callable[[Letter, str, str, str], EmailMessage]
Tell = Callable[[str], object]


@dataclass(frozen=True)
class Effect:
    """What a letter speaks of: done just before the server gets it, undone if it would not."""

    do: Callable[[Letter], object]
    undo: Callable[[Letter], object]


def _nothing(_letter: Letter) -> None:
    """Most letters speak of what is so already."""


_NONE = Effect(_nothing, _nothing)


def send_all(
    letters: Sequence[Letter],
    write: Write,
    post: mailing.Post,
    tell: Tell,
    effect: Effect = _NONE,
    *,
    again: str = "",
) -> Counter[str]:
    """How many were sent, failed, uncertain or taken by another run; ``tell`` gets each fault.

    ``again``: the sentence on what becomes of what was not sent; else that the next run sends it.
    """
    outcome: Counter[str] = Counter()
    again = again or _("The next run tries again.")
    for place, letter in enumerate(letters):
        try:
            outcome[_send(letter, write, post, tell, effect, again)] += 1
        except mailing.UnreachableError as error:
            said = _("The mail server does not take mail: {detail}.", detail=error)
            tell(f"{said} {again}")
            outcome["failed"] += len(letters) - place
            break
    return outcome


def _send(
    letter: Letter, write: Write, post: mailing.Post, tell: Tell, effect: Effect, again: str
) -> str:
    """One letter: ``sent``, ``failed``, ``uncertain`` or ``taken`` by another run."""
    claim = reminders.claim(letter)
    if claim is None:
        return "taken"
    message = write(claim.letter)
    subject = str(message["Subject"])

    def hand_over() -> bool:
        effect.do(letter)
        return reminders.hand_over(claim, subject)

    try:
        if not post.send(message, hand_over):
            return "taken"
    except PortfolioError as error:  # what it speaks of cannot be done any more
        reminders.failed(claim, explain(error))
        tell(f"{letter.to.email}: {explain(error)}")
        return "failed"
    except mailing.NotSentError as error:
        reminders.failed(claim, str(error))
        effect.undo(letter)
        if isinstance(error, mailing.UnreachableError):
            raise
        said = _("{address}: not sent ({detail}).", address=letter.to.email, detail=error)
        tell(f"{said} {again}")
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
