"""Indhold, one row: its fields, where each is from, and taking it out of use."""

from typing import Any

import streamlit as st

from portfolio import language
from portfolio.domain import clock
from portfolio.language import _
from portfolio.queries.content import rows
from portfolio.ui import components, draft, edit_links, field_words, links, session, visitor
from portfolio.ui.content import fields
from portfolio.ui.draft import Draft
from portfolio.usecases import content
from portfolio.usecases.content import parsing
from portfolio.usecases.content.field import Kind, Noun, say


def one(noun: Noun, id: str) -> None:
    """The form of one row, or of a new one (``id`` is NEW)."""
    back = links.link("← " + say(noun.many), edit_links.PAGE, slags=noun.table)
    if id == edit_links.NEW and noun.addable:
        st.markdown(back)
        return _new(field_words.with_own(noun, session.portfolio_id()))
    row = session.read(rows.row, table=noun.table, id=id)
    st.markdown(components.joined([back, _where_shown(noun, row)]))
    if row is None:
        return components.empty(
            _("There is nothing of that address. Go back to the list and choose.")
        )
    st.header(links.plain(row["called"] or say(noun.one)), anchor=False)
    if row.get("withdrawn_at"):
        return _out_of_use(noun, row)
    _change(field_words.with_own(noun, row.get("portfolio_id")), row)


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
    asked = _asked(noun)
    # A link that chooses something else to belong to is another new row.
    form = fields.open_form(
        noun,
        "|".join([edit_links.NEW, *asked.values()]),
        parsing.start_values(noun, session.today()) | asked,
    )
    fields.ask(noun, form)

    def add(_version: int) -> None:
        key = content.add(
            visitor.who(),
            noun.table,
            form.values(),
            today=session.today(),
            portfolio_id=session.portfolio_id(),
        )
        st.query_params.from_dict({**dict(links.carried()), "slags": noun.table, "id": key})

    form.send(st.button(_("Add"), type="primary", key=form.key("save")), add, _("Added"))
    # Below the button: above it the line would move the button away under the mouse.
    form.say_unsaved({field.name: say(field.label) for field in noun.fields})


def _asked(noun: Noun) -> dict[str, str]:
    """What the address has chosen that the new row belongs to."""
    return {
        field.name: st.query_params[field.name]
        for field in noun.of_kind(Kind.REFERENCE)
        if st.query_params.get(field.name) in field_words.choices_of(field)
    }


def _change(noun: Noun, row: dict[str, Any]) -> None:
    id = row["id"]
    form = fields.open_form(noun, id, row)
    known = session.read(rows.sources_of, table=noun.table, id=id).to_dict("records")
    fields.ask(noun, form, _by_field(known))
    pressed = st.button(_("Save"), type="primary", key=form.key("save"))
    touched = form.touched()
    if pressed and not touched:
        pressed = False
        st.info(_("Nothing is different, so nothing was saved."))

    def save(version: int) -> None:
        content.change(visitor.who(), noun.table, id, version, touched, today=session.today())

    form.save(
        pressed,
        save,
        _("Saved"),
        words=field_words.words(noun),
        say=field_words.column_words(noun),
        columns=lambda values: field_words.columns(noun, values),
    )
    names = {field.name: say(field.label) for field in noun.fields}
    form.say_unsaved(names)
    _sources(noun, id, known, names)
    if noun.withdrawable:
        _take_out(noun, row, form)


def _by_field(known: list[dict[Any, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for source in known:
        found.setdefault(str(source["field"]), []).append(source_words(source))
    return found


def source_words(source: dict[Any, Any]) -> str:
    """A source as Markdown: its words, with its link if it has one."""
    words = links.plain(source["source"])
    return f"[{words}]({source['url'].translate(_QUOTED)})" if source["url"] else words


_QUOTED = str.maketrans({sign: f"%{ord(sign):X}" for sign in "()<>"})


def _sources(noun: Noun, id: str, known: list[dict[Any, Any]], names: dict[str, str]) -> None:
    new, gone = draft.open(f"source:{noun.table}:{id}"), draft.open(f"source_off:{noun.table}:{id}")
    with st.expander(
        _("Where it is from ({count})", count=len(known)),
        expanded=bool(new.touched() or gone.touched()),
    ):
        for source in known:
            st.markdown(
                components.joined(
                    [
                        "**" + links.plain(names.get(source["field"], _("All of it"))) + "**",
                        source_words(source),
                        links.plain(source["added_by"]),
                    ]
                )
            )
        _add_source(noun, id, names, new)
        if known:
            _drop_source(known, names, gone)


def _add_source(noun: Noun, id: str, names: dict[str, str], form: Draft) -> None:
    field = form.choose("field", _("Which field"), names, placeholder=_("All of it"))
    words = st.text_input(
        _("Source *"),
        help=_("Such as a mail, a phone call or a document."),
        **form.field("words", ""),
    )
    url = st.text_input(
        _("Address"), help=_("To the case system, if there is one."), **form.field("url", "")
    )
    form.send(
        st.button(_("Add source"), key=form.key("add")),
        lambda _version: content.cite(visitor.who(), noun.table, id, field, words, url),
        _("Added"),
    )


def _drop_source(known: list[dict[Any, Any]], names: dict[str, str], form: Draft) -> None:
    by_id = {source["id"]: source for source in known}
    words = {
        id: components.joined([names.get(source["field"], ""), source["source"]])
        for id, source in by_id.items()
    }
    label, hint = _("Source that is to go"), _("Choose from the list")
    chosen = form.choose("drop", label, words, placeholder=hint)
    reason = st.text_input(_("Reason"), **form.field("reason", ""))

    def take_back(_version: int) -> None:
        version = int(by_id[chosen]["version"])
        content.take_back_source(visitor.who(), chosen, version, reason)

    pressed = st.button(_("Take the source out of use"), key=form.key("off"))
    form.send(pressed and chosen is not None, take_back, _("Taken out of use"))


def _take_out(noun: Noun, row: dict[str, Any], form: Draft) -> None:
    """``form`` is the row's own: what stands in it goes with it."""
    why = draft.open(f"{form.name}/withdraw", version=form.version)
    with st.expander(_("Take out of use"), expanded=bool(why.touched())):
        st.markdown(_("It disappears from the pages, stays in the database, and can come back."))
        reason = st.text_input(_("Reason *"), **why.field("reason", ""))
        why.send(
            st.button(_("Take out of use"), key=why.key("do")),
            lambda version: content.withdraw(visitor.who(), noun.table, row["id"], version, reason),
            _("Taken out of use"),
        )


def _out_of_use(noun: Noun, row: dict[str, Any]) -> None:
    day = language.long_date(clock.day(row["withdrawn_at"]))
    st.info(
        _(
            "Taken out of use on {day}: {reason}",
            day=day,
            reason=links.plain(row["withdrawn_reason"] or ""),
        )
    )
    why = draft.open(f"form:{noun.table}:{row['id']}/back", version=row["version"])
    reason = st.text_input(_("Reason *"), **why.field("reason", ""))
    why.send(
        st.button(_("Take into use again"), key=why.key("do"), type="primary"),
        lambda version: content.bring_back(visitor.who(), noun.table, row["id"], version, reason),
        _("Taken into use again"),
    )
