"""A reminder as it is read: subject, text and HTML, in both languages, with hostile titles."""

import email
from dataclasses import replace
from datetime import date
from email import policy
from email.message import EmailMessage

import pytest
from foreign import texts_of_html
from vocabularies import INDSATS, PROJEKT, ours

from portfolio import language
from portfolio.domain.mails import NoticeKind, ReminderKind
from portfolio.domain.model import DecisionOutcome
from portfolio.language import LANGUAGES
from portfolio.queries.mails.letters import Letter, Line, Matter
from portfolio.queries.mails.notice import Notice
from portfolio.queries.mails.recipients import Capacity, Recipient
from portfolio.queries.mails.reminders import DueReminder
from portfolio.reports.mails import mail

SENDER, PUBLIC = "Porteføljetracker <tracker@kommune.test>", "https://tracker.kommune.test"


def a_line(kind: str = "overdue", number: int | None = 1, **given: object) -> Line:
    values = {
        "kind": ReminderKind(kind),
        "subject_id": "s",
        "occasion": "3",
        "title": "Testmødet",
        "day": date(2022, 5, 10),
        "words": "10. maj 2022",
        "number": number,
        "proposal_title": f"Titel {number}",
        "answer": "accepted",
    }
    why, meant_for = given.pop("why", Capacity.LEAD), given.pop("meant_for", ("Testcentret",))
    return Line(due=DueReminder(**(values | given)), why=why, meant_for=meant_for)


def a_letter(*matters: list[Line], **given: object) -> Letter:
    whole = tuple(Matter(send_key=f"k{n}", lines=tuple(m)) for n, m in enumerate(matters))
    reply_to = given.pop("reply_to", ())
    to = Recipient(**{"email": "leder@kommune.test", "name": "Test Leder", **given})
    return Letter(to=to, matters=whole, reply_to=reply_to)


def read(letter: Letter) -> EmailMessage:
    """The mail as it comes out at the other end."""
    made = mail.message(letter, sender=SENDER, public=PUBLIC)
    return email.message_from_bytes(made.as_bytes(), policy=policy.default)


def text(letter: Letter) -> str:
    return str(read(letter).get_body(("plain",)).get_content()).replace("\r\n", "\n")


def html(letter: Letter) -> str:
    return str(read(letter).get_body(("html",)).get_content())


def test_the_whole_text():
    assert text(a_letter([a_line(), a_line(number=9)])) == (
        "Hej Test Leder\n\n"
        "Fristen var 10. maj 2022\n"
        "»Testmødet« mangler stadig status på disse 2 forslag:\n"
        "- Forslag 1: Titel 1\n"
        "- Forslag 9: Titel 9\n"
        "Svar på Mine forslag: https://tracker.kommune.test/svar\n\n"
        "Du får mailen, fordi du er leder for Testcentret, som har sagt ja til ansvaret.\n\n"
        "Porteføljetracker\n"
    )


def test_the_reader_decides_the_language_and_nobody_elses_changes():
    said = text(a_letter([a_line()], language="en"))
    assert said.startswith("Hello Test Leder\n\nThe deadline was 10 May 2022\n")
    assert language.current() == "da"


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        ([a_line()], "Status på forslag 1 mangler: Fristen var 10. maj 2022"),
        ([a_line("due_soon")], "Status på forslag 1 senest 10. maj 2022"),
        (
            [a_line("due_soon", n) for n in (9, 1, 2)],
            "Status på forslag 1, 2 og 9 senest 10. maj 2022",
        ),
        ([a_line("due_soon", n) for n in range(1, 6)], "Status på 5 forslag senest 10. maj 2022"),
        ([a_line("silent")], "Intet nyt om forslag 1 siden 10. maj 2022"),
        ([a_line("milestone_soon", None, title="Åbning")], "Aftalt til 10. maj 2022: Åbning"),
        (
            [a_line("milestone_overdue", None, title="Åbning")],
            "Aftalt til 10. maj 2022, ikke registreret: Åbning",
        ),
    ],
)
def test_the_subject_says_what_and_by_when(lines, subject):
    assert read(a_letter(lines))["Subject"] == subject


def test_the_subject_says_that_there_is_more():
    assert read(a_letter([a_line()], [a_line("silent", 7)]))["Subject"] == (
        "Status på forslag 1 mangler: Fristen var 10. maj 2022 (+1 til)"
    )


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"answer": "asked"}, "leder for Testcentret, som er spurgt om ansvaret."),
        ({"answer": None}, "Du får mailen, fordi du er leder for Testcentret."),
        (
            {"why": Capacity.CONTACT},
            "Mailen var til lederen for Testcentret. Ingen dér logger ind her,"
            " så du får den som kontaktperson.",
        ),
        (
            {"why": Capacity.SECRETARY},
            "Mailen var til Testcentret. Der er hverken leder eller"
            " kontaktperson at skrive til, så du får den som"
            " porteføljesekretær.",
        ),
        (
            {"why": Capacity.SECRETARY, "meant_for": ()},
            "Ingen har ansvaret endnu, så du får mailen som porteføljesekretær.",
        ),
        ({"why": Capacity.ADMINISTRATOR}, "så du får den som administrator."),
        (
            {"why": Capacity.ADMINISTRATOR, "meant_for": ()},
            "der er ingen porteføljesekretær, så du får mailen som administrator.",
        ),
    ],
)
def test_each_mail_says_why(given, reason):
    letter = a_letter([a_line(**given)])
    assert reason in text(letter)
    assert reason in html(letter)


