"""Indhold, one row: its fields, where each is from, and taking it out of use."""

from typing import Any

import streamlit as st

from portfolio import language
from portfolio.errors import ConflictError
from portfolio.language import _
from portfolio.queries.content import rows
from portfolio.ui import (
    action_row,
    components,
    edit_links,
    field_words,
    links,
    session,
    side_by_side,
    visitor,
)
from portfolio.ui.content import drafts, field_choices, fields
from portfolio.ui.saving import doing
from portfolio.usecases import content
from portfolio.usecases.content import parsing
from portfolio.usecases.content.shape import Kind, Noun, say


def one(noun: Noun, id: str) -> None:
    """The form of one row, or of a new one (``id`` is NEW)."""
    back = links.link("← " + say(noun.many), edit_links.PAGE, slags=noun.table)
    if id == edit_links.NEW and noun.addable:
        st.markdown(back)
        return _new(noun)
    row = session.read(rows.row, table=noun.table, id=id)
    st.markdown(components.joined([back, _where_shown(noun, row)]))
    if row is None:
        return components.empty(
            _("There is nothing here of that address. Go back to the list and choose.")
        )
    st.header(links.plain(row["called"] or say(noun.one)), anchor=False)
    if row.get("withdrawn_at"):
        return _out_of_use(noun, row)
    _change(noun, row)


def _where_shown(noun: Noun, row: dict[str, Any] | None) -> str:
    """A link to the page that shows the row, where there is one."""
    if row is None or row.get("withdrawn_at") or noun.table not in _SHOWN:
        return ""
    page, parameter, column = _SHOWN[noun.table]
    mine = [p["code"] for p in session.portfolios() if p["id"] == row.get("portfolio_id")]
    asked = {parameter: row[column], links.PORTFOLIO: next(iter(mine), None)}
    return links.link(_("See it on its page"), page, **asked)


_SHOWN = {
    "proposals": ("forslag", "nr", "number"),
    "funding_pools": ("strategi", "pulje", "code"),
    "strategy_processes": ("strategi", "proces", "code"),
    "milestones": ("tidslinje", "milepael", "code"),
    "gaps": ("huller", "hul", "code"),
    "places": ("steder", "sted", "code"),
    "decisions": ("beslutninger", "beslutning", "number"),
    "agenda_items": ("beslutninger", "punkt", "number"),
}


def _new(noun: Noun) -> None:
    st.header(_("New: {noun}", noun=say(noun.one)), anchor=False)
    draft = drafts.opened(noun, edit_links.NEW, lambda: _begun(noun), is_new=True)
    typed = fields.ask(noun, draft)
    if st.button(_("Add"), type="primary", key=draft.key("save")):
        with doing(_("Added")):
            key = content.add(
                visitor.who(),
                noun.table,
                typed,
                today=session.today(),
                portfolio_id=session.portfolio_id(),
            )
            drafts.close(noun, edit_links.NEW)
            st.query_params.from_dict({**dict(links.carried()), "slags": noun.table, "id": key})
    # Below the button: above it the line would move the button away under the mouse.
    drafts.say_unsaved(noun, edit_links.NEW, draft, drafts.touched(noun, draft, typed))


def _begun(noun: Noun) -> dict[str, Any]:
    """What a new row begins with; the address may have chosen what it belongs to."""
    asked = {
        field.name: st.query_params[field.name]
        for field in noun.of_kind(Kind.REFERENCE)
        if st.query_params.get(field.name) in field_choices.of(field)
    }
    return parsing.begun(noun, session.today()) | asked


def _change(noun: Noun, row: dict[str, Any]) -> None:
    id = row["id"]
    draft = drafts.opened(noun, id, lambda: row)
    if not draft.is_drawn:
        side_by_side.forget(id)
    known = session.read(rows.sources_of, table=noun.table, id=id)
    typed = fields.ask(noun, draft, _by_field(known.to_dict("records")))
    touched = drafts.touched(noun, draft, typed)
    pressed = st.button(_("Save"), type="primary", key=draft.key("save"))
    if pressed and not touched:
        pressed = False
        st.info(_("Nothing is different, so nothing was saved."))

    def save(version: int) -> None:
        content.change(visitor.who(), noun.table, id, version, touched, today=session.today())
        drafts.close(noun, id)

    side_by_side.saving(
        id,
        pressed,
        draft.row["version"],
        mine=field_words.columns(noun, typed),
        base=field_words.columns(noun, {f.name: parsing.typed(f, draft.row) for f in noun.fields}),
        words=field_words.words(noun),
        say=field_words.said(noun),
        save=save,
        done=_("Saved"),
    )
    drafts.say_unsaved(noun, id, draft, touched)
    _sources(noun, id, known.to_dict("records"))
    if noun.withdrawable:
        _take_out(noun, draft.row)


