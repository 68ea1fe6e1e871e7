"""What the commands that mail have in common: what must hold first, and what is printed."""

import argparse
from datetime import date

from sqlalchemy.exc import DatabaseError

from portfolio import store
from portfolio.domain import clock
from portfolio.errors import PortfolioError
from portfolio.language import _, ngettext
from portfolio.queries.mails.recipients import Recipient
from portfolio.store import files, migrate
from portfolio.usecases.mails import reminders


def add_arguments(command: argparse.ArgumentParser) -> None:
    """What every command that mails takes."""
    command.add_argument(
        "--dry-run",
        action="store_true",
        help=_("show to whom, what and why; send nothing and write nothing"),
    )
    command.add_argument(
        "--today", metavar=_("DAY"), help=_("the day to reckon from, such as 2022-05-01")
    )


def show_head(to: Recipient, subject: str) -> None:
    """To whom a mail would go, and what it is about."""
    print(_("To: {name} <{address}>", name=to.name, address=to.email))
    print(_("Subject: {subject}", subject=subject))


def show_count(count: int) -> None:
    """How many mails would be sent."""
    print(
        ngettext(
            "{n} mail would be sent. Nothing was sent or written.",
            "{n} mails would be sent. Nothing was sent or written.",
            count,
        )
    )


def tell_the_lost() -> int:
    """Print what a dead run left behind, which is never sent again; how many."""
    lost = reminders.tell_the_lost()
    for address in lost:
        print(
            _(
                "{address}: an earlier run was broken off just as it sent. Nobody can know whether"
                " it was sent, so it is not sent again.",
                address=address,
            )
        )
    return len(lost)


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
    """The day that is written, else today."""
    try:
        return date.fromisoformat(words) if words else clock.today()
    except ValueError:
        raise PortfolioError(
            "“{words}” is not a day. Write it as year-month-day, such as 2022-05-01.", words=words
        ) from None
