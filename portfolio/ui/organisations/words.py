"""What is said for our nouns: typed in two or three forms, the rest guessed, all shown at once."""

from collections.abc import Iterator
from dataclasses import asdict, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from portfolio import language
from portfolio.errors import PortfolioError
from portfolio.language import N_, _
from portfolio.queries.organisations import organisations as queries
from portfolio.queries.organisations.organisations import Organisation
from portfolio.ui import draft, links, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.organisations import saving
from portfolio.usecases.organisations import organisations
from portfolio.vocabulary import guessing, packed
from portfolio.vocabulary.nouns import OURS, Vocabulary
from portfolio.vocabulary.packed import TypedNoun

#: Sentences that show how a word reads, as they stand elsewhere.
_SAMPLES = {
    "proposal": (
        N_("Choose another proposal than this one."),
        N_("Every proposal needs its line first."),
        N_(
            "The proposal is on hold until a period already. Take it up again before you put it on"
            " hold anew."
        ),
        N_("The proposals that need the most attention"),
    ),
    "purpose": (
        N_("The purpose belongs to another portfolio. Choose one of this one."),
        N_("Lights by purpose"),
        N_("All purposes"),
    ),
    "directorate": (
        N_("Nothing is open to the directorate."),
        N_("Case for the directorate (Word)"),
        N_("Directorate"),
    ),
    "centre": (
        N_("A centre you chose is not there any more. Choose again."),
        N_("The user's centres and parties. A centre lead needs at least one."),
        N_("Your centre"),
    ),
    "portfolio": (
        N_("The sheet is of another portfolio than the one shown here, so nothing is read."),
        N_("There are no proposals in the portfolio yet."),
        N_("Portfolio reviews"),
    ),
    "body": (
        N_("Choose which body the meeting is of."),
        N_("What the body is called"),
    ),
    "minutes": (
        N_("The meeting is not closed yet, and the minutes say that they are a draft."),
        N_("Decision minutes"),
    ),
}
_MOST = 40


def section(one: Organisation, portfolio: str) -> None:
    st.header(_("What things are called"), anchor=False)
    st.markdown(
        _(
            "Used on every page, in documents, mails and the calendar. Leave a field empty to keep"
            " the program's own word; what people have written is not changed."
        )
    )
    known = packed.words(one.words)
    begun = {
        f"{code}.{name}": value
        for code in _SAMPLES
        for name, value in asdict(known.get(code, TypedNoun())).items()
    }
    form = draft.open("organisation:words", begun, version=one.version)
    typed = {}
    for code in _SAMPLES:
        with st.container(border=True):
            typed[code] = _ask(form, code)
            _show(one, code, typed[code])
    saving.send(
        form,
        st.button(_("Save the words"), key=form.key("save"), type="primary"),
        lambda version: organisations.choose_words(
            visitor.who(), portfolio, typed, version=version
        ),
        _("The words are saved."),
    )


def _ask(form: Draft, code: str) -> TypedNoun:
    ours = OURS[code]
    st.subheader(_title(code), anchor=False)
    if code == "directorate":
        return _ask_name(form, code)
    first, second, third = st.columns((1, 2, 2))
    with first:
        gender = _gender(form, code, str(form[f"{code}.one"] or ""))
    one = _text(second, form, f"{code}.one", _("One"), ours.danish.one)
    guess = guessing.danish(gender or guessing.gender(one), one) if one else ours.danish
    many = _text(third, form, f"{code}.many", _("Several"), guess.many)
    guess = guessing.danish(guess.gender, one, many) if one else ours.danish
    with st.expander(_("The other forms, and English")):
        left, middle, right = st.columns(3)
        the_one = _text(left, form, f"{code}.the_one", _("The one"), guess.the_one)
        the_many = _text(middle, form, f"{code}.the_many", _("The several"), guess.the_many)
        joined = _text(right, form, f"{code}.joined", _("Before another word"), f"{guess.joined}-")
        english, english_many = _ask_english(form, code)
    return TypedNoun(
        gender, one, many, the_one, the_many, joined.rstrip("-"), english, english_many
    )


def _ask_name(form: Draft, code: str) -> TypedNoun:
    """A body is called by its name: that is enough."""
    first, second = st.columns(2)
    name = _text(first, form, f"{code}.the_one", _("Its name, as within a sentence"), "Direktionen")
    said = guessing.name(name) if name else OURS[code].danish.one
    one = _text(second, form, f"{code}.one", _("What it is, without “the”"), said)
    with st.expander(_("The other forms, and English")):
        left, right = st.columns(2)
        with left:
            gender = _gender(form, code, one or (said if name else ""))
        joined = _text(right, form, f"{code}.joined", _("Before another word"), "")
        english = _text(
            *(left, form, f"{code}.english", _("Its name in English"), "the directorate")
        )
    return TypedNoun(gender, one, the_one=name, joined=joined.rstrip("-"), english=english)


def _ask_english(form: Draft, code: str) -> tuple[str, str]:
    ours = OURS[code].english
    left, right = st.columns(2)
    english = _text(left, form, f"{code}.english", _("One, in English"), ours.one)
    guess = guessing.english(english).many if english else ours.many
    return english, _text(right, form, f"{code}.english_many", _("Several, in English"), guess)


def _text(place: DeltaGenerator, form: Draft, name: str, label: str, guess: str) -> str:
    said = place.text_input(label, placeholder=guess, max_chars=_MOST, **form.field(name))
    return str(said or "").strip()


def _gender(form: Draft, code: str, one: str) -> str:
    guess = guessing.gender(one) if one else OURS[code].danish.gender
    words = {"": _("{article} (guessed)", article=guess), "en": "en", "et": "et"}
    return str(form.choose(f"{code}.gender", _("Article"), words, ""))


def _title(code: str) -> str:
    """What the noun is about: not what is said for it."""
    titles = {
        "proposal": _("What the portfolio is made of"),
        "purpose": _("What they stand under"),
        "directorate": _("Whom they are put before"),
        "centre": _("Who answers for them"),
        "portfolio": _("The whole that they are part of"),
        "body": _("Those who hold meetings, whoever they are"),
        "minutes": _("What is written at a meeting"),
    }
    return titles[code]


def _show(one: Organisation, code: str, typed: TypedNoun) -> None:
    """Sentences with the word in them, so that a wrong form is seen before it is saved."""
    try:
        organisations.checked(typed)
    except PortfolioError as error:
        st.markdown(f":red[{links.plain(language.explain(error))}]")
        return
    words = queries.made_of(
        packed.pack_words(packed.words(one.words) | {code: typed}),
        one.names,
        kind=one.kind,
        product=one.product,
    )
    st.markdown("  \n".join(_samples(code, words)))


def _samples(code: str, words: Vocabulary) -> Iterator[str]:
    spoken = [language.translate(msgid, "da", words) for msgid in _SAMPLES[code]]
    yield from (f"*{links.plain(sentence)}*" for sentence in spoken)
    if words.term(code).english != OURS[code].english or language.current() == "en":
        english = language.translate(_SAMPLES[code][0], "en", replace(words))
        yield f"*{links.plain(english)}*"
