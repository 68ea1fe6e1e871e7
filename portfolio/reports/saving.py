"""A document, a deck or a workbook as bytes: the libraries all write to a file."""

import io
from typing import IO, Protocol


class Saves(Protocol):
    """What can be written to a file: a docx document, a pptx deck, an openpyxl workbook."""

    def save(self, file: IO[bytes], /) -> None: ...


def saved(made: Saves) -> bytes:
    """The bytes of the file."""
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()
