"""Effect against feasibility on a slide: proposals as points in a plane, and the same as a table.

Drawn with PowerPoint's own shapes, so a point can be moved by hand. Two points never lie on each
other: the second is put in the nearest place that is free, and a line leads to where it belongs.
"""

# mypy: disallow-untyped-calls=False
# python-pptx has types, but not everywhere.

from collections.abc import Iterator, Sequence
from itertools import count
from math import cos, dist, pi, sin
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Cm, Pt

from portfolio.language import _, shortened
from portfolio.queries.workshops.facts import ProposalResult
from portfolio.queries.workshops.workshops import Criterion
from portfolio.reports.papers import colours, slide_parts
from portfolio.reports.workshops import phrases

LOWEST, MIDDLE, HIGHEST = 1, 3, 5
_SIDE, _LEFT, _TOP = 11.6, 3.0, 3.9  # cm: the plane
_POINT, _GAP = 0.92, 0.06  # cm: across a point, and between two
_ROUND, _FURTHER = 36, 0.1  # places in a ring that are tried; cm from ring to ring
_TABLE = 15.9  # cm from the left
Placed = Sequence[tuple[ProposalResult, float, float]]
Place = tuple[float, float]  # cm from the plane's left and top


def draw(on: Slide, axes: tuple[Criterion, Criterion], placed: Placed) -> bool:
    """The picture and its table; whether a point had to be moved aside. ``axes``: up, across."""
    places = [_where(up, across) for _one, up, across in placed]
    shown = apart(places)
    group: Any = on.shapes.add_group_shape()
    slide_parts.describe(group, _alt(axes, placed))
    _ground(group)
    for place, now in zip(places, shown, strict=True):
        if place != now:
            _line(group, place, now, colours.QUIET)
    for (one, *_means), now in zip(placed, shown, strict=True):
        _point(group, now, str(one.number))
    _words(on, axes)
    _twin(on, axes, placed)
    return places != shown


def apart(places: Sequence[Place]) -> list[Place]:
    """The places, moved so that no two points touch: the first stay where they are."""
    taken: list[Place] = []
    for place in places:
        taken.append(
            next(
                one
                for one in _near(place)
                if all(dist(one, other) >= _POINT + _GAP for other in taken)
            )
        )
    return taken


def _near(place: Place) -> Iterator[Place]:
    """The place itself, then those round it inside the plane, the nearest first."""
    yield place
    for ring in count(1):
        for turn in range(_ROUND):
            angle = 2 * pi * turn / _ROUND
            x = place[0] + ring * _FURTHER * cos(angle)
            y = place[1] + ring * _FURTHER * sin(angle)
            if 0 <= x <= _SIDE and 0 <= y <= _SIDE:
                yield x, y


def _where(up: float, across: float) -> Place:
    scale = _SIDE / (HIGHEST - LOWEST)
    return (across - LOWEST) * scale, (HIGHEST - up) * scale


def _alt(axes: tuple[Criterion, Criterion], placed: Placed) -> str:
    up, across = (one.title for one in axes)
    alt = _("{up} against {across}, mean of each proposal", up=up, across=across)
    points = "; ".join(
        f"{phrases.named(one)}: {phrases.figure(high)}, {phrases.figure(far)}"
        for one, high, far in placed
    )
    return f"{alt}. {points}"


def _ground(group: Any) -> None:  # noqa: ANN401 - the library's own
    box = map(Cm, (_LEFT, _TOP, _SIDE, _SIDE))
    ground = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box)
    ground.fill.background()
    ground.line.color.rgb, ground.line.width = _colour(colours.HAIRLINE), Pt(1)
    slide_parts.flat(ground)
    half = _SIDE / 2
    _line(group, (half, 0), (half, _SIDE), colours.HAIRLINE)
    _line(group, (0, half), (_SIDE, half), colours.HAIRLINE)


def _line(group: Any, start: Place, end: Place, colour: str) -> None:  # noqa: ANN401 - as above
    ends = [
        Cm(side + at)
        for place in (start, end)
        for side, at in zip((_LEFT, _TOP), place, strict=True)
    ]
    line = group.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
    line.line.color.rgb, line.line.width = _colour(colour), Pt(1)
    slide_parts.flat(line)


def _point(group: Any, place: Place, number: str) -> None:  # noqa: ANN401 - as above
    left, top = _LEFT + place[0] - _POINT / 2, _TOP + place[1] - _POINT / 2
    shape = group.shapes.add_shape(MSO_SHAPE.OVAL, *map(Cm, (left, top, _POINT, _POINT)))
    slide_parts.paint(shape, colours.ACCENT)
    shape.line.fill.background()
    slide_parts.flat(shape)
    frame = shape.text_frame
    slide_parts.inset(frame)
    frame.word_wrap, frame.vertical_anchor = False, MSO_ANCHOR.MIDDLE
    frame.paragraphs[0].alignment = 2
    slide_parts.write(frame.paragraphs[0], number, size=12, bold=True, colour=colours.WHITE)


def _words(on: Slide, axes: tuple[Criterion, Criterion]) -> None:
    """Along each axis: the word for the lowest score, what it is, and the word for the highest."""
    third = _SIDE / 3
    for (low, name, high), upright in zip(map(_ends, axes), (True, False), strict=True):
        for place, (words, align) in enumerate(((low, 1), (name, 2), (high, 3))):
            box = (_LEFT + place * third, _TOP + _SIDE + 0.3, third, 0.7)
            if upright:
                box = (_LEFT - 1.1, _TOP + (2 - place) * third, 0.7, third)
            bold = place == 1
            slide_parts.words(
                on,
                box,
                [(words, "") if bold else words],
                size=12,
                align=align,
                colour=colours.INK if bold else colours.QUIET,
            )
            if upright:
                frame: Any = on.shapes[-1].text_frame  # type: ignore[attr-defined]
                frame._txBody.find(qn("a:bodyPr")).set("vert", "vert270")


def _ends(axis: Criterion) -> tuple[str, str, str]:
    low, high = axis.words[0], axis.words[-1]
    return (
        shortened(f"{LOWEST} {low}", 20),
        shortened(axis.title, 20),
        shortened(f"{HIGHEST} {high}", 20),
    )


def _twin(on: Slide, axes: tuple[Criterion, Criterion], placed: Placed) -> None:
    header = (_("No."), _("Proposal"), *(shortened(one.title, 20) for one in axes))
    rows = [
        (str(one.number), one.title, phrases.figure(up), phrases.figure(across))
        for one, up, across in placed
    ]
    wide = slide_parts.WIDTH - slide_parts.EDGE - _TABLE
    box = (_TABLE, _TOP, wide, _SIDE)
    alt = _("Each proposal's mean by {up} and {across}", up=axes[0].title, across=axes[1].title)
    slide_parts.table(on, box, header, rows, (1.3, wide - 7.7, 2.9, 3.5), alt)


def _colour(code: str) -> RGBColor:
    colour: RGBColor = RGBColor.from_string(code)
    return colour
