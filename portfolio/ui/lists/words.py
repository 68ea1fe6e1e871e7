"""The third step: what the words of the status mean, and which centres are which."""

import streamlit as st

from portfolio import labels
from portfolio.domain.lists.entry import Reading, Word
from portfolio.domain.lists.fields import Field
from portfolio.domain.model import Stage
from portfolio.language import _, ngettext
from portfolio.ui import components, links, visitor
from portfolio.ui.lists.state import State
from portfolio.usecases.lists import previewing
from portfolio.usecases.lists.centres import Centre

_ACROSS = 3
_MOST = 60  # words; a column with more holds no words of a status


def ask(state: State) -> None:
    """Every word with what it means; one that nobody can know waits for an answer."""
    found = state.read()
    for name, words in found.words.items():
        _ask_words(state, found, name, words)
    _ask_stage(state, found)
    preview = previewing.preview(visitor.who(), found, state.target)
    _ask_centres(state, preview.centres)
    waiting = len(found.unknown) + len(preview.suspected)
    if waiting:
        components.remark(ngettext("{n} answer is missing.", "{n} answers are missing.", waiting))
    state.ways(_("See what would change"), may_go_on=not waiting)


def _ask_words(state: State, found: Reading, name: Field, words: tuple[Word, ...]) -> None:
    st.header(
        _("What the words of “{header}” mean", header=links.plain(found.header(name) or "")),
        anchor=False,
    )
    if len(words) > _MOST:
        components.remark(
            _("The column holds {n} different texts. Choose another field for it.", n=len(words))
        )
    meanings = _meanings(name)
    answers = dict[str, str]()
    for first in range(0, min(len(words), _MOST), _ACROSS):
        places = st.columns(_ACROSS, gap="medium")
        for word, place in zip(words[first : first + _ACROSS], places, strict=False):
            with place:
                said = state.form.choose(
                    f"word:{name}:{word.word}",
                    _label(word),
                    meanings,
                    word.code,
                    placeholder=_("Choose what it means"),
                )
                if said is not None:
                    answers[word.word] = said
    known = found.choice.words.get(name, {})
    if any(known.get(word) != code for word, code in answers.items()):
        now = state.choice.words
        state.choose(words={**now, str(name): {**now.get(name, {}), **answers}})
        st.rerun()


def _label(word: Word) -> str:
    shown = _("“{words}”", words=links.plain(word.shown[:60]))
    if word.word.startswith("#") and word.word[1:] in labels.words("rag"):
        shown = _("The colour {light}", light=labels.light(word.word[1:]))
    rows = ngettext("{n} row", "{n} rows", len(word.places))
    return f"{shown} ({rows})"


def _meanings(name: Field) -> dict[str, str]:
    lights = {code: labels.light(code) for code in labels.words("rag")}
    stages = labels.words("stage")
    if name is Field.LIGHT:
        return lights
    return stages if name is Field.STAGE else {**lights, **stages}


def _ask_stage(state: State, found: Reading) -> None:
    """Where a row stands that says no stage."""
    if all(entry.said(Field.STAGE) for entry in found.entries):
        return
    words = labels.words("stage")
    words.pop(Stage.NOT_PURSUED)
    with st.container(width=440):
        said = state.form.choose(
            "stage", _("Rows that say no stage are in the stage"), words, found.choice.stage
        )
    if said != found.choice.stage:
        state.choose(stage=said)
        st.rerun()


def _ask_centres(state: State, centres: tuple[Centre, ...]) -> None:
    """Which centres are new, and whether one that looks like another is that."""
    if not centres:
        return
    st.header(_("Centres"), anchor=False)
    known = [one for one in centres if not one.is_new]
    new = [one for one in centres if one.is_new and not one.suspected]
    lines = [
        known and _("Known here: {names}.", names=_spelled(known)),
        new and _("New, and made with the list: {names}.", names=_spelled(new)),
    ]
    st.markdown(components.lines([line for line in lines if line]))
    answers = dict[str, str]()
    for centre in centres:
        if centre.suspected:
            with st.container(width=440):
                words = {key: links.plain(name) for key, name in centre.suspected}
                said = state.form.choose(
                    f"centre:{centre.name}",
                    _("“{name}” is", name=links.plain(centre.name)),
                    {**words, "": _("none of them, it is new")},
                    None,
                    placeholder=_("Choose which"),
                )
                if said is not None:
                    answers |= dict.fromkeys(centre.spellings, said)
    if answers:
        state.choose(parties={**state.choice.parties, **answers})
        st.rerun()


def _spelled(centres: list[Centre]) -> str:
    """Names, and in brackets how else the list spells them."""
    said = []
    for one in centres:
        others = [spelling for spelling in one.spellings if spelling != one.name]
        more = f" ({', '.join(others)})" if others else ""
        said.append(links.plain(f"{one.name}{more}"))
    return "; ".join(said)
