"""Which mail server: the settings ``PORTFOLIO_SMTP_*`` and what must hold of them."""

import ipaddress
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path

from portfolio.errors import PortfolioError

NAMES = ("HOST", "PORT", "USER", "PASSWORD", "PASSWORD_FILE", "FROM", "TLS")
_PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, kw_only=True)
class Server:
    """Where mail goes out, and from whom."""

    host: str
    port: int
    sender: str  # as it is written in From
    tls: str = "starttls"  # or tls, or none (this machine only)
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        """The sender's address without the name."""
        return parseaddr(self.sender)[1]


def missing(environment: Mapping[str, str]) -> list[str]:
    """The settings without which there is no server, and which are not there."""
    needed = (f"PORTFOLIO_SMTP_{name}" for name in ("HOST", "FROM"))
    return [name for name in needed if not environment.get(name, "").strip()]


def from_environment(environment: Mapping[str, str]) -> Server:
    """The server that ``PORTFOLIO_SMTP_*`` names. Raises PortfolioError, saying what to set."""
    given = {name: environment.get(f"PORTFOLIO_SMTP_{name}", "").strip() for name in NAMES}
    if names := missing(environment):
        raise PortfolioError(
            "No mail server is set, so nothing was sent. Set {names} in the environment;"
            " deploy/portfolio.env lists all of them.",
            names=" + ".join(names),
        )
    tls = given["TLS"] or "starttls"
    _require(tls, given["HOST"], given["FROM"])
    return Server(
        host=given["HOST"],
        port=_port(given["PORT"] or str(_PORTS[tls])),
        sender=given["FROM"],
        tls=tls,
        user=given["USER"] or None,
        password=_password(given),
    )


def _require(tls: str, host: str, sender: str) -> None:
    if tls not in _PORTS:
        raise PortfolioError(
            "PORTFOLIO_SMTP_TLS is “{given}”. Set it to starttls, tls or none.", given=tls
        )
    if tls == "none" and not is_loopback(host):
        raise PortfolioError(
            "PORTFOLIO_SMTP_TLS is none, but {host} is another machine, and mail would cross the"
            " network unencrypted. Set it to starttls or tls.",
            host=host,
        )
    if "@" not in parseaddr(sender)[1] or not sender.isprintable():
        raise PortfolioError(
            "PORTFOLIO_SMTP_FROM is “{given}”, which is not an address. Set it to one such as"
            " Porteføljetracker <portefolje@kommune.dk>.",
            given=sender,
        )


def _port(words: str) -> int:
    if not words.isdecimal() or not 1 <= int(words) <= 65535:
        raise PortfolioError(
            "PORTFOLIO_SMTP_PORT is “{given}”. Set it to a number between 1 and 65535.", given=words
        )
    return int(words)


def _password(given: Mapping[str, str]) -> str | None:
    if not given["PASSWORD_FILE"]:
        return given["PASSWORD"] or None
    try:
        return Path(given["PASSWORD_FILE"]).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise PortfolioError(
            "PORTFOLIO_SMTP_PASSWORD_FILE names {path}, which cannot be read ({detail}). Correct"
            " the path, or who may read the file.",
            path=given["PASSWORD_FILE"],
            detail=error,
        ) from error


def is_loopback(host: str) -> bool:
    """Whether the host is this machine itself."""
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"
