"""The ways to ask who takes a proposal, to answer, and to take an answer back."""

from collections.abc import Callable

import streamlit as st

from portfolio import labels
from portfolio.domain.model import HANDSHAKE, Responsibility
from portfolio.domain.permissions import Action
from portfolio.language import _, ngettext
from portfolio.queries import filter_choices
from portfolio.queries.proposals import responsibility as proposal_responsibility
from portfolio.queries.proposals.responsibility import Tie
from portfolio.ui import action_row, choices, draft, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.usecases.proposals import responsibility
from portfolio.usecases.proposals.responsibility import Word
from portfolio.usecases.use_case import EntryWay


def acts_of(proposal_id: str, name: str) -> action_row.Acts:
    """What the reader may ask, answer and take back."""
    ties = session.read(proposal_responsibility.ties, proposal_id=proposal_id)
    asks = visitor.can(Action.ASK_RESPONSIBILITY)
    mine = [tie for tie in ties if _may_answer(tie)]
    back = [tie for tie in mine if tie.may_undo and (asks or tie.may_undo != Responsibility.ASKED)]
    ways: dict[str, tuple[str, Callable[[], None]]] = {}
    if asks:
        ways["ask"] = (_("Ask a party"), lambda: _ask(proposal_id, ties, name))
    if mine:
        words = _("Record an answer") if asks else _("Answer about responsibility")
        ways["answer"] = (words, lambda: _answer(mine, name))
    if back:
        ways["back"] = (_("Take back an answer"), lambda: _take_back(back, name))
    return ways


def _may_answer(tie: Tie) -> bool:
    return visitor.can(Action.ANSWER_RESPONSIBILITY, party_id=tie.party_id)


def _ask(proposal_id: str, ties: tuple[Tie, ...], name: str) -> None:
    form = draft.open(f"{name}/ask")
    waiting = {tie.party_id for tie in ties if not _can_be(tie, Responsibility.ASKED)}
    named = {tie.party_id: tie.name for tie in ties if tie.party_id not in waiting}
    parties = named | {k: v for k, v in _everybody().items() if k not in waiting}
    st.markdown(
        _(
            "Record that a party has been asked, or several. Each is shown as asked until "
            "it answers. Their leads hear of it."
        )
    )
    first = list(named)[:1]  # by the minutes
    hint = _("Choose one or more")
    chosen = form.choose_some("parties", _("Parties"), parties, first, placeholder=hint)
    last = max((tie.said_on or "" for tie in ties if tie.party_id in chosen), default="")
    day = form.past_day(f"day:{last}", _("Asked on"), last or None)
    note = st.text_area(_("Remark (optional)"), height=68, **form.field("note", ""))
    form.send(
        st.button(_("Record as asked"), key=form.key("save"), type="primary", disabled=not chosen),
        lambda _version: responsibility.ask(
            visitor.who(),
            proposal_id,
            chosen[0],
            also=chosen[1:],
            happened_on=day,
            reason=note,
            today=session.today(),
        ),
        ngettext(
            "The party is recorded as asked.",
            "The {n} parties are recorded as asked.",
            len(chosen),
        ),
    )


def _answer(ties: list[Tie], name: str) -> None:
    tie = _choose(_("Whose answer"), ties, draft.open(f"{name}/answer"))
    if tie is None:
        return
    form = draft.open(f"{name}/answer:{tie.id}", version=tie.seq)
    options = [word for word in responsibility.ANSWERS if _can_be(tie, word)]
    chosen = st.segmented_control(
        _("Answer"),
        options,
        format_func=lambda word: _ANSWERS[word](),
        **form.field("word", among=options),
    )
    to = _pass_to(tie, form) if chosen == Responsibility.PASSED_ON else None
    needed = chosen == Responsibility.DECLINED
    reason = st.text_area(
        _("Reason") if needed else _("Remark (optional)"), height=68, **form.field("reason", "")
    )
    day = form.past_day("day", _("Said on"), tie.said_on)
    said_by = st.text_input(_("Who said it"), **form.field("by", _own_name(tie)))
    word = Word(
        state=chosen or Responsibility.SUGGESTED,
        happened_on=day,
        said_by=said_by,
        reason=reason,
        passed_to=to,
    )
    form.send(
        st.button(_("Save answer"), key=form.key("save"), type="primary"),
        lambda seen: responsibility.answer(
            visitor.who(), tie.id, word, seen=seen, today=session.today()
        ),
        _("The answer is recorded."),
    )


_ANSWERS = {
    Responsibility.ACCEPTED: lambda: _("Yes"),
    Responsibility.DECLINED: lambda: _("No"),
    Responsibility.PASSED_ON: lambda: _("Passes it on"),
}


def _take_back(ties: list[Tie], name: str) -> None:
    tie = _choose(_("Whose latest word"), ties, draft.open(f"{name}/back"))
    if tie is None:
        return
    form = draft.open(f"{name}/back:{tie.id}", version=tie.seq)
    word = labels.label("party_word", tie.may_undo)
    st.markdown(
        _(
            "Takes back: **{party}**, {word}. It stays on record as taken back.",
            party=links.plain(tie.name),
            word=word,
        )
    )
    reason = st.text_area(_("Reason"), height=68, **form.field("reason", ""))
    form.send(
        st.button(_("Take back"), key=form.key("save"), type="primary"),
        lambda seen: responsibility.take_back(visitor.who(), tie.id, seen=seen, reason=reason),
        _("It is taken back."),
    )


def _choose(label: str, ties: list[Tie], form: Draft) -> Tie | None:
    """The only one, or the one chosen."""
    if len(ties) == 1:
        return ties[0]
    names = {tie.id: tie.name for tie in ties}
    chosen = form.choose("party", label, names, placeholder=_("Choose a party"))
    return next((tie for tie in ties if tie.id == chosen), None)


def _pass_to(tie: Tie, form: Draft) -> str | None:
    others = {k: v for k, v in _everybody().items() if k != tie.party_id}
    hint = _("Choose a party")
    chosen: str | None = form.choose("to", _("Passed on to"), others, placeholder=hint)
    return chosen


def _everybody() -> dict[str, str]:
    return choices.named(session.read(filter_choices.all_parties))


def _can_be(tie: Tie, word: Responsibility) -> bool:
    return word in HANDSHAKE[Responsibility(tie.state) if tie.state else None]


def _own_name(tie: Tie) -> str:
    person = visitor.person()
    is_own = tie.party_id in person.party_ids and person.who.entry is EntryWay.ACCOUNT
    return person.name if is_own else ""
