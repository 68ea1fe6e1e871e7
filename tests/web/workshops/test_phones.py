"""The phones of a workshop and its wall over HTTP: in by the code, kept or told why not."""

import asyncio
import re
import uuid

import httpx
import pytest
import sqlalchemy as sa
from builders import proposal_id
from starlette.applications import Starlette
from workshop_builders import a_workshop, rows

from portfolio import store, web
from portfolio.store import schema
from portfolio.usecases.people import attempts
from portfolio.usecases.workshops import joining
from portfolio.web.workshops import following

APP = Starlette(routes=web.routes, middleware=web.middleware)
HOME = "http://tracker.kommune.test"


class Phone:
    """A phone on the guests' network; sends what browsers send with a form."""

    def __init__(self, address="192.0.2.7"):
        self.cookies, self.address = httpx.Cookies(), address

    def ask(self, method, path, **sent):
        async def ask():
            transport = httpx.ASGITransport(APP, client=(self.address, 5000))
            headers = {"origin": HOME, "sec-fetch-site": "same-origin"} | sent.pop("headers", {})
            async with httpx.AsyncClient(
                transport=transport, base_url=HOME, cookies=self.cookies
            ) as client:
                answer = await client.request(method, path, headers=headers, **sent)
                return answer, client.cookies

        answer, self.cookies = asyncio.run(ask())
        return answer

    def join(self, code, **typed):
        return self.ask("POST", f"/deltag/{code}", data={"name": "", "centre": "", **typed})

    def give(self, code, **answer):
        return self.ask("POST", f"/deltag/{code}/svar", json=answer)


@pytest.fixture
def workshop(seeded_db):
    return a_workshop("score", "dots", "qualify", numbers=(1, 2))


@pytest.fixture
def phone(workshop):
    one = Phone()
    assert one.join(workshop.code, name="Åse", centre="kommunikation").status_code == 303
    return one


def score(workshop, value=4, **other):
    return {
        "kind": "score",
        "step": workshop.steps["score"],
        "proposal": proposal_id(1),
        "criterion": workshop.criteria["effekt"],
        "value": value,
        **other,
    }


def move(workshop, kind, state="open", workshop_state="running"):
    """Put the step on the phones, in that state."""
    places = {kind: place for place, kind in enumerate(workshop.steps, 1)}

    def work(connection):
        w, s = schema.workshops, schema.workshop_steps
        connection.execute(sa.update(s).where(s.c.id == workshop.steps[kind]).values(state=state))
        connection.execute(
            sa.update(w)
            .where(w.c.id == workshop.id)
            .values(current_step=places[kind], turn=w.c.turn + 1, state=workshop_state)
        )

    store.in_transaction(work)


# --- coming in ------------------------------------------------------------------------------------


def test_the_way_in_from_the_wall_to_the_step(workshop):
    one = Phone()
    asked = one.ask("GET", "/deltag")
    assert 'name="kode"' in asked.text
    sent_on = one.ask("GET", "/deltag", params={"kode": f" {workshop.code.lower()} "})
    assert sent_on.headers["location"] == f"/deltag/{workshop.code}"
    door = one.ask("GET", f"/deltag/{workshop.code}")
    assert "Institutions- og Skolecenteret" in door.text
    came = one.join(workshop.code, name="Åse", centre="kommunikation")
    cookie = came.headers["set-cookie"].lower()
    for guard in ("httponly", "samesite=lax", f"path=/deltag/{workshop.code.lower()}"):
        assert guard in cookie
    page = one.ask("GET", f"/deltag/{workshop.code}")
    assert "Onboarding" in page.text
    assert page.headers["cache-control"] == "no-store"


def test_the_same_phone_comes_back_as_the_same(workshop, phone):
    for _again in range(3):
        assert "Nr. 1<" in phone.ask("GET", f"/deltag/{workshop.code}").text
    assert len(rows(schema.participants)) == 1


def test_whoever_comes_late_lands_on_the_step_that_is_open(workshop):
    move(workshop, "dots")
    late = Phone()
    late.join(workshop.code)
    assert "prikker tilbage" in late.ask("GET", f"/deltag/{workshop.code}").text


def test_in_english_all_of_it_is(workshop):
    one = Phone()
    assert "Your centre" in one.ask("GET", f"/deltag/{workshop.code}?lang=en").text
    one.ask("POST", f"/deltag/{workshop.code}?lang=en", data={"name": "", "centre": ""})
    assert "What it is about" in one.ask("GET", f"/deltag/{workshop.code}").text


def test_in_an_anonymous_workshop_nobody_is_asked_who_they_are(seeded_db):
    workshop = a_workshop("score", anonymous=True)
    door = Phone().ask("GET", f"/deltag/{workshop.code}").text
    assert "Du bliver hverken spurgt om navn eller center." in door
    assert 'name="centre"' not in door


@pytest.mark.parametrize("code", ["AAAAAA", "%3Cscript%3E", "x" * 300])
def test_a_wrong_code_is_a_sentence(workshop, code):
    for answer in (Phone().ask("GET", f"/deltag/{code}"), Phone().join(code)):
        assert answer.status_code == 404
        assert 'role="alert"' in answer.text
        assert "<script>" not in answer.text


def test_guessing_codes_is_shut_and_the_picture_on_the_wall_is_not(workshop):
    one = Phone()
    for _guess in range(attempts.PER_ADDRESS):
        one.ask("GET", "/deltag", params={"kode": "AAAAAA"})
    assert "forsøg" in one.ask("GET", f"/deltag/{workshop.code}").text
    scanned = f"/deltag/{workshop.code}?k={joining.proof(workshop.id)}"
    assert 'name="centre"' in one.ask("GET", scanned).text
    assert one.ask("POST", scanned, data={"name": "", "centre": ""}).status_code == 303
    assert 'name="centre"' in Phone("192.0.2.8").ask("GET", f"/deltag/{workshop.code}").text


