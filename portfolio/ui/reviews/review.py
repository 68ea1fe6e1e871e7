"""One review: its meeting, its agenda against the clock, what is only taken note of."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels
from portfolio.domain import agenda
from portfolio.domain.model import DecisionOutcome, Placement
from portfolio.domain.permissions import Action
from portfolio.language import _, ngettext
from portfolio.queries.overview import compare
from portfolio.queries.reviews import agenda as review_agenda
from portfolio.queries.reviews import reviews
from portfolio.queries.reviews.reviews import Review
from portfolio.screens import timestamps
from portfolio.screens.reviews import words
from portfolio.ui import components, links, session, visitor
from portfolio.ui.reviews import agenda_mailing, agenda_papers, form, taking_back
from portfolio.ui.reviews import items as review_items
from portfolio.ui.reviews.items import arranging
from portfolio.usecases.reviews import planning

Row = dict[Any, Any]
_WIDTH = 960  # px: the hand stays near what it moves


@dataclass(frozen=True)
class Reasons:
    """What the page says of each proposal: the facts that hold now, and what moved, in words."""

    day: date  # on which it is told how long a question has been open
    candidates: dict[str, agenda.Candidate]
    moved: dict[str, compare.Difference]

    def why(self, row: Row) -> tuple[str, ...]:
        """The sentences of an item's reasons."""
        candidate = self.candidates.get(row["proposal_id"] or row["request_key"])
        moved = self.moved.get(row["proposal_id"])
        if row["request_key"]:
            asked = candidate.whole if candidate else None
            return words.whole(row["reasons"], asked, self.day)
        return words.why(row["reasons"], candidate.ranked_facts if candidate else (), moved)


def show(review: Review) -> None:
    """The review as this reader may see or change it."""
    st.markdown(links.link(_("All reviews"), "gennemgang"))
    st.markdown(components.joined([links.plain(words.when(review)), _state(review)]))
    items = session.read(reviews.items, review_id=review.id)
    may_plan = visitor.can(Action.PLAN_REVIEWS) and not review.closed_at
    reasons = _reasons(review)
    _ways(review, may_plan)
    if not review.closed_at:
        agenda_mailing.offer(review.id, review.portfolio)
    if may_plan and not review.started_at:
        _offer_to_build(review, items, reasons)
    talked = items[items["placement"] == Placement.AGENDA]
    st.header(_("Agenda"), anchor=False)
    st.markdown(_clock(review, talked))
    with st.container(width=_WIDTH):
        review_items.talked_about(review, talked, reasons.why, _decided(review), may_plan=may_plan)
        if may_plan:
            review_items.add(review)
        rest = items[items["placement"] == Placement.NOTED]
        review_items.noted(review, rest, reasons.why, may_plan=may_plan)
        if may_plan:
            by_hand = (items["placement"] == Placement.DROPPED) & (items["by_hand"] == 1)
            review_items.dropped(review, items[by_hand])
        if review.closed_at and visitor.can(Action.DECIDE):
            taking_back.after_the_meeting(review.id, _to_take_back(review))


def _state(review: Review) -> str:
    if review.closed_at:
        return _(
            "closed {moment} by {name}",
            moment=timestamps.moment(review.closed_at),
            name=links.plain(labels.within("actor", review.closed_by)),
        )
    return _("under way") if review.started_at else _("planned")


