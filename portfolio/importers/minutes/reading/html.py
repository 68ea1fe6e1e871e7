"""Web pages: their text line by line, without menus, scripts and what is hidden."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from portfolio.importers.minutes.reading import plain
from portfolio.importers.minutes.reading.source import Line, Source, Trouble, UnreadableError
from portfolio.importers.minutes.reading.word_lists import words

_BLOCKS = words(
    "address article aside blockquote body caption center dd details dialog div dl dt "
    "fieldset figcaption figure form h1 h2 h3 h4 h5 h6 header hr li main ol p pre "
    "section summary table tbody tfoot thead tr ul"
)
_LEFT_OUT = words(
    "head script style noscript template svg nav button select option input textarea "
    "footer iframe object canvas audio video dialog menu"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_DEEPEST = 400
_MOST = 400_000  # elements


def read(data: bytes) -> Source:
    """The text of a page."""
    text = _decoded(data)
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = lxml_html.document_fromstring(_without_declaration(text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(Trouble.BROKEN, "html") from error
    page = _Page()
    page.walk(root)
    lines = page.lines()
    if not any(line.text.strip() for line in lines):
        raise UnreadableError(Trouble.EMPTY, "html")
    return Source("html", lines)


def _decoded(data: bytes) -> str:
    match = _CHARSET.search(data[:4096])
    name = match[1].decode("ascii").lower() if match else ""
    if name in ("iso-8859-1", "latin1", "windows-1252", "iso-8859-15", "macintosh"):
        try:
            data.decode()
        except UnicodeDecodeError:
            codec = "mac_roman" if name == "macintosh" else "cp1252"
            return data.decode(codec, errors="replace")
    return plain.decoded(data)


def _without_declaration(text: str) -> str:
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", ""), count=1)


class _Page:
    """The lines of a page while it is walked through; no recursion, so no depth can hurt."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._words: list[str] = []
        self._level = 0
        self._apart = False

    def walk(self, root: etree._Element) -> None:
        """Take in the text of this element and of all in it."""
        stack: list[tuple[str, etree._Element]] = [("in", root)]
        count = 0
        while stack:
            step, element = stack.pop()
            if step == "out":
                self._leave(element)
                continue
            count += 1
            if count > _MOST:
                raise UnreadableError(Trouble.TOO_LARGE, "html")
            if not isinstance(element.tag, str) or _is_left_out(element):
                self._add(element.tail)
                continue
            self._enter(element)
            stack.append(("out", element))
            if element.tag == "table" and len(stack) < _DEEPEST and _is_data(element):
                self._table(element)
            else:
                self._add(element.text)
                stack.extend(("in", child) for child in reversed(element))

    def _enter(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "br":
            self._end()
        elif tag in _BLOCKS:
            self._end()
            self._apart = True
            if re.fullmatch(r"h[1-6]", tag):
                self._level = int(tag[1])
        if tag == "li" and (marker := _marker(element)):
            self._words.append(f"{marker} ")

    def _leave(self, element: etree._Element) -> None:
        if element.tag in _BLOCKS:
            self._end()
            self._level = 0
            if element.tag not in ("li", "tr", "dt"):
                self._apart = True
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if text:
            self._words.append(text)

    def _end(self) -> None:
        text = " ".join(plain.kept("".join(self._words)).split())
        self._words = []
        if text:
            if self._apart and self._lines:
                self._lines.append(Line(""))
            self._lines.append(Line(text, level=self._level, apart=self._apart))
            self._apart = False

    def _table(self, table: etree._Element) -> None:
        for row in table.iter("tr"):
            cells = [
                " ".join(plain.kept(" ".join(cell.itertext())).split())
                for cell in row
                if cell.tag in ("td", "th")
            ]
            text = "\t".join(cells).rstrip("\t")
            if text.strip():
                if self._apart and self._lines:
                    self._lines.append(Line(""))
                self._lines.append(Line(text, apart=self._apart))
                self._apart = False
        self._apart = True

    def lines(self) -> list[Line]:
        """All lines, with a blank one between paragraphs."""
        self._end()
        return self._lines


def _is_left_out(element: etree._Element) -> bool:
    if element.tag in _LEFT_OUT or element.get("hidden") is not None:
        return True
    if element.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN.search(element.get("style") or ""))


def _is_data(table: etree._Element) -> bool:
    """Whether a table holds figures and short words, and no page laid out in it."""
    cells = list(_cells(table))
    if not cells or any(True for _ in table.iterdescendants("table")):
        return False
    longest = max(len("".join(cell.itertext())) for cell in cells)
    blocks = any(
        True
        for cell in cells
        for _ in cell.iterdescendants("h1", "h2", "h3", "h4", "h5", "ul", "ol")
    )
    return longest < 1500 and not blocks


def _cells(table: etree._Element) -> Iterator[etree._Element]:
    yield from table.iterdescendants("td", "th")


def _marker(item: etree._Element) -> str | None:
    """What stands before a point: its number in an ordered list, else a dash."""
    parent = item.getparent()
    if parent is None or parent.tag == "ul":
        return "-"
    if parent.tag != "ol":
        return None
    value = item.get("value")
    if value and value.isdecimal():
        return f"{value}."
    start = parent.get("start") or "1"
    begin = int(start) if start.isdecimal() else 1
    place = sum(1 for other in item.itersiblings("li", preceding=True))
    return f"{begin + place}."
