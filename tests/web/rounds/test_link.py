"""/svar/<token>: a round answered from the mail, without a sign-in; and what never comes of it."""

import logging
import re

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.store import schema
from portfolio.store.schema import (
    answer_links,
    change_log,
    portfolios,
    proposals,
    round_answers,
    sign_in_attempts,
    status_rounds,
    users,
)
from portfolio.usecases import secret_tokens
from portfolio.usecases.people import users as people
from portfolio.usecases.rounds import answer_links as personal
from portfolio.usecases.rounds import rounds
from portfolio.usecases.seeding import taking_away
from portfolio.usecases.use_case import COMMAND
from tests.web.rounds.test_answer import (
    TITLE,
    follow,
    form,
    send,
    statuses,
    title,
    words,
)
from tests.web.visiting import Browser


@pytest.fixture
def lead(seeded_db):
    return builders.a_lead(seeded_db)


@pytest.fixture
def a_round(lead, seeded_db):
    return builders.a_round(seeded_db, "2022-05-06", 1, 9, title="Status til Direktionen")


@pytest.fixture
def token(seeded_db, lead, a_round):
    return builders.a_link(seeded_db, lead, a_round)


@pytest.fixture
def browser():
    """Somebody's phone far away, signed in as nobody."""
    return Browser(address="192.0.2.7")


def everything():
    """Every row there is, but for guesses that are counted."""
    with store.reading() as connection:
        return {
            table.name: connection.execute(sa.select(table)).all()
            for table in schema.metadata.sorted_tables
            if table is not sign_in_attempts
        }


def the_link():
    with store.reading() as connection:
        return dict(connection.execute(sa.select(answer_links)).mappings().one())


def lines():
    with store.reading() as connection:
        found = sa.select(change_log).where(change_log.c.actor == "Test Leder")
        return [dict(row) for row in connection.execute(found).mappings()]


def link_works(browser, token, nr=9):
    return browser.get(f"/svar/{token}?nr={nr}").status_code == 200


# --- what it opens ----------------------------------------------------------------------------


def test_two_answers_without_a_sign_in_and_the_log_says_how(browser, token, a_round):
    page = browser.get(f"/svar/{token}")
    assert page.status_code == 200
    assert title(page).startswith("1 ")
    assert "Du svarer som Test Leder." in page.text
    page = send(browser, page, rag="green")
    assert "Status på forslag 1 er sendt" in words(page)
    assert title(page) == TITLE
    page = send(browser, page, "unchanged")
    assert "Du har sendt alt det, du er spurgt om" in words(page)
    assert (statuses(1)[-1]["author"], statuses(1)[-1]["round_id"]) == ("Test Leder", a_round)
    assert [line["action"] for line in lines()] == ["status.given", "status.unchanged"]
    assert all('"entry": "link"' in line["after"] for line in lines())
    assert browser.session is None


def test_the_two_lines_of_the_log_say_it_and_a_signed_in_answer_does_not(seeded_db, lead, a_round):
    here = Browser().let_in(lead)
    send(here, here.get("/svar?nr=9"), "unchanged")
    assert '"entry"' not in lines()[-1]["after"]


def test_nothing_else_is_to_be_seen_or_gone_to(browser, lead, seeded_db):
    builders.another_portfolio(seeded_db, 9, "Hemmelig titel")
    builders.a_status(seeded_db, 1, "2022-04-21", stage="qualification", happened="Hemmeligt")
    token = builders.a_link(seeded_db, lead, builders.a_round(seeded_db, "2022-05-06", 9))
    for query in ("", "?nr=9", "?nr=1", "?nr=9&portefolje=another", "?sendt=1"):
        page = browser.get(f"/svar/{token}{query}")
        ways = {
            re.sub(r"[?].*", "", way) for way in re.findall(r'<a [^>]*href="([^"]*)"', page.text)
        }
        assert ways == {f"/svar/{token}"}, query
        assert "Hemmelig" not in page.text
        assert "Onboarding" not in page.text, "the title of the lead's own that is not asked about"
    assert "kan man ikke svare på forslag 1" in words(browser.get(f"/svar/{token}?nr=1"))
    for path in ("/", "/mine", "/svar", f"/forslag?nr=9&token={token}", "/statusark", "/runder"):
        assert browser.get(path).status_code == 303, path
    assert browser.get(f"/calendar.ics?token={token}").status_code == 404
    api = browser.get("/api/v1/proposals", authorization=f"Bearer {token}")
    assert api.status_code == 401
    browser.cookies.set("portfolio_session", token, domain="127.0.0.1")
    assert browser.get("/svar").status_code == 303, "it is no session either"


