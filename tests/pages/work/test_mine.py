"""Mine forslag: what is asked of the reader and how far it is. Answering: tests/web/rounds."""

import builders
import pytest
import screen
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.model import PartyRole, Rag, Stage
from portfolio.domain.permissions import Role
from portfolio.domain.status import Answer
from portfolio.store.schema import parties, proposal_parties, round_answers
from portfolio.usecases.rounds import answers, mending
from portfolio.usecases.use_case import COMMAND

A_STATUS = Answer(stage=Stage.PROPOSED, rag=Rag.GREEN)


@pytest.fixture
def lead(seeded_db, signed_in):
    """Signed in: asked about 1, accepted 9, which has a status from 20 April."""
    user = builders.a_lead(seeded_db)
    signed_in(user)
    return user


@pytest.fixture
def a_round(lead, seeded_db):
    return builders.a_round(seeded_db, "2022-05-06", 1, 9, title="Status til Direktionen")


def answer_of(number: int) -> dict:
    with store.reading() as connection:
        found = sa.select(round_answers).where(
            round_answers.c.proposal_id == builders.proposal_id(number)
        )
        return dict(connection.execute(found).mappings().one())


# --- the list ---------------------------------------------------------------------------------


def test_the_list_says_what_is_asked_and_by_when(app, a_round):
    said = screen.words(app("mine"))
    assert "**Status til Direktionen** · svar senest 6. maj 2022 (om 5 dage) · 0 af 2 sendt" in said
    assert said.count("Venter på dit svar") == 2
    assert "Kvalificering · 10 % · status fra 20. april 2022" in said
    assert "Velfærdsfunktioner" not in said
    ways = screen.links(app("mine"))
    assert ways["Svar på 2 forslag"] == "/svar"
    assert ways["Svar: 9 Positive fællesskaber for udsatte børn og unge"] == "/svar?nr=9"


def test_a_sent_answer_stays_in_its_place_and_says_so(app, a_round, seeded_db):
    before = [row for row in screen.links(app("mine")) if row[0].isdigit()]
    answers.submit(COMMAND, builders.proposal_id(1), A_STATUS, seen_seq=0, round_id=a_round)
    opened = app("mine")
    assert [row for row in screen.links(opened) if row[0].isdigit()] == before
    said = screen.words(opened)
    assert "1 af 2 sendt" in said
    assert "✓ Sendt" in said
    assert "Se det sendte" in said


def test_marks_in_what_people_write_are_shown_as_themselves(app, a_round, seeded_db):
    builders.renamed(seeded_db, 9, "<b>Titel</b>")
    assert "<b>Titel</b>" in screen.words(app("mine"))
    assert "&lt;b&gt;Titel" in "".join(screen.fragments(app("mine")))


def test_in_english_too(app, a_round):
    opened = app("mine", lang="en")
    assert screen.title(opened) == "My proposals"
    assert "answer by 6 May 2022 (in 5 days)" in screen.words(opened)
    assert screen.links(opened)["Answer on 2 proposals"] == "/svar?lang=en"


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2022-05-05", "svar senest 6. maj 2022 (om 1 dag)"),
        ("2022-05-06", "svar i dag, 6. maj 2022"),
        ("2022-05-07", "fristen var 6. maj 2022, men du kan svare, til runden bliver lukket"),
    ],
)
def test_the_deadline_as_it_comes_near_and_passes(app, a_round, monkeypatch, today, words):
    monkeypatch.setenv("PORTFOLIO_TODAY", today)
    assert words in screen.words(app("mine"))


def test_outside_a_round_a_status_can_be_given_all_the_same(app, lead):
    opened = app("mine")
    assert "Ingen runde er åben" in screen.words(opened)
    ways = screen.links(opened)
    assert ways["Giv status: 9 Positive fællesskaber for udsatte børn og unge"] == "/svar?nr=9"
    assert "Svar på 2 forslag" not in ways


def test_suggested_is_told_quietly_and_asks_for_nothing(app, seeded_db, signed_in):
    signed_in(builders.a_user(seeded_db, "lead", "fritid-og-kultur"))
    opened = app("mine")
    said = screen.words(opened)
    assert "Nævnt i referatet, men ikke spurgt" in said
    assert "Du har ingen forslag endnu" in said
    assert not [words for words in screen.links(opened) if words.startswith(("Svar", "Giv"))]


def a_told_tie(address, number):
    pp = proposal_parties.c
    mine = sa.select(parties.c.id).where(parties.c.code == "fritid-og-kultur").scalar_subquery()
    tie = sa.and_(pp.proposal_id == builders.proposal_id(number), pp.party_id == mine)
    builders.set_on(address, proposal_parties, tie, role=PartyRole.TOLD)


def test_what_the_secretary_told_is_not_said_to_stand_in_the_minutes(app, seeded_db, signed_in):
    signed_in(builders.a_user(seeded_db, "lead", "fritid-og-kultur"))
    a_told_tie(seeded_db, 1)
    said = screen.words(app("mine"))
    told, named = said.index("Oplyst af sekretæren"), said.index("Nævnt i referatet")
    assert told < said.index("1 ", told) < named < said.index("9 Positive")
    a_told_tie(seeded_db, 9)
    assert "referatet" not in screen.words(app("mine"))


@pytest.mark.parametrize("role", list(Role))
def test_every_role_can_open_its_own_page(app, seeded_db, signed_in, role):
    signed_in(builders.a_user(seeded_db, role))
    opened = app("mine")
    assert screen.title(opened) == "Mine forslag"
    assert not opened.error
    secretary = role in (Role.SECRETARY, Role.ADMINISTRATOR)
    assert ("men du kan svare for alle" in screen.words(opened)) == secretary


def test_nothing_yet(app, empty_db):
    opened = app("mine")
    assert screen.title(opened) == "Mine forslag"
    assert not opened.error


# --- sent back -------------------------------------------------------------------------------


def test_a_returned_status_is_marked_for_who_may_mend_it(app, a_round, seeded_db, signed_in):
    answers.submit(
        COMMAND, builders.proposal_id(9), None, seen_seq=1, round_id=a_round, unchanged=True
    )
    sent, secretary = answer_of(9), builders.a_user(seeded_db, "secretary", name="Test Sekretær")
    mending.return_answer(
        builders.as_user(secretary), sent["id"], "Skriv *risici*", version=sent["version"]
    )
    mark = ":red[■ Sendt tilbage af Test Sekretær\\: Skriv \\*risici\\*]"
    assert mark in screen.words(app("proposal", nr=9))
    assert screen.links(app("proposal", nr=9))["Ret status"] == "/svar?nr=9"
    assert mark not in screen.words(app("proposal", nr=9, dato="2022-04-25"))
    signed_in(secretary)
    assert mark in screen.words(app("proposal", nr=9))
    assert "■ sendt tilbage" in screen.words(app("rounds"))
    signed_in(builders.a_user(seeded_db, "director"))
    assert mark not in screen.words(app("proposal", nr=9))
