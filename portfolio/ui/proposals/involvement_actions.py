"""What the secretary can do to a step of the chain: done, planned, skipped, set back, its own."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.domain.involvement import ChainState
from portfolio.domain.model import InvolvementRole, InvolvementState
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.queries.proposals import responsibility
from portfolio.ui import action_row, components, edit_links, field_words, links, session, visitor
from portfolio.ui.saving import doing
from portfolio.usecases.content import NOUNS
from portfolio.usecases.proposals import involvement
from portfolio.usecases.proposals.involvement import At

_PLANNED = NOUNS["involvement_steps"].field("planned_date")
_WAITING = (ChainState.NEXT, ChainState.AHEAD, ChainState.PASSED_OVER)
Row = dict[Any, Any]


def offer(chain: pd.DataFrame, proposal_id: str | None = None) -> None:
    """The quiet row of what can be done; nothing for whoever may not."""
    if not edit_links.may_edit():
        return
    name, rows = f"chain:{proposal_id or 'portfolio'}", chain.to_dict("records")
    offered: dict[str, tuple[str, Callable[[], None]]] = {}
    if rows:
        offered["change"] = (_("Change a step"), lambda: _change(rows, proposal_id, name))
    if proposal_id is not None:
        offered["add"] = (_("Add a step"), lambda: _add(rows, proposal_id, name))
    action_row.offer(name, offered)


def _change(rows: list[Row], proposal_id: str | None, name: str) -> None:
    key = action_row.key_of(name)
    row = _which(rows, key)
    what = st.segmented_control(
        _("What is to be recorded"),
        _possible(row),
        format_func=lambda code: _WORDS[code](),
        default=_possible(row)[0],
        key=f"chain_what:{key}:{row['id']}",
        required=True,
    )
    if proposal_id is not None and not row["own"]:
        st.markdown(components.quiet(_only_here()))
    seen = action_row.opened(name, row["id"], row["version"])
    _FORMS[what](row, At(row["id"], seen, proposal_id), f"{key}:{row['id']}", name)


def _which(rows: list[Row], key: str) -> Row:
    """The step chosen: the next one, unless another is."""
    by_id = {row["id"]: row for row in rows}
    states = [row["state"] for row in rows]
    start = next((states.index(state) for state in _WAITING if state in states), 0)
    chosen = st.selectbox(
        _("Step"),
        list(by_id),
        index=start,
        key=f"chain_step:{key}",
        format_func=lambda id: f"{by_id[id]['position']} {by_id[id]['party']}",
    )
    return by_id[chosen]


def _possible(row: Row) -> list[str]:
    ahead = row["recorded"] == InvolvementState.AHEAD
    return [*(("done", "skip") if ahead else ("undo",)), "plan", *(("back",) if row["own"] else ())]


_WORDS = {
    "done": lambda: _("It is done"),
    "skip": lambda: _("It is skipped"),
    "plan": lambda: _("Role and plan"),
    "undo": lambda: _("It is not done after all"),
    "back": lambda: _("Follow the portfolio again"),
}


def _only_here() -> str:
    whole = links.link(_("the whole portfolio's order"), "beslutninger")
    return _("Holds only for this proposal. Change {whole} on Decisions.", whole=whole)


def _done(row: Row, at: At, key: str, name: str) -> None:
    today = session.today()
    day = st.date_input(
        _("Happened on"), today, key=f"chain_day:{key}", format="DD.MM.YYYY", max_value=today
    )
    said = st.text_area(
        _("What was said (optional)"), key=f"chain_said:{key}", height=68, persist_state="session"
    )
    _save(
        row,
        name,
        _("The step is marked as done."),
        lambda: involvement.mark_done(
            visitor.who(), at, day if isinstance(day, date) else today, said=said, today=today
        ),
    )


def _skip(row: Row, at: At, key: str, name: str) -> None:
    reason = st.text_area(
        _("Why it is skipped"), key=f"chain_skip:{key}", height=68, persist_state="session"
    )
    _save(
        row,
        name,
        _("The step is skipped, with the reason."),
        lambda: involvement.skip(visitor.who(), at, reason=reason, today=session.today()),
    )


def _undo(row: Row, at: At, key: str, name: str) -> None:
    reason = st.text_area(_("Reason"), key=f"chain_undo:{key}", height=68, persist_state="session")
    _save(
        row,
        name,
        _("The step is to come again."),
        lambda: involvement.undo(visitor.who(), at, reason=reason),
    )


def _plan(row: Row, at: At, key: str, name: str) -> None:
    role = _role(row["role"], key)
    planned = _planned(row["planned_text"], key)
    _save(
        row,
        name,
        _("Role and plan are saved."),
        lambda: involvement.plan(
            visitor.who(), at, role=role, planned=planned, today=session.today()
        ),
    )


def _back(row: Row, at: At, key: str, name: str) -> None:
    st.markdown(_("The proposal then follows the portfolio's order here again."))
    reason = st.text_area(_("Reason"), key=f"chain_back:{key}", height=68, persist_state="session")
    _save(
        row,
        name,
        _("The proposal's own step is taken out."),
        lambda: involvement.take_back(visitor.who(), at, reason=reason),
    )


_FORMS: dict[str, Callable[[Row, At, str, str], None]] = {
    "done": _done,
    "skip": _skip,
    "plan": _plan,
    "undo": _undo,
    "back": _back,
}


def _add(rows: list[Row], proposal_id: str, name: str) -> None:
    key = action_row.key_of(name)
    known = session.read(responsibility.parties_to_ask)
    names = dict(zip(known["id"], known["name"], strict=True))
    party = st.selectbox(
        _("Centre or party"),
        list(names),
        index=None,
        format_func=lambda id: names[id],
        key=f"chain_party:{key}",
        placeholder=_("Choose a party"),
    )
    role = _role(InvolvementRole.HEARD, key)
    after = _after(rows, key)
    planned = _planned(None, key)
    if party in {row["party_id"] for row in rows if not row["own"]}:
        st.markdown(
            components.quiet(
                _("The party has a step already: this one takes its place for the proposal.")
            )
        )
    if st.button(_("Add"), key=f"chain_add:{key}", type="primary", disabled=party is None):
        with doing(_("The step is added.")):
            involvement.add(
                visitor.who(),
                proposal_id,
                party_id=str(party),
                role=role,
                planned=planned,
                after=after,
                today=session.today(),
            )
            action_row.done(name)


def _after(rows: list[Row], key: str) -> int:
    """The place in the order that the new step gets."""
    places = {0: _("first")} | {
        row["place"]: _("after {party}", party=row["party"]) for row in rows
    }
    return int(
        st.selectbox(
            _("Place in the order"),
            list(places),
            index=len(places) - 1,
            format_func=lambda place: places[place],
            key=f"chain_after:{key}",
        )
    )


def _role(start: str, key: str) -> str:
    words = labels.words("involvement_role")
    return str(
        st.selectbox(
            _("Role"),
            list(words),
            index=list(words).index(start),
            format_func=lambda code: words[code],
            key=f"chain_role:{key}",
        )
    )


def _planned(start: str | None, key: str) -> str | None:
    typed = st.text_input(
        _("Planned for"),
        start or "",
        key=f"chain_planned:{key}",
        placeholder=_("such as juni 2022; empty when nobody knows"),
    )
    try:
        words = field_words.understood(_PLANNED, typed)
    except PortfolioError as error:
        st.markdown(f":red[■ {links.plain(language.explain(error))}]")
    else:
        if words:
            st.markdown(components.quiet(links.plain(words)))
    return typed


def _save(row: Row, name: str, said: str, act: Callable[[], None]) -> None:
    if st.button(
        _("Save"), key=f"chain_save:{action_row.key_of(name)}:{row['id']}", type="primary"
    ):
        with doing(said):
            act()
            action_row.done(name)
        action_row.told(name, row["id"], row["version"])
