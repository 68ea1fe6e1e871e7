"""A fault of ours, as a page of the web tells of it: only its number is said."""

import logging

from portfolio.errors import note_fault
from portfolio.language import _


def sentence(log: logging.Logger, error: Exception) -> str:
    """Log a fault; what a page says of it."""
    return _(
        "Something went wrong. Reload the page; if it happens again, tell whoever runs the"
        " program the reference {reference}.",
        reference=note_fault(log, error),
    )
