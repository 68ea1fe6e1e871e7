"""Users on Opsætning: the list, a new one, and the parties with those who answer for them."""

import streamlit as st

from portfolio import labels, language
from portfolio.domain import clock
from portfolio.domain.model import UserState
from portfolio.domain.permissions import Action, Role
from portfolio.language import _, ngettext
from portfolio.queries import filter_choices
from portfolio.queries.people import people
from portfolio.screens import timestamps
from portfolio.screens.drawing import Link, table
from portfolio.ui import choices, components, draft, drawing, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.people import invitations, pasting
from portfolio.usecases.people import users
from portfolio.usecases.people.inviting import Invitation
from portfolio.usecases.use_case import EntryWay

PAGE = "opsaetning"
#: The link of the user it was made for: shown until the administrator says it is copied.
_LINK = "flash:link"


def managed() -> bool:
    """Whether this reader manages users here; in local mode the first account comes first."""
    return visitor.can(Action.MANAGE_USERS) and visitor.who().entry is not EntryWay.LOCAL


def section() -> None:
    """Everybody who may come in, and the way to add one."""
    st.header(_("Users"), anchor=False)
    invitations.say()
    pasting.show_links()
    known = session.read_now(people.all_users, at=clock.now())
    for one in known:
        show_link(one)
    st.markdown(_count(known))
    _table(known)
    begun = {"name": "", "email": "", "role": Role.READER.value, "party_ids": []}
    form = draft.open("new_user", begun)
    with st.expander(_("Add a user"), expanded=bool(form.touched())):
        ask(form)
        words = _("Add and make a link")
        if invitations.can_be_mailed():
            words = _("Add and mail the link")
        pressed = st.button(words, key=form.key("save"), type="primary")
        form.send(pressed, lambda _version: _add(form), _("The user is added"))
    pasting.offer()
    invitations.offer(known)


def _add(form: Draft) -> None:
    values = form.values() | {"role": Role(form["role"])}
    if not invitations.can_be_mailed():
        remember(users.add_user(visitor.who(), **values))
        return
    send = invitations.ready()  # what is set wrongly is said before anybody is added
    send([users.add_user(visitor.who(), **values).user_id])


def _count(known: list[people.User]) -> str:
    states = [one.state for one in known]
    parts = [ngettext("**{n}** user", "**{n}** users", len(known))]
    for state in (UserState.INVITED, UserState.SHUT_OUT):
        if state in states:
            parts.append(f"**{states.count(state)}** {labels.label('user_state', state)}")
    return components.joined(parts)


def _table(known: list[people.User]) -> None:
    heads = [_("Name"), _("Role"), _("Centres"), _("Status"), _("Last seen"), _("E-mail")]
    rows = [
        (
            Link(one.name, links.to(PAGE, bruger=one.id)),
            labels.label("role", one.role),
            ", ".join(one.party_names),
            state_of(one),
            _day_seen(one),
            one.email,
        )
        for one in known
    ]
    drawing.show(table(_("Users"), heads, rows))


def state_of(user: people.User) -> str:
    """Whether the user can come in; of somebody invited also whether the link is still good."""
    word = labels.label("user_state", user.state)
    if user.state is UserState.INVITED and user.invited_until is None:
        return _("{state}, no link", state=word)
    return word


def seen(user: people.User) -> str:
    """When the user was last here."""
    return timestamps.moment(user.last_seen_at) if user.last_seen_at else _("never")


def _day_seen(user: people.User) -> str:
    if not user.last_seen_at:
        return _("never")
    return language.short_date(timestamps.day(user.last_seen_at))


def ask(form: Draft, *, has_own_role: bool = False) -> None:
    """The fields of a user; one's own role stands, but cannot be chosen."""
    st.text_input(_("Name"), max_chars=120, **form.field("name"))
    st.text_input(_("E-mail"), max_chars=254, **form.field("email"))
    form.choose(
        "role",
        _("Role"),
        labels.words("role"),
        Role.READER.value,
        disabled=has_own_role,
        help=_(
            "A reader sees everything but the change log. A centre lead also answers for "
            "the proposals of their own centres. A portfolio secretary maintains all "
            "content. A director reads all. An administrator also manages users."
        ),
    )
    names = choices.named(session.read(filter_choices.all_parties))
    form.choose_some(
        "party_ids",
        _("Centres"),
        names,
        placeholder=_("Choose centres"),
        select_all=False,
        help=_("The user's centres and parties. A centre lead needs at least one."),
    )


def remember(made: Invitation) -> None:
    """Show the link from the next run on."""
    st.session_state[_LINK] = made


def show_link(user: people.User) -> None:
    """The link that was made for this user, until it is copied: it is nowhere else."""
    made = st.session_state.get(_LINK)
    if made is None or made.user_id != user.id:
        return
    if user.invited_until is None:
        del st.session_state[_LINK]  # used, or revoked meanwhile
        return
    with st.container(border=True):
        st.markdown(
            _(
                "**Link for {name}.** Send it to {email}. It is good once, until {moment}, and is"
                " not shown again.",
                name=links.plain(user.name),
                email=links.plain(user.email),
                moment=timestamps.moment(user.invited_until),
            )
        )
        st.code(f"{links.program()}/invitation/{made.token}", language=None, wrap_lines=True)
        if st.button(_("I have copied the link")):
            del st.session_state[_LINK]
            st.rerun()
