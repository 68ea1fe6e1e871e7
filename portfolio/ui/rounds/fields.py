"""The fields of a status, one a row, with what was said last beside it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from portfolio import fuzzy, labels, language
from portfolio.domain import status
from portfolio.domain.model import Rag, Stage
from portfolio.domain.status import Problem, Standing
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.queries.rounds.answers import OwnProposal
from portfolio.ui import components, links

#: What was typed, by field of an Answer: codes, a number, texts.
Typed = dict[str, Any]
_DONE = (Stage.ANCHORED, Stage.CLOSED)
_WIDE, _BESIDE = 3, 2


class Fields:
    """Draws the fields from what has been typed so far; :meth:`typed` is what stands in them."""

    def __init__(
        self,
        own: OwnProposal,
        standing: Standing,
        values: Typed,
        problems: list[Problem],
        today: date,
    ) -> None:
        self._own, self._standing, self._today = own, standing, today
        self._values, self._typed = values, dict(values)
        self._problems = problems

    def typed(self) -> Typed:
        """Every field's value; of a field that is not drawn the one it had."""
        return dict(self._typed)

    def draw(self) -> None:
        """All of them, in the order one thinks of them."""
        self._row("stage", self._stage)
        self._row("rag", self._light)
        if self._is_explained():
            self._row("reason", self._reason)
        self._row("percent", self._percent)
        self._text("happened", _("What has happened since last time?"))
        self._text("next_step", _("Next step"))
        self._row("next_step_date_text", self._date)
        self._text("risks", _("Risks"))
        self._text(
            "decision_needed",
            _("Need for a decision"),
            help=_("Write it as a recommendation, for it is put before the directorate."),
        )
        if self._standing.has_pool:
            self._text("economy", _("Economy of the pool"))

    def _row(self, name: str, field: Callable[[str], Any]) -> None:
        key = widget_key(self._own.proposal_id, name)
        st.session_state.setdefault(key, self._values[name])
        left, right = st.columns([_WIDE, _BESIDE], gap="xsmall", vertical_alignment="center")
        with left:
            self._typed[name] = field(key)
            for problem in self._problems:
                if problem.field == name:
                    st.markdown(f":red[■ {links.plain(self._explained(problem))}]")
        with right:
            _say_last(self._own, name)

    def _explained(self, problem: Problem) -> str:
        if problem.field == "reason" and self._jumps():  # the whole of it stands above already
            return _("Write the reason, or choose the stage it had.")
        return language.explain(problem.error)

    def _jumps(self) -> bool:
        return status.jumps_the_order(Stage(self._typed["stage"]), self._standing)

    def _stage(self, key: str) -> str:
        words = labels.words("stage")
        stages = [stage for stage in words if stage != Stage.NOT_PURSUED]
        return str(st.selectbox(_("Stage"), stages, format_func=lambda code: words[code], key=key))

    def _light(self, key: str) -> str:
        return str(
            st.segmented_control(
                _("Light"),
                [str(rag) for rag in Rag],
                format_func=labels.light,
                key=key,
                required=True,
            )
        )

    def _is_explained(self) -> bool:
        return status.needs_reason(as_answer(self._typed), self._standing) or (
            self._typed["stage"] == Stage.ON_HOLD
        )

    def _reason(self, key: str) -> object:
        order = self._standing.awaited
        if order and self._jumps():
            st.warning(_say_order(order))
        return st.text_area(
            _("Reason (must be filled in)")
            if self._typed["stage"] != Stage.ON_HOLD
            else _("Reason"),
            key=key,
            height="content",
            max_chars=status.LONGEST,
        )

    def _percent(self, key: str) -> object:
        """A number where one is to be chosen; where the stage settles it, it is only said."""
        if self._typed["stage"] == Stage.PROPOSED:
            st.markdown(components.quiet(_("Progress: none yet, the work has not begun")))
            return None
        if self._typed["stage"] in _DONE:
            st.markdown(components.quiet(_("Progress: 100 percent, as the stage says")))
            return None
        return st.number_input(
            _("Progress in percent"),
            min_value=0,
            max_value=100,
            step=5,
            key=key,
            placeholder=_("not stated"),
        )

    def _date(self, key: str) -> object:
        typed = st.text_input(
            _("When is the next step?"), key=key, max_chars=status.LONGEST_DATE, live=True
        )
        # Always a line, so that nothing below moves when the field is left for a button.
        st.markdown(_echo((typed or "").strip(), self._today))
        return typed

    def _text(self, name: str, label: str, *, help: str | None = None) -> None:
        self._row(
            name,
            lambda key: st.text_area(
                label, key=key, height="content", max_chars=status.LONGEST, help=help
            ),
        )


def widget_key(proposal_id: str, name: str) -> str:
    """The key of a field's widget."""
    return f"status:{proposal_id}:{name}"


def as_answer(typed: Typed) -> status.Answer:
    """What was typed as an answer, its blanks tidied away."""
    values = typed | {"stage": Stage(typed["stage"]), "rag": Rag(typed["rag"])}
    return status.tidied(status.Answer(**values))


def said_only(typed: Typed) -> Typed:
    """Blank texts as None, as the database has them, so that two versions compare."""
    return {name: None if text == "" else text for name, text in typed.items()}


def words() -> dict[str, str]:
    """What each field is called, in the order of the form."""
    return {
        "stage": _("Stage"),
        "rag": _("Light"),
        "reason": _("Reason"),
        "percent": _("Progress"),
        "happened": _("What happened"),
        "next_step": _("Next step"),
        "next_step_date_text": _("When"),
        "risks": _("Risks"),
        "decision_needed": _("Need for a decision"),
        "economy": _("Finances"),
    }


def value(name: str, stored: object) -> str:
    """A field's value in words; empty where nothing is said."""
    if stored is None or stored == "":
        return ""
    if name == "stage":
        return labels.label("stage", stored)
    if name == "rag":
        return labels.light(stored)
    return language.share(int(str(stored)) / 100) if name == "percent" else str(stored)


def _say_last(own: OwnProposal, name: str) -> None:
    """Set in a little: below its field, as on a phone, it still reads as the field's own."""
    if own.latest is None:
        return
    last = own.latest[name]
    if name == "rag":
        words = _("Last: {said}", said=components.light(last))
    else:
        said = links.plain(value(name, last)) or _("nothing")
        words = components.quiet(_("Last: {said}", said=said))
    with st.container(horizontal=True, wrap=False, gap="xsmall"):
        st.space("xsmall")
        st.markdown(words)


def _say_order(order: status.AwaitedParty) -> str:
    if order.decision is None or order.decided_on is None:
        return _(
            "{party} is to be involved before the centres, and has not been yet.", party=order.party
        )
    return _(
        "On {day} the directorate decided: “{decision}” {party} has not been involved yet."
        " Write why the proposal goes on all the same.",
        day=language.long_date(order.decided_on),
        decision=links.plain(order.decision),
        party=links.plain(order.party),
    )


def _echo(text: str, today: date) -> str:
    """How the words were understood, so that a slip is seen at once."""
    if not text:
        return components.quiet(_("As you would say it: 25 May 2022, June 2022, late 2022"))
    try:
        read = fuzzy.parse_date(text, reference=today)
    except PortfolioError as error:
        return f":red[■ {links.plain(language.explain(error))}]"
    days = language.long_date(read.start)
    if read.end != read.start:
        days = _("{first} to {last}", first=days, last=language.long_date(read.end))
    return components.quiet(_("Understood as {days}", days=days))
