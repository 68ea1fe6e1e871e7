"""A request in words a reader can answer: the same on screen, on paper, in a mail.

What somebody asked stands as they wrote it. What is derived is put as a question, never as an
order, and says that nobody has asked it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from portfolio import labels, language
from portfolio.domain.model import InvolvementState, Responsibility
from portfolio.domain.requests import About, Missing, Request, Source
from portfolio.language import _, ngettext
from portfolio.queries.gaps.openness import DECIDED, Happening
from portfolio.reports.meetings import sentences as meetings

#: Younger than this nobody needs to be told its age.
_OLD_DAYS = 60
NAMED = 9  # a sentence names no more numbers than this


def question(request: Request) -> str:
    """What is asked, in one sentence."""
    if request.question is not None:
        return request.question
    if request.source is Source.WINDOW:
        return _(
            "“{process}” has begun. Is the proposal to be part of it?", process=request.subject
        )
    if request.source is Source.STEP:
        return _of_step(request)
    if request.source is Source.OUTCOME:
        return _("What came of “{title}”?", title=request.subject)
    if request.source is Source.NO_PARTY:
        return _("Who is to take proposal {n} on?", n=request.proposals[0].number)
    if request.again:
        return _left(_LEFT_WITHOUT[request.missing](request.subject or ""), request)
    return _WITHOUT[request.missing](request.subject or "")


def _of_step(request: Request) -> str:
    party, date_alone = request.subject, Missing.RESPONSIBLE not in request.missing
    if not request.again:
        if date_alone:
            return _("When is {party} involved?", party=party)
        return _("When is {party} involved, and who sees to it?", party=party)
    if date_alone:
        return _left(_("On which day is {party} involved?", party=party), request)
    asked = _("On which day is {party} involved, and who sees to it?", party=party)
    return _left(asked, request)


def _left(question: str, request: Request) -> str:
    """What a decision answered in words is not asked in the same ones: only what it did not say."""
    said = _(
        "Decision {number} does not say.", number=meetings.named(request.decision, request.since)
    )
    return f"{question} {said}"


_LEFT_WITHOUT = {
    (Missing.RESPONSIBLE, Missing.DATE): lambda title: _(
        "Who carries out “{title}”, and by which day?", title=title
    ),
    (Missing.RESPONSIBLE,): lambda title: _("Who carries out “{title}”?", title=title),
    (Missing.DATE,): lambda title: _("By which day is “{title}” to be done?", title=title),
}
_WITHOUT = {
    (Missing.RESPONSIBLE, Missing.DATE): lambda title: _(
        "Who sees to “{title}”, and when?", title=title
    ),
    (Missing.RESPONSIBLE,): lambda title: _("Who sees to “{title}”?", title=title),
    (Missing.DATE,): lambda title: _("When is “{title}” to be done?", title=title),
}


def answer(gap: Mapping[Any, Any]) -> str:
    """What somebody answered to an open question, or what happened since and answers it."""
    happening: Happening | None = gap["happening"]
    if happening is not None:
        party = happening.party
        if happening.what == DECIDED:
            party = meetings.named(happening.party, happening.on)
        return _HAPPENED[happening.what](party)
    return gap["answer"] or ""


_HAPPENED: dict[str, Callable[[str], str]] = {
    DECIDED: lambda number: _("Answered by decision {number}.", number=number),
    Responsibility.ACCEPTED.value: lambda party: _("{party} has said yes.", party=party),
    InvolvementState.DONE.value: lambda party: _("{party} has been involved.", party=party),
    InvolvementState.SKIPPED.value: lambda party: _("{party} is not to be involved.", party=party),
}


def about(request: Request) -> str:
    """Which proposals, by number, and how sure that is; all of them in words."""

    def listed(some: Sequence[About]) -> str:
        if request.whole and len(some) == len(request.proposals):
            return _("all the proposals")
        if len(some) > NAMED:
            return ngettext("{n} proposal", "{n} proposals", len(some))
        numbers = language.listed(str(one.number) for one in some)
        return ngettext("proposal {numbers}", "proposals {numbers}", len(some), numbers=numbers)

    if request.whole and not request.proposals:
        return _("all the proposals")
    return labels.by_certainty(request.proposals, listed)


def of_one(words: str, request: Request, proposal_id: str) -> str:
    """Where it is told of a proposal: the words, and how sure it is that it is about that one."""
    mine = (one for one in request.proposals if one.id == proposal_id)
    return labels.tied(words, next(mine, None))


def kind(request: Request) -> str:
    """Whether somebody waits for the answer, or the tool alone sees that it is open."""
    return _("Somebody has asked") if request.is_asked else _("Open, nobody has asked")


def of_whom(request: Request) -> str:
    """Of whom it is asked; nothing where that is not said."""
    return _("can be answered by: {party}", party=request.asked_of) if request.asked_of else ""


def why_open(request: Request, today: date) -> str:
    """Who asked it and when, or since when it is open; how old it is, and by when it is wanted."""
    told = since(request)
    age = "" if told == _opened(request) else _age(request, today)
    parts = [told, age, wanted_by(request, today)]
    return ", ".join(part for part in parts if part)


def _age(request: Request, today: date) -> str:
    since = date.fromisoformat(request.since) if request.since else today
    if (today - since).days <= _OLD_DAYS:
        return ""
    return _("open for {age}", age=language.age(since, today))


def wanted_by(request: Request, today: date) -> str:
    """By when the answer is wanted, or was; nothing where nobody has said."""
    if request.due_on is None or not request.is_asked:
        return ""
    day = language.long_date(request.due_on)
    if request.is_overdue(today.isoformat()):
        return _("the answer was wanted by {day}", day=day)
    return _("the answer is wanted by {day}", day=day)


def since(request: Request) -> str:
    """Who asked it and when, or since when it is open; or that it was put off."""
    day = language.long_date(date.fromisoformat(request.since)) if request.since else ""
    if request.postponed_on:
        return _put_off(request)
    if request.source is Source.STATUS:
        return _("asked in the status of {day}", day=day)
    if request.source is Source.OUTCOME:
        if request.is_promised:
            return _("agreed for {day}, overdue", day=day)
        return _("was to be {day}, not recorded", day=day)
    if request.source is Source.WORKSHOP:
        return _(
            "passed on {day} by {name} from “{workshop}”",
            day=day,
            name=labels.within("actor", request.asked_by),
            workshop=request.workshop,
        )
    if request.is_asked:
        return _("asked {day} by {name}", day=day, name=labels.within("actor", request.asked_by))
    if request.again:
        return _("decided {day} ({number})", day=day, number=request.decision)
    if request.decision:
        return _("decided {day} ({number}), nothing said since", day=day, number=request.decision)
    return _opened(request)


def _opened(request: Request) -> str:
    return _("open since {day}", day=language.long_date(request.since)) if request.since else ""


def _put_off(request: Request) -> str:
    day = language.long_date(date.fromisoformat(str(request.postponed_on)))
    if request.postponed_until is None:
        return _("put off {day}", day=day)
    until = language.long_date(date.fromisoformat(request.postponed_until))
    return _("put off {day} until {until}", day=day, until=until)
