"""/svar: a status answered without Streamlit. What is sent, refused, kept, and shown to whom."""

import json
import logging
import re
import sys
from datetime import date
from html import unescape

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.model import DecisionOutcome, Stage
from portfolio.domain.permissions import Role
from portfolio.store import schema
from portfolio.store.schema import proposals, round_answers, status_rounds, status_updates
from portfolio.usecases.reviews import decisions
from portfolio.usecases.reviews.decision_input import DecisionInput
from portfolio.usecases.rounds import answers, drafts, mending, rounds
from portfolio.usecases.use_case import COMMAND
from tests.web.visiting import Browser

TITLE = "9 Positive fællesskaber for udsatte børn og unge"


@pytest.fixture
def lead(seeded_db):
    """Signed in: asked about 1, accepted 9, which has a status from 20 April."""
    return builders.a_lead(seeded_db)


@pytest.fixture
def a_round(lead, seeded_db):
    return builders.a_round(seeded_db, "2022-05-06", 1, 9, title="Status til Direktionen")


@pytest.fixture
def browser(lead):
    return Browser().let_in(lead)


def statuses(number):
    s = status_updates.c
    with store.reading() as connection:
        found = sa.select(status_updates).where(s.proposal_id == builders.proposal_id(number))
        return [dict(row) for row in connection.execute(found.order_by(s.seq)).mappings()]


def answer_of(number):
    a = round_answers.c
    with store.reading() as connection:
        found = sa.select(round_answers).where(a.proposal_id == builders.proposal_id(number))
        return dict(connection.execute(found).mappings().one())


def words(page):
    """What is read on a page."""
    body = page.text.partition("<main>")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def title(page):
    return unescape(re.search(r"<h1>([^<]*)</h1>", page.text)[1])


def form(page, which="answer"):
    """What the form would send as it stands, by name."""
    (body,) = re.findall(rf'(?s)<form id="{which}".*?</form>', page.text) or [""]
    said = {}
    for tag in re.findall(r"<input[^>]*>", body):
        is_chosen = 'type="radio"' not in tag or " checked" in tag
        if is_chosen and (name := re.search(r'name="([^"]*)"', tag)):
            said[name[1]] = unescape(re.search(r'value="([^"]*)"', tag)[1])
    for name, text in re.findall(r'(?s)<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', body):
        said[name] = unescape(text)
    if chosen := re.search(r'<option value="([^"]*)" selected', body):
        said["stage"] = chosen[1]
    return said


