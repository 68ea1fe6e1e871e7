"""How long after a lead has sent a status somebody else's open overview shows it, untouched."""

import os
import time

import sqlalchemy as sa

from bench import browser
from bench.server import Server
from portfolio import store
from portfolio.domain.model import Rag, Stage
from portfolio.store.schema import portfolios, proposals
from portfolio.usecases import use_case
from portfolio.usecases.rounds import answers

ROUNDS = 20
_LIGHTS = {Rag.GREEN: "Grøn", Rag.AMBER: "Gul"}
# The card, not the news below it, which keep both words.
_SHOWS = """(word) => document.querySelector('a[href*="forslag?nr=1"]')
  .closest('[data-testid="stMarkdown"]').textContent.includes(word)"""


def in_another_session(server: Server, database: str) -> list[float]:
    """Seconds from the moment the sender has the receipt, for each of so many sendings."""
    os.environ["PORTFOLIO_URL"] = database
    found = []
    with browser.chromium() as chromium:
        page = chromium.new_page(locale="da-DK")
        page.goto(server.address)
        page.wait_for_selector('a[href*="forslag?nr=1"]')
        for turn in range(ROUNDS):
            light = (Rag.GREEN, Rag.AMBER)[turn % 2]
            time.sleep(0.37 * (turn % 8))  # at any point between two looks
            _send(light)
            begun = time.perf_counter()
            page.wait_for_function(_SHOWS, arg=_LIGHTS[light], polling=20, timeout=30_000)
            found.append(time.perf_counter() - begun)
        page.close()
    return sorted(found)


def _send(light: Rag) -> None:
    asked = (
        sa.select(proposals.c.id, proposals.c.status_seq)
        .join(portfolios)
        .where(portfolios.c.code == "civilsamfund", proposals.c.number == 1)
    )
    with store.reading() as connection:
        row = connection.execute(asked).one()
    answer = answers.Answer(stage=Stage.PROPOSED, rag=light, reason="Målt.")
    answers.submit(use_case.COMMAND, row.id, answer, seen_seq=row.status_seq)
