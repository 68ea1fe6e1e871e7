"""A list of people as it is pasted: from Excel, Outlook or a letter, with or without a header.

A line is a person: name, e-mail and centre in any order, parted by tabs, semicolons or commas.
Addresses as Outlook copies them may stand several on a line.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from portfolio import labels, signs
from portfolio.domain import emails
from portfolio.domain.permissions import Role
from portfolio.errors import PortfolioError
from portfolio.language import fold

#: More than this is no list of leads, but somebody's whole address book.
MOST = 500
_SEPARATORS = "\t;,"
_BULLETS = "-•*– "
_NUMBER = re.compile(r"[+(]?[\d\s().-]+")
_BETWEEN_CENTRES = re.compile(r"\s*[/+\n]\s*")
#: What a column is called, its letters only, by what it holds.
_CALLED = {
    "name": "navn fuldenavn name fullname fornavn efternavn firstname lastname leder centerchef",
    "email": "mail email mailadresse emailadresse emailaddress adresse",
    "centre": "center centre centernavn afdeling forvaltning enhed omraade fagomraade department",
    "role": "rolle role",
}
_HEADINGS = {word: kind for kind, words in _CALLED.items() for word in words.split()}
#: Whether a word is the name of a centre that is known.
IsCentre = Callable[[str], bool]


@dataclass(frozen=True)
class Pasted:
    """A person as the list has them; ``line`` counts from 1. Centres are as they are written.

    ``problem``: why the line cannot be taken; then only the line counts. ``left``: cells that say
    nothing of a user.
    """

    line: int
    name: str = ""
    email: str = ""
    centres: tuple[str, ...] = ()
    role: Role | None = None
    problem: PortfolioError | None = None
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class PastedList:
    """Everybody in the list's order, and the headings of what was not read."""

    people: tuple[Pasted, ...]
    unread: tuple[str, ...] = ()


def read(text: str, is_centre: IsCentre) -> PastedList:
    """What a pasted list says. Raises PortfolioError when it is far too long."""
    lines = [
        (number, line.strip(" ").lstrip(_BULLETS))
        for number, line in enumerate(signs.normalised(text).split("\n"), start=1)
        if line.strip()
    ]
    if len(lines) > MOST:
        raise PortfolioError(
            "The list has {count} lines; {most} can be taken at once. Paste a part of it.",
            count=len(lines),
            most=MOST,
        )
    headings = _headings(lines[0][1]) if lines else None
    people = [
        _one(number, cells, headings, is_centre)
        for number, line in lines[1 if headings else 0 :]
        for cells in _people(line)
    ]
    unread = [words for words, kind in headings or () if words and not kind]
    return PastedList(tuple(people), tuple(unread))


def _headings(line: str) -> tuple[tuple[str, str], ...] | None:
    """Each column's heading and what it holds ("" for nothing of ours); None: it is no header."""
    cells = _cells(line)
    found = tuple((cell, _HEADINGS.get(_plain(cell), "")) for cell in cells)
    return found if "email" in dict(found).values() and "@" not in line else None


def _people(line: str) -> Iterator[list[str]]:
    """The cells of each person on the line: several only where each part has an address."""
    if line.count("@") > 1:
        for separator in ";,":
            parts = [part for part in line.split(separator) if part.strip()]
            if all(part.count("@") == 1 for part in parts):
                yield from ([part.strip()] for part in parts)
                return
    yield _cells(line)


def _cells(line: str) -> list[str]:
    separator = next((sign for sign in _SEPARATORS if sign in line), "\t")
    (cells,) = csv.reader([line], delimiter=separator, skipinitialspace=True)
    return [" ".join(cell.split()) for cell in cells]


