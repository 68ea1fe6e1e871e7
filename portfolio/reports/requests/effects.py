"""What a decision did, in words: the same on the proposal's page and wherever it is told."""

from collections.abc import Sequence

from portfolio import labels
from portfolio.domain.requests import NOT_ANSWERED
from portfolio.language import _, long_date
from portfolio.queries.requests.effects import Effect
from portfolio.reports import dated
from portfolio.reports.meetings import sentences as meetings


def said(effects: Sequence[Effect], outcome: str) -> list[str]:
    """A line an effect. A question answered in passing is told once, with the request it was.

    ``outcome``: the decision's, for one that put the matter off answered nothing.
    """
    puts_off = outcome in NOT_ANSWERED
    asked = {one.subject for one in effects if one.kind == "answer"}
    told = [
        _said(one, puts_off=puts_off)
        for one in effects
        if not (one.table == "gaps" and one.subject in asked)
    ]
    return [line for line in told if line]


def _said(one: Effect, *, puts_off: bool) -> str:
    if one.kind == "answer" and puts_off:
        return _("Still open: “{question}”", question=one.subject)
    if one.kind == "answer":
        return _answered(one)
    if one.kind == "stage":
        return _(
            "The stage went from {before} to {after}",
            before=labels.within("stage", one.before.get("stage")),
            after=labels.within("stage", one.after.get("stage")),
        )
    if one.kind == "appoint":
        return _("{party} was appointed, to say yes itself", party=one.subject)
    if one.kind == "ask":
        return _("{party} was asked to take it", party=one.subject)
    if one.kind == "park":
        return _("On hold until the period “{window}”", window=one.subject)
    if one.kind == "review":
        return _review_day(one)
    if one.table == "gaps":
        return _("The open question “{question}” is answered", question=one.subject)
    if one.table == "involvement_steps":
        when = dated.of(one.after, prefix="planned_")
        return _("{party} is to be involved: {when}", party=one.subject, when=when)
    return _("“{title}” has been given somebody responsible or a date", title=one.subject)


def _review_day(one: Effect) -> str:
    """An earlier decision is to be looked at again, on another day or no more."""
    number, day = meetings.named(one.subject, one.decided_on), one.after.get("review_on")
    if day is None:
        return _("Decision {number} is not to be looked at again", number=number)
    return _("Decision {number} is looked at again on {day}", number=number, day=long_date(day))


def _answered(one: Effect) -> str:
    if chosen := one.after.get("chosen"):
        return _("Answered: “{question}” with “{answer}”", question=one.subject, answer=chosen)
    return _("Answered: “{question}”", question=one.subject)
