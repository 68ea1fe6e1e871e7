"""``new-link``: the way back in for who has lost the password, an administrator too."""

import argparse
import os

from portfolio import store
from portfolio.commands.parser import Parser
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.store import files
from portfolio.usecases.people import accounts, inviting


def add(parser: Parser) -> None:
    """Give the parser this command."""
    command = parser.add(
        "new-link", _("make a one-time link with which a user chooses a new password"), run
    )
    command.add_argument("email", metavar=_("E-MAIL"), help=_("the user's e-mail"))


def run(chosen: argparse.Namespace) -> int:
    """Print the link. The old password stays good until it is used."""
    path = files.path_of(store.url())
    if path is not None and not path.exists():
        raise PortfolioError(
            "There is no portfolio at {path}. Set PORTFOLIO_URL to where it is.", path=path
        )
    token = accounts.make_recovery_token(chosen.email)
    address = (os.environ.get("PORTFOLIO_URL_PUBLIC") or "http://127.0.0.1:8501").rstrip("/")
    print(_("The link works once, for {days} days:", days=inviting.LASTS.days))
    print(f"{address}/invitation/{token}")
    return 0
