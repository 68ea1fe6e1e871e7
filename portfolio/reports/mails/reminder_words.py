"""What a reminder says: its subject, its parts, and why it comes to this reader.

Open this to change a word of a mail; :mod:`portfolio.reports.mails.mail` makes the mail of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlencode

from portfolio import language
from portfolio.domain.mails import ReminderKind
from portfolio.domain.requests import Request
from portfolio.language import _, listed, long_date, ngettext, shortened
from portfolio.queries.mails.letters import Letter, Line, Matter
from portfolio.queries.mails.recipients import Capacity
from portfolio.queries.mails.reminders import DueReminder
from portfolio.reports import dated
from portfolio.reports.requests import sentences

LONGEST_TITLE = 70
#: By round, the token of the personal link the reader answers by.
Tokens = Mapping[str, str]
NO_TOKENS: Tokens = MappingProxyType({})


@dataclass(frozen=True)
class Part:
    """A heading, a sentence, what it is about, and where to go."""

    heading: str
    sentence: str
    points: tuple[str, ...]
    go: str
    address: str  # empty when there is nowhere to go
    addresses: tuple[str, ...] = ()  # of the points, where each has its own
    see: str = ""  # what the ways to the points are called, where not as everywhere
    is_numbered: bool = False  # the points say their numbers themselves


def subject(matter: Matter) -> str:
    due, day = matter.lines[0].due, long_date(matter.lines[0].due.day)
    what = which(line.due for line in matter.lines)
    title, when = shortened(due.title, LONGEST_TITLE), dated.said(due.words)
    match ReminderKind(matter.lines[0].due.kind):
        case ReminderKind.OVERDUE:
            return _("Status of {what} is missing: the deadline was {date}", what=what, date=day)
        case ReminderKind.DUE_SOON:
            return _("Status of {what} no later than {date}", what=what, date=day)
        case ReminderKind.QUESTION_OVERDUE:
            return _("No answer by {date}: {title}", date=day, title=title)
        case ReminderKind.QUESTION_SOON:
            return _("Answer wanted by {date}: {title}", date=day, title=title)
        case ReminderKind.MILESTONE_OVERDUE:
            return _("Agreed for {words}, not recorded: {title}", title=title, words=when)
        case ReminderKind.MILESTONE_SOON:
            return _("Agreed for {words}: {title}", title=title, words=when)
        case ReminderKind.UNRECORDED:
            return _("Was to be done {date}, not recorded: {title}", date=day, title=title)
        case ReminderKind.SILENT:
            return _("No news of {what} since {date}", what=what, date=day)


def which(dues: Iterable[DueReminder]) -> str:
    """``forslag 1, 2 og 9``; how many when they are many."""
    numbers = sorted({due.number for due in dues if due.number is not None})
    if len(numbers) > 3:
        return ngettext("{n} proposal", "{n} proposals", len(numbers))
    said = listed(str(number) for number in numbers)
    return ngettext("proposal {numbers}", "proposals {numbers}", len(numbers), numbers=said)


def part(matter: Matter, public: str, tokens: Tokens = NO_TOKENS) -> Part:
    if all(line.why is Capacity.CONTACT for line in matter.lines):
        # Whoever cannot sign in has no use for a link.
        go, address = _("Answer this mail: the portfolio secretary will record it."), ""
    else:
        go, address = _way(matter, public, tokens)
    return Part(
        heading=_heading(matter),
        sentence=_sentence(matter),
        points=tuple(_point(line) for line in matter.lines),
        go=go,
        address=address,
    )


def _heading(matter: Matter) -> str:
    day = long_date(matter.lines[0].due.day)
    match ReminderKind(matter.lines[0].due.kind):
        case ReminderKind.OVERDUE:
            return _("The deadline was {date}", date=day)
        case ReminderKind.DUE_SOON:
            return _("The deadline is {date}", date=day)
        case ReminderKind.QUESTION_OVERDUE:
            return _("The answer was wanted by {date}", date=day)
        case ReminderKind.QUESTION_SOON:
            return _("The answer is wanted by {date}", date=day)
        case ReminderKind.MILESTONE_OVERDUE:
            return _("The agreed deadline has passed")
        case ReminderKind.MILESTONE_SOON:
            return _("An agreed deadline is near")
        case ReminderKind.UNRECORDED:
            return _("Was to be done {date}", date=day)
        case ReminderKind.SILENT:
            return _("No news since {date}", date=day)


def _sentence(matter: Matter) -> str:
    due, n = matter.lines[0].due, len(matter.lines)
    match ReminderKind(matter.lines[0].due.kind):
        case ReminderKind.OVERDUE:
            return ngettext(
                "“{round}” still waits for the status of this proposal:",
                "“{round}” still waits for the status of these {n} proposals:",
                n,
                round=due.title,
            )
        case ReminderKind.DUE_SOON:
            return ngettext(
                "“{round}” asks for the status of this proposal:",
                "“{round}” asks for the status of these {n} proposals:",
                n,
                round=due.title,
            )
        case ReminderKind.QUESTION_OVERDUE | ReminderKind.QUESTION_SOON:
            return _("Somebody has asked, and waits for the answer:")
        case ReminderKind.MILESTONE_OVERDUE:
            if all(
                line.why in (Capacity.SECRETARY, Capacity.ADMINISTRATOR) for line in matter.lines
            ):
                return _("What became of it is not recorded:")
            return _("What became of it is not recorded. Tell the portfolio secretary:")
        case ReminderKind.MILESTONE_SOON:
            return _("This has been agreed here:")
        case ReminderKind.UNRECORDED:
            return _("What became of it is not recorded:")
        case ReminderKind.SILENT:
            return _("The responsibility is accepted, but there has been no news since:")


def _point(line: Line) -> str:
    due = line.due
    if due.request is not None:
        return _question(due.request)
    if due.kind in (ReminderKind.MILESTONE_OVERDUE, ReminderKind.MILESTONE_SOON):
        said = f"{due.title}: {dated.said(due.words)}"
        if due.number is None:
            return said
        return _("{said} (proposal {number})", said=said, number=due.number)
    return _("Proposal {number}: {title}", number=due.number, title=due.proposal_title)


def _question(asked: Request) -> str:
    """In the words that it has everywhere."""
    told = [sentences.about(asked), sentences.since(asked)]
    return f"{sentences.question(asked)} ({', '.join(part for part in told if part)})"


def answer_address(matter: Matter, public: str, tokens: Tokens, **asked: object) -> str:
    """Where the reader answers: by the personal link, where the round has one."""
    token = tokens.get(matter.round_id or "")
    if token:
        asked.pop("portefolje", None)  # it is the round's
        if language.current() != language.DEFAULT:
            asked["lang"] = language.current()
    words = urlencode({name: value for name, value in asked.items() if value is not None})
    return f"{public}/svar" + (f"/{token}" if token else "") + (f"?{words}" if words else "")


def answer_words(matter: Matter, tokens: Tokens) -> str:
    """What that way is called; empty where it is none of its own."""
    return _("Answer now, without signing in") if matter.round_id in tokens else ""


def _way(matter: Matter, public: str, tokens: Tokens) -> tuple[str, str]:
    number, code = matter.lines[0].due.number, matter.lines[0].due.portfolio
    shown = f"portefolje={code}" if code else ""
    if matter.kind in (ReminderKind.OVERDUE, ReminderKind.DUE_SOON):
        if any(line.why is Capacity.LEAD for line in matter.lines):
            go = answer_words(matter, tokens) or _("Answer on My proposals")
            return go, answer_address(matter, public, tokens)
        return _("See the round"), f"{public}/runder" + (f"?{shown}" if shown else "")
    if matter.kind == ReminderKind.UNRECORDED:
        return _("See the follow-ups"), f"{public}/opfoelgninger" + (f"?{shown}" if shown else "")
    if matter.lines[0].due.request is not None:
        return _("See what is asked"), f"{public}/anmodninger" + (f"?{shown}" if shown else "")
    if number is not None:
        asked = f"nr={number}" + (f"&{shown}" if shown else "")
        return _("Open the proposal"), f"{public}/forslag?{asked}"
    return _("See the timeline"), f"{public}/tidslinje" + (f"?{shown}" if shown else "")


def reasons(letter: Letter) -> list[str]:
    groups: dict[tuple[Capacity, str | None, tuple[str, ...]], list[Line]] = defaultdict(list)
    for line in letter.lines:
        groups[line.why, line.due.answer, line.meant_for].append(line)
    said = [(_reason(*group), lines) for group, lines in groups.items()]
    if len(said) == 1:
        return [said[0][0]]
    return [
        f"{_about(tuple(lines))}: {sentence}" if _about(tuple(lines)) else sentence
        for sentence, lines in said
    ]


def _about(lines: tuple[Line, ...]) -> str:
    if any(line.due.number is None for line in lines):
        return ""
    words = which(line.due for line in lines)
    return words[0].upper() + words[1:]


def _reason(why: Capacity, answer: str | None, meant_for: tuple[str, ...]) -> str:
    parties = listed(meant_for)
    if why is Capacity.FOLLOWER:
        return _("You get this because you follow the proposal.")
    if why is Capacity.LEAD:
        if answer == "accepted":
            return _(
                "You get this because you are lead of {parties}, who said yes to the"
                " responsibility.",
                parties=parties,
            )
        if answer == "asked":
            return _(
                "You get this because you are lead of {parties}, asked to take the responsibility.",
                parties=parties,
            )
        return _("You get this because you are lead of {parties}.", parties=parties)
    if why is Capacity.CONTACT:
        return _(
            "This was meant for the lead of {parties}. Nobody there signs in here, so you get it"
            " as their contact.",
            parties=parties,
        )
    return _last_resort(why, parties)


def _last_resort(why: Capacity, parties: str) -> str:
    if parties and why is Capacity.SECRETARY:
        return _(
            "This was meant for {parties}. There is no lead and no contact to write to, so you get"
            " it as portfolio secretary.",
            parties=parties,
        )
    if parties:
        return _(
            "This was meant for {parties}. There is no lead, no contact and no portfolio secretary"
            " to write to, so you get it as administrator.",
            parties=parties,
        )
    if why is Capacity.SECRETARY:
        # Somebody may have been asked, and have said no: the proposal's page tells.
        return _("Nobody has the responsibility yet, so you get this as portfolio secretary.")
    return _(
        "Nobody has the responsibility yet, and there is no portfolio secretary, so you get this as"
        " administrator."
    )