def test_to_look_changes_nothing_however_often(browser, token):
    before = everything()
    for query in ("", "?nr=9", "?som=en-anden", "?som=set", "?nr=99"):
        for method in ("GET", "HEAD"):
            assert browser.ask(method, f"/svar/{token}{query}", {}).status_code == 200
    assert everything() == before
    assert browser.session is None


def test_it_is_used_as_often_as_one_likes_and_an_old_mails_link_too(
    browser, token, seeded_db, lead, a_round
):
    send(browser, browser.get(f"/svar/{token}?nr=9"), "unchanged")
    newer = builders.a_link(seeded_db, lead, a_round)
    assert link_works(browser, newer)
    again = take_back_by(browser, browser.get(f"/svar/{token}?nr=9"), token)
    assert title(again) == TITLE
    send(browser, again, happened="Rettet")
    assert statuses(9)[-1]["happened"] == "Rettet"


def take_back_by(browser, page, token):
    (body,) = re.findall(r'(?s)<form method="post".*?take_back.*?</form>', page.text)
    said = dict(re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', body))
    way = f"/svar/{token}"
    return follow(browser, browser.post(way, token=said.pop("form"), **said, act="take_back"))


def test_its_use_is_noted_when_something_is_typed(browser, token):
    page = browser.get(f"/svar/{token}?nr=9")
    assert the_link()["used_at"] is None
    said = form(page) | {"happened": "Halvvejs"}
    kept = browser.post(f"/svar/{token}/kladde", token=said.pop("form"), **said)
    assert kept.json()["kept"] == "Kladden er gemt."
    assert the_link()["used_at"] is not None
    assert form(browser.get(f"/svar/{token}?nr=9"))["happened"] == "Halvvejs"


def test_in_english_it_stays_english(browser, token):
    page = send(browser, browser.get(f"/svar/{token}?nr=9&lang=en"), "unchanged")
    assert "You answer as Test Leder." in page.text
    assert '<html lang="en">' in page.text


# --- what it does not open any more -----------------------------------------------------------


def a_closed_round(address, lead, round_id):
    builders.set_on(address, status_rounds, status_rounds.c.id == round_id, closed_at="2022-05-01")


def a_moved_deadline(address, lead, round_id):
    builders.set_on(
        address, status_rounds, status_rounds.c.id == round_id, deadline_on="2022-03-31"
    )


def a_closed_link(address, lead, round_id):
    personal.close(COMMAND, round_id, lead)


def no_links_here(address, lead, round_id):
    personal.allow(COMMAND, False)


def shut_out(address, lead, round_id):
    people.shut_out(COMMAND, lead)


def signed_out_everywhere(address, lead, round_id):
    people.sign_out_everywhere(COMMAND, lead)


def another_address(address, lead, round_id):
    people.change_user(COMMAND, lead, 1, email="ny@kommune.test")


GONE = {
    a_closed_round: "»Status til Direktionen« er lukket",
    a_moved_deadline: "Det personlige link er for gammelt",
    a_closed_link: "Det personlige link er lukket",
    no_links_here: "Personlige links er slået fra her",
    shut_out: "Det personlige link er lukket",
    signed_out_everywhere: "Det personlige link er lukket",
    another_address: "Det personlige link er lukket",
}


@pytest.mark.parametrize("gone", GONE, ids=lambda one: one.__name__)
def test_a_link_that_counts_no_more_says_why_and_keeps_what_was_typed(
    browser, token, seeded_db, lead, a_round, gone
):
    page = browser.get(f"/svar/{token}?nr=9")
    gone(seeded_db, lead, a_round)
    after = browser.get(f"/svar/{token}?nr=9")
    assert after.status_code == 410
    assert GONE[gone] in words(after)
    assert 'href="/log-ind?next=%2Fsvar%3Fnr%3D9"' in after.text
    assert TITLE not in after.text
    said = form(page) | {"happened": "Min <tekst>"}
    kept = browser.post(f"/svar/{token}/kladde", token=said["form"], **said)
    assert kept.status_code == 401
    assert GONE[gone] in kept.json()["said"]
    sent = send(browser, page, happened="Min <tekst>")
    assert sent.status_code == 410
    assert GONE[gone] in words(sent)
    assert "Min <tekst>" in words(sent)
    assert len(statuses(9)) == 1


def test_of_a_portfolio_that_was_taken_away_it_says_so_and_keeps_what_was_typed(browser, token):
    page = browser.get(f"/svar/{token}?nr=9")
    p = schema.portfolios.c
    with store.reading() as connection:
        chosen = sa.select(p.id, p.title).where(p.code == builders.PORTFOLIO)
        key, named = connection.execute(chosen).one()
    taking_away.take_away(COMMAND, key, typed=named)
    sent = send(browser, page, happened="Min <tekst>")
    assert sent.status_code == 410
    assert "Linket findes ikke længere" in words(sent)
    assert "Min <tekst>" in words(sent)
    assert "Linket findes ikke længere" in words(browser.get(f"/svar/{token}"))


def test_switched_on_again_and_let_in_again(browser, token, lead):
    personal.allow(COMMAND, False)
    personal.allow(COMMAND, True)
    assert link_works(browser, token)
    people.shut_out(COMMAND, lead)
    people.let_in(COMMAND, lead)
    assert not link_works(browser, token), "what was ended stays ended"


@pytest.mark.parametrize("cut", [1, 20, 42])
def test_a_link_that_was_cut_says_so(browser, token, cut):
    page = browser.get(f"/svar/{token[:cut]}")
    assert page.status_code == 410
    assert "Mailprogrammet kan have klippet det over" in words(page)


def test_what_a_mail_program_takes_along_does_no_harm(browser, token):
    for sign in (".", ")", "%3E", ",", "%E2%80%8B"):
        assert link_works(browser, token + sign), sign


def test_guesses_are_counted_and_a_good_link_still_opens(browser, token):
    for guess in range(45):
        answer = browser.get(f"/svar/{'x' * 40}{guess}")
    assert answer.status_code == 429
    assert "For mange forsøg" in answer.text
    assert link_works(browser, token)
    elsewhere = Browser(address="192.0.2.8")
    assert elsewhere.get(f"/svar/{'x' * 43}").status_code == 410


def test_a_token_too_long_to_be_one(browser, token):
    assert browser.get(f"/svar/{'x' * 5000}").status_code == 410


# --- rights that change in between ------------------------------------------------------------


def test_a_lead_who_moved_answers_for_nothing_of_it(browser, token, seeded_db, lead):
    page = browser.get(f"/svar/{token}?nr=9")
    people.untie(COMMAND, lead, party_of("fritid-og-kultur"))
    sent = send(browser, page, happened="Min")
    assert sent.status_code == 403
    assert "kan man ikke svare på forslag 9" in words(sent)
    assert "Min" in words(sent)
    assert "Du har ingen forslag" in words(browser.get(f"/svar/{token}"))
    assert len(statuses(9)) == 1


@pytest.mark.parametrize("role", ["reader", "director"])
def test_a_role_taken_away_takes_the_link_along(browser, token, seeded_db, lead, role):
    page = browser.get(f"/svar/{token}?nr=9")
    builders.set_on(seeded_db, users, users.c.id == lead, role=role)
    assert send(browser, page, happened="Min").status_code == 403
    assert not form(browser.get(f"/svar/{token}?nr=9"))


def test_a_lead_made_secretary_answers_for_no_more_by_it(browser, token, seeded_db, lead):
    builders.set_on(seeded_db, users, users.c.id == lead, role="secretary")
    assert form(browser.get(f"/svar/{token}?nr=9"))
    assert not form(browser.get(f"/svar/{token}?nr=4"))


def test_a_proposal_taken_out_of_the_round(browser, token, seeded_db):
    page = browser.get(f"/svar/{token}?nr=9")
    builders.set_on(seeded_db, proposals, builders.is_number(9), stage="not_pursued")
    sent = send(browser, page, happened="Min")
    assert "kan man ikke svare på forslag 9, eller ikke længere" in words(sent)
    assert "Min" in words(sent)
    assert title(browser.get(f"/svar/{token}")).startswith("1 ")


def test_a_party_that_declined_answers_no_more(browser, token, seeded_db):
    page = browser.get(f"/svar/{token}?nr=9")
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "declined", "2022-04-30")
    assert send(browser, page, happened="Min").status_code == 403


