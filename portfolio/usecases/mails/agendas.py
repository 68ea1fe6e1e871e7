"""The agenda of a review as mail, and the word that it is called off: who gets it, once each.

An agenda is the same while neither the meeting nor a line of it has changed. Whoever has had the
same one does not get it again; who has had which is the send log's
(:mod:`portfolio.usecases.mails.reminders`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from portfolio import mailing, store
from portfolio.domain.emails import is_address, spelled
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.queries import filter_choices
from portfolio.queries.mails import agendas
from portfolio.queries.mails.letters import Letter, WholeMatter
from portfolio.queries.mails.recipients import Recipient
from portfolio.queries.organisations import organisations
from portfolio.queries.reviews import invitation
from portfolio.queries.reviews.invitation import Invitation
from portfolio.store import ids
from portfolio.usecases import use_case
from portfolio.usecases.mails import reminders, sending
from portfolio.usecases.mails.digests import Outcome, SkippedReader
from portfolio.usecases.mails.sending import Write
from portfolio.usecases.reviews import agenda_out
from portfolio.usecases.use_case import Deed, Person, Result, Who


@dataclass(frozen=True)
class Plan:
    """The letters that would go out, what they are of, and who is not sent one."""

    invitation: Invitation
    ready: tuple[Letter, ...]
    skipped: tuple[SkippedReader, ...]


def plan(*, review_id: str, emails: Sequence[str]) -> Plan:
    """A letter to each address that has not had this agenda. Writes nothing.

    Of a review that was called off: to those of them who have had an agenda, and not that word.
    Raises PortfolioError for what is no address, a review there is not or that is closed, a demo.
    """
    with store.reading() as connection:
        found = _invitation(connection, review_id)
        kind = agendas.CALLED_OFF if found.is_off else agendas.AGENDA
        known = {one.to.email: one.to for one in agendas.readers(connection, review_id=review_id)}
        words = organisations.vocabulary_of(connection, portfolio=found.portfolio)
        every = [
            replace(_letter(kind, found, _recipient(known, email)), vocabulary=words)
            for email in _addresses(emails)
        ]
        ready = [one for one in every if reminders.is_open(connection, one.matters[0])]
        skipped = [
            SkippedReader(one.to.name, reminders.state_of(connection, one.matters[0].send_key))
            for one in every
            if one not in ready
        ]
    return Plan(found, tuple(ready), tuple(skipped))


def lacking(*, review_id: str) -> tuple[str, ...]:
    """Those who have had an agenda of the review, but not the word that stands now."""
    with store.reading() as connection:
        found = invitation.invitation(connection, review_id=review_id)
        if found is None:
            return ()
        log = agendas.sent(connection, review_id=review_id)
    occasion = _occasion(found)
    kind = agendas.CALLED_OFF if found.is_off else agendas.AGENDA
    had = {one.email for one in log if one.kind == agendas.AGENDA and one.state in agendas.GONE}
    now = {
        one.email
        for one in log
        if one.state in agendas.GONE
        and one.key == agendas.key_of(kind, one.email, review_id, occasion)
    }
    return tuple(sorted(had - now))


def send(who: Who, planned: Plan, write: Write, server: mailing.Server) -> Outcome:
    """Send what was planned; each fault in words. Whatever has gone out does not go out again.

    The one place where an agenda goes out.
    Raises NotAllowedError.
    """
    with store.reading() as connection:
        use_case.allowed(connection, who, Action.PLAN_REVIEWS)
    faults: list[str] = []
    again = _("Send again from here to those who lack it.")
    with mailing.Post(server) as post:
        count = sending.send_all(planned.ready, write, post, faults.append, again=again)
    if count["sent"] and not planned.invitation.is_off:
        _note_out(who, planned.invitation.review_id)
    return Outcome(count["sent"], count["taken"], tuple(faults))


def _note_out(who: Who, review_id: str) -> None:
    """That the agenda is out is logged, and whoever has a proposal on it hears of it."""
    at = ids.now()
    deed = Deed(Action.PLAN_REVIEWS, "review.agenda_out", "reviews", review_id)

    def work(connection: Connection, person: Person) -> Result[None]:
        agenda_out.note(connection, review_id, person, at)
        return Result(after={"agenda_out_at": at}, answer=None)

    use_case.perform(who, deed, work)


def _invitation(connection: Connection, review_id: str) -> Invitation:
    if filter_choices.is_demo(connection):
        raise PortfolioError(
            "This is a demo with made-up history, so nobody is mailed an agenda. Open the"
            " real portfolio to send it."
        )
    found = invitation.invitation(connection, review_id=review_id)
    if found is None or found.closed_at is not None:
        raise PortfolioError("The meeting is closed, so its agenda is not sent any more.")
    return found


def _addresses(emails: Sequence[str]) -> list[str]:
    tidy = list(dict.fromkeys(spelled(email) for email in emails))
    if wrong := [email for email in tidy if not is_address(email)]:
        raise PortfolioError(
            "No mail can be sent to {addresses}: write an address such as navn@kommune.dk. Nothing"
            " was sent.",
            addresses=", ".join(wrong),
        )
    return tidy


def _recipient(known: dict[str, Recipient], email: str) -> Recipient:
    return known.get(email) or Recipient(email=email, name=email)


def _letter(kind: str, found: Invitation, to: Recipient) -> Letter:
    occasion = _occasion(found)
    key = agendas.key_of(kind, to.email, found.review_id, occasion)
    return Letter(to=to, matters=(WholeMatter(send_key=key, code=kind, said_on=occasion),))


def _occasion(found: Invitation) -> str:
    """What tells this agenda from the one before: the meeting, and its lines."""
    return f"{found.meeting_version}.{found.review_version}"
