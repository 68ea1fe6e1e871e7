"""Who it is: name, kind, what the program is called, the logo, and what is shown first."""

import streamlit as st

from portfolio import language
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.queries.organisations.organisations import Organisation
from portfolio.reports import pictures
from portfolio.ui import action_row, draft, session, visitor
from portfolio.ui.organisations import saving
from portfolio.ui.saving import doing
from portfolio.usecases.organisations import logo, organisations
from portfolio.usecases.organisations.organisations import Identity
from portfolio.vocabulary.nouns import KINDS

_LARGEST = pictures.LARGEST // 1_000_000  # MB


def section(one: Organisation, portfolio: str) -> None:
    st.header(_("Who it is"), anchor=False)
    form = draft.open(
        "organisation:who",
        {"name": one.name, "kind": one.kind, "product": one.product or ""},
        version=one.version,
    )
    left, right = st.columns(2)
    name = left.text_input(_("Name") + " *", max_chars=200, **form.field("name"))
    with right:
        kind = str(form.choose("kind", _("Type"), _kinds(), one.kind))
    product = st.text_input(
        _("What the program is called"),
        placeholder=_("Portfolio tracker"),
        max_chars=40,
        **form.field("product"),
    )
    said = Identity(name=name, kind=kind, product=product)
    saving.send(
        form,
        st.button(_("Save"), key=form.key("save"), type="primary"),
        lambda version: organisations.name(visitor.who(), portfolio, said, version=version),
        _("The organisation is saved."),
    )
    _logo(one, portfolio)
    _first(portfolio)


def _kinds() -> dict[str, str]:
    spoken = language.current()
    words = {
        code: (term.english if spoken == "en" else term.danish).one for code, term in KINDS.items()
    }
    return {code: word[:1].upper() + word[1:] for code, word in words.items()}


def _logo(one: Organisation, portfolio: str) -> None:
    st.subheader(_("Logo"), anchor=False)
    st.markdown(_("Shown in the bar, on documents, and on the page where one signs in."))
    shown = logo.content(portfolio) if one.logo else None
    if shown is not None:
        st.image(shown, width=200)
    ways = {"keep": (_("Choose a logo"), lambda: _keep(one, portfolio))}
    if one.logo:
        ways["gone"] = (_("Take the logo away"), lambda: _take_away(one, portfolio))
    action_row.offer("organisation:logo", ways)


def _keep(one: Organisation, portfolio: str) -> None:
    part = draft.open("organisation:logo/keep", version=one.version)
    file = st.file_uploader(
        _("A picture (PNG or JPG)"), key=part.key("file"), max_upload_size=_LARGEST
    )

    def keep(version: int) -> None:
        if file is None:
            raise PortfolioError("Choose a file first.")
        logo.keep(visitor.who(), portfolio, file.getvalue(), version=version)

    pressed = st.button(_("Use the logo"), key=part.key("save"), type="primary")
    part.send(pressed, keep, _("The logo is in use."))


def _take_away(one: Organisation, portfolio: str) -> None:
    part = draft.open("organisation:logo/gone", version=one.version)
    part.send(
        st.button(_("Take the logo away"), key=part.key("save"), type="primary"),
        lambda version: logo.take_away(visitor.who(), portfolio, version=version),
        _("The logo is taken away."),
    )


def _first(portfolio: str) -> None:
    """Which portfolio a bare address shows; nothing where there is but one."""
    titles = {row["code"]: row["title"] for row in session.portfolios()}
    if len(titles) < 2:
        return
    st.subheader(_("Shown first"), anchor=False)
    form = draft.open("organisation:first", {"code": next(iter(titles))})
    code = form.choose("code", _("The portfolio that the program opens with"), titles, portfolio)
    if st.button(_("Show it first"), key=form.key("save")):
        with doing(_("The portfolio is shown first.")):
            organisations.show_first(visitor.who(), str(code))
            form.close()
