"""The items of a review: a calm numbered list, and for whoever plans it the hand on each line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.domain.agenda import MINUTES_BY_HAND
from portfolio.domain.model import DecisionOutcome, Placement
from portfolio.errors import ConflictError
from portfolio.language import _, ngettext
from portfolio.queries.reviews import reviews
from portfolio.queries.reviews.reviews import Review
from portfolio.screens.reviews import words
from portfolio.ui import components, draft, links, session, visitor
from portfolio.ui.saving import doing, say_later
from portfolio.usecases.reviews import arranging as review_arranging

Row = dict[Any, Any]
Why = Callable[[Row], tuple[str, ...]]
_LONGEST = 600  # minutes
_TEXT_AND_HAND = (
    3,
    1,
)  # widths: room for three words beside each other; on a phone one stands under the other
_ROWS = 20  # of what is taken note of, a page: each has buttons


def talked_about(
    review: Review, items: pd.DataFrame, why: Why, decided: dict[str, list[Row]], *, may_plan: bool
) -> None:
    """What is talked about, numbered: title, light, why, minutes; and what was decided."""
    rows = items.to_dict("records")
    if not rows:
        said = _("Nothing needs the meeting's attention. Add an item, or take note of the rest.")
        components.empty(said if may_plan else _("Nothing is on the agenda."))
    for number, row in enumerate(rows, start=1):
        said = _talked(review, number, row, why(row), decided.get(row["id"], []))
        if not may_plan:
            st.markdown(said)
            continue
        left, right = st.columns(_TEXT_AND_HAND, gap="small")
        left.markdown(said)
        with right:
            _hand(review, row, number, len(rows))


def _talked(review: Review, number: int, row: Row, why: tuple[str, ...], decided: list[Row]) -> str:
    head = f"**{number}\\. {_title(row)}** {_light(row)}"
    reasons = [links.plain(sentence) for sentence in why]
    minutes = _("{n} min", n=row["minutes"])
    facts = components.quiet(components.joined([*_which(review, row), minutes]))
    told = [_decision(review, one) for one in decided]
    return "  \n".join([head, *reasons, *told, facts])


def _title(row: Row) -> str:
    if row["proposal_id"] is None:
        return links.plain(row["title"])
    return links.link(
        row["title"], "forslag", nr=row["number"], **{links.PORTFOLIO: row["portfolio"]}
    )


def _light(row: Row) -> str:
    return "" if row["proposal_id"] is None else components.light(row["rag"])


def _which(review: Review, row: Row) -> list[str]:
    """The proposal's number, and where it is from when the review is of all portfolios."""
    if row["request_key"]:
        return [_("concerns all the proposals")]
    if row["proposal_id"] is None:
        return [_("a matter of its own")]
    number = _("proposal {number}", number=row["number"])
    return [number] if review.portfolio else [number, links.plain(row["portfolio_title"])]


def _decision(review: Review, row: Row) -> str:
    outcome = links.plain(labels.label("decision_outcome", row["outcome"]))
    if row["outcome"] == DecisionOutcome.NOT_REACHED:
        return f"**{outcome}**"  # a line of the agenda, and no decision
    # Two meetings may each have a decision 1.1: the address says which meeting.
    way = links.link(
        _("Decision {number}", number=row["number"]),
        "beslutninger",
        beslutning=row["number"],
        moede=review.code,
    )
    return f"{way}: **{outcome}** · {links.plain(row['decision'])}"


def _hand(review: Review, row: Row, number: int, count: int) -> None:
    """Up, down, and the rest behind one button; each says of which item, for ears too."""
    moves = (
        ("up", _("Move {n} up", n=number), number - 1, number == 1),
        ("down", _("Move {n} down", n=number), number + 1, number == count),
    )
    with st.container(horizontal=True, gap="small"):
        for code, word, to, at_end in moves:
            if st.button(word, key=f"{code}:{row['id']}", disabled=at_end, type="tertiary"):
                with arranging(_("The item is moved.")):
                    review_arranging.move(visitor.who(), row["id"], to, version=review.version)
        more = st.popover(
            _("Change {n}", n=number), key=f"open:{row['id']}", on_change="rerun", type="tertiary"
        )
        if more.open:
            with more:
                _more(review, row)


