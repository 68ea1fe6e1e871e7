"""What people are to hear of (*beskeder*): they are asked, appointed, told what was decided.

Nothing is stored for it. A notice is read from the row that the deed itself wrote, as that row
stands now, so a deed that was taken back is told of nowhere, and no use case can forget to tell.
Who hears of it is its parties and whoever follows the proposal; never whoever did it. What has been
seen is a moment on the user, what has been mailed is the send log's to know.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from portfolio.domain import clock
from portfolio.domain.mails import SHOWS, NoticeKind
from portfolio.domain.permissions import Role, sees
from portfolio.queries.mails import following, notices_asked, notices_news
from portfolio.queries.mails.notice import Notice, Question, Reader

#: A decision on nine proposals is nine notices and one deed.
Deed = tuple[Notice, ...]
#: What is older is no news; days.
LASTS = 60
_SOURCES = (
    notices_asked.put_to,
    notices_asked.returned,
    notices_asked.opened,
    notices_asked.questions,
    notices_news.agendas,
    notices_news.decided,
    notices_news.moved,
)


def days_before(now: str, days: int) -> str:
    """The moment so many days earlier."""
    return clock.stored(datetime.fromisoformat(now) - timedelta(days=days))


def of_reader(
    connection: Connection,
    *,
    reader: Reader,
    seen_at: str | None,
    today: date,
    followed: tuple[str, ...] = (),
) -> tuple[tuple[Deed, ...], tuple[Deed, ...]]:
    """What is new to a reader who last looked at that moment, and what had come before it.

    ``followed``: the proposals the reader follows, for whoever keeps answers: following one raises
    no revision. It is looked up here whatever is given.
    """
    # Most readers answer for nothing and follow nothing: nine questions less for each of them.
    if not (reader.party_ids or following.followed_ids(connection, user_id=reader.user_id)):
        return (), ()
    since = clock.stored(clock.midnight(today) - timedelta(days=LASTS))
    found = notices(connection, since=since, reader=reader)
    new: list[Notice] = []
    seen: list[Notice] = []
    for one in found:
        (seen if one.at <= (seen_at or "") else new).append(one)
    return _deeds(new, reader), _deeds(seen, reader)


def _deeds(found: Iterable[Notice], reader: Reader) -> tuple[Deed, ...]:
    """The newest first."""
    told = [one for one in told_once(found) if is_for(one, reader.name, reader.role)]
    deeds: dict[tuple[str, str, str], list[Notice]] = defaultdict(list)
    for one in sorted(told, key=lambda notice: notice.number or 0):
        deeds[one.deed].append(one)
    return tuple(sorted(map(tuple, deeds.values()), key=lambda deed: deed[0].at, reverse=True))


def is_for(notice: Notice, name: str, role: Role | None) -> bool:
    """Whether somebody may be told: not of their own deed, nor of what their role does not see."""
    return notice.by != name and (role is None or sees(role, SHOWS[NoticeKind(notice.kind)]))


def told_once(found: Iterable[Notice]) -> list[Notice]:
    """Of a proposal that moved several times, the first before and the last after; nothing where
    it is back where it was. All else as it is.
    """
    moves: dict[str, list[Notice]] = defaultdict(list)
    others: list[Notice] = []
    for one in found:
        (moves[one.subject_id] if one.kind is NoticeKind.MOVED else others).append(one)
    for of_proposal in moves.values():
        of_proposal.sort(key=lambda move: move.occasion)
        last = replace(of_proposal[-1], before=of_proposal[0].before)
        if last.before != last.after:
            others.append(last)
    return others


def notices(
    connection: Connection, *, since: str, reader: Reader | None = None
) -> tuple[Notice, ...]:
    """Everything recorded after a moment that somebody is to hear of, and that stands still.

    With ``reader`` only what concerns that user or the user's parties.
    """
    question = Question(connection, since, reader)
    return tuple(one for source in _SOURCES for one in source(question))
