"""Whoever goes by keyboard sees where they are at every stop, in Windows' contrast themes too."""

import io

import numpy as np
import pytest
from browsing import DESKTOP, open_page
from PIL import Image

#: Bars, tables, fields of every kind, buttons, folds.
PAGES = ("/beslutninger", "/papirer", "/indhold")
_MARGIN = 10  # px round the stop, in which its outline is drawn
_MOST = 45  # stops a page
_WHERE = """() => {
    const stop = document.activeElement;
    // A box to tick is drawn with its words.
    const drawn = (stop.matches("input") && stop.closest("label")) || stop;
    const { x, y, width, height } = drawn.getBoundingClientRect();
    return stop === document.body ? null : {
        x, y, width, height, words: stop.innerText || stop.ariaLabel || stop.outerHTML.slice(0, 80),
    };
}"""


@pytest.fixture(params=["none", "active"], ids=["ordinary", "contrast theme"])
def keyboard(chromium, request):
    context = chromium.new_context(
        viewport=DESKTOP, locale="da-DK", forced_colors=request.param, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def luminance(picture: bytes) -> np.ndarray:
    """Relative luminance of each pixel, as WCAG has it."""
    share = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")) / 255
    linear = np.where(share <= 0.03928, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def changed(page, clip) -> int:
    """How many pixels round the stop differ by 3:1 with and without the focus."""
    with_focus = luminance(page.screenshot(clip=clip, caret="hide"))
    page.evaluate("window.stop = document.activeElement; stop.blur()")
    page.wait_for_timeout(120)
    without = luminance(page.screenshot(clip=clip, caret="hide"))
    page.evaluate("stop.focus({ preventScroll: true })")
    lighter, darker = np.maximum(with_focus, without), np.minimum(with_focus, without)
    return int(((lighter + 0.05) / (darker + 0.05) >= 3).sum())


def stops(page):
    """The focus at each press of Tab, until it leaves the page."""
    for _ in range(_MOST):
        page.keyboard.press("Tab")
        page.wait_for_timeout(60)
        if (stop := page.evaluate(_WHERE)) is None:
            return
        yield stop


@pytest.mark.parametrize("path", PAGES)
def test_every_stop_is_seen(server, keyboard, path):
    open_page(keyboard, server + path)
    seen, unseen = 0, []
    for stop in stops(keyboard):
        box = {
            "x": max(0, stop["x"] - _MARGIN),
            "y": max(0, stop["y"] - _MARGIN),
            "width": min(DESKTOP["width"], stop["width"] + 2 * _MARGIN),
            "height": min(DESKTOP["height"], stop["height"] + 2 * _MARGIN),
        }
        seen += 1
        # WCAG 2.4.13: as much as a line of 2 px round it would have; a little less at the edges.
        if changed(keyboard, box) < 2 * (stop["width"] + stop["height"]) * 0.8:
            unseen.append(stop["words"])
    assert seen > 15
    assert unseen == []
