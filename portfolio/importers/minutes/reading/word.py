"""Word documents: their paragraphs and tables in order, with the numbers Word counts itself."""

import io
import re
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from portfolio.importers.minutes.reading import plain
from portfolio.importers.minutes.reading.source import Line, Source, Trouble, UnreadableError

_LARGEST = 200 * 1024**2  # bytes, unpacked
_HEADING = re.compile(r"(?:heading|overskrift) ?([1-6])|(title|titel)", re.I)
_BULLETS = "•·-–o§\uf0b7\uf0a7\uf076\uf0d8"


def read(data: bytes) -> Source:
    """The text of a document."""
    _look_inside(data)
    try:
        document = Document(io.BytesIO(data))
        lines = list(_lines(document))
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:  # what a damaged file makes the library do is without end
        raise UnreadableError(Trouble.BROKEN, "docx") from error
    if not any(line.text.strip() for line in lines):
        raise UnreadableError(Trouble.NO_TEXT if document.inline_shapes else Trouble.EMPTY, "docx")
    return Source("docx", lines)


def _look_inside(data: bytes) -> None:
    """Refuse what is no Word document, and what is far larger than it seems."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
    except Exception as error:  # as above
        raise UnreadableError(Trouble.BROKEN, "docx") from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableError(Trouble.ENCRYPTED, "docx")
    if sum(entry.file_size for entry in entries) > _LARGEST:
        raise UnreadableError(Trouble.TOO_LARGE, "docx")
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise UnreadableError(Trouble.WRONG_TYPE)


def _lines(document: DocumentObject) -> Iterator[Line]:
    counter = _Counter(document)
    first = True
    for block in _head_of_pages(document):
        yield block
        first = False
    for paragraph_or_table in document.iter_inner_content():
        made = (
            _paragraph(paragraph_or_table, counter)
            if isinstance(paragraph_or_table, Paragraph)
            else _rows(paragraph_or_table)
        )
        for place, line in enumerate(made):
            if place == 0 and not first and line.apart:
                yield Line("")
            yield line
            first = False


def _head_of_pages(document: DocumentObject) -> Iterator[Line]:
    """The running head of the first page, which may be all that names the municipality."""
    for section in list(document.sections)[:1]:
        for paragraph in section.header.paragraphs:
            if text := plain.kept(paragraph.text).strip():
                yield Line(text, apart=True)


def _paragraph(paragraph: Paragraph, counter: "_Counter") -> list[Line]:
    level = _level(paragraph)
    number = counter.number(paragraph)
    pieces = [" ".join(plain.kept(piece).split(" ")) for piece in _text(paragraph).split("\n")]
    lines = [Line(piece, level=level, apart=place == 0) for place, piece in enumerate(pieces)]
    if number and lines and lines[0].text.strip():
        point = number in _BULLETS
        first = Line(f"{number} {lines[0].text.strip()}", level=level, apart=not point)
        lines[0] = first
    return [line for line in lines if line.text.strip()]


def _text(paragraph: Paragraph) -> str:
    """Its words with those of links, and without what was struck out in a review."""
    words = []
    for node in paragraph._p.iter(
        qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen")
    ):
        if node.tag == qn("w:t"):
            words.append(node.text or "")
        elif node.tag == qn("w:tab"):
            parent = node.getparent()
            words.append("\t" if parent is not None and parent.tag == qn("w:r") else "")
        elif node.tag == qn("w:noBreakHyphen"):
            words.append("-")
        else:
            words.append("\n")
    return "".join(words)


def _level(paragraph: Paragraph) -> int:
    name = paragraph.style.name if paragraph.style is not None else None
    match = _HEADING.match(name or "")
    return int(match[1] or 1) if match else 0


def _rows(table: Table) -> list[Line]:
    lines: list[Line] = []
    for row in table.rows:
        cells: list[str] = []
        seen: set[int] = set()
        for cell in row.cells:
            if id(cell._tc) not in seen:
                seen.add(id(cell._tc))
                cells.append(" ".join(plain.kept(cell.text).split()))
        text = "\t".join(cells).rstrip("\t")
        if text.strip():
            lines.append(Line(text, apart=not lines))
    return lines


class _Counter:
    """Word's own numbers: it stores how to count, not what it comes to."""

    def __init__(self, document: DocumentObject) -> None:
        self._counts: dict[tuple[str, int], int] = {}
        self._forms: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._lists: dict[str, str] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for abstract in root.findall(qn("w:abstractNum")):
            self._learn(abstract)
        for number in root.findall(qn("w:num")):
            link = number.find(qn("w:abstractNumId"))
            if link is not None:
                self._lists[number.get(qn("w:numId"), "")] = link.get(qn("w:val"), "")

    def _learn(self, abstract: etree._Element) -> None:
        name = abstract.get(qn("w:abstractNumId"), "")
        for level in abstract.findall(qn("w:lvl")):
            depth = int(level.get(qn("w:ilvl"), "0"))
            kind, text, start = (
                level.find(qn(f"w:{tag}")) for tag in ("numFmt", "lvlText", "start")
            )
            self._forms[name, depth] = (
                kind.get(qn("w:val"), "decimal") if kind is not None else "decimal",
                text.get(qn("w:val"), "") if text is not None else "",
                int(start.get(qn("w:val"), "1")) if start is not None else 1,
            )

    def number(self, paragraph: Paragraph) -> str | None:
        """What Word shows before a paragraph."""
        found = self._place(paragraph)
        if found is None:
            return None
        name, depth = found
        form = self._forms.get((self._lists.get(name, ""), depth))
        if form is None:
            return None
        kind, text, start = form
        if kind == "bullet":
            return "-"
        if kind not in ("decimal", "decimalZero", "lowerLetter", "upperLetter", "lowerRoman"):
            return None
        key = (self._lists[name], depth)
        self._counts[key] = self._counts.get(key, start - 1) + 1
        for other in [one for one in self._counts if one[0] == key[0] and one[1] > depth]:
            del self._counts[other]
        return re.sub(r"%([1-9])", lambda match: self._said(key[0], int(match[1]) - 1, kind), text)

    def _said(self, name: str, depth: int, kind: str) -> str:
        count = self._counts.get((name, depth), 1)
        if kind in ("lowerLetter", "upperLetter") and count <= 26:
            return chr((96 if kind == "lowerLetter" else 64) + count)
        return str(count)

    def _place(self, paragraph: Paragraph) -> tuple[str, int] | None:
        """The list it is in and how deep, by itself or by its style."""
        properties = [paragraph._p.pPr]
        style = paragraph.style
        for _ in range(8):
            if style is None:
                break
            properties.append(style.element.find(qn("w:pPr")))
            style = style.base_style
        for own in properties:
            numbering = own.find(qn("w:numPr")) if own is not None else None
            if numbering is None:
                continue
            link, depth = numbering.find(qn("w:numId")), numbering.find(qn("w:ilvl"))
            if link is None or link.get(qn("w:val")) == "0":
                return None
            return link.get(qn("w:val"), ""), int(
                depth.get(qn("w:val"), "0")
            ) if depth is not None else 0
        return None
