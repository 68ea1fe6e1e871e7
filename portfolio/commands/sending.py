"""What the commands that mail have in common: the sending itself, and what must hold first."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from email.message import EmailMessage

from sqlalchemy.exc import DatabaseError

from portfolio import mailing, store
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.queries.letters import Letter
from portfolio.store import files, migrate
from portfolio.usecases import calendars, reminding

Write = Callable[[Letter], EmailMessage]


def send_all(letters: Sequence[Letter], write: Write, post: mailing.Post) -> Counter[str]:
    """How many were sent, failed, uncertain or taken by another run; each fault is printed."""
    outcome: Counter[str] = Counter()
    for place, letter in enumerate(letters):
        try:
            outcome[_send(letter, write, post)] += 1
        except mailing.UnreachableError as error:
            print(_("The mail server does not take mail: {detail}. The next run tries again.",
                    detail=error))  # fmt: skip
            outcome["failed"] += len(letters) - place
            break
    return outcome


def _send(letter: Letter, write: Write, post: mailing.Post) -> str:
    """One letter: ``sent``, ``failed``, ``uncertain`` or ``taken`` by another run."""
    claim = reminding.claim(letter)
    if claim is None:
        return "taken"
    message = write(claim.letter)
    subject = str(message["Subject"])
    try:
        if not post.send(message, lambda: reminding.hand_over(claim, subject)):
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


def tell_the_lost() -> int:
    """Print what a dead run left behind, which is never sent again; how many."""
    lost = reminding.tell_the_lost()
    for address in lost:
        print(_("{address}: an earlier run was broken off just as it sent. Nobody can know whether"
                " it was sent, so it is not sent again.", address=address))  # fmt: skip
    return len(lost)


def public() -> str:
    """The address of the program, for links. Raises PortfolioError where none is set."""
    address = calendars.public_address()
    if address is None:
        raise PortfolioError(
            "The mails have no address to link to, so nothing was sent. Set PORTFOLIO_URL_PUBLIC"
            " to where the program is reached, such as https://portefolje.kommune.dk."
        )
    return address


def require_portfolio(address: str) -> None:
    """PortfolioError unless it is there and up to date: a job at night makes no new portfolio."""
    path, name = files.path_of(address), files.name_of(address)
    if path is not None:
        if not path.exists():
            raise PortfolioError(
                "There is no portfolio at {path}, so nothing was sent. Set PORTFOLIO_URL to"
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
            "The portfolio at {path} is of an older version, so nothing was sent. Run “python"
            " -m portfolio init” to bring it up to date.",
            path=name,
        )


def day(words: str | None) -> date:
    """The day that is written, else ``PORTFOLIO_TODAY``, else today."""
    given = words or os.environ.get("PORTFOLIO_TODAY")
    try:
        return date.fromisoformat(given) if given else date.today()
    except ValueError:
        raise PortfolioError(
            "“{words}” is not a day. Write it as year-month-day, such as 2022-05-01.", words=given
        ) from None
