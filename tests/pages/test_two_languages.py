"""A screen in English shows no Danish that is not content, and the other way round."""

from datetime import date
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

import pytest
from builders import a_review, a_round, a_user
from foreign import foreign, texts, transcribe
from streamlit.testing.v1 import AppTest
from vocabularies import in_other_words, ours
from workshop_builders import a_held_workshop

from portfolio.language import LANGUAGES
from portfolio.usecases.content import NOUNS
from portfolio.usecases.seeding import setup

ROOT = Path(__file__).parents[2]
PAGES = [
    ("overview", {}),
    ("proposal", {}),
    ("proposal", {"nr": "4"}),
    ("timeline", {}),
    ("strategy", {}),
    ("strategy", {"pulje": "frie-bymidter"}),
    ("calculator", {}),
    ("places", {}),
    ("decisions", {}),
    ("gaps", {}),
    ("all", {}),
    ("reviews", {}),
    ("follow_ups", {}),
    ("workshops", {}),
    ("compare", {}),
    ("digest", {}),
    ("mine", {}),
    ("rounds", {}),
    ("papers", {}),
    ("log", {}),
    ("settings", {}),
    *(("content", {"slags": noun}) for noun in NOUNS),
]


@pytest.fixture(scope="module")
def filled(databases, tmp_path_factory):
    """A portfolio with something on every page, all of it in Cyrillic letters; made once."""
    with pytest.MonkeyPatch.context() as here:
        here.setenv("PORTFOLIO_TODAY", "2022-05-01")
        folder = tmp_path_factory.mktemp("cyrillic")
        address = databases.new(setup.SEED_FOLDER, folder, demo_until=date(2022, 5, 1))
        here.setenv("PORTFOLIO_URL", address)
        a_round(address, "2022-05-10", 1, 2)
        a_review(address, 4)
        a_held_workshop()
        a_user(address, "director", email="a@kommune.test")
        transcribe(address)
        yield address
    databases.drop(address)


@pytest.fixture
def cyrillic_db(filled, signed_in, monkeypatch):
    """It, opened by a secretary where mail can be sent."""
    monkeypatch.setenv("PORTFOLIO_URL", filled)
    monkeypatch.setenv("PORTFOLIO_URL_PUBLIC", "https://tracker.kommune.test")
    monkeypatch.setenv("PORTFOLIO_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("PORTFOLIO_SMTP_FROM", "tracker@kommune.test")
    signed_in(a_user(filled, "secretary", name="Лене"))
    return filled


@pytest.fixture
def other_words_db(cyrillic_db):
    """It, of an organisation with words of its own."""
    with in_other_words(cyrillic_db):
        yield cyrillic_db


@pytest.fixture
def opened(app):
    """``opened("digest", "en")``: the page in that language; pages after the first cost less."""
    screens = {}

    def opened(page: str, lang: str, **query: str) -> AppTest:
        if lang not in screens:
            screens[lang] = app(lang=lang)
        shown = screens[lang]
        path = next((ROOT / "pages").glob(f"*/{page}.py")).relative_to(ROOT)
        shown.switch_page(str(path))
        shown.query_params.clear()
        for name, value in {"lang": lang, **query}.items():
            shown.query_params[name] = value
        shown.run()
        assert not shown.exception
        return shown

    return opened


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_screen_speaks_one_language(opened, cyrillic_db, signed_in, lang):
    found = []
    for page, query in PAGES:
        shown = opened(page, lang, **query)
        found += [f"{page} {query}: {said}" for said in foreign(texts(shown), lang)]
    form = opened("digest", lang).pills[0].set_value("send").run()
    found += foreign(texts(form), lang)
    signed_in(a_user(cyrillic_db, "administrator", name="Бо"))
    found += foreign(texts(opened("settings", lang)), lang)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_screen_says_things_by_the_organisations_words(opened, other_words_db, lang):
    """What is typed is Cyrillic: a word of ours that is left is the program's own."""
    found = []
    more = [(page, {}) for page in ("requests", "notices", "search", "present", "lists", "minutes")]
    for page, query in [*PAGES, *more]:
        shown = opened(page, lang, **query)
        found += [f"{page} {query}: {said}" for said in ours(texts(shown), lang)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_people_typed_is_in_neither_language(opened, cyrillic_db, lang):
    """The test above would say nothing of a page that is empty, or full of typed words."""
    said = " ".join(texts(opened("proposal", lang, nr="4")))
    assert "функтионер" in said
    assert "Hjælpe" not in said


@pytest.mark.parametrize(("lang", "slip"), [("en", "Til hvem"), ("da", "To whom")])
def test_a_slip_is_seen(opened, cyrillic_db, monkeypatch, lang, slip):
    """What the English catalogue once did, and what a forgotten translation does."""
    kind = NullTranslations if lang == "en" else GNUTranslations
    known = kind.gettext
    monkeypatch.setattr(
        kind, "gettext", lambda self, words: slip if words == "To whom" else known(self, words)
    )
    form = opened("digest", lang).pills[0].set_value("send").run()
    assert [said.partition(": ")[2] for said in foreign(texts(form), lang)] == [slip]
