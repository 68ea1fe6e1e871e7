"""When a page is there, seen from Chromium: measured in the page itself, frame by frame."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# Without them Chromium asks Google for things at every start, and waits.
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_QUIET = 700
#: Notes, in ms since the navigation began: the first frame with the thing looked for in it, and
#: the last change to the page.
_WATCH = """
(selector) => {
  const notes = (window.__notes = {first: null, last: 0, shift: 0});
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) notes.shift += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  const isThere = (one) => one.getClientRects().length > 0 && one.textContent.trim() !== "";
  const look = () => {
    if ([...document.querySelectorAll(selector)].some(isThere)) notes.first = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  new MutationObserver(() => (notes.last = performance.now())).observe(document, {
    subtree: true, childList: true, attributes: true, characterData: true,
  });
}
"""
_DRAWN = f"""
() => document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]") !== null
  && document.querySelector("[data-testid=stSkeleton]") === null
  && window.__notes.first !== null && performance.now() - window.__notes.last > {_QUIET}
"""
_WEIGHT = """
() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .filter((one) => one.entryType === "navigation" || /ibm-plex.*woff2$/.test(one.name))
  .reduce((sum, one) => sum + one.transferSize, 0)
"""


@dataclass(frozen=True)
class Opening:
    """Seconds from the navigation to the first of what one came for, and to the last change.

    ``shift`` is how much of the page moved meanwhile (Chromium's layout shift, 0-1); ``weight`` the
    bytes of the page itself and of its fonts, as sent.
    """

    first: float
    drawn: float
    shift: float
    weight: int


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield browser
        browser.close()


def open_cold_and_warm(browser: Browser, address: str, selector: str) -> tuple[Opening, Opening]:
    """Open a page as somebody who was never here, and again as one who was."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="da-DK")
    try:
        return _open(context, address, selector), _open(context, address, selector)
    finally:
        context.close()


def _open(context: BrowserContext, address: str, selector: str) -> Opening:
    page = context.new_page()
    page.add_init_script(f"({_WATCH})({selector!r})")
    page.goto(address, wait_until="commit")
    page.wait_for_function(_DRAWN, timeout=60_000)
    notes, weight = page.evaluate("window.__notes"), page.evaluate(_WEIGHT)
    page.close()
    drawn = max(notes["first"], notes["last"])
    return Opening(notes["first"] / 1000, drawn / 1000, notes["shift"], weight)
