"""Centres and parties on Opsætning: who answers for which; one of them by ``?part=…``."""

from typing import Any

import streamlit as st

from portfolio import labels
from portfolio.domain import clock
from portfolio.language import _
from portfolio.queries import filter_choices
from portfolio.queries.people import people
from portfolio.screens.drawing import Cell, Link, table
from portfolio.ui import choices, components, drawing, links, session, visitor
from portfolio.ui.people.listing import PAGE
from portfolio.ui.saving import doing
from portfolio.usecases.people import users


def section() -> None:
    """Every party with its users; those that have nobody are folded away."""
    st.header(_("Centres and parties"), anchor=False)
    st.markdown(
        _(
            "Whoever answers for a centre can answer for its proposals. Names and types "
            "are edited under Edit data."
        )
    )
    rows = session.read(filter_choices.all_parties).to_dict("records")
    tied = session.read(people.answering)
    if not rows:
        components.remark(_("There are no centres or parties yet."))
        return
    answered = [row for row in rows if row["id"] in tied]
    if answered:
        _table(answered, tied)
    others = [row for row in rows if row["id"] not in tied]
    if others:
        with st.expander(_("Without a user ({n})", n=len(others))):
            _table(others, tied)


def _table(rows: list[dict[Any, Any]], tied: dict[str, list[tuple[str, str]]]) -> None:
    cells = [
        (
            Link(row["name"], links.to(PAGE, part=row["id"])),
            labels.label("party_kind", row["kind"]),
            _names(tied.get(row["id"], [])),
        )
        for row in rows
    ]
    heads = [_("Centre or party"), _("Type"), _("Users")]
    drawing.show(table(_("Centres and parties"), heads, cells))


def _names(tied: list[tuple[str, str]]) -> Cell:
    names = tuple(Link(name, links.to(PAGE, bruger=key)) for key, name in tied)
    return names or _("nobody")


def asked() -> tuple[str, str] | None:
    """id and name of the party of the address; an unknown one is said, and None answered."""
    key = st.query_params.get("part")
    if key is None:
        return None
    names = choices.named(session.read(filter_choices.all_parties))
    if key in names:
        return key, names[key]
    st.warning(_("There is no such centre or party. All of them are shown instead."))
    return None


def one(party_id: str, name: str) -> None:
    """A party: those who answer for it, each with a way out, and a way in for others."""
    st.markdown(links.link(_("← All users and centres"), PAGE))
    st.header(links.plain(name), anchor=False)
    tied = session.read(people.answering).get(party_id, [])
    if not tied:
        components.remark(_("No user answers for it."))
    for user_id, who in tied:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(links.link(who, PAGE, bruger=user_id), width="content")
            untie = _("Untie {name}", name=links.plain(who))
            if st.button(untie, key=f"untie:{user_id}", type="tertiary"):
                with doing(
                    _(
                        "{name} no longer answers for {party}",
                        name=links.plain(who),
                        party=links.plain(name),
                    )
                ):
                    users.untie(visitor.who(), user_id, party_id)
    _tie(party_id, name, {user_id for user_id, _who in tied})


def _tie(party_id: str, name: str, tied: set[str]) -> None:
    known = session.read_now(people.all_users, at=clock.now())
    others = {
        one.id: f"{one.name} ({one.email})"
        for one in known
        if one.id not in tied and one.disabled_at is None
    }
    with st.form("tie", border=False):
        chosen = st.selectbox(
            _("User"),
            list(others),
            index=None,
            format_func=lambda key: others[key],
            placeholder=_("Choose a user"),
        )
        pressed = st.form_submit_button(_("Tie to {party}", party=links.plain(name)))
    if pressed and chosen is None:
        st.error(_("Choose the user who is to answer for it."))
    elif pressed:
        with doing(_("The user answers for {party}", party=links.plain(name))):
            users.tie(visitor.who(), str(chosen), party_id)
