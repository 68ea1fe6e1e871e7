"""Sign-in, the status sheet, phones, the wall and mails speak one language each."""

import asyncio
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date
from email.message import EmailMessage

import httpx
import pytest
import sqlalchemy as sa
from builders import a_review, a_round, a_status, a_user, as_user, filters
from foreign import foreign, texts_of_html, transcribe
from icalendar import Calendar
from mailserver import in_use
from PIL import Image
from pypdf import PdfReader
from starlette.applications import Starlette
from vocabularies import in_other_words, ours
from workshop_builders import a_held_workshop, a_workshop

from portfolio import commands, language, store, web
from portfolio.domain.workshops import StepKind
from portfolio.language import LANGUAGES
from portfolio.queries.meetings import minutes
from portfolio.queries.organisations import organisations
from portfolio.queries.papers import facts as paper_facts
from portfolio.reports import papers
from portfolio.reports.calendar import ics
from portfolio.reports.calendar.invitation import Person
from portfolio.reports.mails import agenda_mail, digest_mail, invitation_mail, mail
from portfolio.reports.papers import Paper
from portfolio.store import schema
from portfolio.usecases.api import tokens
from portfolio.usecases.calendar import links
from portfolio.usecases.mails import agendas, digests, invitations, plans, sending
from portfolio.usecases.organisations import logo
from portfolio.usecases.people import sessions
from portfolio.usecases.reviews import planning
from portfolio.usecases.seeding import setup
from portfolio.vocabulary import packed
from portfolio.vocabulary.nouns import PLAIN, OwnName
from tests.web.serving import ask

APP = Starlette(routes=web.routes, middleware=web.middleware)
HOME = "http://tracker.kommune.test"
WAYS = ("/log-ind", "/foerste-konto", "/invitation/x", "/statusark", "/statusark?nr=4", "/deltag")
DAY = date(2022, 5, 1)
ORGANIZER = Person("Бо", "bo@kommune.test")
#: Commands and what they take, which scripts hold: they are called alike everywhere.
NAMES = re.compile(r"-m portfolio|import-minutes|--\w+|\s[A-ZÆØÅ]+\b")
#: The column of the published table of words.
WORD = {"da": "danish", "en": "english"}
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
        review = a_review(address, 4, title="En sag", held_on="2022-05-20")
        made = [*(a_workshop(kind) for kind in StepKind), a_held_workshop()]
        for lang in LANGUAGES:
            a_user(address, "director", name="Bo", language=lang, email=f"{lang}@kommune.test")
            a_user(address, "secretary", name="Ea", language=lang)
        steps = sa.update(schema.workshop_steps).values(title="Et trin")
        store.in_transaction(lambda connection: connection.execute(steps))
        transcribe(address)
        yield address, made, review
    databases.drop(address)


@pytest.fixture
def codes(filled, monkeypatch):
    """The codes of its workshops."""
    address, made, _review = filled
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
    made = [digest_mail.message(ready.digest, ready.letter, **public)]
    letters = plans.plan(date(2022, 5, 3)).letters
    made += [mail.message(one, **public) for one in letters if one.to.language == lang]
    assert len(made) > 1
    assert foreign([words for one in made for words in lines(one)], lang) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_server_says_is_in_the_organisations_words(browse, codes, lang):
    asked = [*WAYS, *(f"/deltag/{code}{part}" for code in codes for part in PARTS)]
    with in_other_words(store.url()):
        said = list(browse([f"{way}{'&' if '?' in way else '?'}lang={lang}" for way in asked]))
        assert ours(said, lang) == []


