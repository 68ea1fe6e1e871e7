"""Nyt siden mødet: what somebody who was away sees, by day, role and language."""

import builders
import pytest
import screen
import sqlalchemy as sa
from mailserver import in_use

from portfolio import store
from portfolio.store import schema
from portfolio.store.schema import change_log, reminders


@pytest.mark.parametrize(
    ("lang", "title", "waits"),
    [
        ("da", "Nyt siden mødet", "Åbent, ingen har spurgt: besluttet 4. april 2022"),
        ("en", "New since the meeting", "Open, nobody has asked: decided 4 April 2022"),
    ],
)
def test_whoever_missed_the_meeting_reads_what_was_decided(app, seeded_db, lang, title, waits):
    page = app("digest", lang=lang)
    assert not page.error
    assert screen.title(page) == title
    said = screen.words(page).replace("\\", "")
    assert waits in said
    assert "7.4" in said
    assert "Direktionens møde den 4. april 2022" in said
    assert "papir=referat&moede=direktionen-2022-04-04" in said


def test_from_a_later_day_only_what_came_since(app, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", rag="red", reason="*Ingen* midler")
    page = app("digest", siden="2022-04-10")
    said = screen.words(page)
    assert "7\\.4" not in said
    assert "7.4" not in said
    assert "*Ingen* midler" in said
    assert "Siden 10" in said


def test_a_day_before_anything_is_known_says_so(app, seeded_db):
    page = app("digest", dato="2022-04-01")
    assert not page.error
    assert "Der er ikke besluttet noget, og intet har flyttet sig" in screen.words(page)
    assert "Der er ikke registreret beslutninger i perioden." in screen.words(page)
    assert "Ingen forslag har flyttet sig." in screen.words(page)


def test_a_lead_sees_what_waits_and_the_way_to_it(app, seeded_db, signed_in):
    builders.an_answer(seeded_db, 1, "kommunikation", "asked", "2022-04-10")
    builders.a_round(seeded_db, "2022-05-10", 1)
    signed_in(builders.a_user(seeded_db, "lead", "kommunikation"))
    said = screen.words(app("digest")).replace("\\", "")
    assert "Senest 10. maj 2022: Testmødet" in said
    assert "Kommunikation er bedt om at tage ansvaret." in said
    assert "(/mine)" in said


def test_a_director_sees_what_is_to_be_decided_and_a_reader_does_not(app, seeded_db, signed_in):
    builders.a_status(seeded_db, 5, "2022-04-20", decision_needed="Skal vi?")
    signed_in(builders.a_user(seeded_db, "director"))
    assert "Skal vi?" in screen.words(app("digest"))
    signed_in(builders.a_user(seeded_db, "reader"))
    assert "Skal vi?" not in screen.words(app("digest"))


def test_what_waits_in_another_portfolio_says_which(app, seeded_db, signed_in):
    builders.a_status(seeded_db, 5, "2022-04-20", decision_needed="Skal vi?")
    builders.a_status(
        seeded_db, 5, "2022-04-20", decision_needed="Og her?", portfolio="boligmangel"
    )
    signed_in(builders.a_user(seeded_db, "director"))
    lines = screen.words(app("digest")).splitlines()
    (here,) = (line for line in lines if "Skal vi?" in line)
    (there,) = (line for line in lines if "Og her?" in line)
    assert "· Mangel på boliger" in there
    assert "·" not in here


def test_what_the_data_holds_shows_as_itself(app, seeded_db):
    evil = "<script>x</script> **b** [x](/y) {{ 1 }}"
    d = schema.decisions
    builders.set_on(seeded_db, d, d.c.number == "7.4", decision=evil, difference=evil)
    builders.set_on(seeded_db, schema.meetings, sa.true(), title=evil)
    builders.renamed(seeded_db, 4, evil)
    builders.a_status(seeded_db, 4, "2022-04-20", rag="red", reason=evil, decision_needed=evil)
    page = app("digest")
    assert screen.words(page).count(evil) >= 5
    assert "<script" not in "".join(screen.fragments(page))


def test_more_than_fit_are_folded_and_none_is_lost(app, seeded_db, monkeypatch):
    monkeypatch.setattr("portfolio.screens.mails.digest._SHOWN", 4)
    html = "".join(screen.fragments(app("digest", siden="2022-04-03")))
    assert [html.count(f"<summary>{n} til</summary>") for n in (3, 5)] == [1, 1]
    assert html.count("/forslag?nr=") >= 9
    assert all(
        f"beslutning={n}&" in html for n in ("7.1", "7.2", "7.3", "7.4", "8.1", "8.2", "8.3")
    )


def test_an_empty_database_says_what_to_do(app, empty_db):
    page = app("digest")
    assert not page.error
    assert screen.title(page) == "Nyt siden mødet"


# --- as mail ---------------------------------------------------------------------------------


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A mail server on this machine that the program is set to use."""
    with in_use(tmp_path, monkeypatch) as running:
        yield running


@pytest.fixture
def directors(seeded_db):
    builders.a_user(seeded_db, "director", email="a@kommune.test", name="Anna")
    builders.a_user(seeded_db, "director", email="b@kommune.test", name="Bo")
    builders.a_user(seeded_db, "reader", email="uden-adresse", name="Carl")
    builders.a_user(seeded_db, "director", email="d@kommune.test", disabled_at="2022-04-30")
    return builders.a_user(seeded_db, "secretary", email="s@kommune.test", name="Dorte")


def opened_form(page):
    (pill,) = page.pills
    assert [option.content for option in pill.proto.options] == ["Send den som mail …"]
    return pill.set_value("send").run()


def go(page):
    (button,) = (one for one in page.button if one.label.startswith("Send til"))
    return button


def log_lines():
    with store.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(change_log)).scalar_one()


def test_it_is_sent_to_the_directors_and_says_so_and_never_twice(app, directors, server, signed_in):
    signed_in(directors)
    before = log_lines()
    page = opened_form(app("digest"))
    assert "Den sendes til **2**: Anna, Bo." in screen.words(page)
    page = go(page).click().run()
    assert [box.value for box in page.success] == ["»Nyt siden mødet« er sendt til 2."]
    assert server.box.to == ["a@kommune.test", "b@kommune.test"]
    assert "opsummering?siden=2022-04-04&portefolje=civilsamfund" in str(
        server.box.mails[0].get_body(("plain",)).get_content()
    )
    with store.reading() as connection:
        states = connection.execute(sa.select(reminders.c.state)).scalars().all()
    assert states == ["sent", "sent"]
    assert log_lines() == before
    page = opened_form(app("digest"))
    said = screen.words(page)
    assert "**Ingen** ville få den." in said
    assert "- Anna: har allerede fået den samme" in said
    assert not [one for one in page.button if one.label.startswith("Send til")]


def test_others_are_chosen_and_who_cannot_be_written_to_is_named(app, directors, server, signed_in):
    signed_in(directors)
    page = opened_form(app("digest"))
    (to,) = page.multiselect
    page = to.set_value(["s@kommune.test", "uden-adresse"]).run()
    said = screen.words(page)
    assert "Den sendes til **1**: Dorte." in said
    assert "- Carl: har ingen adresse, der kan sendes mail til" in said
    (said,) = go(page).click().run().success
    assert "»Nyt siden mødet« er sendt til 1." in said.value
    assert "- Carl: har ingen adresse" in said.value
    assert server.box.to == ["s@kommune.test"]


def test_what_the_mail_server_refuses_is_said(app, directors, server, signed_in):
    signed_in(directors)
    server.box.answers["RCPT"] = ["550 ukendt", "250 OK"]
    page = go(opened_form(app("digest"))).click().run()
    (said,) = screen.warnings(page)
    assert "»Nyt siden mødet« er sendt til 1." in said
    assert "a@kommune.test" in said
    assert "550 ukendt" in said
    page = go(opened_form(app("digest"))).click().run()
    assert server.box.to == ["b@kommune.test", "a@kommune.test"]


def test_without_a_mail_server_it_says_whom_to_ask(app, directors, signed_in, monkeypatch):
    for name in ("PORTFOLIO_SMTP_HOST", "PORTFOLIO_SMTP_FROM", "PORTFOLIO_URL_PUBLIC"):
        monkeypatch.delenv(name, raising=False)
    signed_in(directors)
    page = app("digest")
    assert "Bed it-afdelingen" in screen.words(page)
    assert not page.pills


def test_without_users_there_is_nobody_to_send_to(app, seeded_db, server):
    assert "Der er ingen brugere at sende til endnu." in screen.words(opened_form(app("digest")))


@pytest.mark.parametrize("role", ["reader", "lead", "director"])
def test_who_may_not_send_is_not_offered_it(app, seeded_db, server, signed_in, role):
    signed_in(builders.a_user(seeded_db, role))
    assert not app("digest").pills


def test_a_day_gone_by_is_not_sent(app, directors, server, signed_in):
    signed_in(directors)
    assert not app("digest", dato="2022-04-20").pills