def test_a_form_of_another_site_joins_nobody(workshop):
    answer = Phone().ask(
        "POST",
        f"/deltag/{workshop.code}",
        data={"name": "x"},
        headers={"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
    )
    assert (answer.status_code, rows(schema.participants)) == (400, [])


# --- giving ---------------------------------------------------------------------------------------


def test_what_is_acknowledged_is_stored_and_shown_again(workshop, phone):
    assert phone.give(workshop.code, **score(workshop)).status_code == 200
    assert [row["value"] for row in rows(schema.scores)] == [4]
    page = phone.ask("GET", f"/deltag/{workshop.code}/trin").text
    assert re.search(r'value="4" checked', page)


def test_what_is_not_counted_is_told_in_a_sentence(workshop, phone):
    move(workshop, "score", "closed")
    answer = phone.give(workshop.code, **score(workshop))
    assert (answer.status_code, answer.json()["reason"]) == (409, "closed")
    assert answer.json()["said"] == "Trinnet er lukket, så svaret blev ikke talt med."


def test_dots_say_how_many_are_left(workshop, phone):
    put = {"kind": "dots", "step": workshop.steps["dots"], "proposal": proposal_id(1)}
    assert phone.give(workshop.code, **put, count=2).json() == {"left": 1}
    assert phone.give(workshop.code, **put, count=4).status_code == 409


def test_a_note_with_markup_is_shown_as_it_was_written(workshop, phone):
    move(workshop, "qualify")
    note = {
        "kind": "note",
        "step": workshop.steps["qualify"],
        "proposal": proposal_id(1),
        "note": "missing",
        "words": "<script>x</script> æøå",
        "key": str(uuid.uuid4()),
    }
    for _sent_twice in range(2):
        assert phone.give(workshop.code, **note).status_code == 200
    page = phone.ask("GET", f"/deltag/{workshop.code}").text
    assert page.count("&lt;script&gt;x&lt;/script&gt; æøå") == 1
    assert phone.give(workshop.code, kind="take_back", key=note["key"]).status_code == 200
    assert "æøå" not in phone.ask("GET", f"/deltag/{workshop.code}").text


@pytest.mark.parametrize(
    "answer",
    [
        {"kind": "nothing"},
        {},
        {"kind": "score"},
        {"kind": "score", "value": "many"},
        {
            "kind": "note",
            "step": "x",
            "proposal": None,
            "note": "missing",
            "words": "x",
            "key": "no",
        },
    ],
    ids=str,
)
def test_an_answer_that_is_none_is_refused(workshop, phone, answer):
    assert phone.give(workshop.code, **answer).status_code == 400


@pytest.mark.parametrize(
    "sent",
    [
        {"content": b"x" * 20_000, "headers": {"content-type": "application/json"}},
        {"content": b"{", "headers": {"content-type": "application/json"}},
        {"content": b"[1]", "headers": {"content-type": "application/json"}},
        {"data": {"kind": "score"}},
    ],
    ids=["huge", "broken", "a list", "a form"],
)
def test_what_is_no_answer_at_all_is_refused(workshop, phone, sent):
    assert phone.ask("POST", f"/deltag/{workshop.code}/svar", **sent).status_code == 400


def test_another_sites_page_gives_nothing(workshop, phone):
    sent = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    answer = phone.ask("POST", f"/deltag/{workshop.code}/svar", json=score(workshop), headers=sent)
    assert (answer.status_code, rows(schema.scores)) == (400, [])


def test_a_phone_that_does_not_take_part_is_told_so(workshop):
    answer = Phone().give(workshop.code, **score(workshop))
    assert (answer.status_code, "Deltag igen" in answer.json()["said"]) == (409, True)
    assert Phone().ask("GET", f"/deltag/{workshop.code}/trin").status_code == 410
    assert Phone().ask("GET", f"/deltag/{workshop.code}/foelg").status_code == 404


def test_leaving_deletes_it_all_and_the_phone_is_a_stranger(workshop, phone):
    phone.give(workshop.code, **score(workshop))
    phone.ask("POST", f"/deltag/{workshop.code}/forlad")
    assert rows(schema.scores) == []
    assert 'name="centre"' in phone.ask("GET", f"/deltag/{workshop.code}").text


def test_after_the_end_the_phone_still_finds_the_workshop(workshop, phone):
    move(workshop, "score", "closed", "ended")
    assert "slut" in phone.ask("GET", f"/deltag/{workshop.code}").text
    assert phone.give(workshop.code, **score(workshop)).status_code == 409
    assert Phone().ask("GET", f"/deltag/{workshop.code}").status_code == 404


# --- following ------------------------------------------------------------------------------------


def test_all_who_follow_hear_of_a_move_and_of_nothing_else(workshop):
    async def followed():
        lines = [following.phones.follow(workshop.id) for _phone in range(5)]
        for line in lines:
            assert await anext(line) == b"retry: 1000\n\n"
        first = [await anext(line) for line in lines]
        waiting = [asyncio.ensure_future(anext(line)) for line in lines]
        await asyncio.sleep(3 * following.TICK)
        assert not any(one.done() for one in waiting)
        await asyncio.to_thread(move, workshop, "dots")
        after = await asyncio.wait_for(asyncio.gather(*waiting), 2)
        for line in lines:
            await line.aclose()
        return first, after

    first, after = asyncio.run(followed())
    assert (set(first), set(after)) == ({b"data: 1\n\n"}, {b"data: 2\n\n"})
    assert following.phones._followers == {}
