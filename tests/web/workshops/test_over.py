"""After the end a phone that took part finds what came of it, and its own notes; nobody else's."""

import asyncio
import re

import httpx
import pytest
import sqlalchemy as sa
from builders import proposal_id
from starlette.applications import Starlette
from workshop_builders import a_workshop

from portfolio import store, web
from portfolio.store import ids, schema

APP = Starlette(routes=web.routes, middleware=web.middleware)
HOME = "http://tracker.kommune.test"
MARKUP = "<b>fed</b> & {{ 7*7 }}"


@pytest.fixture
def workshop(seeded_db):
    return a_workshop("qualify", numbers=(1, 2))


class Phone:
    """A phone: what it has been given as cookies it sends again."""

    def __init__(self):
        self.cookies = httpx.Cookies()

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, **sent):
        return self._ask("POST", path, **sent)

    def _ask(self, method, path, **sent):
        async def ask():
            headers = {"origin": HOME, "sec-fetch-site": "same-origin"}
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(APP), base_url=HOME, cookies=self.cookies
            ) as client:
                return await client.request(method, path, headers=headers, **sent), client.cookies

        answer, self.cookies = asyncio.run(ask())
        return answer


def joined(workshop, language: str = "da") -> Phone:
    phone, given = Phone(), {"name": "Åse Testnavn", "centre": "kommunikation"}
    way = f"/deltag/{workshop.code}?lang={language}"
    came = phone.post(way, data=given)
    assert came.status_code == 303
    return phone


def write(phone, workshop, words: str) -> None:
    note = {
        "kind": "note",
        "step": workshop.steps["qualify"],
        "proposal": proposal_id(1),
        "note": "missing",
        "words": words,
        "key": ids.new_id(),
    }
    said = phone.post(f"/deltag/{workshop.code}/svar", json=note)
    assert said.status_code == 200, said.text


def end(workshop) -> None:
    w, wp = schema.workshops, schema.workshop_proposals

    def work(connection):
        connection.execute(sa.update(w).values(state="ended"))
        connection.execute(
            sa.update(wp).where(wp.c.proposal_id == proposal_id(1)).values(changed=MARKUP)
        )

    store.in_transaction(work)


def home(phone, workshop) -> str:
    answer = phone.get(f"/deltag/{workshop.code}")
    assert answer.status_code == 200
    return answer.text


def test_a_phone_finds_the_outcome_and_its_own_notes_escaped(workshop):
    one, other = joined(workshop), joined(workshop)
    write(one, workshop, MARKUP)
    write(other, workshop, "En andens note")
    end(workshop)
    page = home(one, workshop)
    assert page.count("&lt;b&gt;fed&lt;/b&gt; &amp; {{ 7*7 }}") == 2  # the outcome and the note
    assert "<b>fed" not in page
    assert "En andens note" not in page
    assert "intet aftalt" in page
    assert page.count("mangler") >= 2  # responsible
    assert "ikke registreret" in page  # of the second proposal
    assert "20. maj 2022" in page
    assert "Testnavn" not in page


def test_each_heading_stands_under_the_one_it_belongs_to(workshop):
    phone = joined(workshop)
    end(workshop)
    page = home(phone, workshop)
    levels = re.findall(r"<h(\d)[^>]*>", page)
    assert levels == ["1", "2", "3", "3", "2"]  # over, what came of it, two proposals, own notes


def test_it_is_english_for_who_joined_in_english(workshop):
    phone = joined(workshop, "en")
    end(workshop)
    page = home(phone, workshop)
    assert "What changed:" in page
    assert "You wrote no notes." in page
    assert 'lang="en"' in page


def test_a_phone_that_took_no_part_sees_none_of_it(workshop):
    joined(workshop)
    end(workshop)
    page = Phone().get(f"/deltag/{workshop.code}").text
    assert "fed" not in page