def test_several_reasons_say_which_proposals():
    other = a_line(number=9, why=Capacity.SECRETARY, meant_for=("Andet center",))
    assert mail.reasons(a_letter([a_line(), other])) == [
        "Forslag 1: Du får mailen, fordi du er leder for Testcentret, som har sagt ja til"
        " ansvaret.",
        "Forslag 9: Mailen var til Andet center. Der er hverken leder eller kontaktperson at skrive"
        " til, så du får den som porteføljesekretær.",
    ]


def test_who_cannot_sign_in_gets_no_link_but_an_address_to_answer():
    letter = a_letter([a_line(why=Capacity.CONTACT)], reply_to=("sek@kommune.test",))
    assert "http" not in text(letter)
    assert "href" not in html(letter)
    assert "Svar på mailen, så skriver porteføljesekretæren det ind." in text(letter)
    assert read(letter)["Reply-To"] == "sek@kommune.test"


@pytest.mark.parametrize(
    ("line", "address"),
    [
        (a_line(), "/svar"),
        (a_line(why=Capacity.SECRETARY), "/runder"),
        (a_line("silent", 7), "/forslag?nr=7"),
        (a_line("milestone_soon", 7), "/forslag?nr=7"),
        (a_line("milestone_soon", None), "/tidslinje"),
    ],
)
def test_the_link_leads_to_where_it_is_done(line, address):
    assert f"{PUBLIC}{address}\n" in text(a_letter([line]))
    assert f'href="{PUBLIC}{address}"' in html(a_letter([line]))


def test_no_title_or_name_becomes_a_header_or_html():
    evil = "Ny\r\nBcc: alle@kommune.test\r\n\r\n<script>alert(1)</script>"
    letter = a_letter(
        [a_line("milestone_soon", None, title=evil, words="10.\nmaj")], name=f"Leder{evil}"
    )
    made = read(letter)
    assert made["Bcc"] is None
    assert [address.addr_spec for address in made["To"].addresses] == ["leder@kommune.test"]
    assert "\n" not in made["Subject"]
    assert made["Subject"].strip().startswith("Aftalt til 10. maj: Ny Bcc:")
    assert "<script" not in html(letter)
    assert "&lt;script&gt;" in html(letter)
    assert "\nBcc" not in text(letter)


def test_a_very_long_title_leaves_a_readable_subject():
    assert len(read(a_letter([a_line("milestone_soon", None, title="x" * 900)]))["Subject"]) < 120


def test_the_headers_of_an_automatic_mail():
    made = read(a_letter([a_line()]))
    assert made["From"].addresses[0].display_name == "Porteføljetracker"
    assert made["Auto-Submitted"] == "auto-generated"
    assert made["Content-Language"] == "da"
    assert made["Message-ID"].endswith("@kommune.test>")
    assert made["Date"] is not None
    assert made.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in made.iter_parts()] == ["text/plain", "text/html"]


def test_the_same_letter_is_the_same_message_and_another_is_not():
    one, same, other = (
        a_letter([a_line()]),
        a_letter([a_line()]),
        a_letter([a_line()], [a_line("silent")]),
    )
    assert read(one)["Message-ID"] == read(same)["Message-ID"] != read(other)["Message-ID"]


def test_every_line_fits_a_mail_server():
    long = a_letter([a_line(proposal_title="ord " * 900, number=1)])
    made = mail.message(long, sender=SENDER, public=PUBLIC).as_bytes()
    assert max(len(line) for line in made.split(b"\r\n")) <= 998
    assert made.isascii()


def test_the_html_loads_nothing_and_says_its_language():
    said = html(a_letter([a_line()]))
    assert said.startswith('<!doctype html><html lang="da">')
    assert not any(tag in said for tag in ("<img", "src=", "url(", "<link", "<script"))


# --- in an organisation's own words --------------------------------------------------------------


def every_letter(language: str) -> list[Letter]:
    """One of each kind, to a reader in each capacity."""
    to = {"language": language, "name": "Ада"}
    said = {
        "title": "Тест",
        "meant_for": ("Ц",),
        "words": "Б",
        "proposal_title": "Т",
        "portfolio": "p",
    }
    lines = [a_line(kind, **said) for kind in ReminderKind if not kind.startswith("question")]
    lines += [a_line(number=None, **said), a_line(answer="asked", **said)]
    lines += [
        replace(
            lines[0],
            due=Notice(
                **vars(lines[0].due)
                | {"kind": kind, "at": "2022-05-01T10:00:00+00:00", "by": "Бо", "text": "Т"}
                | {"before": ("green", "proposed"), "after": ("red", "qualifying")}
                | {"outcome": outcome}
            ),
        )
        for kind in NoticeKind
        for outcome in DecisionOutcome
    ]
    return [
        replace(a_letter([replace(line, why=why)], **to), vocabulary=INDSATS)
        for line in lines
        for why in Capacity
    ]


def test_who_answers_in_two_organisations_is_spoken_to_in_the_words_of_each():
    letter = a_letter([a_line(number=1)], [a_line(number=2)])
    whole = zip(letter.matters, (INDSATS, PROJEKT), strict=True)
    apart = tuple(replace(matter, vocabulary=words) for matter, words in whole)
    said = text(replace(letter, matters=apart, vocabulary=INDSATS))
    assert said.index("Indsats 1: Titel 1") < said.index("Projekt 2: Titel 2")
    assert "Indsats 2" not in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_kind_of_mail_is_in_the_words_of_its_organisation(lang):
    letters = every_letter(lang)
    assert len(letters) > 100
    said = []
    for letter in letters:
        said += [*text(letter).splitlines(), *texts_of_html(html(letter)), mail.subject(letter)]
        said += mail.reasons(letter)
    assert ours(said, lang) == []
    assert any({"da": "indsats ", "en": "initiative "}[lang] in one.lower() for one in said)
