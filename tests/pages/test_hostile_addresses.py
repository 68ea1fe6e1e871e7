"""No name or value in an address can reach our own names, and the tab says what is shown."""

import ast
import logging
from pathlib import Path

import builders
import pytest
import screen
import streamlit as st

from portfolio.screens.frame import menu

ROOT = Path(__file__).parents[2]
PAGES = [Path(entry.file).stem for entry in menu.ENTRIES]
#: What pages do ask for; a wrong value of these has tests of its own.
ASKED = {"nr", "dato", "lang", "portefolje", "kilde", "kode", "sted"}


def every_name():
    """Each name that a function of ours takes: an address may bring any of them."""
    found = set()
    for path in [*(ROOT / "portfolio").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.arguments):
                found |= {one.arg for one in (*node.posonlyargs, *node.args, *node.kwonlyargs)}
    return found


HOSTILE = dict.fromkeys(sorted(every_name() - ASKED), "4") | {
    "__class__": "x",
    "": "intet",
    "a b": "\x00\u202e\u200b",
    "{nr}": "%s{0}",
    "æ": "<b>",
}


@pytest.mark.parametrize("page", PAGES)
def test_a_name_in_an_address_is_never_one_of_ours(app, seeded_db, page, caplog):
    with caplog.at_level(logging.ERROR):
        opened = app(page, **HOSTILE)
    assert not opened.error
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert screen.words(opened)


@pytest.mark.parametrize("page", ["proposal", "mine"])
def test_nor_on_the_page_of_one(app, seeded_db, page):
    assert not app(page, nr=4, **HOSTILE).error


def test_all_names_are_among_them():
    assert {"page", "text", "path", "language", "self", "words", "name", "value"} <= set(HOSTILE)


# --- the tab --------------------------------------------------------------------------------------


@pytest.fixture
def tabs(monkeypatch):
    """What the browser's tab has been called, the last last; AppTest shows none."""
    called, name = [], st.set_page_config

    def noted(**given):
        called.extend(filter(None, [given.get("page_title")]))
        name(**given)

    monkeypatch.setattr(st, "set_page_config", noted)
    return called


def test_the_tab_of_each_proposal_names_it(app, seeded_db, tabs):
    builders.renamed(seeded_db, 4, "Mødesteder\nog *foreninger*")
    app("proposal", nr=4)
    assert tabs[-1] == "4 Mødesteder og *foreninger* · Porteføljetracker"
    app("proposal", nr=5)
    assert tabs[-1].startswith("5 ")
    app("proposal")
    assert tabs[-1] == "Forslag · Porteføljetracker"


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_tab_of_any_other_page_says_which(app, seeded_db, tabs, lang):
    program = {"da": "Porteføljetracker", "en": "Portfolio tracker"}[lang]
    assert f"{screen.title(app('gaps', lang=lang))} · {program}" == tabs[-1]