def _more(review: Review, row: Row) -> None:
    form = draft.open(f"item:{row['id']}", {"minutes": row["minutes"]})
    minutes = st.number_input(
        _("Length in min"), min_value=0, max_value=_LONGEST, **form.field("minutes")
    )
    if st.button(_("Save the time"), key=form.key("save")):
        with arranging(_("The time is saved.")):
            review_arranging.set_minutes(
                visitor.who(), row["id"], int(minutes), version=review.version
            )
            form.close()
    if row["agenda_item_id"] is not None:
        st.markdown(components.quiet(_("Something has been decided on it, so it stays.")))
        return
    _put(review, row, Placement.NOTED, _("Only take note of it"))
    _put(review, row, Placement.DROPPED, _("Take it off the agenda"))


def _put(review: Review, row: Row, placement: Placement, word: str) -> None:
    done = {
        Placement.AGENDA: _("It is on the agenda."),
        Placement.NOTED: _("It is taken note of."),
        Placement.DROPPED: _("It is off the agenda."),
    }
    if st.button(word, key=f"{placement}:{row['id']}", type="tertiary"):
        with arranging(done[placement]):
            review_arranging.put(visitor.who(), row["id"], placement, version=review.version)


def add(review: Review) -> None:
    """A proposal that is not on it, or something else with a title of its own."""
    with st.popover(_("Add an item")):
        form = draft.open(f"add:{review.id}")
        offered = session.read(reviews.to_add, review_id=review.id)
        titles = {row["id"]: words.named(review, row) for row in offered.to_dict("records")}
        hint = _("Choose a proposal")
        chosen = form.choose("proposal", _("Proposal"), titles, placeholder=hint)
        title = st.text_input(
            _("Or something else"),
            max_chars=200,
            disabled=chosen is not None,
            **form.field("title", ""),
        )
        minutes = st.number_input(
            _("Length in min"),
            min_value=0,
            max_value=_LONGEST,
            **form.field("minutes", MINUTES_BY_HAND),
        )
        if st.button(_("Put it on the agenda"), type="primary"):
            with arranging(_("It is on the agenda.")):
                review_arranging.add_item(
                    visitor.who(),
                    review.id,
                    proposal_id=chosen,
                    title=title,
                    minutes=int(minutes),
                    version=review.version,
                )
                form.close()


def noted(review: Review, items: pd.DataFrame, why: Why, *, may_plan: bool) -> None:
    """What did not fit, or has nothing to talk about: folded, with the way back."""
    if items.empty:
        return
    head = _("Taken note of ({n})", n=language.number(len(items)))
    grave = sum(bool(words.grave(reasons)) for reasons in items["reasons"])
    if grave:
        said = ngettext(
            "{n} is red, for decision or overdue", "{n} are red, for decision or overdue", grave
        )
        head = components.joined([head, said])
    with st.expander(head):
        st.markdown(_("The meeting takes note of these together."))
        page = components.pages(len(items), _ROWS, "page:noted")
        for row in items.iloc[(page - 1) * _ROWS : page * _ROWS].to_dict("records"):
            _quiet_row(review, row, why(row), may_plan=may_plan)


def _quiet_row(review: Review, row: Row, why: tuple[str, ...], *, may_plan: bool) -> None:
    grave = words.grave(row["reasons"])
    marked = f"**{links.plain(grave)}**" if grave else ""
    where = "" if review.portfolio else components.quiet(components.joined(_which(review, row)))
    head = components.joined([f"{_title(row)} {_light(row)}".strip(), marked, where])
    said = "  \n".join([head, *(links.plain(one) for one in why)])
    if not may_plan:
        st.markdown(said)
        return
    left, right = st.columns(_TEXT_AND_HAND, gap="small")
    left.markdown(said)
    with right, st.container(horizontal=True, gap="small"):
        _put(review, row, Placement.AGENDA, _("Talk about it"))
        if row["placement"] == Placement.NOTED:
            _put(review, row, Placement.DROPPED, _("Take it off"))


def dropped(review: Review, items: pd.DataFrame) -> None:
    """What somebody took off, with the way back."""
    if items.empty:
        return
    with st.expander(_("Taken off the agenda ({n})", n=language.number(len(items)))):
        for row in items.to_dict("records"):
            _quiet_row(review, row, (), may_plan=True)


@contextmanager
def arranging(done: str) -> Iterator[None]:
    """As ``doing``; of a conflict the sentence is enough, for the agenda as it is now follows."""
    try:
        with doing(done):
            yield
    except ConflictError as error:
        say_later(language.explain(error))
        st.rerun()
