"""What the page of a status draws. Open this to change what is drawn; it looks like
templates/answer.html says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portfolio import labels, language
from portfolio.domain import status
from portfolio.domain.model import AnswerState, Rag, Stage
from portfolio.domain.status import Standing
from portfolio.errors import PortfolioError
from portfolio.language import _, explain
from portfolio.queries.rounds.answers import OwnProposal
from portfolio.queries.rounds.carry_out import CarryOut
from portfolio.screens import understood
from portfolio.screens.drawing import Link, To
from portfolio.screens.rounds import words
from portfolio.usecases.content.field import PLAIN_DANISH, say
from portfolio.usecases.rounds import drafts
from portfolio.web.rounds import typed

_SHOWN = 160  # signs of a decision that is asked about


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A proposal that is answered for, what its form says, and how the last press went.

    ``own``: None where there is nothing to answer. ``every``: all that are the reader's.
    """

    own: OwnProposal | None
    every: Sequence[OwnProposal]
    standing: Standing | None = None
    to_carry_out: Sequence[CarryOut] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    problems: Mapping[str, PortfolioError] = field(default_factory=dict)
    wrong: str = ""  # of no field alone
    sent: OwnProposal | None = None  # just now
    runs_rounds: bool = False


def values(facts: Facts, to: To) -> dict[str, Any]:
    """All that the template is given."""
    own = facts.own
    shown: dict[str, Any] = {
        "title": _("My proposals") if own is None else words.named(own),
        "own": own,
        "wrong_whole": facts.wrong,
        "problems": {name: explain(error) for name, error in facts.problems.items()},
        "first_wrong": next(iter(facts.problems), ""),
        "action_of": to(words.PAGE),
        "sent": facts.sent and {"words": sent_words(facts.sent), "own": facts.sent},
        "every": [_line(each, own, to) for each in facts.every],
        "home": Link(_("Status rounds"), to("runder"))
        if facts.runs_rounds
        else Link(_("My proposals"), to("mine")),
        "lost": _lost(facts),
        "nothing": "" if own or facts.wrong else _nothing(facts.every),
        "round": _round(facts),
    }
    return shown if own is None else shown | _of_one(facts, own, to)


def _lost(facts: Facts) -> list[tuple[str, str]]:
    """What was typed where no form is left to hold it: it can be copied."""
    own = facts.own
    if own is None:
        return _texts(facts.values)
    if not facts.wrong or not _is_sent(own):
        return []
    begun = typed.begun(own)
    return _texts({name: said for name, said in facts.values.items() if said != begun.get(name)})


def _is_sent(own: OwnProposal) -> bool:
    return own.asked is not None and own.asked.state == AnswerState.SUBMITTED


