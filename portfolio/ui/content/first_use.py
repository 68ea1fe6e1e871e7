"""Making a portfolio: the guide of a database that holds nothing yet; one more on Content."""

from collections.abc import Callable

import streamlit as st

from portfolio import language
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.language import _, ngettext
from portfolio.ui import components, draft, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.saving import doing
from portfolio.usecases.content import first_use

_MOST_PURPOSES = 20


def guide() -> None:
    """Three steps on one page, so that nothing typed is ever out of sight, and one button."""
    if not visitor.can(Action.EDIT_CONTENT):
        return components.empty(
            _(
                "There is no portfolio here yet. The portfolio secretary makes it the first time"
                " they sign in."
            )
        )
    st.markdown(
        _(
            "Nothing is kept here yet. Make a portfolio in three steps; everything can be"
            " changed later."
        )
    )
    way = links.link(_("Your own list"), "liste")
    st.markdown(_("Or begin with the list you keep in Excel: {way}", way=way))
    form = draft.open("first")
    municipality, title = _first(form)
    purposes = _second(form)
    proposals = _third(form, purposes)
    beginning = first_use.Beginning(municipality, title, purposes, proposals)
    if st.button(_("Make the portfolio"), type="primary", key="first:make"):
        _make(
            _("The portfolio is made."),
            lambda: first_use.start(visitor.who(), beginning, today=session.today()),
            form,
        )
    _seed()


def _make(done: str, work: Callable[[], str | None], form: Draft | None = None) -> None:
    """Do it, forget what was typed, and go to the overview of what was made.

    ``work`` answers the code of the portfolio; None where there is no other.
    """
    made, code = False, None
    with doing(done, rerun=False):
        code = work()
        made = True
    if made:
        if form is not None:
            form.close()
        asked = dict(links.carried()) | ({links.PORTFOLIO: code} if code else {})
        st.switch_page("pages/portfolio/overview.py", query_params=asked)


def _first(form: Draft) -> tuple[str, str]:
    st.header(_("1 Municipality and portfolio"), anchor=False)
    left, right = st.columns(2, gap="medium")
    municipality = left.text_input(_("Municipality") + " *", **form.field("municipality", ""))
    title = right.text_input(
        _("The portfolio's title") + " *",
        **form.field("title", ""),
        placeholder=_("Such as: Civil society and local communities"),
    )
    return municipality, title


def _second(form: Draft) -> list[str]:
    st.header(_("2 Purposes"), anchor=False)
    typed = st.text_area(
        _("What it is to lead to, one purpose on each line; empty when it is not divided"),
        **form.field("purposes", ""),
        placeholder=_("More meet across generations\nMore get help in time"),
    )
    found = first_use.lines(typed)
    if len(found) > _MOST_PURPOSES:
        st.caption(_("Only the first {count} are used.", count=_MOST_PURPOSES))
    return found[:_MOST_PURPOSES]


def _third(form: Draft, purposes: list[str]) -> list[list[str]]:
    st.header(_("3 The first proposals"), anchor=False)
    st.markdown(
        _(
            "One on each line, with or without its number. Paste them from a list if you"
            " have one, or leave it empty for now."
        )
    )
    typed = [
        st.text_area(
            _(
                "Proposals under purpose {number}: {title}",
                number=number,
                title=links.plain(purpose),
            )
            if purpose
            else _("Proposals"),
            **form.field(f"proposals:{number}", ""),
        )
        for number, purpose in enumerate(purposes or [""], start=1)
    ]
    found = [first_use.lines(text) for text in typed]
    _echo(found)
    return found


def _echo(proposals: list[list[str]]) -> None:
    """How the lines are understood, before anything is made of them."""
    try:
        numbers = first_use.numbered(proposals)
    except PortfolioError as error:
        st.caption(f":red[{links.plain(language.explain(error))}]")
        return
    rows = sorted(row for purpose in numbers for row in purpose)
    if rows:
        counted = ngettext("Understood as {n} proposal:", "Understood as {n} proposals:", len(rows))
        words = "; ".join(f"{number} {title}" for number, title in rows)
        st.caption(links.plain(f"{counted} {words}"))


def _seed() -> None:
    with st.expander(_("Or begin with the portfolio that came with the program")):
        st.markdown(
            _("It holds a real case of 4 April 2022, with its sources: good to look round in.")
        )
        if st.button(_("Fill in the portfolio that came along"), key="first:seed"):
            _make(_("The portfolio is filled in."), lambda: first_use.load_seed(visitor.who()))


def another() -> None:
    """One more portfolio. Title and purposes; the municipality is that of the portfolio shown."""
    shown = session.portfolio()
    if shown is None:
        return
    with st.expander(_("New portfolio"), key="another", on_change="rerun") as opened:
        if opened.open:
            _ask_another(str(shown["municipality"]))


def _ask_another(municipality: str) -> None:
    form = draft.open("another")
    title = st.text_input(_("The portfolio's title") + " *", **form.field("title", ""))
    typed = st.text_area(
        _("What it is to lead to, one purpose on each line") + " *", **form.field("purposes", "")
    )
    st.markdown(
        _(
            "It belongs to {municipality}. Write its proposals afterwards, under Proposals.",
            municipality=links.plain(municipality),
        )
    )
    if st.button(_("Make the portfolio"), type="primary", key="another:make"):
        beginning = first_use.Beginning(municipality, title, first_use.lines(typed), [])
        _make(
            _("The portfolio is made."),
            lambda: first_use.another(visitor.who(), beginning, today=session.today()),
            form,
        )
