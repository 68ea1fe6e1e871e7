"""Every sentence of the catalogue can be said with other words, and reads as well.

What is red here is a msgid or a msgstr: the message says what to do about it.
"""

import re

import pytest
from babel.messages.pofile import read_po
from vocabularies import INDSATS, PROJEKT

from portfolio.vocabulary import danish, english
from portfolio.vocabulary.catalogues import PO, catalogue
from portfolio.vocabulary.nouns import OURS

#: Of ours, not to be read where other words are used.
DANISH = r"(?i)forslag|formål|\bdirektion|referat|\b(fag)?cent(er|re)|kommune"
ENGLISH = r"(?i)\b(proposals?|purposes?|directorates?|minutes|centres?|municipality)\b"
#: Not our words at all: addresses as examples.
NOT_OURS = re.compile(r"\w+@kommune\.dk|portefolje\.kommune\.dk|\{\w*\}")
#: What stands after a noun of ours and could mean it; ``‹det›`` where it does.
COULD_MEAN_IT = re.compile(
    r"(?i)(?<![‹\w])(det|dets|ét|andet|hvert|gult|rødt|grønt|nyt|åbent|dette)\b(?!›)(?!, )"
    r"(?! [\wæøå ]*?(forslag|formål|cent|referat))"
)
#: Looked at: "det" does not mean the noun in these.
MEANS_SOMETHING_ELSE = (
    r"når det passer dig, og læg det op",
    r"spørgsmål til Direktionen er åbent",
    r"så hører du om det",
    r"Tag det tilbage på Mine forslag, hvis det skal",
    r"som det videre arbejde",
    r"gælder det nye trin",
    r"hvert sted",
    r"siger det ikke",
    r"mange forslag det gør",
    r"grund til det. .*Det kan ikke",
)


def messages():
    with PO.open("rb") as file:
        return [message for message in read_po(file, locale="da") if message.id]


def forms(words):
    return (words,) if isinstance(words, str) else tuple(words)


def said(language, words):
    """Each text of a language with other words, and the one it was."""
    made, plain = catalogue(language, words), catalogue(language)
    for message in messages():
        for count, _text in enumerate(forms(message.id), start=1):
            yield spoken(plain, message, count), spoken(made, message, count)


def spoken(made, message, count):
    ids = forms(message.id)
    if len(ids) > 1:
        return made.ngettext(ids[0], ids[1], count)
    return made.pgettext(message.context, ids[0]) if message.context else made.gettext(ids[0])


@pytest.mark.parametrize(("language", "ours"), [("da", DANISH), ("en", ENGLISH)])
def test_none_of_our_words_is_left(language, ours):
    left = [
        theirs
        for _was, theirs in said(language, INDSATS)
        if re.search(ours, NOT_OURS.sub("", theirs))
    ]
    assert left == [], "a form the words of portfolio/vocabulary do not know; word it otherwise"


def test_without_other_words_the_catalogue_is_as_it_is_written():
    plain = catalogue("da")
    for message in messages():
        for count, text in enumerate(forms(message.string), start=1):
            assert spoken(plain, message, count) == danish.unmarked(text)


def test_nothing_else_is_changed():
    """Sentences without a noun of ours are as they were, and no value is lost."""
    for was, theirs in said("da", INDSATS):
        if not re.search(rf"{DANISH}|porteføljetracker", was):
            assert theirs == was
        assert sorted(re.findall(r"{\w*}", was)) == sorted(re.findall(r"{\w*}", theirs))


def test_what_stands_before_a_danish_noun_agrees_with_it():
    common = r"(indsats(en|er|erne)?|afdeling(en)?|protokol(len)?)\b"
    neuter = r"(tema(et)?|forbund(et)?)\b"
    t = r"(et|ét|det|dette|intet|noget|hvert|andet|dit|mit|sit|eget|nyt|bestemt andet)"
    n = r"(en|én|den|denne|ingen|nogen|hver|anden|din|min|sin|egen|ny)"
    wrong = [
        theirs
        for _was, theirs in said("da", INDSATS)
        if re.search(rf"(?i)\b{t} (\w+e )?{common}", theirs)
        or re.search(rf"(?i)\b{n} (\w+e )?{neuter}", theirs)
        or re.search(r"(?i)indsatset|indsatserne[a-z]|temaen\b|afdelinget", theirs)
        or re.search(
            r"(?i)\b(alle|flere|mange|disse|andre|nogle|færre) (indsats|afdeling)\b", theirs
        )
        or re.search(r"(?i)\b(en|hver|denne) (indsatser|afdelinger)\b", theirs)
    ]
    assert wrong == [], "what the noun needs before it is not in portfolio/vocabulary/danish.py"


def test_an_english_article_agrees_with_the_noun():
    wrong = [
        theirs
        for _was, theirs in said("en", INDSATS)
        if re.search(r"(?i)\ba (initiative|union)\b|\ban (theme|union|department)\b", theirs)
        and "a union" not in theirs
    ]
    assert wrong == []
    assert [theirs for _was, theirs in said("en", PROJEKT) if "the Ledelsesforum" in theirs] == []


def test_it_can_be_told_whether_a_noun_is_one_or_many():
    left = []
    for message in messages():
        for index, text in enumerate(forms(message.string)):
            msgid = forms(message.id)[min(index, len(forms(message.id)) - 1)]
            left += [
                text
                for term in OURS.values()
                if danish.undecided(text, term.danish, english.many(msgid, term.english))
            ]
    assert left == [], (
        "is »forslag« one or many? Let the English say proposal as often as the Danish says"
        " forslag, or write forslaget, alle forslag, {n} forslag"
    )


def test_a_word_that_means_the_noun_is_marked():
    left = []
    for message in messages():
        for text in forms(message.string):
            noun = re.search(r"(?i)forslag|formål|\bcent(er|re)|referat", text)
            if noun and COULD_MEAN_IT.search(text, noun.start()):
                left += [text]
    left = [text for text in left if not any(re.search(one, text) for one in MEANS_SOMETHING_ELSE)]
    assert left == [], (
        "after »forslag«, write ‹det› where it means the noun (it becomes »den« of an indsats);"
        " where it means something else, put a piece of the sentence in MEANS_SOMETHING_ELSE"
    )
