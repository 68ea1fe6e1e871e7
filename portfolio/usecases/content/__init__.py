"""What the secretary keeps: nouns described once, and what can be done to a row of any of them."""

from portfolio.usecases.content.nouns import NOUNS
from portfolio.usecases.content.rows import add, bring_back, change, tie, untie, withdraw
from portfolio.usecases.content.sources import cite, take_back_source
from portfolio.usecases.content.tables import RowChange, TableError, save_many

__all__ = [
    "NOUNS",
    "RowChange",
    "TableError",
    "add",
    "bring_back",
    "change",
    "cite",
    "save_many",
    "take_back_source",
    "tie",
    "untie",
    "withdraw",
]
