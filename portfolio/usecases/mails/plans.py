"""What a run would mail: what is owed and what is new, less what has gone out. Writes nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial

from sqlalchemy import Connection

from portfolio import store
from portfolio.domain.mails import TO_DO, URGENT, NoticeKind
from portfolio.errors import PortfolioError
from portfolio.queries.mails import agendas, letters, notices, recipients, reminders
from portfolio.queries.mails.letters import Letter, Line, Matter
from portfolio.queries.mails.notice import Notice
from portfolio.queries.mails.reminders import DueReminder, Rules
from portfolio.queries.organisations import organisations
from portfolio.store import ids
from portfolio.usecases.mails import reminders as send_log
from portfolio.vocabulary.nouns import Vocabulary

#: What nobody has mailed for so many days is no news any more.
NEWS_FOR = 14


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a run would send, and how many things are due that nobody can be written to about."""

    letters: tuple[Letter, ...]
    nobody: int = 0


def plan(today: date, rules: Rules | None = None, *, only_urgent: bool = False) -> Plan:
    """What is to be sent on the day, less what has gone out. Writes nothing.

    ``only_urgent``: only what does not wait for the mail of the day.
    Raises PortfolioError for a demo: its history is made up, and mail goes to real people.
    """
    from portfolio.queries import filter_choices  # pandas, which no command waits for at its start

    with store.reading() as connection:
        if filter_choices.is_demo(connection):
            raise PortfolioError(
                "This is a demo with made-up history, so nobody is reminded of anything. Set"
                " PORTFOLIO_URL to the real portfolio."
            )
        now = ids.now()
        dues = _dues(connection, today, rules or Rules(), now)
        if only_urgent:
            dues = [due for due in dues if due.kind in URGENT]
        directory = recipients.directory(connection)
        words = cache(partial(organisations.vocabulary_of, connection))
        written = [
            replace(
                send_log.holding(letter, _still_open(connection, letter, now)),
                day=today.isoformat(),
                vocabulary=words(portfolio=_portfolio(letter.lines)),
            )
            for letter in (_in_their_words(one, words) for one in letters.write(dues, directory))
        ]
        going = [
            send_log.holding(one, send_log.may_go(connection, one, one.matters, now))
            for one in written
        ]
    owed = [due for due in dues if not isinstance(due, Notice) or due.kind in TO_DO]
    lost = [due for due in owed if not directory.routes(due.party_ids)]
    return Plan(letters=tuple(one for one in going if one.matters), nobody=len(lost))


def _in_their_words(letter: Letter, words: Callable[..., Vocabulary]) -> Letter:
    """Each matter in those of its portfolio: somebody may answer in two organisations."""
    said = (
        replace(one, vocabulary=words(portfolio=_portfolio(one.lines))) for one in letter.matters
    )
    return replace(letter, matters=tuple(said))


def _portfolio(lines: Iterable[Line]) -> str | None:
    """The code of the one that the most pressing line is of."""
    return next(filter(None, (line.due.portfolio for line in lines)), None)


def _dues(connection: Connection, today: date, rules: Rules, now: str) -> list[DueReminder]:
    """What is owed, and what is new; of a round or a question that is due only the former."""
    owed = reminders.due_reminders(connection, today=today, rules=rules)
    due = {one.subject_id for one in owed}
    since = notices.days_before(now, NEWS_FOR)
    new = [
        one
        for one in notices.notices(connection, since=since)
        if one.kind not in TO_DO or one.subject_id not in due
    ]
    return list(reminders.in_order([*owed, *new]))


def _still_open(connection: Connection, letter: Letter, now: str) -> list[Matter]:
    """Its matters that have not gone out; of a proposal that moved only what has not been told."""
    found: list[Matter] = []
    moves: dict[str, list[Matter]] = defaultdict(list)
    for matter in sorted(letter.matters, key=_place):
        is_move = matter.kind == NoticeKind.MOVED
        if _is_told_by_an_agenda(connection, letter, matter):
            continue
        if not send_log.is_open(connection, matter, now):
            if is_move:
                moves[matter.about].clear()  # what came before it has been told with it
        elif is_move:
            moves[matter.about].append(matter)
        else:
            found.append(matter)
    return found + [one for untold in moves.values() for one in _as_one(letter, untold)]


def _is_told_by_an_agenda(connection: Connection, letter: Letter, matter: Matter) -> bool:
    """Whoever has been mailed the agenda itself need not hear that there is one."""
    return matter.kind == NoticeKind.AGENDA and agendas.has_had(
        connection, letter.to.email, review_id=matter.lines[0].due.subject_id
    )


def _place(matter: Matter) -> str:
    """Moves in the order in which they were made; all else stays in its own."""
    return matter.occasion if matter.kind == NoticeKind.MOVED else ""


def _as_one(letter: Letter, moves: list[Matter]) -> list[Matter]:
    """The last of the moves of a proposal, told from before the first; none if it is back."""
    dues = [line.due for move in moves for line in move.lines[:1] if isinstance(line.due, Notice)]
    told = [
        one
        for one in notices.told_once(dues)
        if notices.is_for(one, letter.to.name, letter.to.role)
    ]
    return [replace(moves[-1], lines=(replace(moves[-1].lines[0], due=one),)) for one in told]