def _ways(review: Review, may_plan: bool) -> None:
    """Where one goes from here: the projector, the meeting's fields, the papers."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if not review.closed_at:
            word = _("Go on presenting") if review.started_at else _("Start the presentation")
            if st.button(word, type="primary"):
                st.switch_page("pages/meetings/present.py", query_params={"gennemgang": review.id})
        if may_plan and not review.started_at:
            form.change(review)
        asked = {"papir": "referat", "moede": review.code} if review.closed_at else {}
        st.markdown(links.link(_("Documents"), "papirer", **asked), width="content")
        if not review.closed_at:
            agenda_papers.offer_calendar_file(review.id)


def _offer_to_build(review: Review, items: pd.DataFrame, reasons: Reasons) -> None:
    """When the rules would make another agenda today than the one that stands."""
    why = _other_reasons(review, items, reasons) or _room(review, items, reasons)
    if not why:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(why, width="content")
        kept = _("What you have placed yourself stays where it is.")
        if st.button(_("Build it anew"), help=kept):
            with arranging(_("The agenda is built anew.")):
                planning.rebuild(visitor.who(), review.id, version=review.version)


def _other_reasons(review: Review, items: pd.DataFrame, reasons: Reasons) -> str:
    stored = {
        key: row["reasons"]
        for row in items.to_dict("records")
        if (key := row["proposal_id"] or row["request_key"])
    }
    now = {key: candidate.reasons for key, candidate in reasons.candidates.items()}
    count = sum(now.get(key, ()) != stored.get(key, ()) for key in stored.keys() | now.keys())
    if not count:
        return ""
    return ngettext(
        "Since the agenda was built {moment}, {n} matter has got other reasons.",
        "Since the agenda was built {moment}, {n} matters have got other reasons.",
        count,
        moment=timestamps.moment(review.prepared_at),
    )


def _room(review: Review, items: pd.DataFrame, reasons: Reasons) -> str:
    """Whether the first of what was only taken note of for lack of time would fit now."""
    left = review.minutes - int(items[items["placement"] == Placement.AGENDA]["minutes"].sum())
    rest = items[(items["placement"] == Placement.NOTED) & (items["by_hand"] == 0)]
    waiting = [
        candidate.minutes
        for key in rest["proposal_id"].fillna(rest["request_key"])
        if (candidate := reasons.candidates.get(key)) and not candidate.is_light
    ]
    if not waiting or waiting[0] > left:
        return ""
    return _("There is room for more: {n} min left.", n=left)


def _clock(review: Review, talked: pd.DataFrame) -> str:
    """``**18 af 20 min** · 9 punkter``, and how much it is over."""
    spent = int(talked["minutes"].sum())
    over = spent - review.minutes
    parts = [
        _("**{spent} of {minutes} min**", spent=spent, minutes=review.minutes),
        ngettext("{n} item", "{n} items", len(talked)),
    ]
    if over > 0 and not review.closed_at:
        parts.append(_("**{n} min too much**", n=over))
    return components.joined(parts)


def _decided(review: Review) -> dict[str, list[Row]]:
    """By item: what was decided."""
    made = session.read(reviews.decisions_by_item, review_id=review.id)
    return {str(key): rows.to_dict("records") for key, rows in made.groupby("item_id")}


def _to_take_back(review: Review) -> pd.DataFrame:
    """Its decisions, each once. That something was not reached is a line, and no decision."""
    made = session.read(reviews.decisions_by_item, review_id=review.id)
    return made[made["outcome"] != DecisionOutcome.NOT_REACHED].drop_duplicates("decision_id")


def _reasons(review: Review) -> Reasons:
    day = date.fromisoformat(review.held_on)
    candidates = session.read(
        review_agenda.candidates,
        portfolio=review.portfolio,
        as_of=day,
        today=session.today(),
        body=review.body_code,
    )
    last = session.read(reviews.last_held, before=review.held_on, portfolio=review.portfolio)
    differences: tuple[compare.Difference, ...] = ()
    if last is not None:
        since = date.fromisoformat(last[0])
        differences = session.read(
            compare.differences, portfolio=review.portfolio, first=since, second=day
        )
    return Reasons(
        min(day, session.today()),
        {each.key: each for each in candidates},
        {each.proposal_id: _before(review, each) for each in differences},
    )


def _before(review: Review, difference: compare.Difference) -> compare.Difference:
    """Without what the meeting itself decided: that is no news to it."""
    earlier = (made for made in difference.decided if made.decided_on < review.held_on)
    return replace(difference, decided=tuple(earlier))
