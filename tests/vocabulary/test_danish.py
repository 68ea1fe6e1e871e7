"""A Danish sentence with another noun in it."""

import pytest
from vocabularies import INDSATS, PROJEKT

from portfolio.vocabulary import danish
from portfolio.vocabulary.nouns import PLAIN


def said(text, *, words=INDSATS, english=()):
    nouns = {ours.danish: other.danish for ours, other in words.changes()}
    return danish.say(text, nouns, lambda _noun: english)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("et nyt forslag", "en ny indsats"),
        ("Et af forslagene mangler", "En af indsatserne mangler"),
        ("et af de forslag, du har valgt", "en af de indsatser, du har valgt"),
        ("Det andet forslag", "Den anden indsats"),
        ("Intet forslag nævner stedet.", "Ingen indsats nævner stedet."),
        ("Ingen forslag er til beslutning.", "Ingen indsatser er til beslutning."),
        ("ikke valgt nogen forslag", "ikke valgt nogen indsatser"),
        ("ikke noget forslag {number}", "ikke nogen indsats {number}"),
        ("dit eget forslag", "din egen indsats"),
        ("Hvert forslags side", "Hver indsats' side"),
        ("Forslagets side", "Indsatsens side"),
        ("alle forslags status", "alle indsatsers status"),
        ("Forslag {number}", "Indsats {number}"),
        ("{n} af {total} forslag", "{n} af {total} indsatser"),
        ("**{total} forslag**", "**{total} indsatser**"),
        ("ét pr. forslag", "ét pr. indsats"),
        ("forslagsnummer og Forslagsliste", "indsatsnummer og Indsatsliste"),
        ("Tag forslaget op, før ‹det› er ‹gult›.", "Tag indsatsen op, før den er gul."),
        ("Læg ‹det› sammen med et andet forslag", "Læg den sammen med en anden indsats"),
        ("Tag forslaget op. Det kan ikke fortrydes.", "Tag indsatsen op. Det kan ikke fortrydes."),
        (
            "Forslaget: porteføljesekretæren svarer for ‹det›",
            "Indsatsen: programsekretæren svarer for den",
        ),
        (
            "Ingen portefølje. Porteføljesekretæren laver ‹den›",
            "Intet program. Programsekretæren laver det",
        ),
        ("Vælg, hvilket mødeforum det er", "Vælg, hvilken bestyrelse det er"),
        ("Formålet og et andet formål", "Temaet og et andet tema"),
        ("Til Direktionen og Direktionens svar", "Til Chefgruppen og Chefgruppens svar"),
        ("Direktionssag", "Chefgruppesag"),
        ("fagcentrene", "fagafdelingerne"),
        ("Centerleder for et lille center", "Afdelingsleder for en lille afdeling"),
        ("Hele kommunen, kommunens andel", "Hele forbundet, forbundets andel"),
        ("en ny kommune", "et nyt forbund"),
        ("Beslutningsreferat (Word)", "Beslutningsprotokol (Word)"),
        ("Din adgang til porteføljetrackeren", "Din adgang til Indsatsblik"),
        # What only looks like one of ours.
        ("Det foreslås, at kommunikation formes", "Det foreslås, at kommunikation formes"),
        ("hanne.holm@kommune.dk og {forslag}", "hanne.holm@kommune.dk og {forslag}"),
    ],
)
def test_the_noun_and_what_agrees_with_it(ours, theirs):
    assert said(ours) == theirs


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("et nyt forslag", "et nyt projekt"),
        ("Alle forslag og intet formål", "Alle projekter og ingen strategi"),
        ("Tag forslaget op, før ‹det› er ‹gult›.", "Tag projektet op, før det er gult."),
        ("Til Direktionen: Direktionens svar", "Til Ledelsesforum: Ledelsesforums svar"),
    ],
)
def test_a_noun_of_the_same_gender_changes_nothing_else(ours, theirs):
    assert said(ours, words=PROJEKT) == theirs


def test_one_and_many_are_as_the_english_says_where_the_danish_does_not():
    assert said("Forslag med sted", english=(True,)) == "Indsatser med sted"
    assert said("Forslag med sted", english=(False,)) == "Indsats med sted"
    assert said("Forslag {numbers}", english=(True,)) == "Indsatser {numbers}"
    assert said("Forslag {numbers}", english=(False,)) == "Indsats {numbers}"
    assert said("Forslag og forslag", english=(True, False)) == "Indsatser og indsats"


def test_marks_are_not_read():
    assert said("Tag forslaget op, før ‹det› er ‹gult›.", words=PLAIN) == (
        "Tag forslaget op, før det er gult."
    )


def test_the_name_of_a_body_is_written_as_it_writes_itself():
    assert said("Sag til Direktionen. Direktionen svarer") == (
        "Sag til Chefgruppen. Chefgruppen svarer"
    )
