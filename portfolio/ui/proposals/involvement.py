"""The chain of involvement on the screen: who, in which order and role, what is next, left out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.domain.involvement import ChainState
from portfolio.language import _
from portfolio.queries.filtering import Filters
from portfolio.queries.proposals import involvement
from portfolio.ui import components, edit_links, links, session
from portfolio.ui.proposals import involvement_actions
from portfolio.ui.sources import Marks

TABLE = "involvement_steps"
#: More steps than this do not stand side by side.
_A_ROW = 5
Row = dict[Any, Any]


def of_portfolio(portfolio: str, day: date) -> None:
    """The portfolio's chain, and for the secretary the ways to change it."""
    st.header(_("Who is involved, in this order"), anchor=False)
    chain = session.read(involvement.steps, portfolio=portfolio, as_of=day)
    if chain.empty:
        st.markdown(_("No steps are on record."))
    else:
        _draw(chain, editable=chain["id"])
    if day >= session.today():
        involvement_actions.offer(chain)
        st.markdown(edit_links.add(TABLE, _("Add a step for the whole portfolio")))


def of_proposal(facts: dict[str, Any], filters: Filters) -> None:
    """The chain that a proposal follows: the portfolio's, with what is its own."""
    st.header(_("Involvement"), anchor=False)
    chain = session.read(
        involvement.steps, portfolio=filters.portfolio, as_of=filters.as_of, proposal_id=facts["id"]
    )
    if chain.empty:
        components.remark(_("No steps are on record."))
    else:
        components.remark(_whose(chain))
        # The portfolio's steps are edited where they are the only ones.
        _draw(chain, editable=chain.loc[chain["own"].astype(bool), "id"])
    if filters.is_current:
        involvement_actions.offer(chain, facts["id"])


def _whose(chain: pd.DataFrame) -> str:
    if chain["own"].any():
        return _("The portfolio's order, except where a step says “only this proposal”.")
    return _("The proposal follows the portfolio's order.")


def _draw(chain: pd.DataFrame, *, editable: pd.Series[str]) -> None:
    """A card a step, side by side; a phone shows one below the other."""
    rows, proof, edited = chain.to_dict("records"), Marks(TABLE, chain["id"]), set(editable)
    for first in range(0, len(rows), _A_ROW):
        some = rows[first : first + _A_ROW]
        for column, row in zip(st.columns(len(some), gap="small"), some, strict=True):
            with column.container(border=True, height="stretch", gap="small"):
                edit = edit_links.edit(TABLE, row["id"]) if row["id"] in edited else ""
                st.markdown(_step(row, components.joined([proof.of(row["id"]), edit])))
    for row in rows:
        if row["state"] == ChainState.PASSED_OVER:
            st.warning(_passed_over(row))
        elif row["state"] == ChainState.SKIPPED and row["decision"]:
            components.remark(_departs(row))


def _step(row: Row, small: str) -> str:
    role = labels.label("involvement_role", row["role"])
    only = _("only this proposal") if row["own"] else ""
    who = f"**{row['position']} {links.plain(row['party'])}**"
    notes = [links.plain(text) for text in (row["state_note"], row["note"]) if text]
    head = f"{who}  \n{components.joined([role, only])}  \n{_state(row)}"
    return "\n\n".join(filter(None, [head, *notes, small]))


def _state(row: Row) -> str:
    """A shape and a word, and when; that nobody recorded a day is said."""
    word = labels.label("involvement_state", row["state"])
    words = {
        ChainState.DONE: lambda: f"✓ {word} {_day(row)}",
        ChainState.NEXT: lambda: f"→ **{word}** · {_planned(row)}",
        ChainState.AHEAD: lambda: f"{word} · {_planned(row)}",
        ChainState.PASSED_OVER: lambda: f"▲ **{word}** · {_planned(row)}",
        ChainState.SKIPPED: lambda: f"{word} {_day(row)}",
    }
    return words[ChainState(row["state"])]()


def _day(row: Row) -> str:
    if row["happened_on"] is None:
        return "· " + _("date missing")
    return language.long_date(row["happened_on"])


def _planned(row: Row) -> str:
    if row["planned_text"] is None:
        return _("date missing")
    return _("planned {when}", when=links.plain(language.within(row["planned_text"])))


def _passed_over(row: Row) -> str:
    sentence = _(
        "**{party} has been passed over:** a later step is done, and this one is not.",
        party=links.plain(row["party"]),
    )
    return f"{sentence} {_departs(row)}".strip() if row["decision"] else sentence


def _departs(row: Row) -> str:
    day = language.long_date(row["decided_on"])
    return _(
        "It departs from the decision of {day}: “{decision}”",
        day=day,
        decision=links.plain(row["decision"]),
    )
