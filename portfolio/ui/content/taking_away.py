"""Taking a portfolio away, on Opsætning; and the files of those that were."""

from functools import partial

import streamlit as st

from portfolio import language
from portfolio.domain.permissions import Action
from portfolio.language import _
from portfolio.queries.content import leaving
from portfolio.queries.content.leaving import Leaving, TakenAway
from portfolio.screens import timestamps
from portfolio.ui import components, downloads, draft, links, session, visitor
from portfolio.ui.log.phrases import actor
from portfolio.usecases.content import NOUNS
from portfolio.usecases.content.field import say
from portfolio.usecases.seeding import taking_away

_ZIP = "application/zip"
#: What a reader knows what leaves by.
_COUNTED = ("proposals", "parties", "places", "meetings", "funding_pools", "strategy_processes")


def section() -> None:
    """The portfolio shown, what leaves with it, and the field that has to be filled in."""
    if not visitor.can(Action.EDIT_CONTENT):
        return
    shown, gone = session.portfolio(), session.read(leaving.taken_away)
    if shown is None and not gone:
        return
    st.header(_("Take a portfolio away"), anchor=False)
    if shown is not None:
        with st.expander(
            _("Take “{title}” away", title=links.plain(shown["title"])),
            key="take_away",
            on_change="rerun",
        ) as opened:
            if opened.open:
                _ask(str(shown["id"]), str(shown["title"]), str(shown["code"]))
    for one in gone:
        _taken(one)


def _ask(portfolio_id: str, title: str, code: str) -> None:
    found = session.read(leaving.leaving, portfolio_id=portfolio_id)
    st.markdown(
        _(
            "With it goes what only it uses: {what}. What another portfolio, or a user, uses"
            " too stays. All of it is kept in a file first, with the lines of the change log; it"
            " cannot be put back from here.",
            what=_counted(found),
        )
    )
    downloads.button(
        _("Download the file now"),
        partial(taking_away.file_of, visitor.who(), portfolio_id),
        f"{code}.zip",
        _ZIP,
        key="take_away:file",
        kind="tertiary",
    )
    form = draft.open(f"take_away:{portfolio_id}")
    typed = st.text_input(
        _("Write the portfolio's title to take it away"),
        placeholder=title,
        **form.field("title", ""),
    )

    def take(_version: int) -> None:
        taking_away.take_away(visitor.who(), portfolio_id, typed=typed)
        st.query_params.pop(links.PORTFOLIO, None)

    form.send(
        st.button(
            _("Take it away"), key=form.key("go"), type="primary", disabled=not typed.strip()
        ),
        take,
        _("The portfolio is taken away. Its file is kept here."),
    )


def _counted(found: Leaving) -> str:
    counted = [
        f"{language.number(found.count(table))} {say(NOUNS[table].many).lower()}"
        for table in _COUNTED
        if found.count(table)
    ]
    return language.listed(counted) or _("nothing")


def _taken(one: TakenAway) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        said = _(
            "{title} was taken away {moment} by {name}.",
            title=links.plain(one.title),
            moment=timestamps.moment(one.at),
            name=links.plain(actor(one.by)),
        )
        st.markdown(components.quiet(said), width="content")
        downloads.button(
            _("Download the file"),
            partial(taking_away.kept_file, visitor.who(), one.sha256),
            f"{language.fold(one.title).replace(' ', '-')[:40]}.zip",
            _ZIP,
            key=f"taken:{one.sha256}",
            kind="tertiary",
        )