def _by_field(known: list[dict[Any, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for source in known:
        found.setdefault(str(source["field"]), []).append(source_words(source))
    return found


def source_words(source: dict[Any, Any]) -> str:
    """A source as Markdown: its words, with its link if it has one."""
    words = links.plain(source["source"])
    return f"[{words}]({_safe(source['url'])})" if source["url"] else words


def _safe(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E")


def _sources(noun: Noun, id: str, known: list[dict[Any, Any]]) -> None:
    add, drop = f"source:{noun.table}:{id}", f"source_off:{noun.table}:{id}"
    begun = _typing(add) or _typing(drop)
    with st.expander(_("Where it is from ({count})", count=len(known)), expanded=begun):
        names = {field.name: say(field.label) for field in noun.fields}
        for source in known:
            st.markdown(
                components.joined(
                    [
                        f"**{links.plain(names.get(source['field'], _('All of it')))}**",
                        source_words(source),
                        links.plain(source["added_by"]),
                    ]
                )
            )
        _add_source(noun, id, names, add)
        if known:
            _drop_source(known, names, drop)


def _typing(name: str) -> bool:
    """Whether a text of a form below, kept for the session, has been begun."""
    key = action_row.key_of(name)
    return any(st.session_state.get(f"{key}:{text}") for text in ("words", "url", "reason"))


def _add_source(noun: Noun, id: str, names: dict[str, str], name: str) -> None:
    key = action_row.key_of(name)
    field = st.selectbox(
        _("Which field"),
        list(names),
        index=None,
        placeholder=_("All of it"),
        format_func=lambda name: names[name],
        key=f"{key}:field",
        persist_state="session",
    )
    words = st.text_input(
        _("Source *"),
        help=_("Such as a mail, a phone call or a document."),
        key=f"{key}:words",
        persist_state="session",
    )
    url = st.text_input(
        _("Address"),
        help=_("To the case system, if there is one."),
        key=f"{key}:url",
        persist_state="session",
    )
    if st.button(_("Add source"), key=f"{key}:add"):
        with doing(_("Added")):
            content.cite(visitor.who(), noun.table, id, field, words or "", url or "")
            action_row.done(name)


def _drop_source(known: list[dict[Any, Any]], names: dict[str, str], name: str) -> None:
    by_id, key = {source["id"]: source for source in known}, action_row.key_of(name)
    chosen = st.selectbox(
        _("Source that is to go"),
        list(by_id),
        index=None,
        placeholder=_("Choose from the list"),
        format_func=lambda id: components.joined(
            [names.get(by_id[id]["field"], ""), by_id[id]["source"]]
        ),
        key=f"{key}:drop",
    )
    reason = _reason(key, _("Reason"))
    if st.button(_("Take the source out of use"), key=f"{key}:off") and chosen:
        with doing(_("Taken out of use")):
            version = int(by_id[chosen]["version"])
            content.take_back_source(visitor.who(), chosen, version, reason)
            action_row.done(name)


def _reason(key: str, label: str) -> str:
    """Why something is done; kept for the session, as all that is typed here."""
    return st.text_input(label, key=f"{key}:reason", persist_state="session") or ""


def _take_out(noun: Noun, row: dict[str, Any]) -> None:
    name = f"withdraw:{row['id']}"
    key = action_row.key_of(name)
    with st.expander(_("Take out of use"), expanded=_typing(name)):
        st.markdown(_("It disappears from the pages, stays in the database, and can come back."))
        reason = _reason(key, _("Reason *"))
        if st.button(_("Take out of use"), key=f"{key}:do"):
            _conflict_free(
                noun,
                row["id"],
                name,
                _("Taken out of use"),
                lambda: content.withdraw(
                    visitor.who(), noun.table, row["id"], row["version"], reason
                ),
            )


def _out_of_use(noun: Noun, row: dict[str, Any]) -> None:
    day = language.long_date(parsing.day(row["withdrawn_at"], session.today()))
    st.info(
        _(
            "Taken out of use on {day}: {reason}",
            day=day,
            reason=links.plain(row["withdrawn_reason"] or ""),
        )
    )
    name = f"back:{row['id']}"
    key = action_row.key_of(name)
    reason = _reason(key, _("Reason *"))
    if st.button(_("Take into use again"), key=f"{key}:do", type="primary"):
        _conflict_free(
            noun,
            row["id"],
            name,
            _("Taken into use again"),
            lambda: content.bring_back(
                visitor.who(), noun.table, row["id"], row["version"], reason
            ),
        )


def _conflict_free(noun: Noun, id: str, name: str, done: str, work: Any) -> None:  # noqa: ANN401 - a use case to be called
    """Here there are no two texts to compare: what is said is that somebody was first."""
    try:
        with doing(done):
            work()
            drafts.close(noun, id)
            action_row.done(name)
    except ConflictError as error:
        st.warning(links.explained(error))
