"""Every page, opened once on a desk and once on a phone, and what must hold of each."""

import re
from itertools import pairwise

import pytest
from browsing import PATHS, ROOT, open_page

from tests.browser.test_axe import violations


@pytest.fixture(scope="module", params=PATHS)
def seen(request, reader, server):
    """The page, and what the browser complained of while it was drawn."""
    complaints = []

    def on_console(message):
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    def on_error(error):
        complaints.append(str(error))

    reader.on("console", on_console)
    reader.on("pageerror", on_error)
    open_page(reader, server + request.param)
    reader.remove_listener("console", on_console)
    reader.remove_listener("pageerror", on_error)
    return reader, complaints


def test_axe_finds_nothing(seen):
    assert violations(seen[0]) == []


def test_nothing_makes_it_scroll_sideways(seen):
    page = seen[0]
    widths = page.evaluate(
        "[document.documentElement, document.body, document.querySelector('[data-testid=stMain]')]"
        ".map(e => e.scrollWidth)"
    )
    assert max(widths) <= page.viewport_size["width"]


def test_the_console_stays_quiet(seen):
    assert seen[1] == []


def test_one_h1_and_no_level_of_heading_skipped(seen):
    levels = (
        seen[0]
        .locator("h1, h2, h3, h4, h5, h6")
        .evaluate_all("all => all.filter(e => e.checkVisibility()).map(e => Number(e.tagName[1]))")
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_no_english_of_streamlits_is_left(seen):
    words = (ROOT / "portfolio/web/danish.js").read_text(encoding="utf-8")
    pairs = re.findall(r'"((?:[^"\\]|\\.)+)":\s*"((?:[^"\\]|\\.)+)"', words)
    english = {ours for ours, danish in pairs if ours != danish}
    assert len(english) > 100
    said = seen[0].evaluate(
        "[...document.querySelectorAll('[aria-label],[title],[placeholder]')]"
        ".flatMap(e => ['aria-label', 'title', 'placeholder'].map(a => e.getAttribute(a)))"
    )
    assert english.isdisjoint(said)


def test_no_two_things_to_press_have_one_name(seen):
    """Nor two links that lead to different places: a name alone says which row it is of.

    The bar is a landmark of its own: "Forslag" there is the page, in a table's head its order.
    """
    page = seen[0]
    doubles = """() => {
        const named = {};
        for (const one of document.querySelectorAll(
            "[data-testid=stMain] :is(button, a[href], summary, [role=tab])"
        )) {
            const name = (one.ariaLabel || one.innerText).trim().replace(/\\s+/g, " ");
            if (!name || !one.checkVisibility()) continue;
            const where = one.closest(".frame") ? "the bar" : "the page";
            (named[`${name}, in ${where}`] ??= new Set()).add(one.getAttribute("href") ?? one);
        }
        return Object.keys(named).filter(name => named[name].size > 1);
    }"""
    for _look in range(20):  # it is said once the page stands
        if not (told := page.evaluate(doubles)):
            break
        page.wait_for_timeout(100)
    assert told == []


def test_no_stop_of_tab_is_plain_text(seen):
    told = seen[0].evaluate(
        """[...document.querySelectorAll("[tabindex='0']")].filter(e => e.checkVisibility()
        && !e.matches("a, button, input, textarea, select, summary, [role], [contenteditable]")
        && e.scrollWidth <= e.clientWidth).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert told == []
