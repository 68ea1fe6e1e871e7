"""Danish and English as the reader writes them: dates, amounts, order, search."""

import errno
import random
import threading
from datetime import date

import pytest

from portfolio import language
from portfolio.errors import PortfolioError
from portfolio.language import _, fold, ngettext, sort_key

NB = "\u00a0"  # the blank that never breaks a line


@pytest.mark.parametrize(
    ("spoken", "long", "short"),
    [("da", "4. april 2022", "04.04.2022"), ("en", "4 April 2022", "04 Apr 2022")],
)
def test_dates(spoken, long, short):
    language.use(spoken)
    assert language.long_date(date(2022, 4, 4)) == long
    assert language.short_date(date(2022, 4, 4)) == short


@pytest.mark.parametrize(
    ("kroner", "danish", "english"),
    [
        (0, f"0{NB}kr.", f"DKK{NB}0"),
        (950, f"950{NB}kr.", f"DKK{NB}950"),
        (1_280_000, f"1.280.000{NB}kr.", f"DKK{NB}1,280,000"),
        (130_000_000, f"130.000.000{NB}kr.", f"DKK{NB}130,000,000"),
    ],
)
def test_amounts(kroner, danish, english):
    assert language.amount(kroner) == danish
    language.use("en")
    assert language.amount(kroner) == english


@pytest.mark.parametrize(
    ("kroner", "danish", "english"),
    [
        (999_999, f"999.999{NB}kr.", f"DKK{NB}999,999"),  # below a million it is written out
        (1_000_000, f"1{NB}mio.{NB}kr.", f"DKK{NB}1{NB}m"),
        (1_300_000, f"1,3{NB}mio.{NB}kr.", f"DKK{NB}1.3{NB}m"),
        (1_280_000, f"1,28{NB}mio.{NB}kr.", f"DKK{NB}1.28{NB}m"),
        (130_000_000, f"130{NB}mio.{NB}kr.", f"DKK{NB}130{NB}m"),
    ],
)
def test_short_amounts(kroner, danish, english):
    assert language.short_amount(kroner) == danish
    language.use("en")
    assert language.short_amount(kroner) == english


@pytest.mark.parametrize(
    ("part", "danish", "english"),
    [(0.4, f"40{NB}%", "40%"), (0.125, f"12,5{NB}%", "12.5%"), (1, f"100{NB}%", "100%")],
)
def test_shares(part, danish, english):
    assert language.share(part) == danish
    language.use("en")
    assert language.share(part) == english


def test_numbers_are_grouped_and_rounded():
    assert language.number(20_000) == "20.000"
    assert language.number(1234.567, 2) == "1.234,57"


def test_danish_letters_come_last_and_aa_is_one_of_them():
    right = [
        "anlæg",
        "Bydel",
        "Hedehusene",
        "Tag",
        "Tranegilde",
        "Tølløse",
        "Taastrup",
        "Ungecenteret",
        "Ærø",
        "Ølstykke",
        "Aabenraa",
        "Århus",
    ]
    shuffled = right.copy()
    random.Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == right


def test_order_ignores_case():
    assert sorted(["b", "A", "C", "å", "Æ"], key=sort_key) == ["A", "b", "C", "Æ", "å"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("hoeje taastrup", "Høje-Taastrup"),
        ("HØJE TÅSTRUP", "Høje-Taastrup"),
        ("høje–tåstrup", "Høje-Taastrup"),
        ("boerne", "Børne- og Kulturhuset"),
        ("faellesskab", "Fællesskaber i områder under omdannelse"),
        ("gåture", "Gåture"),
        ("gaature", "Gåture"),
        ("  rømer   skolen ", "Ole Rømer-Skolen"),
    ],
)
def test_search_folds_the_ways_a_word_is_written(typed, written):
    assert fold(typed) in fold(written)


@pytest.mark.parametrize(
    ("typed", "written"), [("gature", "Gåture"), ("hoje", "Høje-Taastrup"), ("skole", "Sko")]
)
def test_search_does_not_fold_different_words_together(typed, written):
    assert fold(typed) not in fold(written)


def test_an_unknown_language_is_danish():
    language.use("xx")
    assert language.current() == "da"
    assert _("Overview") == "Overblik"


