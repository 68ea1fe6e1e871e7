"""Keys and times, made outside the transaction so that a retry makes no second row."""

import uuid_utils

from portfolio.domain import clock


def new_id() -> str:
    """A UUIDv7 as text: sorts by when it was made, and two files can be merged."""
    return str(uuid_utils.uuid7())


def now() -> str:
    """The time as UTC ISO text, to the microsecond."""
    return clock.now()
