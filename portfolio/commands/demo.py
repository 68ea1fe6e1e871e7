"""``demo``: a portfolio of its own with made-up statuses and meetings, to show what it can do."""

import argparse
import shlex
from pathlib import Path

from portfolio.commands import rehearsal
from portfolio.commands.parser import Parser
from portfolio.domain import clock
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.store import files
from portfolio.store.engine import DEFAULT_URL
from portfolio.usecases.seeding import demo, setup

_MOST = 200  # participants


def add(parser: Parser) -> None:
    """Give the parser this command."""
    command = parser.add(
        "demo", _("make a database of its own with made-up history, marked as demo"), run
    )
    command.add_argument(
        "file",
        metavar=_("FILE"),
        nargs="?",
        type=Path,
        default=Path("demo.db"),
        help=_("where to put it; demo.db unless given"),
    )
    command.add_argument(
        "--workshop",
        metavar=_("NUMBER"),
        type=int,
        help=_("instead: play that many participants in a workshop on a running server"),
    )
    command.add_argument(
        "--server",
        metavar=_("ADDRESS"),
        default="http://127.0.0.1:8501",
        help=_("where it runs; http://127.0.0.1:8501 unless given"),
    )
    command.add_argument("--code", metavar=_("CODE"), help=_("the workshop's code"))


def run(chosen: argparse.Namespace) -> int:
    """Make the demo database and say how to open it; or play participants in a workshop."""
    if chosen.workshop is not None:
        return _rehearse(chosen)
    path: Path = chosen.file
    require_new(path)
    files.make_whole(path, _fill)
    address = shlex.quote(f"sqlite:///{path}")
    print(_("The demo has been made: {path}. Its history is made up.", path=path))
    print(_("Open it with:"))
    print(f"  PORTFOLIO_URL={address} make run")
    return 0


def _rehearse(chosen: argparse.Namespace) -> int:
    if not chosen.code:
        raise PortfolioError("Give the workshop's code with --code; it stands on its page.")
    if not 1 <= chosen.workshop <= _MOST:
        raise PortfolioError("Between 1 and {most} participants can be played.", most=_MOST)
    rehearsal.play(chosen.server, chosen.code, chosen.workshop)
    return 0


def require_new(path: Path) -> None:
    """PortfolioError if the file is there, or is where the real portfolio belongs."""
    real = files.path_of(DEFAULT_URL)
    if real is not None and path.resolve() == real.resolve():
        raise PortfolioError(
            "{path} is where the real portfolio is kept, and made-up history never goes in"
            " there. Give the demo another name, such as demo.db.",
            path=path,
        )
    if path.exists() or path.is_symlink():
        raise PortfolioError(
            "{path} is there already and has not been touched. Give the demo another name, or"
            " remove the file first.",
            path=path,
        )


def _fill(address: str) -> None:
    setup.create(address)
    demo.fill(address, until=clock.today())
