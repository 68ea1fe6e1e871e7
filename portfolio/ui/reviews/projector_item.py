"""One item on the projector: what is asked, what moved, what was decided last, what is decided."""

from datetime import date
from typing import Any

import streamlit as st

from portfolio import labels, language
from portfolio.domain import attention
from portfolio.domain.requests import Request
from portfolio.language import _, ngettext
from portfolio.queries.overview import compare
from portfolio.queries.reviews import reviews
from portfolio.queries.reviews import screen as review_screen
from portfolio.queries.reviews.reviews import Review
from portfolio.queries.reviews.screen import DecisionWithFollowUps, Screen
from portfolio.reports import dated
from portfolio.reports.meetings import sentences as meeting_sentences
from portfolio.reports.overview import changes
from portfolio.reports.requests import sentences as request_words
from portfolio.ui import components, links, session
from portfolio.ui.reviews import projector_decide, projector_size, words
from portfolio.ui.reviews.projector_size import WORDS, Room

Row = dict[Any, Any]
#: What a screen has room for; the rest is said to be there.
_CHANGES, _FOLLOW_UPS, _QUESTIONS = 4, 2, 3
_DONE = (attention.FollowUpState.DONE, attention.FollowUpState.LAPSED)


def of_item(item_id: str) -> Screen | None:
    """All that is shown of an item; None when it is on the agenda no more."""
    return session.read(review_screen.screen, item_id=item_id, today=session.today())


def show(review: Review, item: Row, progress: str, *, writes: bool) -> None:
    """The screen of an item. ``writes``: somebody is recording what is decided."""
    screen = of_item(str(item["id"]))
    if screen is None:  # taken off the agenda in this very moment
        components.empty(_("The item is not on the agenda any more. Go on to the next."))
        return
    components.remark(progress)
    st.title(words.titled(review, item), anchor=False)
    if writes:
        projector_decide.form(item["id"], screen, lambda: _last(screen))
        return
    left, right = st.columns([5, 4], gap="medium")
    with left:
        _status(screen)
        _decided(screen)
        _moved(review, item, _CHANGES if screen.here is None else 1)
    with right:
        if screen.here is not None and screen.here.follow_ups:
            _followed_up(screen, projector_size.room_for(screen))
        else:
            _facts(screen)
            _last(screen)


def offer(review: Review, item_id: str) -> None:
    """The way into the form, unless the proposal has left the board or the day has not come."""
    screen = of_item(item_id)
    if screen is None or (screen.is_gone and screen.here is None):
        return
    if review.held_on > session.today().isoformat():
        said = _(
            "Decisions are recorded when the meeting has been started on the first "
            "screen of the presentation."
        )
        st.markdown(components.quiet(said), width="content")
        return
    new = screen.here is None
    label = _("Record the decision") if new else _("Change the decision")
    projector_decide.offer(item_id, label, primary=new)


def _status(screen: Screen) -> None:
    """Purpose, light, stage and progress in one line; and that it left the board."""
    facts = screen.facts
    if facts is None:
        return
    percent = "" if facts["percent"] is None else language.share(facts["percent"] / 100)
    parts = [
        components.light(facts["rag"]),
        labels.label("stage", facts["stage"]),
        percent,
        components.quiet(links.plain(facts["purpose"] or "")),
    ]
    st.markdown(components.joined(parts))
    if screen.is_gone:
        why = links.plain(facts["set_aside_reason"] or _("no reason recorded"))
        st.warning(_("The proposal has been set aside: {reason}", reason=why))


def _questions(screen: Screen) -> None:
    """What the directors are to answer, its options, and what is recommended, which differs."""
    if screen.facts is None and not screen.requests:
        return
    more = len(screen.requests) - _QUESTIONS
    with st.container(border=True):
        for request in screen.requests[:_QUESTIONS]:
            st.markdown("  \n".join(_question(request)))
        if more > 0:
            st.markdown(components.quiet(_("and {n} more", n=more)))
        if not screen.requests:
            st.markdown(components.quiet(_("Nothing is for decision.")))


def _question(request: Request) -> list[str]:
    lines = [f"**{links.plain(request_words.question(request))}**"]
    if request.options:
        lines.append(links.plain(" / ".join(request.options)))
    if request.recommendation:
        said = links.plain(request.recommendation)
        lines.append(_("**Recommendation:** {said}", said=said))
    why = request_words.why_open(request, session.today())
    return [*lines, components.quiet(links.plain(why))]


def _moved(review: Review, item: Row, room: int) -> None:
    """What changed since the last meeting, in words; ``room`` is for so many."""
    if not item["proposal_id"]:
        return
    last = session.read(reviews.last_held, before=review.held_on, portfolio=review.portfolio)
    if last is None:
        return
    day = date.fromisoformat(last[0])
    until = date.fromisoformat(review.held_on) if review.closed_at else session.today()
    differences = session.read(
        compare.differences, portfolio=item["portfolio"], first=day, second=max(until, day)
    )
    difference = next(
        (each for each in differences if each.proposal_id == item["proposal_id"]), None
    )
    sentences = [] if difference is None else _but_this(difference, changes.sentences(difference))
    lines = [_("**Since {day}**", day=language.long_date(day))]
    lines += [links.plain(sentence) for sentence in sentences[:room]]
    if not sentences:
        lines.append(components.quiet(_("Nothing has moved.")))
    st.markdown("  \n".join(lines))


