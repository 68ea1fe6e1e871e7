"""How far an answer to a round is, in words. Open it to change how a state reads."""

from portfolio import labels, language
from portfolio.domain.clock import today
from portfolio.domain.model import AnswerState
from portfolio.language import _, ngettext
from portfolio.queries.rounds.answers import OwnProposal, RoundAnswer
from portfolio.screens import timestamps

PAGE = "svar"


def named(own: OwnProposal) -> str:
    """Its number and its title."""
    return f"{own.number} {own.title}"


def stands(own: OwnProposal) -> str:
    """Stage and share in one line; with the light it is what "unchanged" vouches for."""
    share = "" if own.percent is None else language.share(own.percent / 100)
    return " · ".join(filter(None, (labels.label("stage", own.stage), share)))


def deadline(asked: RoundAnswer) -> str:
    """By when to answer, and how long that is."""
    day, left = language.long_date(asked.deadline_on), asked.days_left(today())
    if left < 0:
        return _("The deadline was {day}. Answers are taken until the round is closed", day=day)
    if left == 0:
        return _("answer today, {day}", day=day)
    return ngettext("answer by {day} (in {n} day)", "answer by {day} (in {n} days)", left, day=day)


def counted(some: list[RoundAnswer]) -> str:
    """How many of a reader's answers to a round are sent."""
    sent = sum(one.state == AnswerState.SUBMITTED for one in some)
    return ngettext("{sent} of {n} sent", "{sent} of {n} sent", len(some), sent=sent)


def state(own: OwnProposal) -> str:
    """How far the answer is, in a few words; nothing where nothing is asked."""
    asked = own.asked
    if asked is None:
        return ""
    if asked.state == AnswerState.SUBMITTED:
        return _("sent {moment}", moment=timestamps.moment(asked.submitted_at or ""))
    if asked.state == AnswerState.RETURNED:
        return _("sent back")
    return _("draft kept") if asked.drafted_at else _("waits for your answer")


def sent(asked: RoundAnswer) -> str:
    """That it was sent, by whom and when, and whether it was one press."""
    words = (
        _("Sent {moment} by {name}, unchanged since last time")
        if asked.unchanged
        else _("Sent {moment} by {name}")
    )
    name = labels.within("actor", asked.submitted_by)
    return words.format(moment=timestamps.moment(asked.submitted_at or ""), name=name)


def returned(asked: RoundAnswer | None) -> str:
    """Who sent it back, and why; nothing where nobody did."""
    if asked is None or asked.state != AnswerState.RETURNED:
        return ""
    name = labels.within("actor", asked.returned_by)
    return _("Returned by {name}: {comment}", name=name, comment=asked.returned_comment)


def texts() -> dict[str, str]:
    """What each text of a status is called, in the order of its form."""
    return {
        "reason": _("Reason for the light"),
        "happened": _("What happened"),
        "next_step": _("Next step"),
        "next_step_date_text": _("When"),
        "stage_reason": _("Reason for the stage"),
        "risks": _("Risks"),
        "decision_needed": _("For decision"),
        "economy": _("Finances"),
    }
