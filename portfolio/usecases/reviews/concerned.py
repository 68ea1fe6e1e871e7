"""What an item of a review asks, and which proposals a decision on it is about: its own, and those
of the questions it answers or puts off. What concerns all of them is one item, and stands on each
proposal's page all the same.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection

from portfolio import language
from portfolio.domain.requests import Request
from portfolio.queries.requests import choices, requests
from portfolio.reports.requests import sentences
from portfolio.usecases.reviews import building
from portfolio.usecases.reviews.open_review import Row


def proposals_of(
    connection: Connection, review_id: str, item: Row, keys: Collection[str], *, today: date
) -> list[str]:
    """Their ids, the item's own first; ask before the answers are stored."""
    own = [item["proposal_id"]] if item["proposal_id"] else []
    asked = {*keys, item["request_key"]} - {None}
    if not asked:
        return own
    body = building.body_of(connection, review_id)
    found = requests.open_requests(connection, as_of=today, today=today, body=body)
    others = (key for one in found if one.key in asked for key in _about(connection, one))
    return list(dict.fromkeys([*own, *others]))


def _about(connection: Connection, one: Request) -> list[str]:
    if one.proposals or not one.whole:
        return [about.id for about in one.proposals]
    rows = choices.proposals_to_ask_about(connection, portfolio=one.portfolio)
    return [row["id"] for row in rows]


def questions_of(connection: Connection, review_id: str, item: Row, today: date) -> dict[str, str]:
    """By key the open questions that an item is about, and no other item."""
    body = building.body_of(connection, review_id)
    found = requests.open_requests(connection, as_of=today, today=today, body=body)
    with language.speaking("da"):
        return {
            one.key: sentences.question(one)
            for one in found
            if one.key == item["request_key"]
            or [about.id for about in one.proposals] == [item["proposal_id"]]
        }
