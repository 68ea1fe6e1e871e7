"""Whether what is on a slide has room there, measured anew in letters as wide as Arial's."""

import math
from pathlib import Path

import pytest
from PIL import ImageFont

#: As wide as Arial in every sign; on a machine without it nothing can be measured anew.
ARIAL = Path("/usr/share/fonts/truetype/liberation")
needed = pytest.mark.skipif(not ARIAL.exists(), reason="no letters as wide as Arial's here")


def font(*, bold: bool) -> ImageFont.FreeTypeFont:
    name = "LiberationSans-Bold.ttf" if bold else "LiberationSans-Regular.ttf"
    return ImageFont.truetype(str(ARIAL / name), 100, layout_engine=ImageFont.Layout.BASIC)


def lines(runs, width: float) -> int:
    """On how many lines a paragraph stands: broken as an office breaks it, in its own letters."""
    count, filled = 1, 0.0
    for run in runs:
        arial, size = font(bold=bool(run.font.bold)), run.font.size.pt
        for word in run.text.split(" "):
            long = arial.getlength(word) / 100 * size * 2.54 / 72
            if filled and filled + long > width:
                count, filled = count + 1, 0.0
            count, long = count + max(math.ceil(long / width) - 1, 0), long % width
            filled += long + arial.getlength(" ") / 100 * size * 2.54 / 72
    return count


def height(frame, width: float) -> float:
    total = 0.0
    for paragraph in frame.paragraphs:
        if paragraph.runs:
            size = max(run.font.size.pt for run in paragraph.runs)
            after = paragraph.space_after.pt if paragraph.space_after else 0
            total += (lines(paragraph.runs, width) * size * 1.2 + after) * 2.54 / 72
            last = after * 2.54 / 72
    return total - last if total else 0


def overflowing(deck) -> list[str]:
    """The texts that stand higher than their box, or a table that ends below the foot."""
    found = []
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text:
                frame = shape.text_frame
                aside = frame.margin_left.cm + frame.margin_right.cm
                above = frame.margin_top.cm + frame.margin_bottom.cm
                if height(frame, shape.width.cm - aside) > shape.height.cm - above + 0.15:
                    found.append(frame.text[:60])
            if shape.has_table and shape.top.cm + _of_table(shape.table) > 17.75:
                found.append(f"table {shape.table.cell(1, 1).text[:40]}")
    return found


def _of_table(table) -> float:
    widths = [column.width.cm - 0.4 for column in table.columns]
    return sum(
        max(
            row.height.cm,
            *(
                height(cell.text_frame, width) + 0.2
                for cell, width in zip(row.cells, widths, strict=True)
            ),
        )
        for row in table.rows
    )
