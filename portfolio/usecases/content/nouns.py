"""Every noun the secretary keeps: its table, its fields, and what each field takes.

Open this to change what a form asks for. What never stands here: stage, light and progress (they
belong to the status rounds) and the answers of the handshake.
"""

from portfolio.usecases.content import nouns_meetings, nouns_portfolio, nouns_strategy
from portfolio.usecases.content.field import Noun

_ALL: tuple[Noun, ...] = (*nouns_portfolio.NOUNS, *nouns_strategy.NOUNS, *nouns_meetings.NOUNS)
NOUNS: dict[str, Noun] = {noun.table: noun for noun in _ALL}
