"""The first and the last screen of a review: the agenda, and closing with all that is recorded."""

from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels
from portfolio.domain.model import DecisionOutcome, Placement
from portfolio.language import _, ngettext
from portfolio.queries.reviews import reviews, screen
from portfolio.queries.reviews.reviews import Review
from portfolio.queries.reviews.screen import ItemOutcome
from portfolio.ui import components, draft, links, session, timestamps, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.reviews import words
from portfolio.ui.saving import doing
from portfolio.usecases.reviews import closing, decisions

_KEY = "Ctrl+Enter"
_MOST = 6  # taken note of, before the rest is folded: the button that closes stands below them
Row = dict[Any, Any]
Rest = dict[str, DecisionOutcome]
_NOT_SAID = closing.REST[0]


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
    _folded(items[items["placement"] == Placement.NOTED])
    if (
        decides
        and not review.started_at
        and st.button(_("Start the meeting"), key="present_start", type="primary", shortcut=_KEY)
    ):
        with doing(_("The meeting has begun.")):
            decisions.start_review(visitor.who(), review.id)
            st.query_params["punkt"] = "1"


def _folded(noted: pd.DataFrame) -> None:
    """How many are taken note of; and by name those that are red, asked for or late."""
    if noted.empty:
        return
    count = ngettext(
        "{n} item is taken note of at the end",
        "{n} items are taken note of at the end",
        len(noted),
    )
    lines = [components.quiet(count)]
    for row in noted.to_dict("records"):
        if words.grave(row["reasons"]):
            lines.append(f"- {_with_grave(_titled(row['number'], row['title']), row)}")
    st.markdown("\n".join(lines))


def _with_grave(title: str, row: Row) -> str:
    """A folded line that says in itself that it is red, asked for or late."""
    grave = links.plain(words.grave(row["reasons"]))
    light = components.light(row["rag"]) if grave and row["rag"] else ""
    return components.joined([title, light, f"**{grave}**" if grave else ""])


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
        items = session.read(reviews.items, review_id=review.id)
        rows = {row["id"]: row for row in items.to_dict("records")}
        _noted([one for one in found if one.placement == Placement.NOTED], rows)
    if review.closed_at:
        _afterwards(review)
    elif decides:
        _close(review, rest)


def _talked(review: Review, found: list[ItemOutcome], *, decides: bool) -> Rest:
    """What was decided of each; and for those left, what is to be said of them."""
    st.markdown(_("**On the agenda**"))
    if not found:
        st.markdown(components.quiet(_("Nothing.")))
    said: Rest = {}
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
    """One that has no decision: there was no time, it was put off, or only taken note of."""
    picked = st.segmented_control(
        _("No decision on {title}:", title=_titled(one.number, one.title)),
        [outcome.value for outcome in closing.REST],
        format_func=_outcome,
        required=True,
        **form.field(one.item_id, _NOT_SAID.value),
    )
    if picked == DecisionOutcome.POSTPONED:
        st.date_input(
            _("Postponed until"),
            min_value=session.today() + timedelta(days=1),
            format="DD.MM.YYYY",
            **form.field(_until(one.item_id), None),
        )
    return DecisionOutcome(picked or _NOT_SAID)


def _until(item_id: str) -> str:
    """The field that says till when an item is postponed."""
    return f"until:{item_id}"


def _noted(found: list[ItemOutcome], rows: dict[str, Row]) -> None:
    st.markdown(_("**Taken note of, without being talked about**"))
    if not found:
        st.markdown(components.quiet(_("Nothing.")))
    lines = [f"- {_noted_line(one, rows[one.item_id])}" for one in found]
    st.markdown("\n".join(lines[:_MOST]))
    if rest := lines[_MOST:]:
        with st.expander(_("and {n} more", n=len(rest))):
            st.markdown("\n".join(rest))


def _noted_line(one: ItemOutcome, row: Row) -> str:
    title = _titled(one.number, one.title)
    if one.is_gone:
        return components.joined([title, components.quiet(_("set aside meanwhile"))])
    return _with_grave(title, row)


def _followed(one: ItemOutcome) -> str:
    count = len(one.here.follow_ups) if one.here else 0
    return components.quiet(ngettext("{n} follow-up", "{n} follow-ups", count)) if count else ""


def _close(review: Review, rest: Rest) -> None:
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
            " kept. What was not reached comes back by itself with what asks for it; what is"
            " postponed comes back on its day. It cannot be undone."
        )
    )
    with st.container(horizontal=True):
        if st.button(
            _("Yes, close the meeting"), key="present_closed", type="primary", shortcut=_KEY
        ):
            with doing(_("The meeting is closed.")):
                until = {key: form[_until(key)] for key in rest}
                closing.close_review(
                    visitor.who(), review.id, rest, until=until, today=session.today()
                )
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
