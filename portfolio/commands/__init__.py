"""The command line. Open this for what every command shares: language, errors, exit codes.

0 it went well, 1 it ran and found faults, 2 something the user can put right, 3 a fault of
ours, 130 the user broke it off.
"""

import logging
import os
import sys
import uuid
from collections.abc import Mapping, Sequence
from importlib import import_module

from portfolio import language
from portfolio.commands import words
from portfolio.commands.parser import Parser
from portfolio.errors import PortfolioError
from portfolio.language import LANGUAGES, _

_GROUPS = (
    *("database", "demo", "import_list", "import_minutes", "doctor", "publish", "remind"),
    *("digest", "serve", "account"),
)
_log = logging.getLogger("portfolio")


def main(arguments: Sequence[str]) -> int:
    """Run one command; the exit code."""
    language.use(chosen_language(os.environ), words.here())
    _log_to_stderr_if_asked()
    try:
        return _run(arguments)
    except PortfolioError as error:
        print(language.explain(error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return _report(error)


def chosen_language(environment: Mapping[str, str]) -> str:
    """``PORTFOLIO_LANG``, else the language of the terminal, else Danish."""
    for name in ("PORTFOLIO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        code = environment.get(name, "")[:2].lower()
        if code in LANGUAGES:
            return code
    return language.DEFAULT


def _run(arguments: Sequence[str]) -> int:
    parser = Parser(
        "python -m portfolio", _("The portfolio tracker: make, fill, check and serve a portfolio.")
    )
    for group in _needed(arguments):
        import_module(f"portfolio.commands.{group}").add(parser)
    return parser.run(arguments)


def _needed(arguments: Sequence[str]) -> Sequence[str]:
    """The modules to load: only its own for a command that is called as its module is, since some
    take a second to load; else all of them.
    """
    asked = arguments[0].replace("-", "_") if arguments else ""
    return (asked,) if asked in _GROUPS else _GROUPS


def _report(error: Exception) -> int:
    reference = uuid.uuid4().hex[:8]
    _log.error("reference %s", reference, exc_info=error)
    print(
        _(
            "Something went wrong, and it is not your fault (reference {reference}). Run the"
            " command again with PORTFOLIO_DEBUG=1 in front of it to see what, and send that to"
            " whoever looks after the program.",
            reference=reference,
        ),
        file=sys.stderr,
    )
    return 3


def _log_to_stderr_if_asked() -> None:
    # No log file: it would have to be written just where something may not be writable, and a
    # command can be run again.
    if os.environ.get("PORTFOLIO_DEBUG") == "1":
        logging.basicConfig(stream=sys.stderr, level=logging.INFO)
    else:
        _log.addHandler(logging.NullHandler())
        _log.propagate = False
