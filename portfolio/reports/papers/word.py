"""A Word template's ``{{fields}}`` filled, and what is wrong with a template said in a sentence.

Open this when a template from Word is not understood. A field may be cut over several runs, as
Word does when it checks spelling; text from the data is only ever text, never markup.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from pkgutil import resolve_name

from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from portfolio import language
from portfolio.errors import PortfolioError
from portfolio.reports import pictures
from portfolio.reports.papers import colours, word_tables
from portfolio.reports.papers.blocks import Block, Heading, Items, Text
from portfolio.reports.saving import sayable, to_bytes
from portfolio.vocabulary.nouns import Vocabulary

_FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_QUIET = RGBColor.from_string(colours.QUIET)
_LOGO = (6.0, 1.4)  # cm, at most
_MOST_BYTES = 50_000_000  # unpacked; a template is text and a logo
_FOLDER = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Template:
    """A template that comes with the program, and the fields that one's own can ask for too."""

    file: str
    makes: str  # the function of word_templates that writes it
    lines: tuple[str, ...]  # what stands in a line of it …
    parts: tuple[str, ...]  # … and what fills a whole paragraph of it

    @property
    def path(self) -> Path:
        return _FOLDER / self.file

    def content(self) -> bytes:
        """The bytes of the file, in the language and words of documents."""
        spoken = language.vocabulary()
        plain = spoken.papers == "da" and not spoken.terms
        return _read(self.path) if plain else _made(self.makes, spoken)

    def check(self, other: bytes) -> None:
        """Raise PortfolioError, in one sentence, when another cannot be used in its place."""
        check(other, self.lines, self.parts)


@lru_cache(maxsize=64)
def _made(makes: str, spoken: Vocabulary) -> bytes:
    with language.speaking(spoken.papers, spoken):
        return bytes(resolve_name(f"portfolio.reports.papers.word_templates:{makes}")())


@cache
def _read(path: Path) -> bytes:
    return path.read_bytes()


def check(template: bytes, lines: Sequence[str], parts: Sequence[str]) -> None:
    """Raise PortfolioError when a template is no Word file or asks for what there is not."""
    document = _open(template)
    unknown: list[str] = []
    for paragraph in _everywhere(document):
        for name in _FIELD.findall(paragraph.text):
            if name.lower() not in (*lines, *parts):
                unknown.append(name)
            elif name.lower() in parts and _FIELD.sub("", paragraph.text).strip():
                raise PortfolioError(
                    "The field {field} must stand alone in its paragraph of the template.",
                    field=_braced(name),
                )
    if unknown:
        raise PortfolioError(
            "The template has fields that do not exist: {unknown}. These do: {known}.",
            unknown=", ".join(_braced(name) for name in dict.fromkeys(unknown)),
            known=", ".join(_braced(name) for name in (*lines, *parts)),
        )
    _check_margins(document, parts)


def fill(
    template: bytes,
    lines: Mapping[str, str],
    parts: Mapping[str, Sequence[Block]],
    logo: bytes | None = None,
) -> bytes:
    """The template with every field replaced. Raises PortfolioError as ``check`` does.

    ``logo``: a PNG above it all, for a template that has none of its own.
    """
    check(template, tuple(lines), tuple(parts))
    document = _open(template)
    for paragraph in list(_everywhere(document)):
        names = [name.lower() for name in _FIELD.findall(paragraph.text)]
        if names and names[0] in parts:
            for name in names:
                _put(document, paragraph, parts[name])
            paragraph._p.getparent().remove(paragraph._p)
        elif names:
            _replace(paragraph, lines)
    if logo:
        _head(document, logo, lines["kommune"])
    document.core_properties.title = sayable(lines["titel"])
    document.core_properties.language = language.tag()
    return to_bytes(document)


def _head(document: Doc, logo: bytes, alt: str) -> None:
    first = document.paragraphs[0].insert_paragraph_before()
    size = {name: Cm(side) for name, side in pictures.fitted(logo, *_LOGO).items()}
    made = first.add_run().add_picture(io.BytesIO(logo), **size)
    made._inline.docPr.set("descr", sayable(alt))