def _one(
    line: int,
    cells: Sequence[str],
    headings: Sequence[tuple[str, str]] | None,
    is_centre: IsCentre,
) -> Pasted:
    mails = [cell for cell in cells if "@" in cell]
    if len(mails) != 1:
        return Pasted(line, problem=_wrong(mails, cells))
    try:
        email = emails.address(mails[0])
    except PortfolioError as error:
        return Pasted(line, problem=error)
    before = mails[0].partition("<")[0].strip(" \"'") if "<" in mails[0] else ""
    rest = [cell for cell in cells if cell and cell != mails[0]]
    said, left = (
        _by_heading(cells, headings) if headings else _by_content(rest, before, email, is_centre)
    )
    name = said.get("name") or before or _from_address(email)
    last, comma, first = name.partition(", ")
    name = f"{first} {last}" if comma else name
    role = labels.codes("role").get(fold(said.get("role", "")))
    centre = said.get("centre", "")
    every = [centre] if is_centre(centre) else _BETWEEN_CENTRES.split(centre)
    centres = [one for one in every if one]
    return Pasted(line, name, email, tuple(centres), Role(role) if role else None, left=tuple(left))


def _wrong(mails: Sequence[str], cells: Sequence[str]) -> PortfolioError:
    if mails:
        return PortfolioError("There is more than one e-mail here. Write one person on each line.")
    return PortfolioError(
        "There is no e-mail beside “{words}”. Write one, or take the line out.",
        words=" ".join(filter(None, cells))[:60],
    )


#: What cells say by kind, and those that are left.
_Said = tuple[Mapping[str, str], Sequence[str]]


def _by_heading(cells: Sequence[str], headings: Sequence[tuple[str, str]]) -> _Said:
    said: dict[str, str] = {}
    left = [cell for cell in cells[len(headings) :] if cell]
    for cell, (_words, kind) in zip(cells, headings, strict=False):
        if kind in said and cell and kind != "name":
            left.append(cell)  # a second column of centres
        elif kind and cell:
            said[kind] = f"{said[kind]} {cell}" if kind in said else cell
    return said, left


def _by_content(rest: Sequence[str], before: str, email: str, is_centre: IsCentre) -> _Said:
    """A role by its word, a centre that is known; of what is left, who the address is of."""
    said: dict[str, str] = {}
    telephones = [cell for cell in rest if _NUMBER.fullmatch(cell)]
    left = []
    for cell in rest:
        if cell in telephones:
            continue
        kind = "role" if fold(cell) in labels.codes("role") else "centre" if is_centre(cell) else ""
        if kind and kind not in said:
            said[kind] = cell
        else:
            left.append(cell)
    return _names(left, before, email, has_centre="centre" in said) | said, telephones


def _names(left: list[str], before: str, email: str, *, has_centre: bool) -> dict[str, str]:
    """Who it is, and the centre if it is not known: what stands last, or first before a name."""
    own = [cell for cell in left if _is_of(cell, email)]
    others = [cell for cell in left if cell not in own]
    if not before and not own:
        own, others = others[:1], others[1:]
    centre = [] if has_centre else others[-1:]
    parts = dict.fromkeys([before, *own, *others])
    name = " ".join(part for part in parts if part and part not in centre)
    return {"name": name, "centre": "".join(centre)}


def _is_of(words: str, email: str) -> bool:
    """Whether the address is somebody's of that name: a word of it, or how its words begin."""
    local, parts = _plain(email.partition("@")[0]), [_plain(word) for word in words.split()]
    return any(len(part) > 2 and part in local for part in parts) or (
        len(parts) > 1 and _is_of_beginnings(local, parts)
    )


def _is_of_beginnings(local: str, parts: Sequence[str]) -> bool:
    """Whether it is made of the beginnings of all the words: hh, haho or hholm of Hanne Holm."""
    if not parts or not parts[0]:
        return not parts and not local
    most = len(parts[0])
    return any(
        _is_of_beginnings(local[length:], parts[1:])
        for length in range(1, most + 1)
        if local.startswith(parts[0][:length])
    )


def _plain(words: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(words))


def _from_address(email: str) -> str:
    words = re.split(r"[._-]+", email.partition("@")[0])
    return " ".join(word.capitalize() for word in words if word)
