"""Who is expected: a number for each centre, pasted, counted among the users, or typed."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from portfolio.language import _, ngettext
from portfolio.queries.workshops import door
from portfolio.queries.workshops.door import Expected
from portfolio.ui import components, draft, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.usecases.workshops import roster

_SAVED = "workshop:roster"


def expected(workshop_id: str) -> None:
    """The forms, and what would be shown by centre if all came and answered."""
    there = session.read_now(door.roster, workshop_id=workshop_id)
    known = session.read(door.centres)
    count = sum(one.expected for one in there)
    with st.expander(_("Who is expected: {n}", n=count or _("not said"))):
        _would_be_shown(there)
        _table(workshop_id, there, {key: name for key, _code, name in known})
        _pasted(workshop_id, there, known)
        if st.button(_("Count those who have access, by centre"), key=f"{_SAVED}:users"):
            _save_counts(workshop_id, there, session.read_now(door.from_users), known)


def _would_be_shown(there: tuple[Expected, ...]) -> None:
    if not there:
        components.remark(
            _("Nobody is expected by name. The door then asks for any centre, and none is missed.")
        )
        return
    for name, (size, shown) in door.would_be_shown(there).items():
        said = ngettext("{n} expected", "{n} expected", size)
        told = _("shown by itself") if shown else _("too few to be shown by itself")
        st.markdown("- " + components.joined([links.plain(name), said, told]))
    components.remark(
        _(
            "Centres that are given one name in “Shown together as” are one group. It can be"
            " changed until the first result is shown."
        )
    )


def _table(workshop_id: str, there: tuple[Expected, ...], names: Mapping[str, str]) -> None:
    form = draft.open(f"roster:{workshop_id}")
    kept = pd.DataFrame(
        [{"centre": one.centre, "expected": one.expected, "group": one.group} for one in there],
        columns=["centre", "expected", "group"],
    )
    edited = form.edit(
        "rows",
        kept.astype({"group": "object"}),
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        column_config={
            "centre": st.column_config.SelectboxColumn(
                _("Centre"), options=list(names.values()), required=True
            ),
            "expected": st.column_config.NumberColumn(
                _("Expected"), min_value=0, max_value=1000, step=1, required=True, default=1
            ),
            "group": st.column_config.TextColumn(_("Shown together as")),
        },
    )
    form.send(
        st.button(_("Save who is expected"), type="primary", key=form.key("save")),
        lambda _version: roster.expect(visitor.who(), workshop_id, _rows(edited, names)),
        _("Saved."),
    )


def _rows(edited: pd.DataFrame, names: Mapping[str, str]) -> list[Expected]:
    keys = {name: key for key, name in names.items()}
    found: dict[str, Expected] = {}
    for row in edited.to_dict("records"):
        centre, count, group = row["centre"], row["expected"], row["group"]
        if isinstance(centre, str) and centre in keys and not pd.isna(count):
            said = group if isinstance(group, str) and group.strip() else None
            found[centre] = Expected(keys[centre], centre, int(count), said)
    return list(found.values())


def _pasted(workshop_id: str, there: tuple[Expected, ...], known: tuple[Any, ...]) -> None:
    form: Draft = draft.open(f"roster:{workshop_id}/paste")
    text = st.text_area(
        _("Or paste a list, a line for each"),
        help=_("A name and a centre, or a centre and a number. Names are counted and not kept."),
        **form.field("text", ""),
    )
    words = {word: key for key, code, name in known for word in (code, name)}
    form.send(
        st.button(_("Count the list"), key=form.key("save")),
        lambda _version: _expect(workshop_id, there, roster.pasted(text, words), known),
        _("Saved."),
    )


def _save_counts(
    workshop_id: str, there: tuple[Expected, ...], counts: dict[str, int], known: tuple[Any, ...]
) -> None:
    form: Draft = draft.open(f"roster:{workshop_id}/users")
    form.send(
        True,
        lambda _version: _expect(workshop_id, there, counts, known),
        _("Saved."),
    )


def _expect(
    workshop_id: str, there: tuple[Expected, ...], counts: dict[str, int], known: tuple[Any, ...]
) -> None:
    groups = {one.party_id: one.group for one in there}
    names = {key: name for key, _code, name in known}
    roster.expect(
        visitor.who(),
        workshop_id,
        [
            Expected(key, names[key], count, groups.get(key))
            for key, count in counts.items()
            if key in names
        ],
    )
