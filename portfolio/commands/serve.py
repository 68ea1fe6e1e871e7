"""``serve``: check what can be checked beforehand, then become the server."""

import argparse
import errno
import os
import socket
import sys
from pathlib import Path

from portfolio.commands import beginning
from portfolio.commands.beginning import Beginning
from portfolio.commands.parser import Parser
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.mailing.server import is_loopback

_APP = Path(__file__).parents[2] / "app.py"


def add(parser: Parser) -> None:
    """Give the parser this command."""
    command = parser.add("serve", _("start the server; make the portfolio first if need be"), run)
    command.add_argument(
        "--host",
        default=os.environ.get("HOST") or "127.0.0.1",
        help=_("the address to listen on; HOST, else 127.0.0.1"),
    )
    command.add_argument(
        "--port",
        default=os.environ.get("PORT") or "8501",
        help=_("the port to listen on; PORT, else 8501"),
    )
    beginning.add(command)


def run(chosen: argparse.Namespace) -> int:
    """Replace this process by the server. Returns only when something is wrong."""
    port = port_number(chosen.port)
    require_free(chosen.host, port)
    begun = beginning.make(chosen.start)
    host = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
    print(
        _(
            "The portfolio tracker is at http://{host}:{port} (stop it with Ctrl+C).",
            host=host,
            port=port,
        ),
        flush=True,
    )
    if begun is Beginning.LIST:
        print(
            _("Open it, and take your list in under Work, Your own list: it makes the portfolio."),
            flush=True,
        )
    if not is_loopback(chosen.host):
        print(
            _(
                "Others on the network can reach it. Put a proxy with https in front: without it"
                " passwords cross the network unencrypted."
            ),
            flush=True,
        )
    os.execv(sys.executable, server_command(chosen.host, port))
    return 0


def server_command(host: str, port: int) -> list[str]:
    """What to run. Streamlit's own greeting is English and names addresses again: left out."""
    return [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(_APP),
        f"--server.port={port}",
        f"--server.address={host}",
        "--logger.hideWelcomeMessage=true",
    ]


def port_number(words: str) -> int:
    """The port as a number. Raises PortfolioError if it is none."""
    if not words.isdecimal() or not 1 <= int(words) <= 65535:
        raise PortfolioError(
            "“{words}” is not a port. Write a number between 1 and 65535, such as PORT=8502.",
            words=words,
        )
    return int(words)


def require_free(host: str, port: int) -> None:
    """PortfolioError if something listens there already, or this user may not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise _cannot_listen(error, host, port) from None


def _cannot_listen(error: OSError, host: str, port: int) -> PortfolioError:
    if error.errno == errno.EADDRINUSE:
        return PortfolioError(
            "Something else is using port {port} already, perhaps another portfolio tracker."
            " Stop it, or choose another port: PORT={other} make run",
            port=port,
            other=port + 1 if port < 65535 else port - 1,
        )
    return PortfolioError(
        "The server cannot listen on {host}, port {port} ({detail}). Choose another port:"
        " PORT=8502 make run",
        host=host,
        port=port,
        detail=error,
    )