def _texts(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was typed, under what each field is called."""
    return [(word, str(said[name])) for name, word in words.texts().items() if said.get(name)]


def sent_words(own: OwnProposal) -> str:
    """That a status is sent, and what it says."""
    said = (
        _("Proposal {number} is marked as unchanged: {what}.")
        if own.asked and own.asked.unchanged
        else _("The status of proposal {number} has been sent: {what}.")
    )
    what = f"{labels.light(own.rag)} · {words.stands(own)}"
    return said.format(number=own.number, what=what)


def _nothing(every: Sequence[OwnProposal]) -> str:
    if not every:
        return _("No proposals are yours. They come here when you are asked to be responsible.")
    if any(own.asked for own in every):
        return _("Everything you were asked is sent. Thank you.")
    return _("No round is open. You can give a status at any time all the same.")


def _line(own: OwnProposal, shown: OwnProposal | None, to: To) -> dict[str, Any]:
    return {
        "words": words.named(own),
        "way": to(words.PAGE, portefolje=own.portfolio, nr=own.number),
        "rag": own.rag,
        "state": words.state(own),
        "is_sent": _is_sent(own),
        "is_here": shown is not None and shown.proposal_id == own.proposal_id,
    }


def _round(facts: Facts) -> str:
    """The round, by when to answer, and how many are sent."""
    asked = facts.own.asked if facts.own else None
    if asked is None:
        return ""
    of_it = [own.asked for own in facts.every if own.asked]
    mine = [one for one in of_it if one.round_id == asked.round_id]
    counted = words.counted(mine) if mine else ""
    parts = (asked.round_title, words.deadline(asked), counted)
    return " · ".join(filter(None, parts))


def _of_one(facts: Facts, own: OwnProposal, to: To) -> dict[str, Any]:
    asked, said = own.asked, facts.values
    is_sent = _is_sent(own)
    stage, rag = str(said.get("stage", own.stage)), str(said.get("rag", own.rag))
    return {
        "is_sent": is_sent,
        "sent_by": asked and is_sent and words.sent(asked),
        "returned": words.returned(asked),
        "last": _last(own),
        "stands": words.stands(own),
        "proposal": Link(_("The proposal"), to("forslag", portefolje=own.portfolio, nr=own.number)),
        "may_repeat": own.latest is not None and not words.returned(asked),
        "said": said,
        "lights": [(code.value, labels.label("rag", code)) for code in Rag],
        "stages": [(c, w) for c, w in labels.words("stage").items() if c != Stage.NOT_PURSUED],
        "stage": stage,
        "rag": rag,
        "awaited": _order(facts.standing),
        "jumps": facts.standing and status.jumps_the_order(Stage.QUALIFICATION, facts.standing),
        "is_touched": typed.is_new(said, own),
        "before": _before(own),
        "has_pool": own.has_pool,
        "echo": echo(said.get("next_step_date_text"), own),
        "carry_out": [_question(one, said) for one in facts.to_carry_out],
        "longest": status.LONGEST,
        "longest_date": status.LONGEST_DATE,
        "is_open": bool(set(facts.problems) - {"rag", "reason", "happened"}),
    }


def echo(text: str | None, own: OwnProposal) -> str:
    """What is made of the date of the next step, or how to write one."""
    return understood.step(text, own.latest) or say(PLAIN_DANISH)


def _last(own: OwnProposal) -> dict[str, Any] | None:
    """What was said last, to build on: the news is the latest there was."""
    if own.latest is None:
        return None
    latest, before = own.latest, _before(own)
    step, when = latest["next_step"], latest["next_step_date_text"]
    return {
        "day": language.long_date(latest["reported_on"]),
        "by": labels.within("actor", latest["author"]),
        "rag": own.rag,
        "stands": words.stands(own),
        "lines": [
            (heading, said)
            for heading, said in (
                (_("Reason"), latest["reason"]),
                (_("What happened"), before["happened"]),
                (_("Next step"), f"{step} ({when})" if step and when else step),
            )
            if said
        ],
    }


def _before(own: OwnProposal) -> dict[str, str]:
    """What each text said last; "unchanged" has no news of its own, so the day of it is said."""
    latest, (news, told) = own.latest or {}, own.news or ("", "")
    told_day = language.long_date(told) if told and told != latest.get("reported_on") else ""
    texts = {name: str(latest.get(name) or "") for name in status.TEXTS}
    return texts | {"happened": f"{news} ({told_day})" if told_day else news}


def _order(standing: Standing | None) -> str:
    order = standing.awaited if standing else None
    if order is None:
        return ""
    if order.decision is None or order.decided_on is None:
        return _(
            "{party} is to be involved before the centres, and has not been yet.", party=order.party
        )
    return _(
        "On {day} the directorate decided: “{decision}” {party} has not been involved yet."
        " Write why the proposal goes on all the same.",
        day=language.long_date(order.decided_on),
        decision=order.decision,
        party=order.party,
    )


def _question(one: CarryOut, said: Mapping[str, Any]) -> dict[str, Any]:
    answers, name = labels.words("carried_out"), drafts.CARRIED_OUT + one.key
    return {
        "name": name,
        "words": _(
            "{words} (decision {number} of {day})",
            words=language.shortened(one.words, _SHOWN),
            number=one.number,
            day=language.long_date(one.decided_on),
        ),
        "choices": [(str(c), answers[c].capitalize()) for c in one.choices],
        "chosen": str(said.get(name) or one.said),
    }
