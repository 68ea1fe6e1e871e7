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
from portfolio.screens import timestamps
from portfolio.ui import components, draft, links, session, visitor
from portfolio.ui.log import page
from portfolio.ui.people import invitations, listing
from portfolio.ui.saving import doing
from portfolio.usecases.people import inviting
from portfolio.usecases.people import users as people_users

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
            [listing.state_of(user), _("last seen: {when}", when=listing.seen(user)), _link(user)]
        )
    )
    invitations.say()
    listing.show_link(user)
    _change(user)
    _ways(user)
    with st.expander(_("History")):
        asked_for = log_queries.Filters(people=True, user_id=user.id)
        page.by_day(session.read(log_queries.lines, filters=asked_for, limit=_CHANGES))


def _link(user: people.User) -> str:
    if user.invited_until is None:
        return ""
    return _("a link is good until {moment}", moment=timestamps.moment(user.invited_until))


def _change(user: people.User) -> None:
    begun: dict[str, Any] = {"name": user.name, "email": user.email, "role": user.role}
    begun |= {"party_ids": list(user.party_ids)}
    form = draft.open(f"user:{user.id}", begun, version=user.version, same=_same)
    is_self = user.id == visitor.who().user_id
    # Not st.form, which sends nothing until it is saved: what was typed stays for the session.
    with st.container(border=True):
        listing.ask(form, has_own_role=is_self)
        if is_self:
            st.caption(_("You cannot change your own role. Ask another administrator."))
        pressed = st.button(_("Save"), type="primary", key=form.key("save"))

    def save(version: int) -> None:
        touched = form.touched()
        if "role" in touched:
            touched["role"] = Role(touched["role"])
        people_users.change_user(visitor.who(), user.id, version, **touched)

    words = {"name": _("Name"), "email": _("E-mail"), "role": _("Role")}
    form.save(pressed, save, _("The user is saved"), words=words, say=_say)
    form.say_unsaved({**words, "party_ids": _("Centres")})


def _same(name: str, now: Any, then: Any) -> bool:  # noqa: ANN401 - whatever the field holds
    return set(now) == set(then) if name == "party_ids" else bool(now == then)


def _say(column: str, value: object) -> str:
    return labels.label("role", value) if column == "role" else str(value)


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
    if invitations.can_be_mailed() and st.button(_("Mail a new link"), help=what_for):
        with doing(_("The sending is over.")):
            invitations.ready()([user.id])
    if user.invited_until is not None and st.button(_("Revoke the link")):
        with doing(_("The link is revoked")):
            inviting.revoke_link(visitor.who(), user.id)


def _sign_out(user: people.User) -> None:
    if st.button(_("Sign out everywhere")):
        with doing(_("The user is signed out everywhere")):
            people_users.sign_out_everywhere(visitor.who(), user.id)


def _door(user: people.User) -> None:
    if user.state is UserState.SHUT_OUT:
        if st.button(_("Restore access")):
            with doing(_("The user has access again")):
                people_users.let_in(visitor.who(), user.id)
        return
    with st.popover(_("Block access")):
        st.markdown(
            _(
                "{name} is signed out at once and cannot come in any more. Links stop working. What"
                " they have written stays.",
                name=links.plain(user.name),
            )
        )
        form = draft.open(f"user:{user.id}/out")
        why = st.text_input(_("Reason (optional)"), max_chars=500, **form.field("why", ""))
        form.send(
            st.button(_("Block the access of {name}", name=links.plain(user.name)), type="primary"),
            lambda _version: people_users.shut_out(visitor.who(), user.id, why),
            _("The user's access is blocked"),
        )
