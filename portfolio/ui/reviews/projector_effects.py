"""What a decision answers and does, chosen while it is made: nothing of it is chosen beforehand.

The keys: digits choose the outcome, A appoints, F moves the stage (F for *fase*); what is put off
is in :mod:`portfolio.ui.reviews.projector_waiting`.
"""

from typing import Any

import streamlit as st

from portfolio import labels
from portfolio.domain.model import STAGE_PATH, Stage
from portfolio.domain.requests import Request
from portfolio.language import _
from portfolio.queries import filter_choices
from portfolio.queries.requests.open_ends import OpenEnd
from portfolio.queries.reviews.screen import Screen
from portfolio.reports.requests import sentences
from portfolio.ui import components, links, session
from portfolio.ui.draft import Draft
from portfolio.ui.reviews import projector_waiting
from portfolio.usecases import text_input
from portfolio.usecases.reviews.effects import Effects, Settled


def begun(screen: Screen) -> dict[str, Any]:
    """What the fields begin with: the one question of the item is the one that is answered."""
    only = screen.requests[0].key if len(screen.requests) == 1 else None
    answered = {_answers(one): one.key == only for one in screen.requests}
    return answered | {
        "option": None,
        "stage": None,
        "stage_reason": "",
        "appoint": None,
        "ask": [],
        **projector_waiting.BLANK,
    }


def questions(form: Draft, screen: Screen) -> None:
    """Which questions are answered, and the options of the one that is."""
    for request in screen.requests:
        words = links.plain(sentences.question(request))
        st.checkbox(_("Answers: {question}", question=words), **form.field(_answers(request)))
    options = _options(form, screen)
    if options:
        st.segmented_control(
            _("The answer (or write it in own words)"), options, **form.field("option")
        )


def effects(form: Draft, screen: Screen, item_id: str) -> None:
    """What else the decision does."""
    names = _parties()
    ends = _open_ends(form, screen)
    for end in ends:
        _settle(form, end, names)
    if any(_lacks(form, end) for end in ends):
        words = _("What is not filled in here stays open, and is asked for by itself.")
        st.markdown(components.quiet(words))
    with st.container(horizontal=True, gap="small"):
        if screen.facts is not None:
            _switch(form, "stage", _("Move the stage"), "F")
            _switch(form, "appoint", _("Appoint or ask"), "A")
            _switch(form, "window", _("Park until a window"), "P")
        _switch(form, "earlier", _("Earlier decision's day"), "G")
    if _is_open(form, "earlier"):
        projector_waiting.look_again(form, item_id)
    if screen.facts is None:
        return
    if _is_open(form, "window"):
        projector_waiting.park(form, screen.facts["id"])
    if _is_open(form, "stage"):
        stage, why = st.columns([4, 8], gap="small")
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
    if _is_open(form, "appoint"):
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
    return Effects(
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
        stage=Stage(form["stage"]) if form["stage"] else None,
        stage_reason=form["stage_reason"] or None,
        appoint=form["appoint"],
        ask=tuple(form["ask"] or ()),
        park=projector_waiting.parked(form) if screen.facts else None,
        review_days=projector_waiting.review_days(form),
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
            _("Who sees to “{title}”", title=title),
            list(names),
            format_func=lambda key: names.get(key, key),
            placeholder=_("missing"),
            **form.field(f"{end.id}:party", among=names),
        )
    if not end.has_date:
        label = (
            _("When is {party} involved", party=title)
            if end.is_step
            else _("When is “{title}” done", title=title)
        )
        when.text_input(
            label,
            placeholder=_("such as late May"),
            max_chars=text_input.LINE,
            **form.field(f"{end.id}:date", ""),
        )


def _lacks(form: Draft, end: OpenEnd) -> bool:
    """Whether the decision, as it stands in the form, leaves something of it open."""
    lacks_date = not end.has_date and not form[f"{end.id}:date"]
    return lacks_date or (not end.has_responsible and not form[f"{end.id}:party"])


def _switch(form: Draft, part: str, words: str, key: str) -> None:
    """Unfold a part of the form, or fold it again."""

    def turn() -> None:
        form.set(f"{part}:open", not _is_open(form, part))

    st.button(words, key=form.key(f"{part}:turn"), on_click=turn, shortcut=key)


def _is_open(form: Draft, part: str) -> bool:
    return bool(form[f"{part}:open"] or form[part])


def _parties() -> dict[str, str]:
    parties = session.read(filter_choices.all_parties)
    return dict(zip(parties["id"], parties["name"], strict=True))
