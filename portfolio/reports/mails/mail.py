"""A mail from words: headers, text and HTML. A reminder's words are in mail_words.py.

The same parts make the text and the HTML. No pictures, no tracking, and of people only the
reader's own name. What comes from the data is escaped in HTML and kept to one line in headers.
"""

import hashlib
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from html import escape
from itertools import groupby

from portfolio import language
from portfolio.domain.mails import NEWS
from portfolio.language import _
from portfolio.queries.mails.letters import Letter
from portfolio.queries.mails.recipients import Recipient
from portfolio.reports.mails import notice_words, reminder_words
from portfolio.reports.mails.reminder_words import Tokens

_STYLE = "font-family: 'IBM Plex Sans', system-ui, sans-serif; font-size: 16px; line-height: 1.5"


@dataclass(frozen=True, kw_only=True)
class MailText:
    """A mail in words: what it says, to whom, and why they get it."""

    to: Recipient
    subject: str
    parts: tuple[reminder_words.Part, ...]
    reasons: tuple[str, ...]
    keys: tuple[str, ...]  # its send keys
    reply_to: tuple[str, ...] = ()


def speaking_to(letter: Letter) -> AbstractContextManager[None]:
    """Speak as its reader is spoken to: their language, what they call things."""
    return language.speaking(letter.to.language, letter.vocabulary)


def message(
    letter: Letter, *, sender: str, public: str, tokens: Tokens = reminder_words.NO_TOKENS
) -> EmailMessage:
    """The whole mail in the reader's language. ``public``: the address of the program."""
    with speaking_to(letter):
        written = MailText(
            to=letter.to,
            subject=subject(letter),
            parts=_parts(letter, public, tokens),
            reasons=(
                *reminder_words.reasons(letter),
                *_whose_link(tokens),
                *_how_to_stop(letter, public),
            ),
            keys=tuple(matter.send_key for matter in letter.matters),
            reply_to=letter.reply_to,
        )
        return compose(written, sender=sender)


def _whose_link(tokens: Tokens) -> list[str]:
    if not tokens:
        return []
    return [
        _(
            "The link you answer by is your own: do not pass it on. It works until the round is"
            " closed."
        )
    ]


def _parts(letter: Letter, public: str, tokens: Tokens) -> tuple[reminder_words.Part, ...]:
    found: list[reminder_words.Part] = []
    alike = groupby(letter.matters, lambda one: (bool(notice_words.notices(one)), one.vocabulary))
    for (is_notice, words), same in alike:
        matters = list(same)
        with language.speaking(letter.to.language, words):
            if is_notice:
                found += notice_words.parts(matters, public, tokens)
            else:
                found += [reminder_words.part(matter, public, tokens) for matter in matters]
    return tuple(found)


def _how_to_stop(letter: Letter, public: str) -> list[str]:
    if all(matter.kind not in NEWS for matter in letter.matters):
        return []
    address = f"{public}/{notice_words.PAGE}"
    return [_("You choose yourself what is mailed to you: {address}", address=address)]


def compose(written: MailText, *, sender: str) -> EmailMessage:
    """The mail of words that are there, in the language that is spoken just now."""
    made = EmailMessage(policy=SMTP)
    _head(made, written, sender)
    made.set_content(plain(written), cte="quoted-printable")
    made.add_alternative(_html(written), subtype="html", cte="quoted-printable")
    made["Content-Language"] = language.current()
    return made


def subject(letter: Letter) -> str:
    """What it is about, which proposals, and by when; one line whatever the titles hold."""
    with speaking_to(letter):
        first, more = letter.matters[0], len(letter.matters) - 1
        told = notice_words.notices(first)
        words = notice_words.subject(told) if told else reminder_words.subject(first)
        return _line(_("{words} (+{n} more)", words=words, n=more) if more else words)


def reasons(letter: Letter) -> list[str]:
    """Why the reader gets it, a sentence for each reason; whom it was meant for when it fell back.

    Where there are several, each says which proposals it is about.
    """
    with speaking_to(letter):
        return reminder_words.reasons(letter)


def _head(made: EmailMessage, written: MailText, sender: str) -> None:
    name, address = parseaddr(sender)
    made["From"] = Address(_line(name), addr_spec=address)
    made["To"] = Address(_line(written.to.name), addr_spec=written.to.email)
    if written.reply_to:
        made["Reply-To"] = ", ".join(written.reply_to)
    made["Subject"] = _line(written.subject)
    made["Date"] = format_datetime(datetime.now(UTC))
    keys = "\n".join(sorted(written.keys))
    # The same letter tried twice is one message to a mail server that looks.
    digest = hashlib.sha256(keys.encode()).hexdigest()[:32]
    made["Message-ID"] = f"<{digest}@{address.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"


def plain(written: MailText) -> str:
    """The text of a mail without its headers."""
    blocks = [_hello(written.to)]
    for part in written.parts:
        points = [f"{'' if part.is_numbered else '- '}{_line(point)}" for point in part.points]
        if part.addresses:
            points = [f"{a}\n  {b}" for a, b in zip(points, part.addresses, strict=True)]
        go = f"{part.go}: {part.address}" if part.address else part.go
        lines = [part.heading, _line(part.sentence), *points, go]
        blocks.append("\n".join(line for line in lines if line))
    return "\n\n".join([*blocks, "\n".join(written.reasons), _("Portfolio tracker")])


def _hello(to: Recipient) -> str:
    """By name, where more than the address is known."""
    return _("Hello") if to.name == to.email else _("Hello {name}", name=_line(to.name))


def _html(written: MailText) -> str:
    body = "".join(_html_part(part) for part in written.parts)
    why = "<br>".join(escape(reason) for reason in written.reasons)
    hello = escape(_hello(written.to))
    title, program = escape(_line(written.subject)), escape(_("Portfolio tracker"))
    return (
        f'<!doctype html><html lang="{language.current()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title></head>"
        f'<body style="{_STYLE}; color: #1a1a1a; max-width: 40em; margin: 1em auto;'
        ' padding: 0 1em">'
        f"<p>{hello}</p>{body}"
        f'<p style="color: #454545; font-size: 14px; border-top: 1px solid #dcdcdc;'
        f' padding-top: 0.75em">{why}</p>'
        f'<p style="color: #454545; font-size: 14px">{program}</p>'
        "</body></html>\n"
    )


def _html_part(part: reminder_words.Part) -> str:
    points = "".join(f"<li>{point}</li>" for point in _html_points(part))
    marks = "; list-style: none; padding: 0" if part.is_numbered else ""
    listed = f'<ul style="margin: 0.5em 0{marks}">{points}</ul>' if points else ""
    go = escape(part.go)
    if part.address:
        go = f'<a href="{escape(part.address)}" style="color: #004d99">{go}</a>'
    said = [(escape(_line(part.sentence)), "0"), (go, "0.5em 0")]
    before, after = (f'<p style="margin: {room}">{text}</p>' if text else "" for text, room in said)
    head = escape(part.heading)
    if head:
        head = f'<h2 style="font-size: 19px; margin: 1.25em 0 0.25em">{head}</h2>'
    return f"{head}{before}{listed}{after}"


def _html_points(part: reminder_words.Part) -> list[str]:
    points = [escape(_line(point)) for point in part.points]
    if not part.addresses:
        return points
    see = escape(part.see or _("See it"))
    return [
        f'{point} <a href="{escape(address)}" style="color: #004d99">{see}</a>'
        for point, address in zip(points, part.addresses, strict=True)
    ]


def _line(text: str) -> str:
    """On one line, without control characters: no title can become a header."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())
