"""What stages and lights are called here, and the rule for when something is in one."""

import streamlit as st

from portfolio import labels
from portfolio.domain.model import Rag, Stage
from portfolio.language import _
from portfolio.queries.organisations.organisations import Organisation
from portfolio.ui import draft, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.organisations import saving
from portfolio.usecases.organisations import organisations
from portfolio.vocabulary import packed
from portfolio.vocabulary.nouns import OwnName

_KINDS = {"stage": Stage, "rag": Rag}
_FIELDS = ("danish", "english", "danish_rule", "english_rule")


def section(one: Organisation, portfolio: str) -> None:
    st.header(_("Stages and lights"), anchor=False)
    st.markdown(
        _(
            "Own names, and rules that say when they are used. The rules are shown where somebody"
            " chooses. Colour and shape of a light stay."
        )
    )
    known = packed.names(one.names)
    every = [(kind, code.value) for kind, codes in _KINDS.items() for code in codes]
    begun = {
        f"{kind}.{code}.{field}": getattr(known.get((kind, code), OwnName()), field)
        for kind, code in every
        for field in _FIELDS
    }
    form = draft.open("organisation:names", begun, version=one.version)
    typed: dict[tuple[str, str], OwnName] = {}
    for title, kind in ((_("Stages"), "stage"), (_("Lights"), "rag")):
        with st.expander(title, expanded=any(key[0] == kind for key in known)):
            typed |= {key: _ask(form, *key) for key in every if key[0] == kind}
    saving.send(
        form,
        st.button(_("Save the names"), key=form.key("save"), type="primary"),
        lambda version: organisations.choose_names(
            visitor.who(), portfolio, typed, version=version
        ),
        _("The names are saved."),
    )


def _ask(form: Draft, kind: str, code: str) -> OwnName:
    plain = labels.plain(kind, code)
    shape = f"{labels.SHAPES[code]} " if kind == "rag" else ""
    name, rule, english, english_rule = st.columns((2, 4, 2, 4))
    said = [
        place.text_input(
            label, placeholder=hint, max_chars=most, **form.field(f"{kind}.{code}.{field}")
        )
        for place, label, hint, most, field in (
            (name, f"{shape}{plain}", plain, 40, "danish"),
            (english, _("{name}: in English", name=plain), "", 40, "english"),
            (rule, _("{name}: when it is used", name=plain), "", 300, "danish_rule"),
            (english_rule, _("{name}: the rule in English", name=plain), "", 300, "english_rule"),
        )
    ]
    return OwnName(*(str(text or "").strip() for text in said))
