"""Effect against feasibility on a slide: proposals as points in a plane, and the same as a table.

Drawn with PowerPoint's own shapes. A point lies where its means say; its number stands beside it,
and where there was no room near by a line leads back (:mod:`portfolio.domain.plane`).
"""

# mypy: disallow-untyped-calls=False
# python-pptx has types, but not everywhere.

from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Cm, Pt

from portfolio.domain.plane import Place, numbers, where
from portfolio.language import _, shortened
from portfolio.queries.workshops.facts import Figure, ProposalResult
from portfolio.queries.workshops.workshops import Criterion
from portfolio.reports.papers import colours, slide_parts
from portfolio.reports.workshops import phrases

LOWEST, MIDDLE, HIGHEST = 1, 3, 5
_SIDE, _LEFT, _TOP = 11.6, 3.0, 3.9  # cm: the plane
_POINT, _NUMBER = 0.26, 0.8  # cm: across a point, and across its number
_TABLE = 15.9  # cm from the left
Placed = Sequence[tuple[ProposalResult, Figure, Figure]]


def draw(on: Slide, axes: tuple[Criterion, Criterion], placed: Placed) -> None:
    """The picture and its table. ``axes``: up, across."""
    places = [where(up, across, _SIDE) for _one, up, across in placed]
    beside = numbers(places, side=_SIDE, wide=_NUMBER, point=_POINT)
    group: Any = on.shapes.add_group_shape()
    slide_parts.describe(group, _alt(axes, placed))
    _ground(group)
    for place, number in zip(places, beside, strict=True):
        _line(group, place, number, colours.QUIET)
    for (one, *_means), number in zip(placed, beside, strict=True):
        _round(group, number, _NUMBER, str(one.number))
    for place in places:
        _round(group, place, _POINT)
    _words(on, axes)
    _twin(on, axes, placed)


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


def _round(group: Any, place: Place, wide: float, number: str = "") -> None:  # noqa: ANN401 - as above
    """A point; with a number, what stands beside one."""
    left, top = _LEFT + place[0] - wide / 2, _TOP + place[1] - wide / 2
    shape = group.shapes.add_shape(MSO_SHAPE.OVAL, *map(Cm, (left, top, wide, wide)))
    slide_parts.paint(shape, colours.WHITE if number else colours.ACCENT)
    shape.line.color.rgb, shape.line.width = _colour(colours.ACCENT), Pt(0.75)
    slide_parts.flat(shape)
    frame = shape.text_frame
    slide_parts.inset(frame)
    frame.word_wrap, frame.vertical_anchor = False, MSO_ANCHOR.MIDDLE
    frame.paragraphs[0].alignment = 2
    slide_parts.write(frame.paragraphs[0], number, size=11, bold=True, colour=colours.ACCENT)


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
