"""Moments, stored as UTC, as the clock on the reader's wall says them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from portfolio import language
from portfolio.language import _

_WALL = ZoneInfo("Europe/Copenhagen")


def said(at: str) -> str:
    """``4. april 2022 kl. 9.30`` / ``4 April 2022 at 9.30``."""
    moment = datetime.fromisoformat(at).astimezone(_WALL)
    return _("{day} at {clock}", day=language.long_date(moment.date()), clock=clock(at))


def clock(at: str) -> str:
    """``9.30``."""
    moment = datetime.fromisoformat(at).astimezone(_WALL)
    return f"{moment.hour}.{moment.minute:02}"


def day(at: str) -> date:
    """The day it was here."""
    return datetime.fromisoformat(at).astimezone(_WALL).date()
