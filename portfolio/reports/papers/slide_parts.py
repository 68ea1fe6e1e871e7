"""What slides are built of: a slide with a title, text, native tables and native charts.

Everything can be edited in PowerPoint. Titles stand in title placeholders, so that an outline
and a screen reader find them; what is only drawn has alt text.
"""

# mypy: disallow-untyped-calls=False
# python-pptx has types, but not everywhere.

import io
from collections.abc import Mapping, Sequence
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Cm, Pt

from portfolio.language import shortened, tag
from portfolio.reports import pictures
from portfolio.reports.papers import colours, fitting, letters, slide_theme
from portfolio.reports.saving import sayable

WIDTH, HEIGHT, EDGE = 33.867, 19.05, 1.8  # cm, 16:9
WIDE = WIDTH - 2 * EDGE  # cm between the edges
_TITLE_ONLY = 5
Box = tuple[float, float, float, float]  # left, top, width, height in cm


def deck(title: str) -> Deck:
    """An empty 16:9 deck."""
    made = Presentation()
    made.slide_width, made.slide_height = Cm(WIDTH), Cm(HEIGHT)
    made.core_properties.title = sayable(title)
    made.core_properties.language, made.core_properties.author = tag(), ""
    slide_theme.dress(made)
    _tidy(made)
    return made


def _tidy(made: Deck) -> None:
    """The title's place in the layout, once for every slide."""
    layout = made.slide_layouts[_TITLE_ONLY]
    for shape in list(layout.placeholders):
        if shape.placeholder_format.type != 1:  # the date, footer and number are written below
            shape._element.getparent().remove(shape._element)
            continue
        shape.left, shape.top = Cm(EDGE), Cm(1.15)
        shape.width, shape.height = Cm(WIDE), Cm(2.3)


def slide(made: Deck, title: str, foot: str) -> Slide:
    """A slide with its title, and at its foot what it is from and its number."""
    new: Slide = made.slides.add_slide(made.slide_layouts[_TITLE_ONLY])
    assert new.shapes.title is not None
    frame = new.shapes.title.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    inset(frame)
    size, shown = fitting.title(title, WIDE)
    write(frame.paragraphs[0], shown, size=size, bold=True)
    frame.paragraphs[0].alignment = 1
    rule = new.shapes.add_connector(
        MSO_CONNECTOR.STRAIGHT, Cm(EDGE), Cm(17.75), Cm(WIDTH - EDGE), Cm(17.75)
    )
    rule.line.color.rgb, rule.line.width = RGBColor.from_string(colours.HAIRLINE), Pt(0.75)
    flat(rule)
    decorate(rule)
    below, number = [letters.cut(foot, WIDE - 2, 10, 1)], [str(len(made.slides))]
    words(new, (EDGE, 17.85, WIDE - 2, 0.8), below, size=10, colour=colours.QUIET)
    right = (WIDTH - EDGE - 2, 17.85, 2, 0.8)
    words(new, right, number, size=10, colour=colours.QUIET, align=3)
    return new


def logo(on: Slide, picture: bytes, alt: str) -> None:
    """The organisation's logo, at the right above the title."""
    size = pictures.fitted(picture, 6.0, 0.9)
    left, top = WIDTH - EDGE - size["width"], 0.3
    made = on.shapes.add_picture(
        io.BytesIO(picture), Cm(left), Cm(top), Cm(size["width"]), Cm(size["height"])
    )
    describe(made, alt)


def heading(on: Slide, place: tuple[float, float, float], text: str, size: float = 14) -> None:
    """A heading inside a slide; ``place`` is left, top and width in cm."""
    words(on, (*place, 0.9), [(text, "")], size=size)


def note(on: Slide, top: float, text: str) -> None:
    """What is to be known of the picture above it, small and across the slide."""
    words(on, (EDGE, top, WIDE, 0.8), [text], size=12, colour=colours.QUIET)


def words(
    on: Slide,
    box: Box,
    lines: Sequence[str | tuple[str, str]],
    *,
    size: float = 14,
    colour: str = colours.INK,
    align: int = 1,
    fill: str | None = None,
) -> None:
    """Lines of text; a pair is what stands in bold first, and the rest."""
    shape = on.shapes.add_textbox(*map(Cm, box))
    frame = shape.text_frame
    frame.word_wrap = True
    inset(frame, 0.35 if fill else 0)
    if fill:
        paint(shape, fill)
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment, paragraph.space_after = align, Pt(size * 0.35)
        lead, rest = line if isinstance(line, tuple) else ("", line)
        if lead:
            write(paragraph, f"{lead} ", size=size, bold=True, colour=colour)
        write(paragraph, rest, size=size, colour=colour)


def stacked_bars(
    on: Slide,
    box: Box,
    categories: Sequence[str],
    series: Sequence[tuple[str, str, list[int]]],
    alt: str,
) -> None:
    """A native chart: ``series`` is (traffic light, its word, a number for each category)."""
    data = CategoryChartData()
    data.categories = [sayable(shortened(category, 70)) for category in categories]
    for _rag, word, values in series:
        data.add_series(word, values)
    chart = bar_chart(on, XL_CHART_TYPE.BAR_STACKED, box, data, alt)
    chart.has_legend, chart.legend.position = True, XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    chart.font.size = Pt(13)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 55, 100
    for one, (rag, _word, values) in zip(plot.series, series, strict=True):
        _paint_series(one, rag, values)


