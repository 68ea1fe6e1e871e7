"""Text files: which letters the bytes mean, and their lines, one for one."""

import re

from portfolio import signs
from portfolio.importers.minutes.reading.source import Line, Source, Trouble, UnreadableError

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DANISH = "æøåÆØÅé"
_LINE_END = re.compile(r"\r\n|\n|\r")
# Breaks a line is not split at: a form feed stands before the first line of a page.
_INNER_BREAK = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
# What UTF-8 looks like when it was taken for Latin-1 on its way here.
_TWICE = re.compile("Ã[¦¸¥†˜…]")


def read(data: bytes) -> Source:
    """The lines of a text file; UnreadableError where the bytes are no text."""
    text = decoded(data)
    lines = _LINE_END.split(text)
    if lines and not lines[-1]:
        lines.pop()
    return Source("txt", [Line(kept(line)) for line in lines])


def kept(line: str) -> str:
    """One line as it is kept: composed letters, one kind of blank, nothing unseen."""
    return signs.normalised(_INNER_BREAK.sub(" ", line)).replace("\n", " ")


def decoded(data: bytes) -> str:
    """The text of these bytes: UTF-8, UTF-16, else Windows or Mac, whichever gives Danish."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if b"\0" in data:
        raise UnreadableError(Trouble.WRONG_TYPE)
    try:
        return _mended(data.decode())
    except UnicodeDecodeError:
        pass
    if _is_nearly_utf8(data):
        return data.decode(errors="replace")
    return max((data.decode(name, errors="replace") for name in ("cp1252", "mac_roman")), key=_fit)


def _mended(text: str) -> str:
    if len(_TWICE.findall(text)) < 3:
        return text
    try:
        return text.encode("cp1252").decode()
    except UnicodeError:
        return text


def _is_nearly_utf8(data: bytes) -> bool:
    """A few broken bytes in what is UTF-8 else."""
    text = data.decode(errors="replace")
    return text.count("\ufffd") * 20 < sum(sign in _DANISH for sign in text)


def _fit(text: str) -> int:
    """How Danish the letters are: ours count for it, signs inside words against it."""
    odd = len(re.findall(r"(?<=\w)[^\w\s.,:;!?()/'\"+&%§*=<>@_-](?=\w)", text))
    return sum(sign in _DANISH for sign in text) - odd - 5 * text.count("\ufffd")
