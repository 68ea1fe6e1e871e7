"""The money of a pool in words, and how sure each figure is."""

from typing import Any

from portfolio import language
from portfolio.domain.model import PoolKind
from portfolio.language import _
from portfolio.screens.proposals.record import Line
from portfolio.screens.sources import Marks

Row = dict[Any, Any]


def of_pool(row: Row, marks: Marks) -> tuple[Line, ...]:
    """Its amount, what of it is earmarked, what we pay, and what has been granted."""
    if row["total_amount"] is None:
        lines = [Line("", _("no amount stated"), ())]
    else:
        lines = [figure(row, "total_amount", language.short_amount(row["total_amount"]), marks)]
    if row["earmarked_amount"] is not None:
        amount = language.short_amount(row["earmarked_amount"])
        words = _("of which {amount} earmarked", amount=amount)
        lines.append(figure(row, "earmarked_amount", words, marks))
    if row["co_financing_share"] is not None:
        share = language.share(row["co_financing_share"])
        words = _("municipality pays {share}", share=share)
        lines.append(figure(row, "co_financing_share", words, marks))
    if row["granted_amount"] is not None:
        words = _("{amount} granted", amount=language.short_amount(row["granted_amount"]))
        lines.append(figure(row, "granted_amount", words, marks))
    elif row["kind"] == PoolKind.STATE:
        lines.append(Line("", _("no grant is recorded"), ()))
    return tuple(lines)


def words(kroner: int | None) -> str:
    """An amount as a page shows it; nothing when there is none."""
    return "" if kroner is None else language.short_amount(kroner)


def figure(row: Row, field: str, words: str, marks: Marks) -> Line:
    """Words of a pool's field, how sure they are, and what proves them."""
    return Line(marks.hedged(words, row["id"], field), "", marks.of(row["id"], field))
