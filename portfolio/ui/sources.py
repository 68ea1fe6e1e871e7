"""What proves a row, for a file, and the dialog of a source (``?kilde=…`` on any page)."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _
from portfolio.queries import sources
from portfolio.queries.minutes import readings
from portfolio.queries.minutes.readings import Reading
from portfolio.screens import sources as screen
from portfolio.screens import timestamps
from portfolio.screens.drawing import Link
from portfolio.screens.minutes import passages
from portfolio.ui import drawing, links, session


def proofs(table: str, ids: Iterable[object]) -> Callable[[object], str]:
    """What proves each of some rows of a table, as plain text for a file that is taken along."""
    found = screen.cited(session.read, table, ids)
    return lambda id: "; ".join(dict.fromkeys(_place(row) for row in found.get(id, ())))


def _place(row: dict[Any, Any]) -> str:
    """Where a fact stands, in a file: the source a user gave, or the lines of the minutes."""
    if "source" in row:
        return str(row["source"])
    words = screen.lines(row)
    if row["changed"]:
        words = _("{lines}, typed over since", lines=words)
    else:
        words = labels.hedged(words, row["certainty"])
    if not pd.isna(row["item"]):
        words = _("item {item}, {lines}", item=row["item"], lines=words)
    return words


def show_asked() -> None:
    """Open the dialog of the citation the address asks for."""
    asked = st.query_params.get(links.SOURCE)
    if asked is None:
        return
    citation = session.read(sources.citation, id=asked)
    if citation is None and (given := session.read(sources.given, id=asked)) is not None:
        st.dialog(_("Source"), on_dismiss=_close)(_show_given)(given)
        return
    if citation is None:
        st.query_params.pop(links.SOURCE, None)
        st.warning(_("The source the address asks for is not on record. Choose it on the page."))
        return
    st.dialog(_("Source"), on_dismiss=_close)(_show)(citation)


def _show_list(citation: dict[str, Any]) -> None:
    """The sheet, and the file itself."""
    st.markdown(_("Sheet: {name}", name=links.plain(citation["note"])))
    if citation["document_id"] is not None:
        st.markdown(links.link(_("Download the file"), f"bilag/{citation['document_id']}"))


def _close() -> None:
    st.query_params.pop(links.SOURCE, None)


def _show_given(given: dict[str, Any]) -> None:
    st.markdown(f"**{links.plain(given['source'])}**")
    if given["url"]:
        st.link_button(_("Open the source"), given["url"])
    st.markdown(
        _(
            "Told by {name}, {day}. The minutes do not say it.",
            name=links.plain(given["added_by"]),
            day=_day(given["added_at"]),
        )
    )


def _day(moment: str) -> str:
    return language.short_date(timestamps.day(moment))


def _show(citation: dict[str, Any]) -> None:
    day = language.long_date(citation["dated"])
    st.markdown(f"**{links.plain(citation['source'])}**  \n{day}")
    if citation["item"] is not None:
        title = links.plain(citation["item_title"] or "")
        st.markdown(_("Item {item}: {title}", item=citation["item"], title=title))
        if citation["case_number"]:
            st.markdown(_("Case number {number}", number=citation["case_number"]))
    kept = session.read(readings.kept_text, source_id=citation["source_id"])
    pages = kept.line_pages if kept is not None else ()
    place = passages.place(pages, citation["line_from"]) or screen.lines(citation)
    st.markdown(_("Stands in: {lines}", lines=place))
    if citation["kind"] == screen.LIST:
        _show_list(citation)
    if citation["changed"]:
        st.warning(
            _(
                "What stands on the page has been typed over since. These lines say what"
                " stood there before."
            )
        )
    st.markdown(_CERTAINTY[citation["certainty"]]())
    if kept is not None:
        _show_passage(citation, kept)
    if words := json.loads(citation["claims"]):
        quoted = ", ".join(_("“{words}”", words=links.plain(word)) for word in words)
        st.markdown(_("The lines must hold: {words}", words=quoted))
    if citation["note"] and citation["kind"] != screen.LIST:
        st.markdown(links.plain(citation["note"]))


def _show_passage(citation: dict[str, Any], kept: Reading) -> None:
    """The sentence itself, as the minutes are kept."""
    first, last = citation["line_from"], citation["line_to"]
    if last > len(kept.lines):
        return
    way = links.to(passages.PAGE, referat=kept.id, linjer=f"{first}-{last}")
    whole = Link(_("See it in the minutes"), way)
    drawing.show(passages.draw_passage(passages.passage(kept, first, last), whole))


_CERTAINTY = {
    "stated": lambda: _("**Stated**: the source says so."),
    "derived": lambda: _("**Derived**: worked out from what the source says."),
    "assumed": lambda: _("**Assumed**: taken for granted here; the source does not say it."),
}
