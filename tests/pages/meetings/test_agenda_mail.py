"""The agenda as mail from its review: to whom, once each, what goes with it, and what fails."""

from datetime import date

import builders
import pytest
import screen
import sqlalchemy as sa
from icalendar import Calendar
from mailserver import in_use

from portfolio import store
from portfolio.store.schema import reminders, reviews
from portfolio.usecases.reviews import arranging, planning

DAY = date(2022, 5, 16)


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A mail server on this machine that the program is set to use."""
    with in_use(tmp_path, monkeypatch) as running:
        yield running


@pytest.fixture
def secretary(seeded_db):
    builders.a_user(seeded_db, "director", email="d@kommune.test", name="Dina", language="en")
    builders.a_user(seeded_db, "lead", "suoc", email="l@kommune.test", name="Lars")
    builders.a_user(seeded_db, "reader", email="r@kommune.test", name="Rita")
    return builders.as_user(
        builders.a_user(seeded_db, "secretary", email="s@kommune.test", name="Sonja")
    )


@pytest.fixture
def review(seeded_db, secretary, signed_in):
    """A review that talks about 4, which a centre has been asked to take, and 1."""
    signed_in(secretary.user_id)
    builders.a_status(seeded_db, 4, "2022-04-25", rag="red", reason="Stop", decision_needed="Ja?")
    with store.reading() as connection:
        body = connection.execute(
            sa.text("SELECT id FROM parties WHERE code = 'direktionen'")
        ).scalar_one()
    return planning.make_review(
        secretary,
        portfolio="civilsamfund",
        title="Gennemgang i maj",
        body_party_id=body,
        held_on=DAY,
        starts_at="9.30",
        place="Lokale T",
        minutes=20,
    )


def version(review):
    with store.reading() as connection:
        chosen = sa.select(reviews.c.version).where(reviews.c.id == review)
        return connection.execute(chosen).scalar_one()


def opened(app, **asked):
    page = app("reviews", **asked)
    (pill,) = page.pills
    return pill.set_value("send").run()


def field(page, label):
    (found,) = (one for one in page.multiselect if one.label == label)
    return found


def go(page):
    (button,) = (one for one in page.button if one.label.startswith("Send til"))
    return button.click().run()


def without_papers(page):
    return field(page, "Dokumenter, der følger med").set_value([]).run()


def log():
    with store.reading() as connection:
        chosen = sa.select(reminders.c.email, reminders.c.state, reminders.c.kind)
        return sorted(tuple(row) for row in connection.execute(chosen))


def calendar_of(message):
    (part,) = (
        one
        for one in message.walk()
        if one.get_content_type() == "text/calendar" and not one.is_attachment()
    )
    return part.get_param("method"), Calendar.from_ical(part.get_payload(decode=True))


def test_it_goes_to_those_who_attend_with_papers_and_the_invitation(app, review, server):
    page = opened(app, gennemgang=review)
    assert "Den sendes til **2**: Dina, Sonja." in screen.words(page)
    page = go(page)
    assert [box.value for box in page.success] == ["Mailen er sendt til 2."]
    assert sorted(server.box.to) == ["d@kommune.test", "s@kommune.test"]
    by_address = dict(zip(server.box.to, server.box.mails, strict=True))
    mine, hers = by_address["s@kommune.test"], by_address["d@kommune.test"]
    assert mine["Subject"] == "Dagsorden: Gennemgang i maj, 16. maj 2022"
    assert hers["Subject"] == "Agenda: Gennemgang i maj, 16 May 2022"
    assert mine["Reply-To"] == "s@kommune.test"
    text = mine.get_body(("plain",)).get_content()
    assert "Direktionen · 16. maj 2022 kl. 9.30 · Lokale T · 20 min." in text
    assert "- 1. " not in text
    assert "1. Velfærdsfunktioner" in text
    assert "· forslag 4 ·" in text
    assert f"/gennemgang?gennemgang={review}" in text
    names = [part.get_filename() for part in mine.iter_attachments()]
    assert names == [
        "portefoeljegennemgang-2022-05-16.ics",
        "direktionssag-civilsamfund-2022-05-01.docx",
        "statusark-civilsamfund-2022-05-01.pdf",
    ]
    assert all(part.get_payload(decode=True) for part in mine.iter_attachments())
    method, event = calendar_of(mine)
    assert (method, str(event["METHOD"])) == ("REQUEST", "REQUEST")
    assert "Sendt som mail" in screen.words(app("reviews", gennemgang=review))


def test_it_is_not_sent_twice_and_who_lacks_it_can_be_sent_it(app, review, server):
    go(without_papers(opened(app, gennemgang=review)))
    page = without_papers(opened(app, gennemgang=review))
    to = field(page, "Til hvem")
    assert to.value == []  # all who attend have it
    page = to.set_value(["d@kommune.test", "Ekstern@Firma.test"]).run()
    said = screen.words(page)
    assert "- Dina: har allerede fået den samme" in said
    assert "Den sendes til **1**: ekstern@firma.test." in said
    go(page)
    assert server.box.to[2:] == ["ekstern@firma.test"]


def test_a_changed_agenda_can_be_sent_to_those_who_have_the_earlier_one(
    app, review, server, secretary
):
    go(without_papers(opened(app, gennemgang=review)))
    arranging.add_item(secretary, review, title="Budget", version=version(review))
    page = opened(app, gennemgang=review)
    assert "har den tidligere" in screen.words(page)
    assert sorted(field(page, "Til hvem").value) == ["d@kommune.test", "s@kommune.test"]
    go(without_papers(page))
    assert len(server.box.to) == 4
    first, last = (calendar_of(server.box.mails[at])[1].walk("VEVENT")[0] for at in (0, -1))
    assert first["UID"] == last["UID"]
    assert "Budget" in last["DESCRIPTION"]


def test_moved_the_invitation_is_the_same_one_with_a_higher_sequence(
    app, review, server, secretary
):
    go(without_papers(opened(app, gennemgang=review)))
    planning.set_slot(
        secretary,
        review,
        title="Gennemgang i maj",
        held_on=date(2022, 5, 23),
        starts_at="10",
        place=None,
        minutes=20,
        version=version(review),
    )
    go(without_papers(opened(app, gennemgang=review)))
    events = [calendar_of(mail)[1].walk("VEVENT")[0] for mail in server.box.mails]
    assert len({str(one["UID"]) for one in events}) == 1
    assert events[-1]["SEQUENCE"] > events[0]["SEQUENCE"]
    assert events[-1]["DTSTART"].dt.date() == date(2022, 5, 23)


def test_called_off_those_who_have_it_are_told_and_nobody_else(app, review, server, secretary):
    go(without_papers(opened(app, gennemgang=review)))
    planning.call_off(secretary, review, "Ferie", version=version(review))
    page = opened(app)
    assert "er aflyst. 2 har dagsordenen" in screen.words(page)
    page = go(page)
    assert sorted(server.box.to[2:]) == ["d@kommune.test", "s@kommune.test"]
    last = server.box.mails[-1]
    method, event = calendar_of(last)
    assert (method, str(event.walk("VEVENT")[0]["STATUS"])) == ("CANCEL", "CANCELLED")
    assert "Ferie" in last.get_body(("plain",)).get_content()
    assert not list(last.iter_attachments())[1:]  # no papers
    assert "har dagsordenen" not in screen.words(app("reviews"))


def test_one_called_off_that_nobody_has_heard_of_asks_for_nothing(app, review, server, secretary):
    planning.call_off(secretary, review, "Ferie", version=version(review))
    assert "har dagsordenen" not in screen.words(app("reviews"))


def test_the_leads_of_what_stands_on_it_and_all_with_an_account_are_offered(
    app, review, server, seeded_db
):
    options = field(opened(app, gennemgang=review), "Til hvem").options
    assert options[:2] == ["Dina · deltager", "Sonja · deltager"]
    assert any(option.startswith("Rita · ") for option in options)


def test_the_mail_server_going_down_in_the_middle_is_said_and_the_rest_is_sent_later(
    app, review, server
):
    server.box.answers["RCPT"] = ["250 OK", "550 ukendt"]
    page = go(without_papers(opened(app, gennemgang=review)))
    (said,) = screen.warnings(page)
    assert "Mailen er sendt til 1." in said
    assert "550 ukendt" in said
    assert [state for _email, state, _kind in log()] == ["sent", "failed"]
    page = app("reviews", gennemgang=review)
    assert "Ikke sendt til" in screen.words(page)
    page = without_papers(opened(app, gennemgang=review))
    field(page, "Til hvem").set_value(["d@kommune.test", "s@kommune.test"]).run()
    go(page)
    assert sorted(server.box.to) == ["d@kommune.test", "s@kommune.test"]
    assert [state for _email, state, _kind in log()] == ["sent", "sent"]


def test_what_is_no_address_is_said_and_nothing_is_sent(app, review, server):
    page = without_papers(opened(app, gennemgang=review))
    page = field(page, "Til hvem").set_value(["d@kommune.test", "vrøvl"]).run()
    assert "Der kan ikke sendes mail til vrøvl" in screen.words(page)
    assert not [one for one in page.button if one.label.startswith("Send til")]
    assert log() == []


def test_the_mail_is_shown_before_it_goes(app, review, server):
    page = without_papers(opened(app, gennemgang=review))
    page = page.text_area[0].set_value("Vi begynder præcist.").run()
    shown = "\n".join(one.value for one in page.text)
    assert "Hello Dina" in shown  # in her language
    assert "Vi begynder præcist.\n\nGennemgang i maj\nDirektionen" in shown


def test_without_a_mail_server_it_says_whom_to_ask(app, review, monkeypatch):
    for name in ("PORTFOLIO_SMTP_HOST", "PORTFOLIO_SMTP_FROM", "PORTFOLIO_URL_PUBLIC"):
        monkeypatch.delenv(name, raising=False)
    page = app("reviews", gennemgang=review)
    assert "Bed it-afdelingen" in screen.words(page)
    assert not page.pills
    # The calendar file needs no mail.
    assert "Til min kalender (ics)" in [one.label for one in page.get("download_button")]


@pytest.mark.parametrize("role", ["reader", "lead", "director"])
def test_who_does_not_plan_does_not_mail(app, review, server, seeded_db, signed_in, role):
    signed_in(builders.a_user(seeded_db, role))
    assert not app("reviews", gennemgang=review).pills
