"""Who presents a review on the projector: one at a time, so that two do not each write a meeting.

Whoever begins the meeting does, until somebody else takes over. It is a user, not a window: in
another one the same person goes on. Where there are no accounts nobody can be told from others.
"""

from typing import Any

from portfolio.errors import PortfolioError
from portfolio.usecases.use_case import Person

Row = dict[str, Any]


def columns(person: Person, at: str) -> Row:
    """What is stored of whoever presents from a moment on."""
    return {"presenter_id": person.who.user_id, "presenter": person.name, "presented_from": at}


def is_anothers(presenter_id: str | None, user_id: str | None) -> bool:
    """Whether somebody else than the user presents it."""
    return presenter_id is not None and presenter_id != user_id


def require(review: Row, person: Person) -> None:
    """Raise PortfolioError where somebody else presents it; after the meeting nobody does."""
    if review["closed_at"] is None and is_anothers(review["presenter_id"], person.who.user_id):
        raise PortfolioError(
            "{name} presents this meeting. Nothing was saved, and what you have typed stays: take"
            " the presentation over and save again, or let {name} write it.",
            name=review["presenter"],
        )
