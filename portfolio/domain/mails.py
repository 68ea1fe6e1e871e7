"""The codes of mails: what somebody is reminded of or told, what cannot wait, how far it came."""

from enum import StrEnum

from portfolio.domain.permissions import Matter


class ReminderKind(StrEnum):
    """What a mail reminds of, the most pressing first."""

    OVERDUE = "overdue"  # a status that a round still waits for after its deadline
    DUE_SOON = "due_soon"
    QUESTION_OVERDUE = "question_overdue"  # put to a body, and the day for its answer has passed
    QUESTION_SOON = "question_soon"
    MILESTONE_OVERDUE = "milestone_overdue"  # something promised
    MILESTONE_SOON = "milestone_soon"
    UNRECORDED = "unrecorded"  # a follow-up whose day has passed
    SILENT = "silent"  # accepted, and nothing said since


class NoticeKind(StrEnum):
    """What somebody is told of (*besked*), the most pressing first."""

    APPOINTED = "appointed"  # a decision puts a proposal to one's party
    ASKED = "asked"  # somebody asks one's party to take a proposal on
    RETURNED = "returned"  # an answer to a round is sent back to be mended
    AGENDA = "agenda"  # the agenda is out, with a proposal of one's own on it
    ROUND = "round"  # a round asks for a status
    QUESTION = "question"  # somebody asks one's party something
    DECIDED = "decided"
    MOVED = "moved"  # a proposal one follows has another light, or stands at another stage


#: These do not wait for the mail of the day.
URGENT = frozenset({NoticeKind.APPOINTED, NoticeKind.ASKED, NoticeKind.RETURNED})
#: These ask something of the reader's own party, so that somebody must hear of them; the others
#: are news, which a user can do without.
TO_DO = URGENT | {NoticeKind.ROUND, NoticeKind.QUESTION}
NEWS = frozenset(NoticeKind) - TO_DO
#: What each tells of: whoever may not see that is not told.
SHOWS = {
    NoticeKind.APPOINTED: Matter.PORTFOLIO,
    NoticeKind.ASKED: Matter.PORTFOLIO,
    NoticeKind.RETURNED: Matter.OWN,
    NoticeKind.AGENDA: Matter.PREPARED,
    NoticeKind.ROUND: Matter.OWN,
    NoticeKind.QUESTION: Matter.DECIDED,
    NoticeKind.DECIDED: Matter.DECIDED,
    NoticeKind.MOVED: Matter.PORTFOLIO,
}
#: A link to come in by: mailed at once, by whoever makes it.
INVITATION = "invitation"


class ReminderState(StrEnum):
    """How far a mail came; :mod:`portfolio.usecases.mails.reminders` has the rules."""

    PENDING = "pending"  # claimed, and certainly not sent
    SENDING = "sending"  # handed to the mail server, no word back yet
    SENT = "sent"
    FAILED = "failed"  # certainly not sent: the next run tries again
    UNCERTAIN = "uncertain"  # no word back: never sent again
