"""When the status sheet is there, against the overview of the same proposals in Streamlit."""

import statistics

from playwright.sync_api import Browser

from bench import browser
from bench.measurements import FIRST_CARD, ROUNDS, Row
from bench.server import Server
from portfolio import store
from portfolio.store import changes

_FIRST_ROW = ".board tbody th[scope=row]"
#: ms since the navigation began: the first byte, the first frame with a proposal in it, all of it.
_TIMES = """
() => {
  const [open] = performance.getEntriesByType("navigation");
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return {byte: open.responseStart, first: paint.startTime, drawn: open.loadEventEnd};
}
"""


def rows(server: Server, database: str) -> list[Row]:
    """First byte and drawn, for a browser that was never here, turn by turn with the overview.

    ``after a change`` the sheet is made anew; else it is the one made for whoever came before.
    """
    times: dict[str, list[float]] = {}
    with browser.chromium() as chromium:
        for turn in range(ROUNDS + 1):
            _raise_revision(database)
            found = {
                f"{name}, after a change": value for name, value in _sheet(chromium, server).items()
            }
            found |= {
                f"{name}, nothing changed": value
                for name, value in _sheet(chromium, server).items()
            }
            overview, _warm = browser.open_cold_and_warm(chromium, server.address, FIRST_CARD)
            found |= {"overview first": overview.first, "overview drawn": overview.drawn}
            if turn:  # the first turn wakes the server and is not counted
                for name, value in found.items():
                    times.setdefault(name, []).append(value)
    middle = {name: statistics.median(found) for name, found in times.items()}
    return [
        _row(f"/statusark {words}, {state}", middle[f"{moment}, {state}"], against)
        for moment, words, against in (
            ("byte", "first byte", middle["overview first"]),
            ("first", "first proposal", middle["overview first"]),
            ("drawn", "drawn", middle["overview drawn"]),
        )
        for state in ("after a change", "nothing changed")
    ]


def _row(what: str, value: float, against: float) -> Row:
    return Row(what, value, against, "s", "≤ 0.5 ×", value <= 0.5 * against)


def _sheet(chromium: Browser, server: Server) -> dict[str, float]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="da-DK")
    try:
        page = context.new_page()
        page.goto(f"{server.address}/statusark", wait_until="load")
        page.locator(_FIRST_ROW).first.wait_for()
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        times = page.evaluate(_TIMES)
    finally:
        context.close()
    return {name: value / 1000 for name, value in times.items()}


def _raise_revision(address: str) -> None:
    change = changes.Change(actor="bench", action="bench.changed")
    store.in_transaction(lambda connection: changes.record(connection, change), address)
