"""Marks that open a fact's source, and the dialog they open (``?kilde=…`` on any page)."""

import json
from collections import defaultdict
from typing import Any

import streamlit as st

from portfolio import labels, language
from portfolio.language import _
from portfolio.queries import sources
from portfolio.ui import links, session

_NO_BREAK = "\u00a0"


class Marks:
    """The source marks of some rows of one table, looked up once for the page."""

    def __init__(self, table: str, ids: list[str], page: str, **query: object) -> None:
        cited = session.read(sources.citations_of, table=table, ids=tuple(ids))
        self._by_subject: defaultdict[object, list[dict[Any, Any]]] = defaultdict(list)
        for row in cited.to_dict("records"):
            self._by_subject[row["subject_id"]].append(row)
        given = session.read(sources.given_for, table=table, ids=tuple(ids))
        for row in given.to_dict("records"):
            # A form's field is a column, a citation's is called as in the seed files.
            field = row["field"] and row["field"].removesuffix("_id")
            self._by_subject[row["subject_id"]].append({**row, "field": field})
        self._page, self._query = page, query

    def of(self, subject_id: object, *fields: str | None) -> str:
        """Markdown links to what proves a row, or only some fields of it; empty if nothing."""
        cited = self._by_subject[subject_id]
        return " ".join(self._mark(row) for row in cited if not fields or row["field"] in fields)

    def _mark(self, row: dict[Any, Any]) -> str:
        if "source" in row:
            words = _("told {day}", day=_day(row["added_at"]))
            return self._link(words, row)
        words = lines(row)
        if row["item"] is not None:
            words = _("item {item}, {lines}", item=row["item"], lines=words)
        if row["changed"]:
            words += ", " + _("typed over since")
        elif row["certainty"] != "stated":
            words += f", {labels.label('certainty', row['certainty'])}"
        return self._link(words, row)

    def _link(self, words: str, row: dict[Any, Any]) -> str:
        address = links.to(self._page, **self._query, kilde=row["id"])
        # "punkt 8, l. 337" is one word to the eye: it does not break.
        return f":small[[{words.replace(' ', _NO_BREAK)}]({address})]"


def lines(row: dict[Any, Any]) -> str:
    """``l. 273`` or ``l. 273-279``, as the minutes are counted."""
    first, last = row["line_from"], row["line_to"]
    return _("l. {lines}", lines=first if first == last else f"{first}-{last}")


def show_asked() -> None:
    """Open the dialog of the citation the address asks for."""
    asked = st.query_params.get("kilde")
    if asked is None:
        return
    found = session.read(sources.citation, id=asked)
    if found is None and (told := session.read(sources.given, id=asked)) is not None:
        st.dialog(_("Source"), on_dismiss=_close)(_show_given)(told)
        return
    if found is None:
        st.query_params.pop("kilde", None)
        st.warning(_("The source the address asks for is not on record. Choose it on the page."))
        return
    st.dialog(_("Source"), on_dismiss=_close)(_show)(found)


def _close() -> None:
    st.query_params.pop("kilde", None)


def _show_given(told: dict[str, Any]) -> None:
    st.markdown(f"**{links.plain(told['source'])}**")
    if told["url"]:
        st.link_button(_("Open the source"), told["url"])
    st.markdown(
        _(
            "Told by {name}, {day}. The minutes do not say it.",
            name=links.plain(told["added_by"]),
            day=_day(told["added_at"]),
        )
    )


def _day(moment: str) -> str:
    return language.short_date(moment[:10])


def _show(found: dict[str, Any]) -> None:
    day = language.long_date(found["dated"])
    st.markdown(f"**{links.plain(found['source'])}**  \n{day}")
    if found["item"] is not None:
        title = links.plain(found["item_title"] or "")
        st.markdown(_("Item {item}: {title}", item=found["item"], title=title))
        if found["case_number"]:
            st.markdown(_("Case number {number}", number=found["case_number"]))
    st.markdown(_("Stands in: {lines}", lines=lines(found)))
    if found["changed"]:
        st.warning(
            _(
                "What stands on the page has been typed over since. These lines say what"
                " stood there before."
            )
        )
    st.markdown(_CERTAINTY[found["certainty"]]())
    if words := json.loads(found["claims"]):
        quoted = ", ".join(_("“{words}”", words=links.plain(word)) for word in words)
        st.markdown(_("The lines must hold: {words}", words=quoted))
    if found["note"]:
        st.markdown(links.plain(found["note"]))


_CERTAINTY = {
    "stated": lambda: _("**Stated**: the source says so."),
    "derived": lambda: _("**Derived**: worked out from what the source says."),
    "assumed": lambda: _("**Assumed**: taken for granted here; the source does not say it."),
}
