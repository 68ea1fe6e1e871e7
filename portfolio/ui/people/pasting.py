"""Many users at once on Opsætning: a list is pasted, shown as understood, and made in one act."""

import streamlit as st

from portfolio import labels, language
from portfolio.errors import PortfolioError
from portfolio.language import _, ngettext
from portfolio.screens.drawing import table
from portfolio.ui import components, draft, drawing, links, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.people import invitations
from portfolio.usecases.people import adding
from portfolio.usecases.people.adding import Adding, NewUser

#: Name, e-mail and link of those who were made: shown until they are said to be copied.
_LINKS = "flash:links"
_MOST_SIGNS = 60_000


def offer() -> None:
    """The field, what is understood of it, and the button that makes all of it."""
    form = draft.open("new_users", {"list": ""})
    with st.expander(_("Add several from a list"), expanded=bool(form.touched())):
        text = st.text_area(
            _("One on each line: name, e-mail and centre, in any order"),
            max_chars=_MOST_SIGNS,
            height=140,
            placeholder=_("Hanne Holm; hanne.holm@kommune.dk; Technical Centre"),
            help=_(
                "Paste it from Excel or Outlook, with or without a header. Whoever has a centre"
                " becomes its lead; the others become readers, unless a role stands there."
            ),
            **form.field("list"),
        )
        if text.strip():
            _understood(form, text)


def _understood(form: Draft, text: str) -> None:
    try:
        found = adding.preview(visitor.who(), text)
    except PortfolioError as error:
        st.error(links.explained(error))
        return
    _say(found)
    if found.new:
        _table(found.new)
    words = ngettext("Make {n} user", "Make {n} users", len(found.new))
    pressed = st.button(words, type="primary", key=form.key("save"), disabled=not found.new)
    done = ngettext("{n} user is made.", "{n} users are made.", len(found.new))
    form.send(pressed, lambda _version: _make(text, found.new), done)


def _say(found: Adding) -> None:
    """What stands in the way, each at its line, and what is passed over."""
    if found.problems:
        wrong = [
            _("Line {line}: {why}", line=line, why=links.explained(error))
            for line, error in found.problems
        ]
        st.error(components.bullets(wrong))
    told = [
        _("Line {line}: {email} has a user already.", line=line, email=links.plain(email))
        for line, email in found.known
    ]
    told += [
        _("Line {line}: {email} stands there twice and is made once.", line=line, email=email)
        for line, email in found.twice
    ]
    told += [
        _("Line {line}: “{words}” is not taken along.", line=line, words=links.plain(words))
        for line, words in found.left
    ]
    if found.new_centres:
        names = links.plain(language.listed(found.new_centres))
        told.append(_("Made with them, since they are not there yet: {centres}.", centres=names))
    if found.unread:
        columns = links.plain(language.listed(found.unread))
        told.append(_("Not taken along: {columns}.", columns=columns))
    if told:
        st.markdown(components.bullets(told))


def _table(new: tuple[NewUser, ...]) -> None:
    heads = [_("Name"), _("E-mail"), _("Role"), _("Centres")]
    rows = [
        (one.name, one.email, labels.label("role", one.role), ", ".join(one.centres)) for one in new
    ]
    drawing.show(table(_("Users as they are understood"), heads, rows))


def _make(text: str, new: tuple[NewUser, ...]) -> None:
    if invitations.can_be_mailed():
        send = invitations.ready()  # what is set wrongly is said before anybody is added
        send([made.user_id for made in adding.add_all(visitor.who(), text)])
        return
    made = adding.add_all(visitor.who(), text)
    st.session_state[_LINKS] = [
        (one.name, one.email, f"{links.program()}/invitation/{link.token}")
        for one, link in zip(new, made, strict=True)
    ]


def show_links() -> None:
    """The links that were made, until they are copied: they are nowhere else."""
    made: list[tuple[str, str, str]] | None = st.session_state.get(_LINKS)
    if not made:
        return
    with st.container(border=True):
        st.markdown(
            _(
                "**Links for those who were made.** Send each their own. A link is good once, for"
                " a week, and is not shown again."
            )
        )
        st.code("\n".join("\t".join(one) for one in made), language=None, wrap_lines=True)
        if st.button(_("I have copied the links")):
            del st.session_state[_LINKS]
            st.rerun()
