"""What is painted first is in its place already when Streamlit takes over."""

import re

import pytest
from playwright.sync_api import expect

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


#: Presses a link of what was painted as soon as there is a connection.
_PRESS = """
new MutationObserver((_changes, watch) => {
  const link = document.querySelector("#first a[href*='forslag?nr=4']");
  if (!link || !document.querySelector("[data-test-connection-state=CONNECTED]")) return;
  watch.disconnect();
  link.click();
}).observe(document, {subtree: true, childList: true, attributes: true});
"""


def test_a_link_pressed_before_streamlit_has_drawn_leads_where_it_says(server, page):
    """The page that it draws first would have been drawn all the same."""
    page.add_init_script(_PRESS)
    page.goto(server)
    expect(page).to_have_url(re.compile(r"/forslag\?nr=4"))
    expect(page.locator("#root h1")).to_contain_text("Velfærds")
