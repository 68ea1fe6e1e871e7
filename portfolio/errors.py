"""The one error a user can mend. Open this to learn how a broken rule reaches the screen."""

import logging
import uuid


class PortfolioError(Exception):
    """Something the user can put right, said in one whole sentence.

    ``message`` is the English msgid of the sentence and ``values`` fills its ``{names}``;
    :func:`portfolio.language.explain` says it in the user's language. Nothing has been
    stored when it is raised. Every other exception is a fault of ours.
    """

    #: Where the fault is, such as ``30-forslag.toml:12``; said before the sentence.
    place: str = ""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        values = {
            name: getattr(value, "strerror", None) or value for name, value in self.values.items()
        }
        sentence = self.message.format(**values)
        return f"{self.place}: {sentence}" if self.place else sentence


class NotAllowedError(PortfolioError):
    """The user may not do this; nobody has changed anything."""


class ConflictError(PortfolioError):
    """Somebody else saved first. ``theirs`` holds what stands now, by column."""

    def __init__(self, message: str, *, theirs: dict[str, object], **values: object) -> None:
        super().__init__(message, **values)
        self.theirs = theirs


def note_fault(log: logging.Logger, error: BaseException) -> str:
    """Log a fault of ours with a number; the number, which is all that is said of it."""
    reference = uuid.uuid4().hex[:8]
    log.error("reference %s", reference, exc_info=error)
    return reference
