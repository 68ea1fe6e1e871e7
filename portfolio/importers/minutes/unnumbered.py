"""Items of minutes that have no numbers: titles of the contents said again, headings, cases."""

from collections.abc import Sequence

from portfolio.importers.minutes import cases, items, wording
from portfolio.importers.minutes.headings import heading
from portfolio.importers.minutes.items import Item
from portfolio.importers.minutes.reading.source import Line

_FEWEST = 2


def unnumbered(lines: Sequence[Line], aside: frozenset[int]) -> list[Item]:
    """The items, by the first way that finds more than one."""
    for way in (_said_twice, _set_as_headings, _above_cases):
        starts = [index for index in way(lines) if index not in aside]
        if len(starts) >= _FEWEST:
            return [
                Item(None, items.bare(lines[index].text), index, index, index + 1, score=2.0)
                for index in starts
            ]
    return []


def _can_be_title(line: Line) -> bool:
    text = items.bare(line.text)
    return (
        4 < len(text) < 200
        and (text[0].isupper() or text[0] in '"”“')
        and text[-1] not in ".:;,"
        and "\t" not in text
        and heading(Line(line.text)) is None
    )


def _said_twice(lines: Sequence[Line]) -> list[int]:
    """Titles of a list of contents, where they stand again."""
    first: dict[str, int] = {}
    again: list[int] = []
    for index, line in enumerate(lines):
        if not line.text.strip() or len(line.text) > 220:
            continue
        text = items.bare(line.text)
        plain = wording.folded(items.untitled(text))
        if items.is_contents_line(text):
            first.setdefault(plain, index)
        elif plain in first and _can_be_title(line) and index > first[plain]:
            again.append(index)
            del first[plain]
    return again


def _set_as_headings(lines: Sequence[Line]) -> list[int]:
    """Lines the file sets as headings of one level, with sections or case numbers below."""
    for level in range(1, 7):
        found = [
            index for index, line in enumerate(lines) if line.level == level and _can_be_title(line)
        ]
        good = [index for index in found if _has_sections(lines, index)]
        if len(good) >= _FEWEST and len(good) * 2 >= len(found):
            return found if len(good) * 3 >= len(found) * 2 else good
    return []


def _has_sections(lines: Sequence[Line], index: int) -> bool:
    for line in lines[index + 1 : index + 12]:
        if cases.line_case(line.text):
            return True
        found = heading(line)
        if found and found.kind != "other":
            return True
        if line.level and line.level <= lines[index].level:
            return False
    return False


def _above_cases(lines: Sequence[Line]) -> list[int]:
    """Short lines apart, each with a case number of its own right below."""
    found = []
    for index, line in enumerate(lines):
        if not _can_be_title(line) or (index and lines[index - 1].text.strip()):
            continue
        below = [one.text for one in lines[index + 1 : index + 4] if one.text.strip()][:1]
        if below and cases.line_case(below[0]):
            found.append(index)
    return found