def _but_this(difference: compare.Difference, sentences: tuple[str, ...]) -> list[str]:
    """Without what was decided: it stands on the screen as what it is."""
    return list(sentences[:-1] if difference.decided else sentences)


def _facts(screen: Screen) -> None:
    """Who is responsible, what comes next and what is near; or openly that nobody knows."""
    facts = screen.facts
    if facts is None:
        return
    missing = components.quiet(_("missing"))
    who = ", ".join(screen.responsible)
    asked = _("asked, not answered: {names}", names=", ".join(screen.asked)) if screen.asked else ""
    said = links.plain(who) if who else components.joined([missing, links.plain(asked)])
    lines = [_("**Responsible:** {said}", said=said)]
    step = _cut(facts["next_step"])
    when = links.plain(dated.said(facts["next_step_date_text"], ""))
    lines.append(_("**Next step:** {said}", said=components.joined([step, when]) or missing))
    for row in screen.deadlines:
        lines.append(
            _(
                "**Deadline {day}:** {title}",
                day=links.plain(dated.of(row)),
                title=links.plain(row["title"]),
            )
        )
    st.markdown("  \n".join(lines))


def _last(screen: Screen) -> None:
    """The last decision, and whether it was carried out."""
    if screen.facts is None:
        return
    if not screen.last:
        none = components.quiet(_("none on record"))
        st.markdown(_("**Last decision:** {said}", said=none))
        return
    first, more = screen.last[0], len(screen.last) - 1
    day = language.long_date(first.decided_on)
    outcome = labels.label("decision_outcome", first.outcome)
    lines = [_("**Last decision, {day}**", day=day), f"{outcome}: {_cut(first.decision)}"]
    if more:
        rest = ngettext("and {n} decision more that day", "and {n} decisions more that day", more)
        lines.append(components.quiet(rest))
    st.markdown("  \n".join(lines))
    st.markdown("  \n".join(_carried_out(screen)))


def _carried_out(screen: Screen) -> list[str]:
    tasks = [task for made in screen.last for task in made.follow_ups]
    if not tasks:
        return [components.quiet(_("Whether it was carried out: not recorded"))]
    done = [task for task in tasks if task["state"] in _DONE]
    waiting = [task for task in tasks if task["state"] not in _DONE]
    lines = [_("**Carried out:** {done} of {count}", done=len(done), count=len(tasks))]
    lines += [f"– {_task(task)}" for task in waiting[:_FOLLOW_UPS]]
    if len(waiting) > _FOLLOW_UPS:
        lines.append(components.quiet(_("and {n} more", n=len(waiting) - _FOLLOW_UPS)))
    return lines


def _decided(screen: Screen) -> None:
    """What this meeting has decided; until then, what it is asked to."""
    if screen.here is None:
        _questions(screen)
        return
    with st.container(border=True):
        st.markdown("\n\n".join(_decision(screen.here)))


def _decision(made: DecisionWithFollowUps) -> list[str]:
    """A decision in words; what follows from it stands beside it."""
    outcome = labels.label("decision_outcome", made.outcome)
    parts = [f"**{made.number} {outcome}**  \n{links.plain(made.decision)}"]
    if made.difference:
        parts.append(
            _("**Departs from the recommendation:** {said}", said=links.plain(made.difference))
        )
    if made.review_on:
        day = language.long_date(made.review_on)
        parts.append(_("**To be looked at again:** {day}", day=day))
    return parts


def _followed_up(screen: Screen, room: Room) -> None:
    """What follows from the decision, as many as there is room for; and the facts, if they too."""
    assert screen.here is not None
    tasks = screen.here.follow_ups
    shown = projector_size.fitting(tasks, room)
    lines = [f"- {_task(task, state=False)}" for task in tasks[:shown]]
    if rest := len(tasks) - shown:
        lines.append("- " + components.quiet(_("and {n} more", n=rest)))
    st.markdown("\n".join(["**" + _("Follow-ups") + "**", "", *lines]))
    if projector_size.lines_of_tasks(tasks, room) <= room.lines // 3:
        _facts(screen)


def _task(task: Row, *, state: bool = True) -> str:
    who = task["responsible"] or _("responsible missing")
    when = meeting_sentences.when(task, _("date missing"))
    how = labels.label("follow_up_state", task["state"]) if state else ""
    details = components.quiet(links.plain(components.joined([who, when, how])))
    return f"{_cut(task['title'])} · {details}"


def _cut(text: str | None) -> str:
    return links.plain(language.shortened(text or "", WORDS))