def bar_chart(on: Slide, kind: XL_CHART_TYPE, box: Box, data: CategoryChartData, alt: str) -> Any:  # noqa: ANN401 - the library's own
    """A native chart of bars, the first category at the top; no lines but the axis of names."""
    graphic: Any = on.shapes.add_chart(kind, *map(Cm, box), data)  # type: ignore[call-arg,arg-type]
    describe(graphic, alt)
    chart = graphic.chart
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = RGBColor.from_string(colours.HAIRLINE)
    chart.category_axis.major_tick_mark = -4142  # none
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    return chart


def _paint_series(one: Any, rag: str, values: Sequence[int]) -> None:  # noqa: ANN401 - the library's own
    paint(one.format, colours.EDGES[rag])
    one.invert_if_negative = False
    dark = colours.WHITE if rag in ("green", "red") else colours.INK
    for place, value in enumerate(values):
        if value:  # a nought would stand on top of its neighbour
            label = one.points[place].data_label
            label.has_text_frame = False
            label.position = XL_LABEL_POSITION.CENTER
            label.font.size, label.font.bold = Pt(13), True
            label.font.color.rgb = RGBColor.from_string(dark)
            _show_value(label._dLbl)


def _show_value(label: Any) -> None:  # noqa: ANN401 - XML
    shown = label.find(qn("c:showVal"))
    if shown is not None:
        shown.set("val", "1")


def table(
    on: Slide,
    box: Box,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    alt: str,
    inks: Mapping[tuple[int, int], str] | None = None,
    size: float = 12,
) -> None:
    """A native table whose first row is marked as header; ``inks`` by (row, column)."""
    graphic = on.shapes.add_table(len(rows) + 1, len(header), *map(Cm, box))
    describe(graphic, alt)
    made: Any = graphic.table
    made.first_row, made.horz_banding = True, False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    fitted, heights = fitting.rows([header, *rows], widths, box[3], size)
    for line, row in enumerate(fitted):
        made.rows[line].height = Cm(heights[line])
        for place, text in enumerate(row):
            ink = colours.QUIET if line == 0 else (inks or {}).get((line - 1, place), colours.INK)
            _cell(made.cell(line, place), text, size, ink, is_bold=line > 0 and place == 1)


def _cell(cell: Any, text: str, size: float, ink: str, *, is_bold: bool) -> None:  # noqa: ANN401 - the library's own
    paint(cell, colours.WHITE)
    cell.margin_left = cell.margin_right = Cm(fitting.ASIDE)
    cell.margin_top = cell.margin_bottom = Cm(0.1)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    write(cell.text_frame.paragraphs[0], text, size=size, bold=is_bold)
    # The table's own style has the header's words in white.
    cell.text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor.from_string(ink)


def describe(shape: Any, alt: str) -> None:  # noqa: ANN401 - any shape
    """Alt text for whoever cannot see it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", sayable(alt))


def decorate(shape: Any) -> None:  # noqa: ANN401 - any shape
    """Mark a shape as drawn only: a screen reader passes it by."""
    mark = OxmlElement("a:extLst")
    ext = OxmlElement("a:ext")
    ext.set("uri", "{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
    ns = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    decorative = ext.makeelement(f"{{{ns}}}decorative", {"val": "1"}, nsmap={"adec": ns})
    ext.append(decorative)
    mark.append(ext)
    shape._element.xpath(".//p:cNvPr")[0].append(mark)


def paint(shape: Any, colour: str) -> None:  # noqa: ANN401 - any that can be filled
    """Fill a shape, a cell or a bar with one colour."""
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(colour)


def inset(frame: Any, margin: float = 0) -> None:  # noqa: ANN401 - the library's own
    """The distance from a text to each side of its box, in cm."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Cm(margin)


def flat(shape: Any) -> None:  # noqa: ANN401 - any shape
    """Without the theme's shadow."""
    for style in shape._element.xpath("./p:style"):
        shape._element.remove(style)


def fit(
    on: Slide,
    box: Box,
    pairs: Sequence[str | tuple[str, str]],
    sizes: Sequence[float],
    *,
    fill: str | None = None,
) -> None:
    """As ``words``, in the largest letters that have room; in the smallest the longest are cut."""
    inside = (box[2] - 0.7, box[3] - 0.7) if fill else box[2:]
    size, shown = fitting.pairs(pairs, inside, sizes)
    words(on, box, shown, size=size, fill=fill)


def write(
    paragraph: Any,  # noqa: ANN401 - the library's own
    text: str,
    *,
    size: float,
    bold: bool = False,
    colour: str = colours.INK,
) -> None:
    """Text at the end of a paragraph."""
    run = paragraph.add_run()
    run.text, font = sayable(text), run.font
    font.size, font.bold, font.language_id = Pt(size), bold, MSO_LANGUAGE_ID.DANISH
    if colour != colours.INK:  # which the theme has
        font.color.rgb = RGBColor.from_string(colour)
