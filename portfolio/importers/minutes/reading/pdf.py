"""PDF: the signs of each page with their places, put together to paragraphs."""

import ctypes
from collections.abc import Iterator
from contextlib import closing
from functools import partial

import pypdfium2
import pypdfium2.raw as pdfium

from portfolio.importers.minutes.reading.layout import Row, document_lines, rows
from portfolio.importers.minutes.reading.signs_of_page import Sign
from portfolio.importers.minutes.reading.source import Source, Trouble, UnreadableError

MOST_PAGES = 1000
_BOLD = 600
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_HYPHEN = 2  # PDFium's own sign for one at a line's end, without a place of its own
_HAIR = 0.01  # points
_FEWEST_SIGNS = 25  # of a page that has text


def read(data: bytes) -> Source:
    """The text of a document, paragraph by paragraph."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD or "assword" in str(error)
        raise UnreadableError(Trouble.ENCRYPTED if locked else Trouble.BROKEN, "pdf") from error
    with closing(document):
        pages = len(document)
        if pages > MOST_PAGES:
            raise UnreadableError(Trouble.TOO_LARGE, "pdf")
        every = [_page(document, number) for number in range(pages)]
    written = sum(sum(len(row.text) for row in page) >= _FEWEST_SIGNS for page in every)
    if not written:
        raise UnreadableError(Trouble.NO_TEXT if pages else Trouble.BROKEN, "pdf")
    troubles = [Trouble.SOME_PAGES] if written * 3 < pages * 2 else []
    return Source("pdf", document_lines(every), pages, troubles)


def _page(document: pypdfium2.PdfDocument, number: int) -> list[Row]:
    """The rows of a page; none where the page is damaged."""
    try:
        with closing(document[number]) as page, closing(page.get_textpage()) as text:
            return rows(list(_signs(text)), page.get_width(), page.get_height())
    except pypdfium2.PdfiumError:
        return []


def _signs(text: pypdfium2.PdfTextPage) -> Iterator[Sign]:
    """The signs in the file's order; a blank has the place of the sign before it."""
    raw = text.raw
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    code_of, box_of, origin_of = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetCharOrigin,
    )
    last: Sign | None = None
    for place in range(pdfium.FPDFText_CountChars(raw)):
        code = code_of(raw, place)
        if code in (32, 160):
            if last is not None:
                yield last._replace(text=" ", left=last.left + _HAIR)
            continue
        if code == _HYPHEN and last is not None:
            last = last._replace(text="-", left=last.right, right=last.right + last.height / 3)
            yield last
            continue
        if code in (0, 9, 10, 13) or not box_of(raw, place, box):
            continue
        origin_of(raw, place, x, y)
        last = Sign(
            chr(code),
            box.left,
            box.right,
            y.value,
            max(box.top - box.bottom, 1.0),
            partial(_is_bold, raw, place),
        )
        yield last


def _is_bold(raw: object, place: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(raw, place) >= _BOLD:
        return True
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(raw, place, name, 128, flags)
    said = name.value.decode("latin-1").lower() if 0 < length <= 128 else ""
    return any(word in said for word in ("bold", "black", "heavy", "semibold"))
