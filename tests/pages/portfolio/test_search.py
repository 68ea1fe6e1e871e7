"""The page of what a search has found, and the way to it from everywhere."""

import re

import builders
import pytest
import screen


@pytest.mark.parametrize(
    ("lang", "title", "said"),
    [("da", "Søg", "Skriv, hvad du leder efter"), ("en", "Search", "Write what you look for")],
)
def test_without_words_it_says_what_to_write(app, seeded_db, lang, title, said):
    opened = app("search", lang=lang)
    assert screen.title(opened) == title
    assert said in screen.words(opened)


def test_what_is_found_leads_to_its_page(app, seeded_db):
    opened = app("search", q="frie bymidter", dato="2022-04-20")
    ways = screen.links(opened)
    assert ways["Frie Bymidter"] == "/strategi?dato=2022-04-20&pulje=frie-bymidter"
    assert any(way.startswith("/beslutninger?") and "punkt=8" in way for way in ways.values())
    assert any(way.startswith("/forslag?") and "nr=4" in way for way in ways.values())
    for title in ("Forslag", "Beslutninger", "Åbne spørgsmål", "Puljer"):
        assert re.search(rf"(?m)^{title} \d+$", screen.words(opened)), title


def test_an_item_is_named_with_its_day_and_found_by_its_number(app, seeded_db):
    ways = screen.links(app("search", q="7 civilsamfund"))
    (named,) = [words for words in ways if words.startswith("7 af 4. april 2022: ")]
    assert "punkt=7" in ways[named]
    assert "moede=direktionen-2022-04-04" in ways[named]


def test_nothing_found_says_what_to_try(app, seeded_db):
    said = screen.words(app("search", q="zzzz <b>x</b>"))
    assert "“zzzz <b>x</b>”" in said or "»zzzz <b>x</b>«" in said
    assert "Prøv færre ord" in said


def test_what_others_have_written_is_only_words(app, seeded_db):
    builders.renamed(seeded_db, 4, "<script>x</script> & [x](/y)")
    opened = app("search", q='script "')
    (html,) = screen.fragments(opened)
    assert "<script" not in html
    assert "&lt;script&gt;x&lt;/script&gt; &amp; [x](/y)" in html
    assert 'value="script &#34;"' in html


def test_every_page_has_the_field_and_this_one_only_its_own(app, seeded_db):
    assert 'role="search"' in screen.bar_html(app("gaps"))
    assert 'role="search"' not in screen.bar_html(app("search"))
