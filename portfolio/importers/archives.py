"""A zip of XML that somebody brings, looked through before anything of it is read.

A header of the zip file can lie about sizes, so each part is unpacked block by block within the
limits. Open this to change what is refused, and :class:`Wanted` for what is said of it.
"""

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from portfolio.errors import PortfolioError
from portfolio.language import N_

log = logging.getLogger("portfolio")

MAX_FILE = 5_000_000  # bytes; what a browser sends
MAX_UNPACKED = 40_000_000  # bytes, all parts together
MAX_RATIO = 150  # unpacked to packed; counts from a million bytes up
MAX_PARTS = 300
MAX_TAGS = 600_000  # what reading costs; a proposal's row takes about 60


@dataclass(frozen=True)
class Wanted:
    """What kind of file is asked for: its limits, and the sentences for one that is not."""

    too_large: str = N_(
        "The file is larger than {limit} MB. Download the sheet anew and fill in that one."
    )
    too_much: str = N_(
        "The file holds far more than an answer sheet does and was not opened."
        " Download the sheet anew and fill in that one."
    )
    not_one: str = N_(
        "The file is not an Excel workbook (.xlsx) that can be read. Download the sheet "
        "anew and fill in that one."
    )
    max_file: int = MAX_FILE
    max_tags: int = MAX_TAGS
    max_ratio: int = MAX_RATIO


ANSWERS = Wanted()


def refused(sentence: str, **values: object) -> PortfolioError:
    """One of the sentences of a Wanted."""
    return PortfolioError(sentence, **values)


_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BLOCK = 65_536
# No part of a workbook has one, and every trick with entities needs one.
_DTD = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def parts(content: bytes, wanted: Wanted, needed: set[str]) -> Iterator[tuple[str, bytes]]:
    """Name and content of every XML part of a zip, looked through and unpacked within the limits.

    ``needed``: the parts, in small letters, without which it is no such file. Raises
    PortfolioError for whatever is not to be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = archive.infolist()
            _check_parts(found, wanted, needed)
            yield from _clean(archive, found, wanted)
    except PortfolioError:
        raise
    except Exception as error:
        raise unreadable(error, wanted) from error


def _check_parts(parts: list[zipfile.ZipInfo], wanted: Wanted, needed: set[str]) -> None:
    """What can be said before anything is unpacked."""
    names = {part.filename.casefold() for part in parts}
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED:
        raise refused(wanted.too_much)
    if unpacked > 1_000_000 and unpacked > packed * wanted.max_ratio:
        raise refused(wanted.too_much)
    if any(part.flag_bits & 1 or part.compress_type not in _PACKINGS for part in parts):
        raise refused(wanted.not_one)
    if any(map(_is_macro, names)):
        raise macros()
    if not needed <= names or len(names) < len(parts):
        raise refused(wanted.not_one)


def _is_macro(name: str) -> bool:
    told = ("basic/", "scripts/")
    return name.endswith("vbaproject.bin") or "/macrosheets/" in name or name.startswith(told)


def _clean(
    archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], wanted: Wanted
) -> Iterator[tuple[str, bytes]]:
    left, tags = MAX_UNPACKED, wanted.max_tags
    for part in parts:
        if not part.filename.casefold().endswith((".xml", ".rels")):
            continue
        words = _unpacked(archive, part, left, wanted)
        left, tags = left - len(words), tags - words.count(b"<")
        _check_xml(words, tags, wanted)
        yield part.filename, words


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limit: int, wanted: Wanted) -> bytes:
    # Block by block: read() at once would unpack what a lying header hides before it is cut.
    blocks, size = [], 0
    with archive.open(part) as stream:
        while block := stream.read(_BLOCK):
            blocks.append(block)
            size += len(block)
            if size > limit:
                raise refused(wanted.too_much)
    return b"".join(blocks)


def _check_xml(words: bytes, tags_left: int, wanted: Wanted) -> None:
    if tags_left < 0:
        raise refused(wanted.too_much)
    # A NUL is UTF-16 or worse, where the marks below would not be seen.
    if b"\x00" in words or _DTD.search(words):
        raise refused(wanted.not_one)
    if b"macroEnabled" in words and b"<Types" in words:
        raise macros()


def macros() -> PortfolioError:
    """What is said of a file that can hold macros."""
    return PortfolioError(
        "The file can hold macros and was not opened. Save it as .xlsx and upload it again."
    )


def unreadable(error: Exception, wanted: Wanted = ANSWERS) -> PortfolioError:
    """The sentence for what a parser tripped over, which is logged."""
    log.info("an uploaded workbook cannot be read", exc_info=error)
    return refused(wanted.not_one)