def undo(page):
    (body,) = re.findall(r'(?s)<form method="post".*?take_back.*?</form>', page.text)
    return dict(re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', body))


def send(browser, page, act="send", **typed):
    """Press a button of the form, with other words in some fields; the page that comes then."""
    said = form(page) | {"act": act} | typed
    way = unescape(re.search(r'<form id="answer" method="post" action="([^"]*)"', page.text)[1])
    return follow(browser, browser.post(way, token=said.pop("form"), **said))


def take_back(browser, page):
    said = undo(page)
    return follow(browser, browser.post("/svar", token=said.pop("form"), **said, act="take_back"))


def follow(browser, answer):
    return browser.get(answer.headers["location"]) if answer.status_code == 303 else answer


# --- what is shown ----------------------------------------------------------------------------


def test_the_first_that_waits_stands_open_with_what_was_said_last(browser, a_round):
    page = browser.get("/svar?nr=9")
    assert title(page) == TITLE
    said = words(page)
    assert "Status til Direktionen · svar senest 6. maj 2022 (om 5 dage) · 0 af 2 sendt" in said
    assert "Sidst, 20. april 2022, af test: ▲ Gul · Kvalificering · 10 %" in said
    assert "Sidst: Lokalet er set" in said
    assert "Forstået som 1.–31. maj 2022 (en måned)" in said
    fields = form(page)
    assert (fields["rag"], fields["stage"], fields["percent"]) == ("amber", "qualification", "10")
    assert (fields["reason"], fields["happened"], fields["next_step"]) == (
        "Venter på svar",
        "",
        "Møde",
    )
    assert title(browser.get("/svar")).startswith("1 "), "the first that waits"


def test_in_english_too(browser, a_round):
    page = browser.get("/svar?nr=9&lang=en")
    assert "answer by 6 May 2022 (in 5 days)" in words(page)
    assert '<html lang="en">' in page.text
    back = 'href="/svar?portefolje=civilsamfund&amp;nr={}" lang="da"'
    assert back.format(9) in page.text, "the way back to Danish"
    sent = send(browser, page, "unchanged")
    assert '<html lang="en">' in sent.text
    assert "Proposal 9 is marked as unchanged: ▲ Amber" in words(sent)
    wrong = send(browser, browser.get("/svar?nr=1&lang=en"), rag="red")
    assert "An amber or red light needs a reason." in words(wrong)
    assert '<html lang="en">' in wrong.text
    assert back.format(1) in wrong.text, "and what was sent wrong is still what is shown"


@pytest.mark.parametrize("asked", ["99", "x", "-1", "9" * 20])
def test_a_number_of_nothing(browser, a_round, asked):
    page = browser.get(f"/svar?nr={asked}")
    assert title(page) == "Mine forslag"
    assert TITLE in words(page)


def test_what_is_set_aside_takes_no_status(browser, seeded_db):
    builders.set_on(seeded_db, proposals, builders.is_number(9), stage="not_pursued")
    assert not form(browser.get("/svar?nr=9"))


def test_marks_in_what_people_write_are_shown_as_themselves(browser, a_round, seeded_db):
    evil = '"><script>alert(1)</script>'
    builders.a_status(seeded_db, 9, "2022-04-30", stage="qualification", risks=evil)
    builders.renamed(seeded_db, 9, f"Titel {evil}")
    page = browser.get("/svar?nr=9")
    assert "<script>alert" not in page.text
    assert form(page)["risks"] == evil
    send(browser, page, happened=evil)
    assert "<script>alert" not in browser.get("/svar?nr=9").text


def test_economy_is_asked_where_there_is_a_pool(seeded_db):
    builders.a_round(seeded_db, "2022-05-06", 4, 7)
    here = Browser().let_in(builders.a_user(seeded_db, "secretary"))
    assert "economy" in form(here.get("/svar?nr=4"))
    assert "economy" not in form(here.get("/svar?nr=7"))


# --- sending ----------------------------------------------------------------------------------


def test_sending_stores_locks_and_goes_on_to_the_next(browser, a_round):
    page = send(browser, browser.get("/svar?nr=9"), happened="Møde holdt", percent="20 %")
    last = statuses(9)[-1]
    assert (last["happened"], last["percent"], last["author"]) == ("Møde holdt", 20, "Test Leder")
    assert last["round_id"] == a_round
    assert "Status på forslag 9 er sendt: ▲ Gul · Kvalificering · 20 %." in words(page)
    assert title(page).startswith("1 "), "the next that waits"
    assert "1 af 2 sendt" in words(page)
    locked = browser.get("/svar?nr=9")
    assert not form(locked)
    assert "Møde holdt" in words(locked)


def test_when_all_is_sent_it_says_so(browser, a_round):
    send(browser, browser.get("/svar?nr=1"), rag="green")
    page = send(browser, browser.get("/svar?nr=9"), "unchanged")
    assert "Du har sendt alt det, du er spurgt om. Tak." in words(page)
    assert not form(page)


def test_outside_a_round_a_status_can_be_given_all_the_same(browser):
    page = send(browser, browser.get("/svar?nr=9"), happened="Møde holdt")
    assert (statuses(9)[-1]["happened"], statuses(9)[-1]["round_id"]) == ("Møde holdt", None)
    assert "Status på forslag 9 er sendt" in words(page)


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(browser, a_round):
    page = send(
        browser,
        browser.get("/svar?nr=9"),
        rag="red",
        reason="",
        happened="Alt gik galt",
        percent="halvt",
        next_step="",
        next_step_date_text="maj",
    )
    assert page.status_code == 422
    for name, sentence in {
        "reason": "Gul og rød skal begrundes",
        "percent": "Fremdrift er et helt tal",
        "next_step": "Der er en dato, men intet næste skridt",
    }.items():
        field = re.search(rf'<(?:textarea|input) id="{name}"[^>]*>', page.text)[0]
        assert 'aria-invalid="true"' in field
        assert f'aria-describedby="wrong-{name}' in field
        told = re.search(rf'id="wrong-{name}">([^<]*)<', page.text)[1]
        assert unescape(told).startswith(sentence)
        assert words(page).count(sentence) == 1
    assert page.text.count(" autofocus") == 1
    assert form(page)["happened"] == "Alt gik galt"
    assert form(page)["percent"] == "halvt"
    assert len(statuses(9)) == 1
    send(browser, page, reason="Travlt", percent="30", next_step="Møde")
    assert (statuses(9)[-1]["rag"], statuses(9)[-1]["reason"]) == ("red", "Travlt")


def test_what_a_portfolio_only_warns_of_is_said_and_stops_nothing(browser, a_round, seeded_db):
    said = {"rag": "red", "reason": "", "stage": "running", "stage_reason": "Haster", "percent": ""}
    refused = send(browser, browser.get("/svar?nr=1"), **said)
    assert refused.status_code == 422
    mine = schema.portfolios.c.code == builders.PORTFOLIO
    builders.set_on(seeded_db, schema.portfolios, mine, demands="")
    page = send(browser, browser.get("/svar?nr=1"), **said)
    assert statuses(1)[-1]["rag"] == "red"
    assert (
        "Der mangler: et ja fra den ansvarlige, en begrundelse for lyset og hvor meget der er"
        " udført." in words(page)
    )
    again = send(browser, browser.get("/svar?nr=9"), **said | {"reason": "Travlt", "percent": "5"})
    assert "Der mangler" not in words(again)


def test_a_first_status_that_says_nothing_is_not_sent(browser, a_round):
    page = send(browser, browser.get("/svar?nr=1"))
    assert "Der er ikke sagt noget endnu. Vælg et lys, eller skriv, hvad der er sket." in words(
        page
    )
    assert statuses(1) == []
    chosen = re.search(r'<input type="radio" name="rag" value="none" checked[^>]*>', page.text)[0]
    assert 'aria-invalid="true"' in chosen


@pytest.mark.parametrize("typed", [{"rag": "blue"}, {"stage": "x"}, {"rag": ""}])
def test_a_code_that_is_none_is_refused_in_a_sentence(browser, a_round, typed):
    page = send(browser, browser.get("/svar?nr=9"), **typed)
    assert "Vælg et lys og en fase" in words(page)
    assert len(statuses(9)) == 1


def test_a_date_that_is_none_is_kept_as_words(browser, a_round):
    send(browser, browser.get("/svar?nr=9"), next_step_date_text="løbende")
    last = statuses(9)[-1]
    assert (last["next_step_date_text"], last["next_step_date_end"]) == ("løbende", None)


def test_before_chefforum_the_decision_is_shown_and_a_reason_asked_for(browser, a_round):
    page = browser.get("/svar?nr=1")
    assert "Den 4. april 2022 besluttede Direktionen" in words(page)
    assert 'class=" jumps"' in page.text
    page = send(browser, page, stage="qualification", rag="green")
    assert statuses(1) == []
    assert "Chefforum bør med, før fagcentrene kvalificerer forslagene." in words(page)
    send(browser, page, stage_reason="Aftalt")
    assert statuses(1)[0]["stage_reason"] == "Aftalt"
    rounds.close_round(COMMAND, a_round, version=1)
    send(browser, browser.get("/svar?nr=1"), happened="Nyt")
    assert statuses(1)[1]["stage_reason"] is None, "it is said of that step alone"


def test_the_reason_for_the_light_is_none_for_the_stage(browser, a_round):
    both = {"stage": "qualification", "rag": "amber"}
    page = send(browser, browser.get("/svar?nr=1"), **both, reason="Travlt")
    assert re.findall(r'id="wrong-(\w+)"', page.text) == ["stage_reason"]
    page = send(browser, page, reason="", stage_reason="Aftalt")
    assert re.findall(r'id="wrong-(\w+)"', page.text) == ["reason"]
    assert statuses(1) == []
    page = send(browser, page, reason="Travlt")
    assert [(one["reason"], one["stage_reason"]) for one in statuses(1)] == [("Travlt", "Aftalt")]


def test_what_is_not_asked_for_is_not_sent(browser, a_round):
    send(browser, browser.get("/svar?nr=9"), rag="green", stage="closed")
    last = statuses(9)[-1]
    assert (last["rag"], last["reason"], last["percent"]) == ("green", None, 100)


def test_a_round_asks_whether_what_was_decided_was_carried_out(browser, a_round, seeded_db):
    review = builders.a_review(seeded_db, 9)
    with store.reading() as connection:
        i = schema.review_items.c
        item = connection.execute(sa.select(i.id).where(i.review_id == review)).scalar_one()
    said = DecisionInput(outcome=DecisionOutcome.APPROVED, decision="Ungecenteret holder åbent.")
    key = decisions.record_decision(COMMAND, item, said, today=date(2022, 5, 1))
    page = browser.get("/svar?nr=9")
    name = f"carried_out:decision:{key}"
    assert "Ungecenteret holder åbent." in words(page)
    assert name not in form(page), "nothing is chosen before"
    send(browser, page, **{name: "partly"})
    with store.reading() as connection:
        d = schema.decisions.c
        assert connection.execute(sa.select(d.carried_out).where(d.id == key)).scalar() == "partly"


# --- unchanged --------------------------------------------------------------------------------


def test_unchanged_shows_what_it_vouches_for_and_keeps_the_last_news(browser, a_round):
    page = browser.get("/svar?nr=9")
    button = re.search(r'(?s)value="unchanged">(.*?)</button>', page.text)[1]
    assert "Gul · Kvalificering · 10" in unescape(re.sub("<[^>]+>", "", button)).replace("  ", " ")
    sent = send(browser, page, "unchanged")
    assert "Forslag 9 er meldt uændret: ▲ Gul · Kvalificering · 10 %." in words(sent)
    last = statuses(9)[-1]
    assert (last["unchanged"], last["rag"], last["happened"]) == (1, "amber", None)
    again = take_back(browser, sent)
    assert "Sidst: Lokalet er set (20. april 2022)" in words(again)


@pytest.mark.parametrize(
    "typed", [{"rag": "red"}, {"happened": "Nyt"}, {"percent": "11"}, {"next_step": ""}]
)
def test_unchanged_is_never_sent_over_what_was_typed(browser, a_round, typed):
    page = send(browser, browser.get("/svar?nr=9"), "unchanged", **typed)
    assert len(statuses(9)) == 1
    assert "Du har skrevet noget nyt" in words(page)
    assert typed.items() <= form(page).items()


def test_unchanged_is_not_offered_where_there_is_nothing_to_repeat(browser, a_round):
    assert 'value="unchanged"' in browser.get("/svar?nr=9").text
    assert 'value="unchanged"' not in browser.get("/svar?nr=1").text


# --- twice, at once, too late -----------------------------------------------------------------


@pytest.mark.parametrize("act", ["send", "unchanged"])
@pytest.mark.parametrize("in_round", [True, False])
def test_pressed_twice_is_sent_once(browser, seeded_db, lead, act, in_round):
    if in_round:
        builders.a_round(seeded_db, "2022-05-06", 1, 9)
    page = browser.get("/svar?nr=9")
    typed = {"happened": "Møde"} if act == "send" else {}
    for _press in range(2):
        assert "Forslag 9" in words(send(browser, page, act, **typed)).replace("forslag", "Forslag")
    assert len(statuses(9)) == 2
    assert statuses(1) == [], "and never the next"


def test_a_newer_status_stands_beside_what_was_typed_and_can_be_sent_over(browser, lead, seeded_db):
    page = browser.get("/svar?nr=9")
    builders.a_status(seeded_db, 9, "2022-04-30", stage="qualification", happened="Deres")
    page = send(browser, page, happened="Min")
    assert page.status_code == 409
    assert "Forslaget har fået en status, siden du åbnede det" in words(page)
    assert "Sidst: Deres" in words(page)
    assert "Hvad skete der Min Deres" in words(page), "side by side"
    assert form(page)["happened"] == "Min"
    send(browser, page)
    assert [row["happened"] for row in statuses(9)] == ["Lokalet er set", "Deres", "Min"]


def test_unchanged_repeats_only_what_one_has_seen(browser, a_round, seeded_db):
    page = browser.get("/svar?nr=9")
    builders.a_status(seeded_db, 9, "2022-04-30", stage="qualification", rag="red", reason="Brand")
    send(browser, page, "unchanged")
    assert len(statuses(9)) == 2


def test_sent_by_somebody_else_meanwhile(browser, a_round, seeded_db):
    page = browser.get("/svar?nr=9")
    secretary = builders.as_user(builders.a_user(seeded_db, "secretary"))
    answers.submit(
        secretary, builders.proposal_id(9), None, seen_seq=1, round_id=a_round, unchanged=True
    )
    page = send(browser, page, happened="Min")
    assert "Forslaget har fået en status, siden du åbnede det" in words(page)
    assert "Hvad skete der Min (tom)" in words(page), "nothing typed is lost, beside theirs"
    assert len(statuses(9)) == 2
    assert "(tom)" not in words(browser.get("/svar?nr=9"))
    again = take_back(browser, page)
    assert form(again)["happened"] == "Min", "and it goes on where the other is taken back"
    send(browser, again)
    assert [one["happened"] for one in statuses(9)] == ["Lokalet er set", None, "Min"]


def test_the_round_is_closed_while_one_types(browser, a_round, seeded_db):
    page = browser.get("/svar?nr=9")
    builders.set_on(seeded_db, status_rounds, status_rounds.c.id == a_round, closed_at="2022-05-01")
    send(browser, page, happened="Min")
    assert (statuses(9)[-1]["happened"], statuses(9)[-1]["round_id"]) == ("Min", None)


# --- taken back, sent back --------------------------------------------------------------------


def test_a_sent_answer_is_taken_back_mended_and_sent_again(browser, a_round):
    sent = send(browser, browser.get("/svar?nr=9"), happened="Møde")
    again = take_back(browser, sent)
    assert answer_of(9)["state"] == "draft"
    assert title(again) == TITLE
    assert form(again)["happened"] == "Møde"
    send(browser, again, happened="Møde den 3.")
    assert [one["happened"] for one in statuses(9)][1:] == ["Møde", "Møde den 3."]
    assert answer_of(9)["state"] == "submitted"
    assert "Tag svaret tilbage og ret det" in words(browser.get("/svar?nr=9"))


def test_a_returned_answer_says_why_and_starts_from_what_was_sent(browser, a_round, seeded_db):
    send(browser, browser.get("/svar?nr=9"), happened="Møde")
    sent = answer_of(9)
    secretary = builders.as_user(builders.a_user(seeded_db, "secretary", name="Test Sekretær"))
    mending.return_answer(secretary, sent["id"], "Skriv <risici>", version=sent["version"])
    page = browser.get("/svar?nr=9")
    assert "Sendt tilbage af Test Sekretær: Skriv <risici>" in words(page)
    assert form(page)["happened"] == "Møde"
    assert 'value="unchanged"' not in page.text
    send(browser, page, risks="Vejret")
    assert statuses(9)[-1]["risks"] == "Vejret"


# --- drafts -----------------------------------------------------------------------------------


def keep(browser, page, **typed):
    said = form(page) | typed
    return browser.post("/svar/kladde", token=said.pop("form"), **said)


def test_a_draft_is_there_on_another_machine_and_looking_alone_keeps_none(browser, a_round, lead):
    page = browser.get("/svar?nr=9")
    assert answer_of(9)["draft"] is None
    kept = keep(browser, page, happened="Halvvejs", next_step_date_text="ultimo juni").json()
    assert kept["kept"] == "Kladden er gemt."
    assert "21.–30. juni 2022 (sidst i perioden; årstallet er gættet)" in kept["echo"]
    assert json.loads(answer_of(9)["draft"])["happened"] == "Halvvejs"
    again = Browser().let_in(lead).get("/svar?nr=9")
    assert form(again)["happened"] == "Halvvejs"
    assert form(again)["version"] == str(kept["version"])
    assert 'class="touched' in again.text, "so it is not offered as unchanged"
    assert len(statuses(9)) == 1


def test_two_drafts_meet_and_neither_is_lost(browser, a_round, seeded_db):
    page = browser.get("/svar?nr=9")
    secretary = builders.as_user(builders.a_user(seeded_db, "secretary", name="Test Sekretær"))
    nine, answer = builders.proposal_id(9), answer_of(9)["id"]
    drafts.keep(secretary, nine, answer, {"happened": "Deres"}, version=1)
    kept = keep(browser, page, happened="Min")
    assert kept.status_code == 409
    assert "En anden skriver også på dette svar" in kept.json()["said"]
    assert "Test Sekretær" in kept.json()["said"]
    beside = " ".join(re.sub(r"<[^>]+>", " ", kept.json()["beside"]).split())
    assert "Hvad skete der Min Deres" in beside
    assert kept.json()["theirs"] == {"happened": "Deres", "version": 2}
    told = "Formularen begynder med kladden af Test Sekretær"
    assert told in words(browser.get("/svar?nr=9")), "opened anew it says whose it is"
    own = keep(browser, page, happened="Min", version="2")
    assert own.status_code == 200, "mine is chosen"
    assert told not in words(browser.get("/svar?nr=9"))
    assert json.loads(answer_of(9)["draft"])["happened"] == "Min"
    send(browser, page, happened="Min")
    assert statuses(9)[-1]["happened"] == "Min"


def test_outside_a_round_only_the_date_is_echoed(browser):
    told = keep(browser, browser.get("/svar?nr=9"), next_step_date_text="en dag").json()
    assert "▲ »en dag« kan ikke læses som en dato" in told["echo"]
    assert "kept" not in told


# --- who may ----------------------------------------------------------------------------------


def test_a_stranger_is_sent_to_the_sign_in_and_back(a_round):
    answer = Browser(address="192.0.2.7").get("/svar?nr=9")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/log-ind?next=%2Fsvar%3Fnr%3D9"


def test_signed_out_while_typing_the_draft_says_so_and_sending_leads_back(browser, a_round):
    page = browser.get("/svar?nr=9")
    browser.cookies.delete("portfolio_session")
    kept = keep(browser, page, happened="Min")
    assert kept.status_code == 401
    assert "Du er logget ud" in kept.json()["said"]
    said = form(page)
    answer = browser.post("/svar", token=said.pop("form"), act="send", **said)
    assert (
        answer.headers["location"] == "/log-ind?next=%2Fsvar%3Fportefolje%3Dcivilsamfund%26nr%3D9"
    )
    assert len(statuses(9)) == 1


def test_somebody_elses_proposal_is_not_answered(browser, a_round, caplog):
    with caplog.at_level(logging.WARNING):
        page = browser.get("/svar?nr=4")
    assert "proposal 4" in caplog.text
    assert "Du svarer ikke for forslag 4" in words(page)
    assert not form(page)


@pytest.mark.parametrize("role", [Role.READER, Role.DIRECTOR])
def test_readers_and_directors_give_no_status(lead, seeded_db, role):
    here = Browser().let_in(builders.a_user(seeded_db, role, "fritid-og-kultur"))
    assert not form(here.get("/svar?nr=9"))


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.ADMINISTRATOR])
def test_the_secretary_answers_for_anybody(seeded_db, role):
    here = Browser().let_in(builders.a_user(seeded_db, role, name="Test Sekretær"))
    page = send(here, here.get("/svar?nr=4"), rag="green", happened="Ringet op")
    assert statuses(4)[0]["author"] == "Test Sekretær"
    assert "Status på forslag 4 er sendt" in words(page)
    assert 'href="/runder"' in page.text


