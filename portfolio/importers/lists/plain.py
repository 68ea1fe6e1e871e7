"""Text with a sign between its columns (csv), in any of the ways Danish programs write it."""

import csv
import io
import re
from collections import Counter

from portfolio import signs
from portfolio.domain.lists.table import Book, Cell, Sheet
from portfolio.importers.archives import MAX_FILE, refused
from portfolio.importers.lists.limits import LISTS

_SIGNS = ";\t,|"
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
#: An apostrophe keeps a spreadsheet from taking text for a formula; it is not part of the text.
_DEFUSED = re.compile(r"'(?=[=+\-@\t\r\n＝＋－＠])")
_LOOKED_AT = 40  # lines, to find out what stands between the columns
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read(name: str, content: bytes) -> Book:
    """The one sheet of the text. Raises PortfolioError where it is none, or has no columns."""
    text = _decoded(content)
    told = _SAID.match(text)
    if told:
        text = text[told.end() :]
    delimiter = told[1] if told else _delimiter(text)
    # The library's own limit is a twentieth of the largest file.
    csv.field_size_limit(MAX_FILE)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise refused(LISTS.not_one) from error
    first = 2 if told else 1
    lines = {line: found for line, row in enumerate(rows, first) if (found := _cells(line, row))}
    return Book("csv", (Sheet(_called(name), lines),))


def _called(name: str) -> str:
    return re.split(r"[/\\]", signs.one_line(name))[-1].rpartition(".")[0] or name


def _cells(line: int, row: list[str]) -> dict[int, Cell]:
    said = ((column, _plain(words)) for column, words in enumerate(row, 1))
    return {column: Cell(line, column, words) for column, words in said if words}


def _plain(words: str) -> str:
    return _DEFUSED.sub("", signs.normalised(words).strip(), count=1)


def _decoded(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        raise refused(LISTS.not_one)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        codes = ["utf-16"]
    elif content[1::2].count(0) * 4 > len(content):
        codes = ["utf-16-le"]  # as it is without the mark that says so
    else:
        codes = ["utf-8-sig", "cp1252", "latin-1"]
    for code in codes:
        try:
            text = content.decode(code)
        except UnicodeDecodeError:
            continue
        if _BINARY.search(text):
            break
        return text
    raise refused(LISTS.not_one)


def _delimiter(text: str) -> str:
    """The sign that parts the first lines into most columns, as many in each."""
    begun = "".join(text.splitlines(keepends=True)[:_LOOKED_AT])
    scores = {sign: _score(begun, sign) for sign in _SIGNS}
    best = max(scores, key=lambda sign: scores[sign])
    return best if scores[best] > (0, 0) else ";"


def _score(text: str, sign: str) -> tuple[int, int]:
    """How many lines have the most common number of columns, and that number; more than one."""
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(text), delimiter=sign)]
    except csv.Error:
        return 0, 0
    counted = Counter(width for width in widths if width > 1)
    (width, lines), *_rest = counted.most_common(1) or [(0, 0)]
    return lines, width
