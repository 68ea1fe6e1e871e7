"""The codes of the send log: what a mail reminds of, and how far it came."""

from enum import StrEnum


class ReminderKind(StrEnum):
    """What a mail reminds of, the most pressing first."""

    OVERDUE = "overdue"  # a status that a round still waits for after its deadline
    DUE_SOON = "due_soon"
    QUESTION_OVERDUE = "question_overdue"  # put to a body, and the day for its answer has passed
    QUESTION_SOON = "question_soon"
    MILESTONE_OVERDUE = "milestone_overdue"  # something promised
    MILESTONE_SOON = "milestone_soon"
    SILENT = "silent"  # accepted, and nothing said since


class ReminderState(StrEnum):
    """How far a reminder came; :mod:`portfolio.usecases.mails.reminders` has the rules."""

    PENDING = "pending"  # claimed, and certainly not sent
    SENDING = "sending"  # handed to the mail server, no word back yet
    SENT = "sent"
    FAILED = "failed"  # certainly not sent: the next run tries again
    UNCERTAIN = "uncertain"  # no word back: never sent again