def test_a_role_taken_away_while_typing_keeps_the_words_to_be_copied(browser, a_round, seeded_db):
    page = browser.get("/svar?nr=9")
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "declined", "2022-04-30")
    page = send(browser, page, happened="Min <tekst>")
    assert page.status_code == 403
    assert "Du svarer ikke for forslag 9" in words(page)
    assert "Min <tekst>" in words(page)
    assert len(statuses(9)) == 1


def test_whoever_is_at_the_machine_is_said_in_words(seeded_db):
    builders.a_round(seeded_db, "2022-05-06", 4)
    here = Browser()
    send(here, here.get("/svar?nr=4"), rag="green")
    assert "af bruger uden konto" in words(here.get("/svar?nr=4"))


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}]
)
def test_a_form_of_somebody_elses_page_does_nothing(browser, a_round, headers):
    said = form(browser.get("/svar?nr=9"))
    answer = browser.post("/svar", token=said.pop("form"), headers=headers, act="unchanged", **said)
    assert answer.status_code == 422
    assert len(statuses(9)) == 1
    assert browser.post("/svar/kladde", token="x", headers=headers, **said).status_code == 400


def test_too_much_text_is_refused_and_what_is_long_is_said_at_its_field(browser, a_round):
    page = browser.get("/svar?nr=9")
    assert "der er plads til 2000" in words(send(browser, page, happened="æ" * 2001))
    assert "for stor" in words(send(browser, page, happened="æ" * 40_000))
    assert len(statuses(9)) == 1


def test_an_old_link_to_the_form_leads_here(browser, a_round):
    answer = browser.get("/mine?nr=9&portefolje=civilsamfund")
    assert answer.headers["location"] == "/svar?nr=9&portefolje=civilsamfund"


def test_a_fault_is_said_with_its_number(browser, a_round, monkeypatch, caplog):
    # The package's own ``routes`` are the addresses.
    monkeypatch.setattr(sys.modules["portfolio.web.rounds.asked"], "found", lambda *_given: 1 / 0)
    with caplog.at_level(logging.ERROR):
        page = browser.get("/svar?nr=9")
    assert page.status_code == 500
    assert "Noget gik galt" in words(page)
    assert caplog.records[-1].exc_info


def test_every_stage_can_be_chosen_but_being_set_aside(browser, a_round):
    offered = re.findall(r'<option value="([^"]*)"', browser.get("/svar?nr=9").text)
    assert set(offered) == {stage.value for stage in Stage} - {"not_pursued"}