def _open(template: bytes) -> Doc:
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as inside:
            size = sum(entry.file_size for entry in inside.infolist())
        if size > _MOST_BYTES:
            raise ValueError("too large")
        return Document(io.BytesIO(template))
    except Exception as error:  # a damaged file can fail anywhere in the library
        raise PortfolioError(
            "The template is not a Word file that can be read. Save it as .docx and try again."
        ) from error


def _check_margins(document: Doc, parts: Sequence[str]) -> None:
    for paragraph in _margins(document):
        for name in _FIELD.findall(paragraph.text):
            if name.lower() in parts:
                raise PortfolioError(
                    "The field {field} cannot stand in a header or footer of the template.",
                    field=_braced(name),
                )


def _braced(name: str) -> str:
    return "{{" + name + "}}"


def _everywhere(document: Doc) -> Iterator[Paragraph]:
    """Every paragraph: of the text, of tables in it, of headers and footers."""
    yield from (Paragraph(p, document._body) for p in document.element.body.iter(qn("w:p")))
    yield from _margins(document)


def _margins(document: Doc) -> Iterator[Paragraph]:
    for section in document.sections:
        for margin in (
            section.header,
            section.footer,
            section.first_page_header,
            section.first_page_footer,
            section.even_page_header,
            section.even_page_footer,
        ):
            if not margin.is_linked_to_previous:
                yield from (Paragraph(p, margin) for p in margin._element.iter(qn("w:p")))


def _replace(paragraph: Paragraph, lines: Mapping[str, str]) -> None:
    """Fields inside a line: the run in which a field begins says it, in that run's type."""
    while found := _FIELD.search("".join(run.text for run in paragraph.runs)):
        words, place = sayable(lines.get(found[1].lower(), "")).replace("{{", "{\u2060{"), 0
        for run in paragraph.runs:
            start, end, text = place, place + len(run.text), run.text
            place = end
            if end <= found.start() or start >= found.end():
                continue
            before = text[: max(0, found.start() - start)]
            after = text[max(0, found.end() - start) :]
            run.text = before + (words if start <= found.start() else "") + after


def _put(document: Doc, before: Paragraph, blocks: Sequence[Block]) -> None:
    for block in blocks:
        if isinstance(block, Heading):
            _heading(document, before, block)
        elif isinstance(block, Text):
            _text(before, block)
        elif isinstance(block, Items):
            _items(document, before, block)
        else:
            word_tables.put(document, before, block)


def _heading(document: Doc, before: Paragraph, block: Heading) -> None:
    paragraph = before.insert_paragraph_before()
    run = paragraph.add_run(sayable(block.words))
    if not _dress(document, paragraph, f"Heading {block.level}"):
        run.bold = True
        level = word_tables.element("outlineLvl", val=str(block.level - 1))
        paragraph._p.get_or_add_pPr().append(level)


def _text(before: Paragraph, block: Text) -> None:
    paragraph = before.insert_paragraph_before(style=before.style)
    _say(paragraph, block.lead, block.words, quiet=block.quiet)
    paragraph.paragraph_format.keep_with_next = block.quiet
    if block.lead:  # what belongs together stands together
        paragraph.paragraph_format.space_after = Pt(3)


def _items(document: Doc, before: Paragraph, block: Items) -> None:
    for place, (lead, words) in enumerate(block.items, 1):
        paragraph = before.insert_paragraph_before(style=before.style)
        # Word counts on from one list to the next, so the number is written out.
        if block.numbered:
            paragraph.paragraph_format.left_indent = Cm(0.75)
            paragraph.paragraph_format.first_line_indent = Cm(-0.75)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.75))
            paragraph.add_run(f"{place}.\t")
        elif not _dress(document, paragraph, "List Bullet"):
            paragraph.add_run("– ")
        _say(paragraph, lead, words)


def _say(paragraph: Paragraph, lead: str, words: str, *, quiet: bool = False) -> None:
    if lead:
        paragraph.add_run(f"{sayable(lead)} ").bold = True
    run = paragraph.add_run(sayable(words))
    if quiet:
        run.font.color.rgb = _QUIET


def _dress(document: Doc, paragraph: Paragraph, style: str) -> bool:
    """Whether the template has the style; Word's own are named in English in every language."""
    if style not in [s.name for s in document.styles if s.type is WD_STYLE_TYPE.PARAGRAPH]:
        return False
    paragraph.style = document.styles[style]
    return True