def test_two_rounds_at_once_each_by_its_own_link(browser, token, seeded_db, lead):
    builders.another_portfolio(seeded_db, 9, "I den anden portefølje")
    with store.reading() as connection:
        chosen = sa.select(portfolios.c.id).where(portfolios.c.code == "another")
        theirs = connection.execute(chosen).scalar_one()
    other = builders.a_round(seeded_db, "2022-05-06", title="Den anden", portfolio_id=theirs)
    mine = builders.id_of(9, "another")
    builders.changed(
        seeded_db,
        lambda connection: connection.execute(
            sa.insert(round_answers).values(
                id="a9", round_id=other, proposal_id=mine, state="asked"
            )
        ),
    )
    builders.changed(
        seeded_db,
        lambda connection: connection.execute(
            sa.insert(schema.proposal_parties).values(
                id="pp9",
                proposal_id=mine,
                party_id=party_of("fritid-og-kultur"),
                role="suggested",
                state="accepted",
            )
        ),
    )
    second = builders.a_link(seeded_db, lead, other)
    assert title(browser.get(f"/svar/{token}?nr=9")) == TITLE
    page = browser.get(f"/svar/{second}?nr=9")
    assert title(page) == "9 I den anden portefølje"
    assert TITLE not in page.text
    send(browser, page, rag="green")
    assert len(statuses(9)) == 1, "of the first portfolio"


