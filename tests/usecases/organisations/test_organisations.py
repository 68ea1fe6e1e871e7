"""Whose a portfolio is: its name, words, names, logo and habits, and who may say them."""

import io
import json

import builders
import pytest
import sqlalchemy as sa
from PIL import Image

from portfolio import language, store
from portfolio.errors import ConflictError, PortfolioError
from portfolio.language import _
from portfolio.queries.organisations import organisations as queries
from portfolio.store.schema import change_log, organisations, parties, portfolios
from portfolio.usecases.content import first_use
from portfolio.usecases.organisations import logo
from portfolio.usecases.organisations import organisations as deeds
from portfolio.usecases.organisations.organisations import Habits, Identity
from portfolio.vocabulary.nouns import PLAIN, OwnName
from portfolio.vocabulary.packed import TypedNoun

FIRST, SECOND = "civilsamfund", "digital-taskforce"
SEEDED = "Høje-Taastrup Kommune"


@pytest.fixture
def secretary(seeded_db):
    return builders.as_user(builders.a_user(seeded_db, "secretary"))


def kept(portfolio=FIRST):
    with store.reading() as connection:
        return queries.organisation(connection, portfolio=portfolio)


def say(who, version=None, portfolio=FIRST, **words):
    at = kept(portfolio).version if version is None else version
    deeds.choose_words(who, portfolio, words, version=at)


def lines(action):
    chosen = sa.select(change_log.c.before, change_log.c.after).where(change_log.c.action == action)
    with store.reading() as connection:
        return [tuple(map(json.loads, row)) for row in connection.execute(chosen)]


def a_picture(form="PNG", size=(300, 100), mode="RGB"):
    made = io.BytesIO()
    Image.new(mode, size).save(made, form)
    return made.getvalue()


def test_nothing_is_set_at_first(seeded_db):
    one = kept()
    assert (one.name, one.id, one.version) == (SEEDED, None, 1)
    assert one.vocabulary == PLAIN
    assert kept(SECOND).vocabulary.term("purpose").danish.one == "tema"


def test_nobodys_portfolio_has_our_words(empty_db):
    assert kept(None).vocabulary == PLAIN


def test_two_forms_are_typed_and_the_rest_is_guessed(secretary):
    say(secretary, proposal=TypedNoun("en", "indsats"), purpose=TypedNoun("et", "spor"))
    language.use("da", kept().vocabulary)
    assert _("Choose another proposal than this one.") == "Vælg en anden indsats end denne."
    assert _("Purposes") == "Spor"
    assert kept(SECOND).vocabulary.term("proposal").danish.many == "indsatser"
    assert lines("organisation.words") == [
        ({"words": []}, {"words": ["forslag: indsats", "formål: spor"]})
    ]


def test_a_name_is_enough_for_a_body(secretary):
    say(secretary, directorate=TypedNoun(the_one="Chefgruppen", english="the management group"))
    noun = kept().vocabulary.term("directorate")
    assert (noun.danish.one, noun.danish.the_one) == ("chefgruppe", "Chefgruppen")
    language.use("en", kept().vocabulary)
    assert _("To the directorate") == "To the management group"


def test_empty_again_is_our_word_again(secretary):
    say(secretary, proposal=TypedNoun("en", "indsats"))
    say(secretary, proposal=TypedNoun())
    assert kept().vocabulary == PLAIN
    assert kept().words is None


@pytest.mark.parametrize(
    "typed", ["{indsats}", "ind*sats", "‹det›", "<b>", "12", "x" * 41, "a_b", "[a](b)"]
)
def test_what_is_no_word_is_refused(secretary, typed):
    with pytest.raises(PortfolioError):
        say(secretary, proposal=TypedNoun("en", typed))
    assert kept().vocabulary == PLAIN


def test_forms_without_the_word_are_refused(secretary):
    with pytest.raises(PortfolioError, match="the word itself first"):
        say(secretary, proposal=TypedNoun(many="indsatser"))


def test_who_comes_second_is_told(secretary):
    say(secretary, proposal=TypedNoun("en", "indsats"), version=1)
    with pytest.raises(ConflictError, match="changed the organisation"):
        say(secretary, proposal=TypedNoun("et", "projekt"), version=1)
    assert kept().vocabulary.term("proposal").danish.one == "indsats"


def test_a_new_name_is_that_of_all_its_portfolios(secretary):
    said = Identity(name=" Nordby  Fonden ", kind="foundation", product="Indsatsblik")
    deeds.name(secretary, FIRST, said, version=1)
    for code in (FIRST, SECOND):
        assert kept(code).name == "Nordby Fonden"
        assert kept(code).vocabulary.term("municipality").danish.the_one == "fonden"
    language.use("da", kept().vocabulary)
    assert _("Portfolio tracker") == "Indsatsblik"
    assert _("The municipality pays") == "Fonden betaler"


