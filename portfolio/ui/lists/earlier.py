"""The lists that were taken in, and the newest of them undone."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from portfolio.language import _
from portfolio.queries.lists import imports
from portfolio.reports.lists import list_file
from portfolio.screens.lists import lists as screen
from portfolio.ui import downloads, draft, drawing, links, session, visitor
from portfolio.usecases.lists import undoing

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OUT = (("xlsx", list_file.xlsx, _XLSX), ("csv", list_file.csv, "text/csv"))


def show() -> None:
    """The lists of the portfolio shown."""
    shown = session.portfolio()
    if shown is None:
        return
    found = session.read(imports.imports, portfolio=shown["code"])
    emptied = bool(found) and session.read(imports.is_emptied, portfolio=shown["code"])
    drawing.show(screen.imports(found, links.to, emptied=emptied))
    standing = [one for one in found if one.undone_at is None]
    if standing:
        _offer(standing[0])
        _ask_undo(standing[0])


def _offer(newest: imports.Import) -> None:
    """The list taken out again, as it is known there and as it stands here."""
    name = newest.file_name.rpartition(".")[0]
    with st.container(horizontal=True, gap="small"):
        for kind, make, media in _OUT:
            downloads.button(
                _("Take the list out as {kind}", kind=kind),
                partial(_made, make, newest),
                f"{name}.{kind}",
                media,
                key=f"list:out:{kind}",
                kind="tertiary",
            )


def _made(make: Callable[[list_file.Facts], bytes], newest: imports.Import) -> bytes:
    return make(list_file.ask(session.read_now, newest))


def _ask_undo(newest: imports.Import) -> None:
    with st.expander(_("Undo the newest list")):
        st.markdown(
            _(
                "What “{file}” made leaves the board, and what it changed is as it was before. It"
                " can be undone as long as nobody has built on it.",
                file=links.plain(newest.file_name),
            )
        )
        form = draft.open(f"undo:{newest.id}", version=newest.version)
        reason = st.text_input(_("Reason"), **form.field("reason", ""))
        form.send(
            st.button(_("Undo the list"), key=form.key("undo")),
            lambda version: undoing.undo(visitor.who(), newest.id, version=version, reason=reason),
            _("The list is undone."),
        )
