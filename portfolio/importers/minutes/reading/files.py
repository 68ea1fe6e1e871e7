"""Which kind of file it is, by its bytes, and the reader for it."""

import re
from collections.abc import Callable

from portfolio.importers.minutes.reading import plain
from portfolio.importers.minutes.reading.source import Source, Trouble, UnreadableError

_OTHER = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\0",
    b"MM\0*",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x1f\x8b",
    b"SQLite format",
    b"%!PS",
    b"\x7fELF",
    b"MZ\x90",
    b"BM",
    b"RIFF",
    b"OggS",
    b"ID3",
)
_MARKUP = re.compile(
    rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:p|div|h[1-6]|table"
    rb"|ul|br|section|article)[\s>/]",
    re.I,
)
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1f\x7f]")
_LOOKED_AT = 4096


def read(data: bytes) -> Source:
    """The lines of a file of any kind; UnreadableError where it cannot be read."""
    kind, reader = chosen(data)
    try:
        return reader(data)
    except UnreadableError as error:
        raise UnreadableError(
            error.trouble, error.kind if error.kind != "unknown" else kind
        ) from None


def chosen(data: bytes) -> tuple[str, Callable[[bytes], Source]]:
    """Kind and reader of these bytes."""
    start = data[:_LOOKED_AT]
    if not data.strip():
        raise UnreadableError(Trouble.EMPTY)
    if b"%PDF-" in start[:1024]:
        from portfolio.importers.minutes.reading import pdf

        return "pdf", pdf.read
    if start.startswith(b"PK\x03\x04"):
        from portfolio.importers.minutes.reading import word

        return "docx", word.read
    if start.startswith(_OTHER):
        raise UnreadableError(_office(data))
    if _is_html(data):
        from portfolio.importers.minutes.reading import html

        return "html", html.read
    if len(_CONTROL.findall(start)) * 20 > len(start):
        raise UnreadableError(Trouble.WRONG_TYPE)
    return "txt", plain.read


def _is_html(data: bytes) -> bool:
    """A page, or a piece of one: at least two tags that only pages have, or one at its start."""
    start = data[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").replace(b"\0", b"")
    if re.match(rb"<(?:!doctype html|html|head|body|\?xml)\b", start, re.I):
        return True
    return len(_MARKUP.findall(data[:65536])) >= 3 and b"</" in data


def _office(data: bytes) -> Trouble:
    """An old Office file may be a new one that is locked."""
    is_office = data.startswith(b"\xd0\xcf\x11\xe0")
    locked = is_office and b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in data
    return Trouble.ENCRYPTED if locked else Trouble.WRONG_TYPE
