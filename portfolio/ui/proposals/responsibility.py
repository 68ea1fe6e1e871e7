"""Who has said yes to a proposal, the chain of asking and answering, and the ways to the next word.

Reading stands first; the ways to act are quiet, and only there for whoever may use them.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.domain.model import HANDSHAKE, Responsibility
from portfolio.domain.party_words import PartyWord
from portfolio.domain.permissions import Action
from portfolio.language import _, ngettext
from portfolio.queries import filter_choices
from portfolio.queries.proposals import responsibility as proposal_responsibility
from portfolio.queries.proposals.proposals import Belongings
from portfolio.queries.proposals.responsibility import Tie
from portfolio.ui import action_row, choices, components, draft, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.sources import Marks
from portfolio.usecases.proposals import responsibility
from portfolio.usecases.proposals.responsibility import Word
from portfolio.usecases.use_case import EntryWay


def people(belongings: Belongings, marks: Marks) -> None:
    """Who is named, in which role, who is responsible, and what has been answered."""
    st.header(_("Responsibility"), anchor=False)
    parties = belongings.parties
    yes = list(parties.loc[parties["word"] == PartyWord.ACCEPTED, "name"])
    if yes:
        names = language.listed(f"**{links.plain(name)}**" for name in yes)
        st.markdown(_("Responsible: {names}", names=names))
    if not {"discuss_with", "works_on"} & set(parties["role"]):
        st.markdown(_("The minutes name nobody to discuss further work with."))
    for row in parties.to_dict("records"):
        st.markdown(_party(row, marks))
    if len(parties) and not yes:
        components.remark(_("Nobody has said yes to responsibility yet."))
    _chain(belongings.answers)


def _party(row: dict[Any, Any], marks: Marks) -> str:
    role = labels.label("party_role", row["role"])
    said = components.joined(dict.fromkeys([role, labels.label("party_word", row["word"])]))
    note = f"  \n{components.quiet(links.plain(row['note']))}" if row["note"] else ""
    return f"**{links.plain(row['name'])}** · {said} {marks.of(row['id'])}{note}"


def _chain(answers: pd.DataFrame) -> None:
    """Every word of the handshake in order; shown once somebody has been asked."""
    said = answers[(answers["state"] != Responsibility.SUGGESTED) | answers["undoes"].notna()]
    if said.empty:
        return
    with st.expander(_("What has been answered")):
        for row in said.to_dict("records"):
            st.markdown(_word(row))


def _word(row: dict[Any, Any]) -> str:
    day = language.short_date(row["happened_on"])
    state = labels.label("party_word", row["word"])
    if row["decision"]:
        state = _("{state} by decision {number}", state=state, number=row["decision"])
    if row["undoes"] is not None:
        state = _("taken back; now {state} again", state=state)
    to = _("to {party}", party=row["passed_to"]) if row["passed_to"] else ""
    noted = row["recorded_by"]
    by = _("recorded by {name}", name=labels.within("actor", noted)) if noted else ""
    parts = [day, row["party"], f"{state} {to}".strip(), row["said_by"], row["reason"]]
    words = links.plain(components.joined(parts))
    if row["undoes"] is None and not row["stands"]:
        words = _("~~{words}~~ (taken back)", words=words)
    return components.joined([words, components.quiet(links.plain(by))])


def actions(proposal_id: str) -> None:
    """The ways to ask, to answer and to take back, for those who may."""
    ties = session.read(proposal_responsibility.ties, proposal_id=proposal_id)
    asks = visitor.can(Action.ASK_RESPONSIBILITY)
    mine = [tie for tie in ties if _may_answer(tie)]
    name = f"handshake:{proposal_id}"
    back = [tie for tie in mine if tie.may_undo and (asks or tie.may_undo != Responsibility.ASKED)]
    ways: dict[str, tuple[str, Callable[[], None]]] = {}
    if asks:
        ways["ask"] = (_("Ask a party"), lambda: _ask(proposal_id, ties, name))
    if mine:
        words = _("Record an answer") if asks else _("Answer about responsibility")
        ways["answer"] = (words, lambda: _answer(mine, name))
    if back:
        ways["back"] = (_("Take back an answer"), lambda: _take_back(back, name))
    action_row.offer(name, ways)


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
    chosen: list[str] = st.multiselect(
        _("Parties"),
        list(parties),
        format_func=lambda id: parties[id],
        placeholder=_("Choose one or more"),
        **form.field("parties", list(named)[:1], among=parties),  # the first is by the minutes
    )
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
