"""What every office file asks for: text that it can hold, and its bytes."""

import io
import re
from typing import IO, Protocol

from portfolio.reports.papers import letters

#: What XML cannot hold, and every office therefore refuses to open.
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class OfficeFile(Protocol):
    """What can be written to a file: a docx document, a pptx deck, an openpyxl workbook."""

    def save(self, file: IO[bytes], /) -> None: ...


def to_bytes(made: OfficeFile) -> bytes:
    """The bytes of the file."""
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def sayable(text: object) -> str:
    """Text without what would make the file unreadable, or stand in it as an empty box."""
    return letters.in_office(_UNSAYABLE.sub("", str(text)))
