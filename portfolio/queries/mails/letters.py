"""One letter a person: what is due, gathered by who gets it and why. Nothing is read here."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from portfolio.domain.mails import TO_DO, URGENT, NoticeKind
from portfolio.queries.mails import notices
from portfolio.queries.mails.notice import Notice
from portfolio.queries.mails.recipients import Capacity, Directory, Recipient, Route
from portfolio.queries.mails.reminders import DueReminder
from portfolio.vocabulary.nouns import Vocabulary


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing in a letter, why it comes to this reader, and whom it was meant for."""

    due: DueReminder
    why: Capacity
    meant_for: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What one send key stands for: a kind, a person, a subject and an occasion, said once."""

    send_key: str
    lines: tuple[Line, ...]
    #: What is called how in the portfolio it is of; None: as in the letter.
    vocabulary: Vocabulary | None = None

    @property
    def kind(self) -> str:
        return self.lines[0].due.kind

    @property
    def occasion(self) -> str:
        return self.lines[0].due.occasion

    @property
    def is_urgent(self) -> bool:
        """Whether it does not wait for the mail of the day."""
        return self.kind in URGENT

    @property
    def pause(self) -> int:
        """Days that must lie between two mails on the same to the same person."""
        return self.lines[0].due.pause

    @property
    def about(self) -> str:
        """The send key without its occasion."""
        return self.send_key.removesuffix(self.occasion)

    @property
    def round_id(self) -> str | None:
        """The round whose answers are the reader's own to give."""
        return next((one.due.round_id for one in self.lines if one.why is Capacity.LEAD), None)


@dataclass(frozen=True, kw_only=True)
class WholeMatter(Matter):
    """What a letter holds that is no line among others, and is said once: a digest, a link."""

    code: str
    said_on: str
    lines: tuple[Line, ...] = ()

    @property
    def kind(self) -> str:
        return self.code

    @property
    def occasion(self) -> str:
        return self.said_on

    @property
    def pause(self) -> int:
        return 0


@dataclass(frozen=True, kw_only=True)
class Letter:
    """All that one person is reminded of in one run, the most pressing first."""

    to: Recipient
    matters: tuple[Matter, ...]
    #: Where an answer goes from somebody who cannot sign in.
    reply_to: tuple[str, ...] = ()
    #: The day (ISO) whose mail it is: one a person, beside what is urgent. None: not bound to one.
    day: str | None = None
    #: What its reader calls things: the words of the portfolio it is of.
    vocabulary: Vocabulary | None = None

    @property
    def lines(self) -> list[Line]:
        return [line for matter in self.matters for line in matter.lines]


def write(dues: Iterable[DueReminder], directory: Directory) -> tuple[Letter, ...]:
    """The letters, by address; a due that nobody can be written to about is in none."""
    people: dict[str, Recipient] = {}
    matters: dict[str, dict[str, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for due in dues:
        for email, routes in _by_address(ways(due, directory)).items():
            people[email] = _known(people.get(email), routes)
            line = Line(due=due, why=routes[0].why, meant_for=_parties(routes))
            matters[email][f"{due.kind}:{email}:{due.subject_id}:{due.occasion}"].append(line)
    return tuple(_letter(people[email], matters[email], directory) for email in sorted(people))


def ways(due: DueReminder, directory: Directory) -> list[Route]:
    """To whom something goes; what is new, to nobody who has done or seen it."""
    if not isinstance(due, Notice):
        return list(directory.routes(due.party_ids))
    to_do = due.kind in TO_DO
    routes = (
        directory.routes(due.party_ids)
        if to_do
        else directory.readers(due.party_ids, due.follower_ids)
    )
    return [route for route in routes if _is_new_to(route, due)]


def _is_new_to(route: Route, due: Notice) -> bool:
    # What is meant for somebody else is not on the page of whoever stands in.
    own = route.why in (Capacity.LEAD, Capacity.FOLLOWER)
    seen = own and (route.to.seen_at or "") >= due.at
    # Of several moves one is told of, and only then is it known who made the last of them.
    moved = due.kind is NoticeKind.MOVED
    return not seen and (moved or notices.is_for(due, route.to.name, route.to.role))


def _letter(to: Recipient, matters: dict[str, list[Line]], directory: Directory) -> Letter:
    whole = tuple(Matter(send_key=key, lines=tuple(lines)) for key, lines in matters.items())
    outside = any(line.why is Capacity.CONTACT for matter in whole for line in matter.lines)
    last = tuple(person.email for person in directory.last) if outside else ()
    return Letter(to=to, matters=whole, reply_to=last)


def _by_address(routes: Iterable[Route]) -> dict[str, list[Route]]:
    found: dict[str, list[Route]] = defaultdict(list)
    for route in routes:
        found[route.to.email].append(route)
    return found


def _known(before: Recipient | None, routes: list[Route]) -> Recipient:
    """A contact may be a user too: then it is the user's name and language."""
    everybody = [*([before] if before else []), *(route.to for route in routes)]
    return next((one for one in everybody if one.user_id), everybody[0])


def _parties(routes: list[Route]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for route in routes for name in route.meant_for))
