"""Moments, stored as UTC, as the clock on the reader's wall says them."""

from datetime import date

from portfolio import language
from portfolio.domain import clock
from portfolio.language import _


def moment(at: str) -> str:
    """``4. april 2022 kl. 9.30`` / ``4 April 2022 at 9.30``."""
    return _("{day} at {clock}", day=language.long_date(day(at)), clock=time(at))


def time(at: str) -> str:
    """``9.30``."""
    local = clock.local(at)
    return f"{local.hour}.{local.minute:02}"


def day(at: str) -> date:
    """The day it was here."""
    return clock.day(at)
