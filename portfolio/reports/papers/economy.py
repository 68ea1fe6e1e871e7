"""What a case says of money: pools and how sure their ties are, the cases' own words, statuses.

Open this to change what is said of an amount.
"""

from portfolio import language
from portfolio.domain.model import PoolKind
from portfolio.language import _
from portfolio.queries.papers.shapes import Facts, Row, records
from portfolio.reports.papers import phrases
from portfolio.reports.papers.blocks import Block, Items, Text


def blocks(facts: Facts) -> list[Block]:
    """Every pool that the proposals hang on, and whatever else is recorded of money."""
    total = len(facts.on_board)
    pools = [
        (
            f"{row['title']}:",
            " ".join([f"{phrases.numbers(row['numbers'], total)}.", *_money(row)]),
        )
        for row in records(facts.pools)
    ]
    told: list[Block] = [Items(pools)] if pools else []
    for row in facts.finances:
        if row["finances"]:
            told.append(
                Text(row["finances"], lead=_("From the case “{title}”:", title=row["title"]))
            )
    for one in facts.proposals:
        if one.status and one.status.economy:
            told.append(Text(one.status.economy, lead=f"{one.number} {one.title}:"))
    return told or [Text(_("Nothing about the economy is recorded."))]


def _money(row: Row) -> list[str]:
    """What is known of a pool's money, a sentence each; the earmark lies inside the total."""
    said = []
    if row["total_amount"] is not None:
        said.append(_total(row))
    if row["earmarked_amount"] is not None:
        said.append(
            _(
                "Of it, {amount} is earmarked for {purpose}.",
                amount=language.amount(row["earmarked_amount"]),
                purpose=row["earmarked_for"] or _("a use that is not stated"),
            )
        )
    if row["co_financing_share"] is not None:
        said.append(
            _(
                "The municipality's co-financing is {share}.",
                share=language.share(row["co_financing_share"]),
            )
        )
    if row["granted_amount"] is not None:
        said.append(_("{amount} has been granted.", amount=language.amount(row["granted_amount"])))
    if row["kind"] == PoolKind.POSSIBLE:
        said.insert(0, _("This is possible money; nobody has committed it."))
    if row["total_amount"] is None and row["granted_amount"] is None:
        said.append(_("No amount is recorded."))
    return said


def _total(row: Row) -> str:
    """A pool of the state is all the country's: nobody must read its total as ours."""
    amount = language.amount(row["total_amount"])
    if row["kind"] != PoolKind.STATE:
        return _("The total is {amount}.", amount=amount)
    return _("The state's whole pool is {amount}; it is no amount for us alone.", amount=amount)
