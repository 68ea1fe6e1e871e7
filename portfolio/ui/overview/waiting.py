"""What waits for whoever looks, for the front page."""

from portfolio.domain.permissions import Action
from portfolio.screens.overview import waiting
from portfolio.screens.overview.waiting import Waits
from portfolio.ui import session, visitor
from portfolio.ui.mails import notices


def waits() -> Waits:
    """What waits for the reader's own parties, and how much is new to the reader."""
    shown = session.portfolio()
    asks_in = str(shown["code"]) if shown and visitor.can(Action.ASK_RESPONSIBILITY) else None
    return waiting.ask(
        session.read,
        party_ids=visitor.answers_for(),
        reader=notices.reader(),
        seen_at=visitor.person().seen_at,
        followed=notices.followed(),
        today=session.today(),
        asks_in=asks_in,
    )
