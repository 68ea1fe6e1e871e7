"""What a file gives when it is read: its kind, its lines and what stood in the way."""

from dataclasses import dataclass, field
from enum import StrEnum


class Trouble(StrEnum):
    """Why a file, or what is in it, could not be read as it should. The values are printed."""

    NO_TEXT = "no_text"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    EMPTY = "empty"
    WRONG_TYPE = "wrong_type"
    TOO_LARGE = "too_large"
    GARBLED = "garbled"
    TOO_SLOW = "too_slow"
    NOT_THERE = "not_there"
    SOME_PAGES = "some_pages"
    NO_DATE = "no_date"
    NO_BODY = "no_body"
    NO_ITEMS = "no_items"
    AGENDA = "agenda"
    NOT_MINUTES = "not_minutes"
    NOT_DANISH = "not_danish"
    SEVERAL_MEETINGS = "several_meetings"
    OTHER_FORM = "other_form"
    KNOWN = "known"
    NEWER = "newer"


class UnreadableError(Exception):
    """The file cannot be read; ``trouble`` says why."""

    def __init__(self, trouble: Trouble, kind: str = "unknown") -> None:
        super().__init__(trouble)
        self.trouble, self.kind = trouble, kind


@dataclass(frozen=True)
class Line:
    """A line of text; ``level``: the file sets it as a heading (1 the largest), 0 it does not say.

    ``apart``: the file says that a paragraph of its own begins here.
    """

    text: str
    page: int | None = None
    level: int = 0
    apart: bool = False


@dataclass(frozen=True)
class Source:
    """The lines of a file, of which kind it is, and how many pages it has where it has pages."""

    kind: str
    lines: list[Line]
    pages: int | None = None
    troubles: list[Trouble] = field(default_factory=list)
