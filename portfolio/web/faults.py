"""A fault of ours, as a page of the web tells of it: only its number is said."""

import logging

from portfolio import store
from portfolio.errors import note_fault
from portfolio.language import _, explain


def sentence(log: logging.Logger, error: Exception) -> str:
    """Log a fault; what a page says of it."""
    if passing := store.trouble(error):
        log.warning("the database is in trouble", exc_info=error)
        return explain(passing)
    return _(
        "Something went wrong. Reload the page; if it happens again, tell whoever runs the"
        " program the reference {reference}.",
        reference=note_fault(log, error),
    )
