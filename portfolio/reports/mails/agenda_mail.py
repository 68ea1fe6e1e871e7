"""The agenda of a review as a mail: what is talked about, the papers, and the invitation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from portfolio.language import _, long_date, ngettext
from portfolio.queries.mails.letters import Letter
from portfolio.queries.mails.recipients import Recipient
from portfolio.queries.reviews.invitation import Invitation, Item
from portfolio.reports.calendar import invitation as calendar
from portfolio.reports.mails import mail
from portfolio.reports.mails.mail import MailText
from portfolio.reports.mails.reminder_words import Part


@dataclass(frozen=True)
class Enclosure:
    """A file that goes with the mail."""

    name: str
    media_type: str
    content: bytes


def writer(
    one: Invitation,
    enclosures: Sequence[Enclosure],
    *,
    sender: str,
    public: str,
    organizer: calendar.Person,
    note: str = "",
) -> Callable[[Letter], EmailMessage]:
    """What makes the mail of a letter. ``note``: words of whoever sends it, above the agenda."""

    def write(letter: Letter) -> EmailMessage:
        with mail.speaking_to(letter):
            text = _text(one, letter, public=public, note=note, organizer=organizer)
            made = mail.compose(text, sender=sender)
            return _with_files(made, one, letter.to, enclosures, public, organizer)

    return write


def preview(one: Invitation, letter: Letter, *, public: str, note: str = "") -> str:
    """The text as it will be read."""
    with mail.speaking_to(letter):
        return mail.plain(_text(one, letter, public=public, note=note, organizer=None))


def subject(one: Invitation) -> str:
    """What it is about and when."""
    if one.is_off:
        return _("Called off: {title}, {day}", title=one.title, day=long_date(one.held_on))
    day = long_date(one.held_on)
    # The title that is suggested names the day already.
    title = one.title if day in one.title else f"{one.title}, {day}"
    return _("Agenda: {title}", title=title)


def _text(
    one: Invitation,
    letter: Letter,
    *,
    public: str,
    note: str,
    organizer: calendar.Person | None,
) -> MailText:
    return MailText(
        to=letter.to,
        subject=subject(one),
        parts=tuple(_parts(one, public, note)),
        reasons=(_("You get this because you were chosen to receive the agenda."),),
        keys=tuple(matter.send_key for matter in letter.matters),
        reply_to=(organizer.email,) if organizer else (),
    )


def _parts(one: Invitation, public: str, note: str) -> list[Part]:
    address = calendar.address(one, public)
    if one.is_off:
        day = long_date(one.held_on)
        said = _("The meeting on {day} is called off: {reason}", day=day, reason=one.called_off)
        return [Part(one.title, said, (), _("See the reviews"), f"{public}/gennemgang")]
    points = tuple(_point(at, item, one) for at, item in enumerate(one.items, start=1))
    if one.noted:
        points += (
            ngettext(
                "{n} matter is taken note of together",
                "{n} matters are taken note of together",
                one.noted,
            ),
        )
    go = _("Open the agenda")
    agenda = Part(one.title, when(one), points, go, address, is_numbered=True)
    return [Part("", note, (), "", ""), agenda] if note.strip() else [agenda]


def when(one: Invitation) -> str:
    """``Direktionen · 16. maj 2022 kl. 9.30 · Mødelokale 1 · 20 min.``"""
    day = long_date(one.held_on)
    if one.starts_at:
        hour, minute = one.starts_at.split(":")[:2]
        day = _("{day} at {clock}", day=day, clock=f"{int(hour)}.{minute}")
    parts = (one.body, day, one.place, _("{n} min", n=one.minutes))
    return " · ".join(part for part in parts if part)


def _point(at: int, item: Item, one: Invitation) -> str:
    # Its place and the proposal's number are not said side by side.
    number = _("proposal {n}", n=item.number) if item.number else ""
    portfolio = item.portfolio if one.portfolio is None else ""
    said = (item.title, number, portfolio, _("{n} min", n=item.minutes))
    return f"{at}. " + " · ".join(part for part in said if part)


def _with_files(
    made: EmailMessage,
    one: Invitation,
    to: Recipient,
    enclosures: Sequence[Enclosure],
    public: str,
    organizer: calendar.Person,
) -> EmailMessage:
    """The invitation as Outlook and Google look for it, and as a file; then the papers."""
    guest = calendar.Person(to.name, to.email)
    event = calendar.ics(one, public=public, organizer=organizer, attendee=guest)
    method = calendar.method_of(one, is_invited=True).value
    made.add_alternative(
        event.decode(), subtype="calendar", params={"method": method}, cte="base64"
    )
    made.add_attachment(
        event, maintype="text", subtype="calendar", filename=calendar.file_name(one)
    )
    for file in () if one.is_off else enclosures:
        main, _slash, sub = file.media_type.partition("/")
        made.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    return made
