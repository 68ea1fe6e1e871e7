"""A digest as a mail: what was decided, what moved and what waits, in the reader's language."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from email.message import EmailMessage

from portfolio.language import _, long_date, ngettext
from portfolio.queries.mails.digest import Digest
from portfolio.queries.mails.letters import Letter
from portfolio.reports.mails import digest_text, mail
from portfolio.reports.mails.reminder_words import Part

#: A mail that goes on for ever is not read; the page has the rest.
_MOST = 25


def message(one: Digest, letter: Letter, *, sender: str, public: str) -> EmailMessage:
    """The whole mail. ``public``: the address of the program."""
    with mail.speaking_to(letter):
        written = mail.MailText(
            to=letter.to,
            subject=_subject(one),
            parts=tuple(_parts(one, public)),
            reasons=(_("You get this because it is sent to you after a meeting."),),
            keys=(letter.matters[0].send_key,),
        )
        return mail.compose(written, sender=sender)


def writer(
    digests: Mapping[str, Digest], *, sender: str, public: str
) -> Callable[[Letter], EmailMessage]:
    """What makes the mail of a letter out of the digest that its send key stands for."""

    def write(letter: Letter) -> EmailMessage:
        one = digests[letter.matters[0].send_key]
        return message(one, letter, sender=sender, public=public)

    return write


def subject(one: Digest, letter: Letter) -> str:
    """In the reader's language."""
    with mail.speaking_to(letter):
        return _subject(one)


def _subject(one: Digest) -> str:
    if one.meetings:
        return _("New since the meeting: {meeting}", meeting=one.meetings[0]["title"])
    return _("New since {day}", day=long_date(one.since))


def _parts(one: Digest, public: str) -> Iterator[Part]:
    asked = f"?siden={one.since}"
    if one.portfolio:
        asked += f"&portefolje={one.portfolio}"
    yield _part(
        _("Decided"),
        digest_text.span(one),
        [digest_text.decision(made) for made in one.decisions],
        _("No decisions are recorded in this time."),
        _("See all that is new since the meeting"),
        f"{public}/opsummering{asked}",
    )
    yield _part(
        _("What has moved"),
        digest_text.in_short(one),
        [
            _(
                "Proposal {number} {title}: {moved}",
                number=moved.number,
                title=moved.title,
                moved=digest_text.change(moved),
            )
            for moved in one.moved
        ],
        _("No proposal has moved."),
        _("Compare the two days"),
        f"{public}/sammenlign?fra={one.since}&til={one.until}",
    )
    lines = [
        (
            _(
                "{heading}: proposal {number} {title}. {words}",
                heading=heading,
                number=named.number,
                title=named.title,
                words=said,
            )
            if named
            else _("{heading}: {words}", heading=heading, words=said)
        )
        for heading, _page, found in digest_text.waits(one.waiting)
        for said, named in found
    ]
    yield _part(
        _("Waits for you"),
        ngettext("{n} thing waits for you:", "{n} things wait for you:", len(one.waiting))
        if lines
        else "",
        lines,
        _("Nothing waits for you."),
        _("Open the program"),
        public,
    )


def _part(
    heading: str, sentence: str, points: Iterable[str], nothing: str, go: str, address: str
) -> Part:
    every = list(points)
    told = every[:_MOST]
    if len(every) > _MOST:
        told.append(_("and {n} more, on the page", n=len(every) - _MOST))
    return Part(heading, sentence if every else nothing, tuple(told), go, address)