def test_every_mail_is_in_the_organisations_words(codes, filled, tmp_path, monkeypatch):
    """Reminders, digests, an agenda, the word that it is off, and the link to come in by."""
    readers = [f"{lang}@kommune.test" for lang in LANGUAGES]
    who = as_user(a_user(store.url(), "administrator", name="Бо"))
    with in_other_words(store.url()), in_use(tmp_path, monkeypatch) as mailbox:
        assert commands.main(["remind", "--today", "2022-05-03"]) == 0
        assert commands.main(["digest", "--role", "director", "--since", "2022-04-01"]) == 0
        server, public = sending.server(), sending.public()
        for is_off in (False, True):
            if is_off:
                planning.call_off(who, filled[2], "Гунст", version=1)
            plan = agendas.plan(review_id=filled[2], emails=readers)
            write = agenda_mail.writer(
                plan.invitation, (), sender=server.sender, public=public, organizer=ORGANIZER
            )
            assert not agendas.send(who, plan, write, server).faults
        with store.reading() as connection:
            chosen = sa.select(schema.users.c.id).where(schema.users.c.email.in_(readers))
            keys = list(connection.execute(chosen).scalars())
        written = invitation_mail.writer(sender=server.sender, public=public)
        assert not invitations.send(who, keys, written, server).faults
    kinds = {str(one["Subject"]).split(":")[0] for one in mailbox.box.mails}
    assert len(kinds) > 7, kinds
    for one in mailbox.box.mails:
        spoken = next(filter(None, (part["Content-Language"] for part in one.walk())))
        assert ours(parts(one), spoken) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_command_speaks_in_the_organisations_words(codes, lang, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PORTFOLIO_LANG", lang)
    asked = (
        ("publish", tmp_path / "out.db"),
        ("remind", "--dry-run", "--before", "soon"),
        ("remind", "--dry-run", "--today", "2022-06-03"),
        ("digest", "--dry-run", "--role", "director", "--since", "2022-03-01"),
        ("digest", "--dry-run", "--role", "director", "--portfolio", "nix"),
        ("doctor",),
        ("demo", tmp_path / "demo.db", "--years", "x"),
        ("import-list", tmp_path / "none.xlsx", "--dry-run"),
        ("import-minutes", tmp_path / "none.pdf", "--dry-run"),
        ("--help",),
        *((name, "--help") for name in ("digest", "publish", "remind", "import-list", "serve")),
    )
    with in_other_words(store.url()):
        for arguments in asked:
            with suppress(SystemExit):
                commands.main([str(one) for one in arguments])
    said = capsys.readouterr()
    lines = [NAMES.sub("", one) for one in (said.out + said.err).splitlines()]
    assert len(lines) > 80
    assert ours(lines, lang) == []
    with closing(sqlite3.connect(tmp_path / "out.db")) as file:
        told = [str(one) for (one,) in file.execute("SELECT value FROM about")]
        told += [str(one) for (one,) in file.execute(f"SELECT {WORD[lang]} FROM words")]
    assert len(told) > 100
    assert ours(told, lang) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_answer_of_the_api_is_in_the_organisations_words(codes, lang, monkeypatch):
    with in_other_words(store.url()):
        key = tokens.make(as_user(a_user(store.url(), "administrator")), "Тест")
        headers = {"authorization": f"Bearer {key}", "accept-language": lang}
        for way in ("proposals?portfolio=nix", "proposals/civilsamfund/99", "proposals?x=1", "x"):
            path, _mark, query = f"/api/v1/{way}".partition("?")
            answer = ask(APP, path, query=query, host="tracker.kommune.test", **headers)
            said = json.loads(answer.body)
            assert ours([said["title"], said["detail"]], lang) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_calendar_says_things_by_the_organisations_words(codes, lang):
    user = as_user(a_user(store.url(), "secretary", language=lang))
    with in_other_words(store.url()):
        feed = links.open_feed(links.make(user))
    language.use(feed.language)
    made = Calendar.from_ical(ics.calendar(feed.entries, public=HOME, words=feed.vocabularies))
    said = [str(value) for event in made.walk() for value in event.values()]
    assert len(said) > 50
    assert ours(said, lang) == []


@pytest.mark.parametrize("paper", list(Paper))
def test_a_paper_says_things_by_the_organisations_words(codes, paper):
    with in_other_words(store.url()), store.reading() as connection:
        language.use("da", organisations.vocabulary_of(connection))
        entry = papers.TABLE[paper]
        facts = facts_of(connection, paper)
        assert ours([papers.titles()[paper], papers.descriptions()[paper]], "da") == []
        assert ours([papers.stem(paper)], "da") == []
        said = list(words_of(entry.kind.ending, papers.make(paper, facts)))
    assert len(said) > 10
    assert ours(said, "da") == []


@pytest.mark.parametrize("paper", list(Paper))
def test_a_paper_in_english_is_in_english(codes, paper):
    spoken = replace(PLAIN, papers="en")
    with store.reading() as connection:
        facts = facts_of(connection, paper)
    language.use("da", spoken)
    said = list(words_of(papers.TABLE[paper].kind.ending, papers.make(paper, facts)))
    assert len(said) > 10
    assert foreign(said, "en") == []
    assert language.current() == "da"


@pytest.mark.parametrize("paper", list(Paper))
def test_a_paper_has_the_logo_and_the_rules_of_its_organisation(codes, paper):
    """Rules of lights and stages where there are lights and stages; a logo where pictures go."""
    rule = "Наар дет гаар галт"
    names = packed.pack_names({("rag", "red"): OwnName("Skidt", danish_rule=rule)})
    who = as_user(a_user(store.url(), "secretary", name="Бо"))
    picture = io.BytesIO()
    Image.new("RGB", (600, 90), "teal").save(picture, "PNG")
    with in_other_words(store.url()):
        changed = sa.update(schema.organisations).values(names=names)
        store.in_transaction(lambda connection: connection.execute(changed))
        logo.keep(who, "civilsamfund", picture.getvalue(), version=1)
        with store.reading() as connection:
            language.use("da", organisations.vocabulary_of(connection))
            facts = facts_of(connection, paper)
    content = papers.make(paper, facts)
    ending = papers.TABLE[paper].kind.ending
    has_lights = not papers.TABLE[paper].of_meeting and "control" not in paper
    said = " ".join(words_of(ending, content))
    assert (rule in said) == has_lights
    assert ("Skidt" in said) == has_lights
    assert pictures_in(ending, content) == (0 if ending == "xlsx" else 1)
    if papers.TABLE[paper].template:
        own = papers.make(paper, facts, papers.template_of(paper).content())
        assert pictures_in(ending, own) == 0  # a template of one's own has its own


def pictures_in(ending: str, content: bytes) -> int:
    """On the first page."""
    if ending == "pdf":
        return len(PdfReader(io.BytesIO(content)).pages[0].images)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return sum("/media/" in name for name in parts.namelist())


def facts_of(connection, paper):
    if papers.TABLE[paper].of_meeting:
        return minutes.minutes(connection, meeting=a_meeting(connection), as_of=DAY)
    return paper_facts.facts(connection, filters=filters(DAY.isoformat()), numbers=(4,))


def a_meeting(connection) -> str:
    return connection.execute(sa.select(schema.meetings.c.id)).scalars().first()


def words_of(ending: str, content: bytes) -> Iterator[str]:
    """What is read in a file, and what it says of itself."""
    if ending == "pdf":
        for page in PdfReader(io.BytesIO(content)).pages:
            yield from re.sub(r"-\n", "", page.extract_text()).splitlines()
        return
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if re.search(r"(document|header|footer|slide|sharedStrings|sheet)\d*\.xml$", name):
                yield from texts_of_html(parts.read(name).decode("utf-8"))


def parts(letter: EmailMessage) -> Iterator[str]:
    """All that somebody reads of a mail: subject, text, HTML, event, and what files are called."""
    yield letter["Subject"]
    yield from filter(None, (part.get_filename() for part in letter.walk()))
    yield from letter.get_body(("plain",)).get_content().splitlines()
    yield from texts_of_html(letter.get_body(("html",)).get_content())
    for part in letter.walk():
        if part.get_content_type() == "text/calendar":
            event = Calendar.from_ical(part.get_payload(decode=True))
            yield from (str(value) for one in event.walk() for value in one.values())


def lines(letter: EmailMessage) -> list[str]:
    text = letter.get_body(("plain",)).get_content()
    return [letter["Subject"], *text.splitlines()]


@pytest.mark.parametrize(("lang", "slip"), [("en", "Kom med"), ("da", "Your name")])
def test_a_slip_is_seen(lang, slip):
    assert foreign(texts_of_html(f'<p title="{slip}">{slip}</p><!-- -->'), lang)
