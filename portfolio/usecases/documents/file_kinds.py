"""Which files may be attached: by name and by what is in them. Open this to allow another kind."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from portfolio import signs
from portfolio.errors import PortfolioError
from portfolio.language import N_

#: The largest file, in bytes: 20 MB, as ``server.maxUploadSize`` in .streamlit/config.toml.
LARGEST = 20 * 1024 * 1024
_LONGEST_NAME = 150  # characters, with the ending
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_MACROS = {"docm", "dotm", "xlsm", "xltm", "xlsb", "pptm", "potm", "ppsm", "ppam", "xlam"}
# Of the parts of a document that say what it is, no honest one is larger.
_MOST_TOLD = 1_000_000


@dataclass(frozen=True)
class File:
    """A file that may be kept: its name without a path, and its type for the browser."""

    name: str
    media_type: str


@dataclass(frozen=True)
class _Kind:
    media_type: str
    is_one: Callable[[bytes], bool]


def checked(name: str, content: bytes) -> File:
    """The file as it may be kept. Raises PortfolioError, in one sentence, when it may not."""
    kept = clean_name(name)
    ending = PurePosixPath(kept).suffix.removeprefix(".").lower()
    if ending in _MACROS:
        raise PortfolioError(_WITH_MACROS)
    kind = KINDS.get(ending)
    if kind is None:
        raise PortfolioError(
            "Files of this type cannot be attached. Use one of these: {kinds}.",
            kinds=", ".join(KINDS),
        )
    if not content:
        raise PortfolioError("The file is empty. Choose another.")
    if len(content) > LARGEST:
        raise PortfolioError("The file is larger than 20 MB. Make it smaller, or link to it.")
    if not kind.is_one(content):
        raise PortfolioError(
            "The file is not a sound {kind} file, whatever its name says. Open it, save it"
            " again as {kind} without a password, and attach that.",
            kind=ending,
        )
    return File(kept, kind.media_type)


_WITH_MACROS = N_(
    "The file can hold macros, and those are not kept here. Save it without macros (as docx, xlsx"
    " or pptx) and attach that."
)


def clean_name(name: str) -> str:
    """The last part of a path, without signs that are not seen or that file systems refuse."""
    last = re.split(r"[/\\]", signs.one_line(name))[-1]
    plain = re.sub(r'[<>:"|?*]', "_", last).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    room = _LONGEST_NAME - len(ending) - 1
    return f"{stem[:room].strip()}{dot}{ending}" if dot else plain[:_LONGEST_NAME]


def _starts(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(starts)


def _office(part: str) -> Callable[[bytes], bool]:
    """A document of Word, Excel or PowerPoint, by the part that every one of its kind has."""

    def is_one(content: bytes) -> bool:
        parts = _parts(content, "[Content_Types].xml")
        if parts is None:
            return False
        names, told = parts
        if any(name.endswith("vbaproject.bin") for name in names) or b"macroenabled" in told:
            raise PortfolioError(_WITH_MACROS)
        return part in names

    return is_one


def _open_document(kind: str) -> Callable[[bytes], bool]:
    def is_one(content: bytes) -> bool:
        parts = _parts(content, "mimetype")
        if parts is None:
            return False
        names, told = parts
        if any(name.startswith(("basic/", "scripts/")) for name in names):
            raise PortfolioError(_WITH_MACROS)
        return told.strip() == f"{_ODF}{kind}".encode()

    return is_one


def _parts(content: bytes, telling: str) -> tuple[set[str], bytes] | None:
    """The names in a zip and one small part of it, both in small letters; None if it is none."""
    # A zip is read from its end, so another kind of file can stand before it.
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            names = {entry.filename.lower() for entry in box.infolist()}
            with box.open(telling) as part:
                return names, part.read(_MOST_TOLD).lower()
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, EOFError):
        return None
    except Exception as error:  # zlib.error is no OSError, and a damaged zip has many ways to fail
        if type(error).__module__ in ("zlib", "lzma", "struct"):
            return None
        raise


def _is_text(content: bytes) -> bool:
    """Text in any of the ways Danish programs write it; nothing that only looks like text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError:
            return False
    else:
        text = content.decode("latin-1")
    return not any(sign < " " and sign not in "\t\n\r\f" for sign in text)


KINDS: dict[str, _Kind] = {
    "pdf": _Kind("application/pdf", _starts(b"%PDF-")),
    "docx": _Kind(f"{_OPEN_XML}wordprocessingml.document", _office("word/document.xml")),
    "xlsx": _Kind(f"{_OPEN_XML}spreadsheetml.sheet", _office("xl/workbook.xml")),
    "pptx": _Kind(f"{_OPEN_XML}presentationml.presentation", _office("ppt/presentation.xml")),
    "odt": _Kind(f"{_ODF}text", _open_document("text")),
    "ods": _Kind(f"{_ODF}spreadsheet", _open_document("spreadsheet")),
    "txt": _Kind("text/plain", _is_text),
    "csv": _Kind("text/csv", _is_text),
    "png": _Kind("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    "jpg": _Kind("image/jpeg", _starts(b"\xff\xd8\xff")),
    "jpeg": _Kind("image/jpeg", _starts(b"\xff\xd8\xff")),
}
