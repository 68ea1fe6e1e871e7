"""One user on Opsætning (``?bruger=…``): what can be changed, the link, in and out."""

from typing import Any

import streamlit as st

from portfolio import labels
from portfolio.domain import clock
from portfolio.domain.model import UserState
from portfolio.domain.permissions import Role
from portfolio.language import _
from portfolio.queries.log import log as log_queries
from portfolio.queries.people import people
from portfolio.ui import components, links, session, side_by_side, timestamps, visitor
from portfolio.ui.content import drafts as content_drafts
from portfolio.ui.log import page
from portfolio.ui.people import listing
from portfolio.ui.saving import doing
from portfolio.usecases.people import inviting
from portfolio.usecases.people import users as people_users

_OPENED = "user:opened"
_CHANGES = 20


def asked() -> people.User | None:
    """The user of the address; an unknown one is said, and None answered."""
    key = st.query_params.get("bruger")
    if key is None:
        return None
    found = session.read_now(people.user, user_id=key, at=clock.now())
    if found is None:
        st.warning(_("There is no such user. All of them are shown instead."))
    return found


def one(user: people.User) -> None:
    """The whole of a user."""
    st.markdown(links.link(_("← All users and centres"), listing.PAGE))
    st.header(links.plain(user.name), anchor=False)
    st.markdown(
        components.joined(
            [listing.standing(user), _("last seen: {when}", when=listing.seen(user)), _link(user)]
        )
    )
    listing.show_link(user)
    _change(user)
    _ways(user)
    with st.expander(_("History")):
        asked_for = log_queries.Filters(people=True, user_id=user.id)
        page.by_day(session.read(log_queries.lines, filters=asked_for, limit=_CHANGES))


def _link(user: people.User) -> str:
    if user.invited_until is None:
        return ""
    return _("a link is good until {moment}", moment=timestamps.said(user.invited_until))


def _change(user: people.User) -> None:
    opened = _as_opened(user)
    is_self = user.id == visitor.who().user_id
    # Not st.form, which sends nothing until it is saved: what was typed stays for the session.
    with st.container(border=True):
        mine: dict[str, Any] = {
            "name": listing.ask_name(_key(user, "name")),
            "email": listing.ask_email(_key(user, "email")),
            "role": listing.choose_role(_key(user, "role"), Role(opened.role), disabled=is_self),
        }
        listing.choose_centres(_key(user, "centres"), opened.party_ids)
        if is_self:
            st.caption(_("You cannot change your own role. Ask another administrator."))
        pressed = st.button(_("Save"), type="primary", key=_key(user, "save"))
    touched = _touched(opened)

    def save(version: int) -> None:
        people_users.change_user(visitor.who(), user.id, version, **touched)
        _close(user)

    side_by_side.saving(
        user.id,
        pressed,
        opened.version,
        mine=mine,
        base=_base(opened),
        words=_words(),
        say=_said,
        save=save,
        done=_("The user is saved"),
    )
    if touched:
        names = {**_words(), "party_ids": _("Centres")}
        if content_drafts.say_fields([names[field] for field in touched], _key(user, "again")):
            _close(user)
            st.rerun()


def _words() -> dict[str, str]:
    return {"name": _("Name"), "email": _("E-mail"), "role": _("Role")}


def _base(opened: people.User) -> dict[str, Any]:
    return {"name": opened.name, "email": opened.email, "role": Role(opened.role)}


def _touched(opened: people.User) -> dict[str, Any]:
    """What the fields say otherwise than the user did when the form was opened."""
    typed = {field: st.session_state[_key(opened, field)] for field in (*_base(opened), "centres")}
    centres, typed["role"] = typed.pop("centres"), Role(typed["role"])
    found = {field: typed[field] for field, was in _base(opened).items() if typed[field] != was}
    return found | ({} if set(centres) == set(opened.party_ids) else {"party_ids": centres})


def _said(column: str, value: object) -> str:
    return labels.label("role", value) if column == "role" else str(value)


def _as_opened(user: people.User) -> people.User:
    """The user as the form was begun: its version is the one a save is checked against.

    What was typed stays while another page is looked at. An untouched form of a user who has
    been changed since is begun anew.
    """
    drafts: dict[str, people.User] = st.session_state.setdefault(_OPENED, {})
    opened = drafts.get(user.id) if _key(user, "centres") in st.session_state else None
    if opened is not None and (opened.version == user.version or _touched(opened)):
        return opened
    drafts[user.id] = user
    for field, value in _base(user).items():
        st.session_state[_key(user, field)] = str(value)  # a code, as the field's choices are
    st.session_state[_key(user, "centres")] = list(user.party_ids)
    return user


def _close(user: people.User) -> None:
    """After a save, or to begin again: the next run opens the user as they stand then."""
    st.session_state.get(_OPENED, {}).pop(user.id, None)


def _key(user: people.User, field: str) -> str:
    return f"user:{user.id}:{field}"


def _ways(user: people.User) -> None:
    """Links and doors, each said before it is done."""
    with st.container(horizontal=True, gap="small"):
        if user.state is not UserState.SHUT_OUT:
            _invite(user)
            _sign_out(user)
        if user.id != visitor.who().user_id:
            _door(user)


def _invite(user: people.User) -> None:
    what_for = _(
        "To come in the first time, or to choose a new password. Earlier links stop working."
    )
    if st.button(_("Make a new link"), help=what_for):
        with doing(_("The link is made")):
            listing.remember(inviting.new_link(visitor.who(), user.id))
    if user.invited_until is not None and st.button(_("Revoke the link")):
        with doing(_("The link is revoked")):
            inviting.revoke_link(visitor.who(), user.id)


def _sign_out(user: people.User) -> None:
    if st.button(_("Sign out everywhere")):
        with doing(_("The user is signed out everywhere")):
            people_users.sign_out_everywhere(visitor.who(), user.id)


def _door(user: people.User) -> None:
    if user.state is UserState.SHUT_OUT:
        if st.button(_("Let in again")):
            with doing(_("The user is let in again")):
                people_users.let_in(visitor.who(), user.id)
        return
    with st.popover(_("Shut out")):
        st.markdown(
            _(
                "{name} is signed out at once and cannot come in any more. Links stop working. What"
                " they have written stays.",
                name=links.plain(user.name),
            )
        )
        why = st.text_input(_("Reason (optional)"), max_chars=500, key=_key(user, "why"))
        if st.button(_("Shut out {name}", name=links.plain(user.name)), type="primary"):
            with doing(_("The user is shut out")):
                people_users.shut_out(visitor.who(), user.id, why)
