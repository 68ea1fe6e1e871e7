"""What a decision answers and does, chosen while it is made: nothing of it is chosen beforehand.

The keys: digits choose the outcome, A appoints, F moves the stage (F for *fase*); what is put off
is in :mod:`portfolio.ui.reviews.projector_waiting`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from portfolio import labels, language
from portfolio.domain.model import STAGE_PATH, Stage
from portfolio.domain.requests import Request
from portfolio.language import _
from portfolio.queries import filter_choices
from portfolio.queries.requests.open_ends import OpenEnd
from portfolio.queries.reviews.screen import Screen
from portfolio.reports.requests import sentences
from portfolio.ui import components, field_words, links, session
from portfolio.ui.draft import Draft
from portfolio.ui.reviews import projector_waiting
from portfolio.usecases import text_input
from portfolio.usecases.reviews.effects import Effects, Settled

#: What a decision can do beside: a part of the form each, with the fields that it is done by.
_PARTS = {
    "stage": ("stage", "stage_reason"),
    "appoint": ("appoint", "ask"),
    "window": ("window",),
    "earlier": ("earlier",),
    "more": ("difference", "review_on"),
}
TASKS = "tasks"

#: What the fields begin with, but for the questions.
BLANK: dict[str, Any] = {
    "option": None,
    "stage": None,
    "stage_reason": "",
    "appoint": None,
    "ask": [],
    **projector_waiting.BLANK,
}


def begun(screen: Screen) -> dict[str, Any]:
    """What the fields begin with: the one question of the item is the one that is answered."""
    only = screen.requests[0].key if len(screen.requests) == 1 else None
    answered = {_answers(one): one.key == only for one in screen.requests}
    return answered | BLANK


def questions(form: Draft, screen: Screen) -> None:
    """Each question once: ticked, it is answered; and the options of those that are."""
    for request in screen.requests:
        words = links.plain(sentences.question(request))
        st.checkbox(_("Answers: {question}", question=words), **form.field(_answers(request)))
        form.set(f"said:{_answers(request)}", sentences.question(request))
        if request.recommendation:
            said = links.plain(request.recommendation)
            st.markdown(_("**Recommendation:** {said}", said=said))
    options = _options(form, screen)
    if options:
        st.segmented_control(
            _("The answer (or write it in own words)"), options, **form.field("option")
        )


def note_lost(form: Draft, screen: Screen) -> None:
    """Remember what was chosen in the form and has been taken away meanwhile, before it is drawn
    without it: it is not to vanish from a decision unseen.
    """
    names, still = _parties(), {_answers(one) for one in screen.requests}
    lost = list(form["lost"] or [])
    for field in list(form.opened):
        value = form[field]
        if field.startswith("answers:"):
            if value and field not in still and screen.here is None:
                lost.append(_("the question “{question}”", question=form[f"said:{field}"] or ""))
                form.set(field, False)
        elif _is_party(field):
            some = value if isinstance(value, list) else [value] if value else []
            if any(key not in names for key in some):
                lost.append(_("a party that was chosen"))
    form.set("lost", list(dict.fromkeys(lost)))


def _is_party(field: str) -> bool:
    return field in ("appoint", "ask") or field.endswith(":party")


def say_lost(form: Draft) -> None:
    """What is there no more, once: then it has been seen, and the decision can be saved without."""
    gone = links.plain(language.listed(form["lost"]))
    st.error(
        _(
            "This is answered, withdrawn or taken out of use meanwhile: {gone}. Nothing was saved."
            " Look at the form again, and save if the decision is to stand without it.",
            gone=gone,
        )
    )
    form.set("lost", [])


def settle(form: Draft, screen: Screen) -> None:
    """Who and when, of what earlier decisions left open and the questions ask for."""
    names = _parties()
    ends = _open_ends(form, screen)
    for end in ends:
        _settle(form, end, names)
    if any(_lacks(form, end) for end in ends):
        words = _("What is not filled in here stays open, and is asked for by itself.")
        st.markdown(components.quiet(words))


def switches(form: Draft, screen: Screen) -> None:
    """The buttons that unfold what a decision can do."""
    if screen.facts is not None:
        switches_of_proposal(form, ("F", "A", "P"))
    switch(form, "earlier", _("New day for an earlier decision"), "G")


def switches_of_proposal(form: Draft, keys: Sequence[str | None] = (None, None, None)) -> None:
    """The buttons for what is done to the proposal that is decided on."""
    switch(form, "stage", _("Move the stage"), keys[0])
    switch(form, "appoint", _("Appoint or ask"), keys[1])
    switch(form, "window", _("Put on hold until a given period"), keys[2])


def effects(form: Draft, screen: Screen, item_id: str) -> None:
    """The fields of what is unfolded."""
    if is_open(form, "earlier"):
        projector_waiting.look_again(form, item_id)
    if screen.facts is not None:
        effects_of_proposal(form, screen.facts["id"])


def effects_of_proposal(form: Draft, proposal_id: str) -> None:
    """The fields of what is unfolded, of what is done to the proposal."""
    names = _parties()
    if is_open(form, "window"):
        projector_waiting.park(form, proposal_id)
    if is_open(form, "stage"):
        stage, why = st.columns([5, 7], gap="small")
        path = [one.value for one in (*STAGE_PATH, Stage.ON_HOLD)]
        stage.selectbox(
            _("New stage"),
            path,
            format_func=lambda code: labels.label("stage", code),
            placeholder=_("as it is"),
            **form.field("stage"),
        )
        why.text_input(
            _("Why (where an order is departed from)"),
            max_chars=text_input.WORDS,
            **form.field("stage_reason"),
        )
    if is_open(form, "appoint"):
        appointed, asked = st.columns(2, gap="small")
        appointed.selectbox(
            _("Appoint (still to say yes)"),
            list(names),
            format_func=lambda key: names.get(key, key),
            placeholder=_("nobody"),
            **form.field("appoint", among=names),
        )
        asked.multiselect(
            _("Ask as well"),
            list(names),
            format_func=lambda key: names.get(key, key),
            placeholder=_("nobody"),
            **form.field("ask", among=names),
        )


def chosen(form: Draft, screen: Screen) -> Effects:
    """What stands in the fields."""
    answered = _answered(form, screen)
    return replace(
        chosen_of_proposal(form, has_proposal=screen.facts is not None),
        requests={one.key: sentences.question(one) for one in answered},
        chosen=form["option"] if form["option"] in _options(form, screen) else None,
        settled=[
            Settled(
                follow_up_id=None if end.is_step else end.id,
                step_id=end.id if end.is_step else None,
                responsible_party_id=form[f"{end.id}:party"],
                date_text=form[f"{end.id}:date"] or None,
            )
            for end in _open_ends(form, screen)
            if form[f"{end.id}:party"] or form[f"{end.id}:date"]
        ],
        review_days=projector_waiting.review_days(form),
    )


def chosen_of_proposal(form: Draft, *, has_proposal: bool = True) -> Effects:
    """What stands in the fields of what is done to the proposal."""
    return Effects(
        stage=Stage(form["stage"]) if form["stage"] else None,
        stage_reason=form["stage_reason"] or None,
        appoint=form["appoint"],
        ask=tuple(form["ask"] or ()),
        park=projector_waiting.parked(form) if has_proposal else None,
    )


def question(form: Draft, screen: Screen) -> str | None:
    """The question that is answered, as it is put; of several, the most pressing."""
    answered = _answered(form, screen)
    return sentences.question(answered[0]) if answered else None


def recommendation(screen: Screen) -> str | None:
    """What is recommended where something is: it is no question, and no decision yet."""
    return next((one.recommendation for one in screen.requests if one.recommendation), None)


def _answers(request: Request) -> str:
    return f"answers:{request.key}"


def _answered(form: Draft, screen: Screen) -> list[Request]:
    return [one for one in screen.requests if form[_answers(one)]]


def _options(form: Draft, screen: Screen) -> list[str]:
    return list(dict.fromkeys(o for one in _answered(form, screen) for o in one.options))


def _open_ends(form: Draft, screen: Screen) -> tuple[OpenEnd, ...]:
    return screen.open_ends if _answered(form, screen) else ()


def _settle(form: Draft, end: OpenEnd, names: dict[str, str]) -> None:
    """Who and when, of what an earlier decision left open."""
    title = links.plain(end.title)
    who, when = st.columns([6, 6], gap="small")
    if not end.has_responsible:
        who.selectbox(
            _("Who sees to “{title}”?", title=title),
            list(names),
            format_func=lambda key: names.get(key, key),
            placeholder=_("missing"),
            **form.field(f"{end.id}:party", among=names),
        )
    if not end.has_date:
        label = (
            _("When is {party} involved?", party=title)
            if end.is_step
            else _("When is “{title}” to be done?", title=title)
        )
        when.text_input(
            label,
            placeholder=_("such as ultimo maj 2027"),
            max_chars=text_input.LINE,
            **form.field(f"{end.id}:date", ""),
        )
        with when:
            field_words.echo_date(form, f"{end.id}:date")


def _lacks(form: Draft, end: OpenEnd) -> bool:
    """Whether the decision, as it stands in the form, leaves something of it open."""
    lacks_date = not end.has_date and not form[f"{end.id}:date"]
    return lacks_date or (not end.has_responsible and not form[f"{end.id}:party"])


def switch(form: Draft, part: str, words: str, key: str | None = None) -> None:
    """The button that unfolds a part of the form and folds the others, for all of them would not
    stand on one screen; a dot says that something is filled in there.
    """

    def turn() -> None:
        form.set("unfolded", "" if is_open(form, part) else part)

    said = f"● {words}" if _is_filled(form, part) else words
    st.button(said, key=form.key(f"{part}:turn"), on_click=turn, shortcut=key)


def is_open(form: Draft, part: str) -> bool:
    """Whether a part is unfolded; until one is chosen, the first that is filled in, or the
    follow-ups.
    """
    unfolded = form["unfolded"]
    if unfolded is None:
        unfolded = next((one for one in _PARTS if _is_filled(form, one)), TASKS)
    return bool(unfolded == part)


def _is_filled(form: Draft, part: str) -> bool:
    fields = _PARTS.get(part, ("0:title", "0:party", "0:date"))
    return any(form[field] for field in fields)


def _parties() -> dict[str, str]:
    parties = session.read(filter_choices.all_parties)
    return dict(zip(parties["id"], parties["name"], strict=True))
