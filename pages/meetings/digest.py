"""Opsummering: for whoever was not there: what waits for them, decisions, what has moved."""

from portfolio.language import _
from portfolio.queries.mails import digest as mail_digest
from portfolio.ui import frame, session
from portfolio.ui.mails import digest, digest_mail

portfolio = frame.portfolio(_("New since the meeting"))
day = frame.header_with_day(_("New since the meeting"))
since = digest.choose(portfolio["code"], day)
# Drafts and answers change without a new revision, so nothing of what waits is kept.
found = session.read_now(
    mail_digest.digest, portfolio=portfolio["code"], since=since, until=day, reader=digest.reader()
)

digest.in_short(found)
digest_mail.offer(portfolio["code"], since, day)
digest.waits(found.waiting)
digest.decisions(found)
digest.changes(found)
