"""What is painted first is in its place already when Streamlit takes over."""

import pytest

from portfolio.web.first_paint import PAGES

_SHIFT = """
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.mark.parametrize("address", PAGES)
def test_nothing_jumps_when_the_script_has_drawn(page, server, address):
    # Of the script, not of a font that comes late on a busy machine: they are kept from here on.
    page.goto(f"{server}/healthz")
    for weight in (400, 600):
        font = f"/app/static/fonts/ibm-plex-sans-latin-{weight}-normal.woff2"
        page.evaluate(
            "font => fetch(font).then((answer) => answer.arrayBuffer()).then(() => 1)", font
        )
    page.add_init_script("window.shifted = 0;" + _SHIFT)
    # Whoever keeps content has buttons among the questions of today.
    day = "?dato=2022-04-05" if address == "huller" else ""
    answer = page.goto(f"{server}/{address}{day}")
    assert '<div id="first">' in answer.text()
    page.locator("#root .screen:not(.frame, .proposal-head)").first.wait_for()
    page.locator("#first").wait_for(state="detached")
    page.locator("[data-test-script-state=notRunning]").first.wait_for(state="attached")
    assert page.evaluate("window.shifted") <= 0.02
