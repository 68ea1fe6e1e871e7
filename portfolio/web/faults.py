"""A fault of ours, as the web tells of it: logged with a number, and only the number is said."""

import logging
import uuid

from portfolio.language import _


def note(log: logging.Logger, error: Exception) -> str:
    """Log a fault; the number to tell of it."""
    reference = uuid.uuid4().hex[:8]
    log.error("reference %s", reference, exc_info=error)
    return reference


def sentence(log: logging.Logger, error: Exception) -> str:
    """Log a fault; what a page says of it."""
    return _(
        "Something went wrong. Reload the page; if it happens again, tell whoever runs the"
        " program the reference {reference}.",
        reference=note(log, error),
    )