def party_of(code):
    chosen = sa.select(schema.parties.c.id).where(schema.parties.c.code == code)
    with store.reading() as connection:
        return connection.execute(chosen).scalar_one()


# --- forwarded, and somebody else's browser ---------------------------------------------------


def test_whoever_it_was_forwarded_to_is_told_whose_it_is(browser, token):
    page = browser.get(f"/svar/{token}")
    (way,) = re.findall(r'<a href="([^"]*)">Det er ikke mig</a>', page.text)
    told = browser.get(way)
    assert title(told) == "Er du ikke Test Leder?"
    assert "Linket er sendt til Test Leder" in words(told)
    assert "I ændringsloggen står" in words(told)
    assert 'href="/log-ind?next=%2Fsvar"' in told.text
    assert f'href="/svar/{token}?som=set">Svar som Test Leder</a>' in told.text


def test_somebody_else_signed_in_is_asked_and_never_mixed(token, seeded_db):
    other = builders.a_user(seeded_db, "lead", "fritid-og-kultur", name="Anden Leder")
    here = Browser().let_in(other)
    asked = here.get(f"/svar/{token}?nr=9")
    assert title(asked) == "Hvem svarer du for?"
    assert "Du er logget ind som Anden Leder, og linket i mailen er sendt til Test Leder." in words(
        asked
    )
    assert TITLE not in asked.text
    assert 'href="/svar">Fortsæt som Anden Leder</a>' in asked.text
    (way,) = re.findall(r'href="([^"]*)">Svar som Test Leder</a>', asked.text)
    page = here.get(way.replace("&amp;", "&"))
    assert title(page) == TITLE
    send(here, page, "unchanged")
    assert statuses(9)[-1]["author"] == "Test Leder"
    own = here.get("/svar?nr=1")
    assert "Du svarer som" not in own.text, "the session is the other's still"
    send(here, own, rag="green")
    assert statuses(1)[-1]["author"] == "Anden Leder"


def test_its_owner_signed_in_has_the_page_they_know(token, lead):
    answer = Browser().let_in(lead).get(f"/svar/{token}?nr=9")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/svar?portefolje=civilsamfund&nr=9"


def test_a_shut_link_and_somebody_signed_in(token, lead, a_round):
    personal.close(COMMAND, a_round, lead)
    page = Browser().let_in(lead).get(f"/svar/{token}")
    assert "Det personlige link er lukket" in words(page)
    assert 'href="/svar">Fortsæt som Test Leder</a>' in page.text


# --- where the token is not -------------------------------------------------------------------


def test_the_token_is_kept_nowhere_and_told_nobody(browser, token, caplog):
    with caplog.at_level(logging.DEBUG):
        page = browser.get(f"/svar/{token}?nr=9")
        for answer in (page, browser.get(f"/svar/{token}?nr=4"), browser.get(f"/svar/{token}x/y")):
            assert answer.headers.get("referrer-policy", "strict-origin") == "strict-origin"
        sent = send(browser, page, "unchanged")
        keep_it = {"nr": "9", "portefolje": "civilsamfund"}
        browser.post(f"/svar/{token}/kladde", token="x", **keep_it)
    assert page.headers["referrer-policy"] == sent.headers["referrer-policy"] == "strict-origin"
    assert page.headers["cache-control"] == "no-store"
    ours = [one.getMessage() for one in caplog.records if one.name.startswith("portfolio")]
    assert not any(token in said for said in ours)
    kept = str(everything())
    assert token not in kept
    assert secret_tokens.hashed(token) in kept


def test_a_fault_does_not_say_the_token(browser, token, monkeypatch, caplog):
    monkeypatch.setattr("portfolio.usecases.rounds.answer_links.who", lambda *_given: 1 / 0)
    with caplog.at_level(logging.ERROR):
        page = browser.get(f"/svar/{token}")
    assert page.status_code == 500
    assert token not in caplog.text


def test_a_form_of_somebody_elses_page_does_nothing(browser, token):
    said = form(browser.get(f"/svar/{token}?nr=9"))
    evil = {"origin": "https://evil.example"}
    sent = browser.post(
        f"/svar/{token}", token=said.pop("form"), headers=evil, act="unchanged", **said
    )
    assert sent.status_code == 422
    assert len(statuses(9)) == 1


def test_a_round_that_is_closed_and_another_that_is_opened(browser, token, seeded_db, a_round):
    rounds.close_round(COMMAND, a_round, version=1)
    builders.a_round(seeded_db, "2022-06-06", 1, 9, title="Den næste")
    page = browser.get(f"/svar/{token}?nr=9")
    assert page.status_code == 410
    assert "Den næste" not in page.text
