"""An invitation as a mail: the link to come in by, until when it works, and whom to ask."""

from collections.abc import Callable
from email.message import EmailMessage

from portfolio.domain import clock
from portfolio.language import _, long_date
from portfolio.queries.mails.letters import Letter
from portfolio.reports.mails import mail
from portfolio.reports.mails.reminder_words import Part


def writer(*, sender: str, public: str) -> Callable[[Letter, str, str, str], EmailMessage]:
    """What makes the mail of a letter: of the token, who invites, and until when the link works.

    ``public``: the address of the program.
    """

    def write(letter: Letter, token: str, invited_by: str, until: str) -> EmailMessage:
        with mail.speaking_to(letter):
            part = Part(
                heading="",
                sentence=_(
                    "{name} has given you access to the municipality's portfolio tracker. Choose a"
                    " password and come in by this link. It works once, until {day}.",
                    name=invited_by,
                    day=long_date(clock.local(until).date()),
                ),
                points=(),
                go=_("Choose your password"),
                address=f"{public}/invitation/{token}",
            )
            words = mail.MailText(
                to=letter.to,
                subject=_("Your way into the portfolio tracker"),
                parts=(part,),
                reasons=(
                    _("Do not pass the link on: it is yours alone. Ask {name}.", name=invited_by),
                ),
                keys=(letter.matters[0].send_key,),
            )
            return mail.compose(words, sender=sender)

    return write
