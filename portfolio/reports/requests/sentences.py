"""A request in words a reader can answer: the same on screen, on paper, in a mail.

What somebody asked stands as they wrote it. What is derived is put as a question, never as an
order, and says that nobody has asked it.
"""

from datetime import date

from portfolio import language
from portfolio.domain.requests import Missing, Request, Source
from portfolio.language import _

#: Younger than this nobody needs to be told its age.
_OLD_DAYS = 60


def question(request: Request) -> str:
    """What is asked, in one sentence."""
    if request.question is not None:
        return request.question
    if request.source is Source.WINDOW:
        return _(
            "“{process}” has begun. Is the proposal to be part of it?", process=request.subject
        )
    if request.source is Source.STEP:
        return _("When is {party} involved, and who sees to it?", party=request.subject)
    if request.source is Source.NO_PARTY:
        return _("Who is to take proposal {n} on?", n=request.proposals[0].number)
    return _WITHOUT[request.missing](request.subject or "")


_WITHOUT = {
    (Missing.RESPONSIBLE, Missing.DATE): lambda title: _(
        "Who sees to “{title}”, and when?", title=title
    ),
    (Missing.RESPONSIBLE,): lambda title: _("Who sees to “{title}”?", title=title),
    (Missing.DATE,): lambda title: _("When is “{title}” to be done?", title=title),
}


def about(request: Request) -> str:
    """Which proposals, by number; all of them in words."""
    if request.whole:
        return _("all the proposals")
    numbers = [str(one.number) for one in request.proposals]
    if not numbers:
        return ""
    if len(numbers) == 1:
        return _("proposal {n}", n=numbers[0])
    return _("proposals {numbers}", numbers=language.listed(numbers))


def kind(request: Request) -> str:
    """Whether somebody waits for the answer, or the tool alone sees that it is open."""
    return _("Somebody has asked") if request.is_asked else _("Open, nobody has asked")


def why_open(request: Request, today: date) -> str:
    """Who asked it and when, or since when it is open; how old it is, and by when it is wanted."""
    parts = [since(request), _age(request, today), _wanted_by(request, today)]
    return ", ".join(part for part in parts if part)


def _age(request: Request, today: date) -> str:
    since = date.fromisoformat(request.since) if request.since else today
    if (today - since).days <= _OLD_DAYS:
        return ""
    return _("open for {age}", age=language.age(since, today))


def _wanted_by(request: Request, today: date) -> str:
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
    if request.is_asked:
        return _("asked {day} by {name}", day=day, name=request.asked_by)
    if request.decision:
        return _("decided {day} ({number}), not said since", day=day, number=request.decision)
    return _("open since {day}", day=day) if day else ""


def _put_off(request: Request) -> str:
    day = language.long_date(date.fromisoformat(str(request.postponed_on)))
    if request.postponed_until is None:
        return _("put off {day}", day=day)
    until = language.long_date(date.fromisoformat(request.postponed_until))
    return _("put off {day} until {until}", day=day, until=until)
