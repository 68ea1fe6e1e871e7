"""Sign-in, the status sheet, phones, the wall and mails speak one language each."""

import asyncio
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage

import httpx
import pytest
import sqlalchemy as sa
from builders import a_round, a_status, a_user
from foreign import foreign, texts_of_html, transcribe
from starlette.applications import Starlette
from workshop_builders import a_held_workshop, a_workshop

from portfolio import store, web
from portfolio.domain.workshops import StepKind
from portfolio.language import LANGUAGES
from portfolio.reports.mails import digest_mail, mail
from portfolio.store import schema
from portfolio.usecases.mails import digests, plans
from portfolio.usecases.people import sessions
from portfolio.usecases.seeding import setup

APP = Starlette(routes=web.routes, middleware=web.middleware)
HOME = "http://tracker.kommune.test"
WAYS = ("/log-ind", "/foerste-konto", "/invitation/x", "/statusark", "/statusark?nr=4", "/deltag")
PARTS = ("", "/trin", "/skaerm", "/skaerm/trin")


@pytest.fixture(scope="module")
def filled(databases, tmp_path_factory):
    """A portfolio in Cyrillic letters; its workshops: one at a step of each kind, one over."""
    with pytest.MonkeyPatch.context() as here:
        address = databases.new(setup.SEED_FOLDER, tmp_path_factory.mktemp("cyrillic"))
        here.setenv("PORTFOLIO_URL", address)
        here.setenv("PORTFOLIO_TODAY", "2022-05-01")
        a_status(address, 4, "2022-04-20", rag="amber", reason="Ingen midler", decision_needed="Ja")
        a_round(address, "2022-05-02", 1, 2)
        made = [*(a_workshop(kind) for kind in StepKind), a_held_workshop()]
        for lang in LANGUAGES:
            a_user(address, "director", name="Bo", language=lang, email=f"{lang}@kommune.test")
            a_user(address, "secretary", name="Ea", language=lang)
        steps = sa.update(schema.workshop_steps).values(title="Et trin")
        store.in_transaction(lambda connection: connection.execute(steps))
        transcribe(address)
        yield address, made
    databases.drop(address)


@pytest.fixture
def codes(filled, monkeypatch):
    """The codes of its workshops."""
    address, made = filled
    monkeypatch.setenv("PORTFOLIO_URL", address)
    return [workshop.code for workshop in made]


@pytest.fixture
def browse(codes):
    """``browse(["/deltag"])``: what a director reads there, who is on every workshop's phone."""

    def browse(ways: list[str]) -> Iterator[str]:
        reader = a_user(store.url(), "director", name="Лене")
        token = store.in_transaction(lambda connection: sessions.start(connection, reader))

        async def ask() -> list[str]:
            transport = httpx.ASGITransport(APP, client=("192.0.2.7", 5000))
            headers = {"origin": HOME, "sec-fetch-site": "same-origin"}
            cookies = {sessions.COOKIE: token}
            async with httpx.AsyncClient(
                transport=transport, base_url=HOME, headers=headers, cookies=cookies
            ) as client:
                for code in codes:
                    await client.post(f"/deltag/{code}", data={"name": "", "centre": ""})
                return [(await client.get(way)).text for way in ways]

        for html in asyncio.run(ask()):
            yield from texts_of_html(html)

    return browse


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_server_says_speaks_one_language(browse, codes, lang):
    asked = [*WAYS, *(f"/deltag/{code}{part}" for code in codes for part in PARTS)]
    said = list(browse([f"{way}{'&' if '?' in way else '?'}lang={lang}" for way in asked]))
    assert len(said) > 1000
    assert foreign(said, lang) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_mail_speaks_one_language(codes, lang):
    plan = digests.plan(
        emails=[f"{lang}@kommune.test"],
        roles=[],
        portfolio=None,
        since=date(2022, 4, 1),
        today=date(2022, 5, 3),
    )
    public = {"sender": "tracker@kommune.test", "public": "https://tracker.kommune.test"}
    (ready,) = plan.ready
    made = [digest_mail.message(ready.digest, ready.letter.to, send_key="k", **public)]
    letters = plans.plan(date(2022, 5, 3)).letters
    made += [mail.message(one, **public) for one in letters if one.to.language == lang]
    assert len(made) > 1
    assert foreign([words for one in made for words in lines(one)], lang) == []


def lines(letter: EmailMessage) -> list[str]:
    text = letter.get_body(("plain",)).get_content()
    return [letter["Subject"], *text.splitlines()]


@pytest.mark.parametrize(("lang", "slip"), [("en", "Kom med"), ("da", "Your name")])
def test_a_slip_is_seen(lang, slip):
    assert foreign(texts_of_html(f'<p title="{slip}">{slip}</p><!-- -->'), lang)
