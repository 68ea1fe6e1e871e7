"""Links to the case system and attached files of anything, and the ways to add and to take off."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.queries.documents import documents as document_queries
from portfolio.screens.documents import documents as screen
from portfolio.ui import action_row, components, draft, edit_links, links, session, visitor
from portfolio.usecases.documents import documents, file_kinds


def where_any(
    subject_table: str, subject_id: str, day: date, *, heading: str, small: bool = False
) -> None:
    """As ``section``, under a heading of its own; nothing where there is nothing to see or do.

    ``small``: below a heading that is not the page's own.
    """
    now = day >= session.today()
    found = _found(subject_table, subject_id, None if now else day)
    may_act = now and edit_links.may_edit()
    if found.empty and not may_act:
        return
    (st.subheader if small else st.header)(heading, anchor=False)
    _list(found, subject_table, subject_id, may_act=may_act)


def _found(subject_table: str, subject_id: str, as_of: date | None) -> pd.DataFrame:
    return session.read(
        document_queries.documents_on,
        subject_table=subject_table,
        subject_id=subject_id,
        as_of=as_of,
    )


def _list(found: pd.DataFrame, subject_table: str, subject_id: str, *, may_act: bool) -> None:
    for row in found.to_dict("records"):
        _document(row)
    if may_act:
        name = f"documents:{subject_id}"
        action_row.offer(name, acts_of(subject_table, subject_id, name))


def _document(row: dict[Any, Any]) -> None:
    facts = components.quiet(links.plain(screen.noted(row)))
    way = screen.address(row, links.to)
    if row["kind"] != documents.LINK and way and visitor.claims():
        _button(row, facts)
    else:
        title = links.plain(screen.title(row))
        st.markdown(f"{f'[{title}]({way})' if way else title} · {facts}")


def files(subject_table: str, subject_id: str, day: date) -> None:
    """What hangs there, for those of the municipality's own login, who need buttons; the others
    have links in what is read.
    """
    if not visitor.claims():
        return
    found = _found(subject_table, subject_id, None if day >= session.today() else day)
    for row in found.to_dict("records"):
        _document(row)


def _button(row: dict[Any, Any], facts: str) -> None:
    """For those of the municipality's own login, whom only the script knows (web/caller.py)."""
    who = visitor.who()

    def content() -> bytes:
        file = documents.fetch(who, row["id"])
        if file is None:
            raise FileNotFoundError(row["id"])  # taken off since the page was drawn
        return file.content

    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.download_button(
            links.plain(row["title"]),
            content,
            row["file_name"],
            key=f"fetch:{row['id']}",
            on_click="ignore",
            type="tertiary",
        )
        st.markdown(facts, width="content")


def acts_of(subject_table: str, subject_id: str, name: str) -> action_row.Acts:
    """What the secretary can do with what hangs there now."""
    if not edit_links.may_edit():
        return {}
    found = _found(subject_table, subject_id, None)
    ways = {
        "link": (_("Add a link"), lambda: _add_link(subject_table, subject_id, name)),
        "file": (_("Add a file"), lambda: _add_file(subject_table, subject_id, name)),
    }
    if len(found):
        ways["off"] = (_("Take one off"), lambda: _take_off(found, name))
    return ways


def _add_link(subject_table: str, subject_id: str, name: str) -> None:
    form = draft.open(f"{name}/link")
    hint = _("Such as the case number and what the case is about.")
    title = st.text_input(_("What it is"), help=hint, **form.field("title", ""))
    url = st.text_input(_("Address"), placeholder="https://", **form.field("url", ""))
    form.send(
        st.button(_("Add link"), key=form.key("save"), type="primary"),
        lambda _version: documents.add_link(
            visitor.who(), subject_table, subject_id, title=title, url=url
        ),
        _("The link is added."),
    )


def _add_file(subject_table: str, subject_id: str, name: str) -> None:
    form = draft.open(f"{name}/file")
    kinds = list(file_kinds.KINDS)
    st.markdown(_("At most 20 MB: {kinds}.", kinds=", ".join(kinds)))
    # The kinds are checked by the use case, which can say why one is refused.
    file = st.file_uploader(_("File"), key=form.key("bytes"))
    title = st.text_input(_("What it is (optional)"), **form.field("title", ""))

    def add(_version: int) -> None:
        if file is None:
            raise PortfolioError("Choose a file first.")
        documents.add_file(
            visitor.who(),
            subject_table,
            subject_id,
            name=file.name,
            content=file.getvalue(),
            title=title,
        )

    pressed = st.button(_("Add file"), key=form.key("save"), type="primary")
    form.send(pressed, add, _("The file is added."))


def _take_off(found: pd.DataFrame, name: str) -> None:
    form = draft.open(f"{name}/off")
    rows = {row["id"]: row for row in found.to_dict("records")}
    titles = {id: str(row["title"]) for id, row in rows.items()}
    chosen = form.choose("which", _("Which one"), titles, next(iter(titles)))
    reason = st.text_area(_("Reason"), height=68, **form.field("reason", ""))
    form.send(
        st.button(_("Remove"), key=form.key("save"), type="primary"),
        lambda _version: documents.withdraw(
            visitor.who(), chosen, version=rows[chosen]["version"], reason=reason
        ),
        _("It is taken off."),
    )
