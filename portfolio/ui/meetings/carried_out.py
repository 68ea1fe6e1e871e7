"""How large a share of the decisions was carried out, in figures and by age, for directors."""

from collections.abc import Sequence
from datetime import date
from math import floor

import streamlit as st

from portfolio import language
from portfolio.domain.carried_out import AGES, CarriedOut
from portfolio.language import _
from portfolio.queries.meetings import carried_out
from portfolio.queries.meetings.carried_out import Group
from portfolio.ui import components, session


def show(portfolio: str | None, day: date) -> None:
    """The share of all, of what it is counted, and a bar an age."""
    groups = session.read(carried_out.by_age, as_of=day, portfolio=portfolio)
    st.header(_("Decisions carried out"), anchor=False)
    if not groups:
        components.empty(_("No decision is to be carried out yet."))
        return
    st.markdown(_whole(groups))
    components.remark(
        _(
            "Of the decisions where something is to be carried out. What was taken note of,"
            " discussed, postponed, turned down, taken off or not reached counts only where a"
            " follow-up came of it."
        )
    )
    for group in groups:
        yes = group.became[CarriedOut.YES]
        words = _("{age}: {yes} of {total}", age=_age(group), yes=yes, total=group.total)
        st.progress(yes / group.total, words)


def _whole(groups: Sequence[Group]) -> str:
    became = {one: sum(group.became[one] for group in groups) for one in CarriedOut}
    total = sum(became.values())
    yes = became[CarriedOut.YES]
    share = language.share(floor(100 * yes / total + 0.5) / 100)
    said = [
        _("**{yes}** of **{total}** carried out ({share})", yes=yes, total=total, share=share),
        _("**{n}** partly", n=became[CarriedOut.PARTLY]),
        _("**{n}** not carried out", n=became[CarriedOut.NO]),
        _("**{n}** not recorded", n=became[CarriedOut.NOT_RECORDED]),
        _("**{n}** late", n=sum(group.late for group in groups)),
    ]
    return components.joined(said)


def _age(group: Group) -> str:
    if group.most_days is None:
        return _("older than a year")
    least = max((age + 1 for age in AGES if age and age < group.most_days), default=0)
    return _("{least} to {most} days old", least=least, most=group.most_days)
