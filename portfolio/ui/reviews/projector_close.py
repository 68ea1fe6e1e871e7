"""The first and the last screen of a review: the agenda, and closing with all that is recorded."""

import pandas as pd
import streamlit as st

from portfolio import labels
from portfolio.domain.model import DecisionOutcome, Placement
from portfolio.language import _, ngettext
from portfolio.queries.reviews import screen
from portfolio.queries.reviews.reviews import Review
from portfolio.queries.reviews.screen import ItemOutcome
from portfolio.ui import components, draft, links, session, timestamps, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.reviews import words
from portfolio.ui.saving import doing
from portfolio.usecases.reviews import closing, decisions

_KEY = "Ctrl+Enter"


def agenda(review: Review, items: pd.DataFrame, *, decides: bool) -> None:
    """What the meeting is about, and the button that starts the clock."""
    st.markdown(components.quiet(links.plain(words.when(review))))
    st.title(links.plain(review.title), anchor=False)
    talked = items[items["placement"] == Placement.AGENDA]
    if talked.empty:
        components.empty(_("Nothing is on the agenda. Go on to see what is taken note of."))
    for at, row in enumerate(talked.to_dict("records"), start=1):
        light = components.light(row["rag"]) if row["rag"] else ""
        minutes = components.quiet(_("{n} min", n=row["minutes"]))
        title = _titled(row["number"], row["title"])
        st.markdown(f"**{at}.** {components.joined([title, light, minutes])}")
    noted = int((items["placement"] == Placement.NOTED).sum())
    if noted:
        st.markdown(
            components.quiet(
                ngettext(
                    "{n} proposal is taken note of at the end",
                    "{n} proposals are taken note of at the end",
                    noted,
                )
            )
        )
    if (
        decides
        and not review.started_at
        and st.button(_("Start the meeting"), key="present_start", type="primary", shortcut=_KEY)
    ):
        with doing(_("The meeting has begun.")):
            decisions.start_review(visitor.who(), review.id)
            st.query_params["punkt"] = "1"


def last(review: Review, *, decides: bool) -> None:
    """What is taken note of, what the minutes will say, and closing."""
    found = session.read(screen.outcomes, review_id=review.id, today=session.today())
    st.markdown(components.quiet(links.plain(review.title)))
    st.title(
        _("Taken note of and closing") if not review.closed_at else _("The meeting is closed"),
        anchor=False,
    )
    left, right = st.columns(2, gap="medium")
    with left:
        rest = _talked(
            review, [one for one in found if one.placement == Placement.AGENDA], decides=decides
        )
    with right:
        _noted([one for one in found if one.placement == Placement.NOTED])
    if review.closed_at:
        _afterwards(review)
    elif decides:
        _close(review, rest)


def _talked(
    review: Review, found: list[ItemOutcome], *, decides: bool
) -> dict[str, DecisionOutcome]:
    """What was decided of each; and for those left, what is to be said of them."""
    st.markdown(_("**On the agenda**"))
    if not found:
        st.markdown(components.quiet(_("Nothing.")))
    said: dict[str, DecisionOutcome] = {}
    for one in found:
        title = _titled(one.number, one.title)
        if one.here is not None:
            st.markdown(
                components.joined([title, f"**{_outcome(one.here.outcome)}**", _followed(one)])
            )
        elif one.is_gone:
            st.markdown(
                components.joined(
                    [title, components.quiet(_("set aside meanwhile, so nothing is decided"))]
                )
            )
        elif review.closed_at or not decides:
            st.markdown(components.joined([title, components.quiet(_("no decision"))]))
        else:
            said[one.item_id] = _ask(draft.open(f"rest:{review.id}"), one)
    return said


def _ask(form: Draft, one: ItemOutcome) -> DecisionOutcome:
    """One that has no decision: it comes back, or was only taken note of."""
    picked = st.segmented_control(
        _("No decision on {title}:", title=_titled(one.number, one.title)),
        [outcome.value for outcome in closing.REST],
        format_func=_outcome,
        required=True,
        **form.field(one.item_id, DecisionOutcome.POSTPONED.value),
    )
    return DecisionOutcome(picked or DecisionOutcome.POSTPONED)


def _noted(found: list[ItemOutcome]) -> None:
    st.markdown(_("**Taken note of, without being talked about**"))
    if not found:
        st.markdown(components.quiet(_("Nothing.")))
    st.markdown("\n".join(f"- {_noted_line(one)}" for one in found))


def _noted_line(one: ItemOutcome) -> str:
    title = _titled(one.number, one.title)
    if one.is_gone:
        return components.joined([title, components.quiet(_("set aside meanwhile"))])
    return title


def _followed(one: ItemOutcome) -> str:
    count = len(one.here.follow_ups) if one.here else 0
    return components.quiet(ngettext("{n} follow-up", "{n} follow-ups", count)) if count else ""


def _close(review: Review, rest: dict[str, DecisionOutcome]) -> None:
    """Asked twice: closing cannot be undone."""
    if not review.started_at:
        components.empty(_("The meeting has not begun. Go back to the agenda to start it."))
        return
    form = draft.open(f"rest:{review.id}")
    if not form["is_asked_again"]:
        st.button(
            _("Close the meeting"),
            key="present_close",
            type="primary",
            shortcut=_KEY,
            on_click=form.set,
            args=("is_asked_again", True),
        )
        return
    st.warning(
        _(
            "When the meeting is closed, its decisions are locked, and where all proposals stand is"
            " kept. What is postponed comes back by itself. It cannot be undone."
        )
    )
    with st.container(horizontal=True):
        if st.button(
            _("Yes, close the meeting"), key="present_closed", type="primary", shortcut=_KEY
        ):
            with doing(_("The meeting is closed.")):
                closing.close_review(visitor.who(), review.id, rest, today=session.today())
                form.close()
        answer = ("is_asked_again", False)
        st.button(_("Not yet"), key="present_open", on_click=form.set, args=answer)


def _afterwards(review: Review) -> None:
    st.success(
        _(
            "Closed {moment}. The decisions stand on every proposal's page.",
            moment=timestamps.moment(review.closed_at or ""),
        )
    )
    ways = [
        links.link(_("The decisions"), "beslutninger", moede=review.code),
        links.link(_("Minutes and other papers"), "papirer", papir="referat", moede=review.code),
        links.link(_("Follow-ups"), "opfoelgninger"),
    ]
    st.markdown(components.joined(ways))


def _titled(number: int | None, title: str) -> str:
    return links.plain(f"{number} {title}" if number else title)


def _outcome(code: str) -> str:
    return labels.label("decision_outcome", code)