def test_a_language_is_spoken_in_its_own_thread_only():
    """Two people read at the same time, each in their language."""
    language.use("en")
    heard = []
    thread = threading.Thread(target=lambda: heard.append(_("Overview")))
    thread.start()
    thread.join()
    assert heard == ["Overblik"]
    assert _("Overview") == "Overview"


def test_one_and_many():
    assert ngettext("**{n}** proposal", "**{n}** proposals", 1) == "**1** forslag"
    language.use("en")
    assert ngettext("**{n}** proposal", "**{n}** proposals", 1) == "**1** proposal"
    assert ngettext("**{n}** proposal", "**{n}** proposals", 0) == "**0** proposals"


def test_a_value_with_braces_is_shown_as_it_is():
    said = _("Proposal {number}", number="{0} {x}")
    assert "{0} {x}" in said


def test_an_error_is_explained_in_the_readers_language_with_its_place():
    error = PortfolioError(
        "There are no seed files (*.toml) in {folder}. Name a folder that has some.", folder="/x"
    )
    error.place = "seed.toml:3"
    assert language.explain(error).startswith("seed.toml:3: ")
    assert "/x" in language.explain(error)
    assert "There are" not in language.explain(error)
    assert str(error) == (
        "seed.toml:3: There are no seed files (*.toml) in /x. Name a folder that has some."
    )


@pytest.mark.parametrize(
    ("spoken", "words", "expected"),
    [
        ("da", "Januar 2023", "januar 2023"),
        ("da", "Ultimo 2023", "ultimo 2023"),
        ("da", "25. april 2022", "25. april 2022"),
        ("da", "Marts-april 2022", "Marts-april 2022"),  # not one of the words: left as written
        ("da", "Q3 2022", "Q3 2022"),
        ("da", "", ""),
        ("en", "April 2022", "April 2022"),
    ],
)
def test_a_month_inside_a_danish_sentence_is_small(spoken, words, expected):
    language.use(spoken)
    assert language.within(words) == expected


@pytest.mark.parametrize(
    ("spoken", "said"), [("da", "Filen (den findes ikke)."), ("en", "Filen (it is not there).")]
)
def test_what_the_system_refuses_is_said_in_the_readers_language(spoken, said):
    language.use(spoken)
    refused = OSError(errno.ENOENT, "No such file or directory")
    assert language.explain(PortfolioError("Filen ({detail}).", detail=refused)) == said


def test_a_rare_refusal_is_said_as_the_system_says_it():
    refused = OSError(errno.EXDEV, "Invalid cross-device link")
    said = language.explain(PortfolioError("({detail})", detail=refused))
    assert said == "(Invalid cross-device link)"


@pytest.mark.parametrize(
    ("spoken", "words", "said"),
    [
        ("da", [], ""),
        ("da", ["1"], "1"),
        ("da", ["1", "2"], "1 og 2"),
        ("da", ["1", "2", "3"], "1, 2 og 3"),
        ("en", ["1", "2", "3"], "1, 2 and 3"),
    ],
)
def test_words_are_listed_as_people_say_them(spoken, words, said):
    language.use(spoken)
    assert language.listed(iter(words)) == said


@pytest.mark.parametrize(("spoken", "said"), [("da", "slut"), ("en", "over")])
def test_a_context_tells_danish_words_apart(spoken, said):
    language.use(spoken)
    assert _(language.NP_("window", "over")) == said
    assert _("over") == ("slut" if spoken == "da" else "over")


@pytest.mark.parametrize(
    ("text", "most", "said"),
    [
        ("kort nok", 8, "kort nok"),
        ("på flere\n  linjer", 20, "på flere linjer"),
        ("cut between words", 14, "cut between …"),
        ("områdeudvikling", 8, "områdeu…"),  # one long word: half of it says more than none
    ],
)
def test_a_text_is_shortened_to_what_there_is_room_for(text, most, said):
    assert language.shortened(text, most) == said
    assert len(said) <= most


def test_a_day_may_be_the_iso_text_it_is_stored_as():
    assert language.long_date("2022-04-04") == language.long_date(date(2022, 4, 4))
    assert language.short_date("2022-04-04") == "04.04.2022"
