"""What waits for whoever looks, for the front page."""

from portfolio.queries.rounds import waiting
from portfolio.queries.rounds.waiting import WaitingCounts
from portfolio.screens.overview.waiting import Waits
from portfolio.ui import session, visitor
from portfolio.ui.mails import notices


def waits() -> Waits:
    """Nothing for those who answer for no party, or have no account."""
    ours, today = visitor.answers_for(), session.today()
    counts = session.read(waiting.waiting, party_ids=ours, today=today) if ours else WaitingCounts()
    return Waits(counts, notices.how_many_new())