def test_two_organisations_are_told_apart(secretary):
    builders.set_on(store.url(), portfolios, portfolios.c.code == SECOND, municipality="Sydby")
    say(secretary, proposal=TypedNoun("en", "indsats"))
    say(secretary, proposal=TypedNoun("et", "projekt"), portfolio=SECOND)
    said = [kept(code).vocabulary.term("proposal").danish.many for code in (FIRST, SECOND)]
    assert said == ["indsatser", "projekter"]
    with store.reading() as connection:
        assert dict(queries.whose(connection)) == {
            FIRST: SEEDED,
            SECOND: "Sydby",
            "boligmangel": SEEDED,
        }
    with pytest.raises(PortfolioError, match="Another organisation here is called"):
        deeds.name(secretary, SECOND, Identity(name=SEEDED), version=kept(SECOND).version)
    assert kept(SECOND).name == "Sydby"


def test_a_name_is_needed(secretary):
    with pytest.raises(PortfolioError, match="organisation's name"):
        deeds.name(secretary, FIRST, Identity(name="  "), version=1)


def test_stages_and_lights_have_own_names_and_rules(secretary):
    names = {
        ("stage", "running"): OwnName("I drift", "", "Når den første leverance er ude"),
        ("rag", "amber"): OwnName("Udfordret", "Challenged"),
    }
    deeds.choose_names(secretary, FIRST, names, version=1)
    assert dict(kept().vocabulary.names) == names
    same = {key: OwnName("Ens") for key in (("rag", "red"), ("rag", "amber"))}
    with pytest.raises(PortfolioError, match="Two are called"):
        deeds.choose_names(secretary, FIRST, same, version=2)


def test_what_a_review_begins_with(secretary):
    with store.reading() as connection:
        body = connection.execute(sa.select(parties.c.id).where(parties.c.code == "chefforum"))
        key = body.scalar_one()
    said = Habits(body_party_id=key, meeting_title="Fast punkt", meeting_time="kl. 9.30")
    deeds.choose_habits(secretary, FIRST, said, version=1)
    one = kept()
    assert (one.body_party_id, one.meeting_title, one.meeting_time) == (key, "Fast punkt", "09:30")
    for wrong in ({"meeting_time": "halv ti"}, {"meeting_minutes": 0}, {"body_party_id": "nix"}):
        with pytest.raises(PortfolioError):
            deeds.choose_habits(secretary, FIRST, Habits(**wrong), version=2)


def test_a_logo_is_a_sound_picture_and_no_larger_than_it_is_shown(secretary):
    logo.keep(secretary, FIRST, a_picture("JPEG", (4000, 1000)), version=1)
    with Image.open(io.BytesIO(logo.content(FIRST))) as picture:
        assert (picture.format, picture.size) == ("PNG", (800, 200))
    assert logo.content(SECOND) is not None  # of the same organisation
    logo.take_away(secretary, FIRST, version=2)
    assert logo.content(FIRST) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        a_picture("GIF", mode="P"),
        a_picture()[:60],
        b"\x89PNG\r\n\x1a\n" + b"x" * 100,
        b"x" * 2_000_001,
        a_picture("PNG", (6000, 6000), "1"),
    ],
    ids=["empty", "svg", "gif", "half", "no png", "large", "pixels"],
)
def test_what_is_no_logo_is_refused(secretary, content):
    with pytest.raises(PortfolioError, match="logo"):
        logo.keep(secretary, FIRST, content, version=1)
    assert kept().logo is None


def test_a_portfolio_is_shown_first(secretary):
    deeds.show_first(secretary, SECOND)
    with store.reading() as connection:
        order = sa.select(portfolios.c.code).order_by(portfolios.c.position)
        assert list(connection.execute(order).scalars()) == [SECOND, FIRST, "boligmangel"]
    with pytest.raises(PortfolioError, match="Choose a portfolio"):
        deeds.show_first(secretary, "nix")


def test_a_portfolio_of_ones_own_comes_from_no_minutes(empty_db):
    beginning = first_use.Beginning("Nordby", "Indsatser", ["Et formål"], [["1 Et forslag"]])
    first_use.start(
        builders.as_user(builders.a_user(empty_db, "secretary")),
        beginning,
        today=builders.date(2022, 5, 1),
    )
    assert not kept(None).vocabulary.in_minutes


def test_no_row_is_made_for_what_is_refused(secretary):
    with pytest.raises(PortfolioError):
        deeds.name(secretary, FIRST, Identity(name=""), version=1)
    with store.reading() as connection:
        assert connection.execute(sa.select(organisations)).first() is None
