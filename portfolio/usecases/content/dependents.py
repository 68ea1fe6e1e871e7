"""What hangs on a row: it cannot be taken out of use while something in use does."""

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.errors import PortfolioError
from portfolio.language import N_
from portfolio.store import schema
from portfolio.usecases.content.field import Noun, say
from portfolio.usecases.content.nouns import NOUNS

#: What is no noun of the page Content, and can hang on one.
OTHERS = {
    "comments": N_("Comments"),
    "dots": N_("Votes"),
    "list_imports": N_("Lists taken in"),
    "minutes_readings": N_("Minutes"),
    "note_clusters": N_("Workshops"),
    "notes": N_("Workshops"),
    "organisations": N_("Organisation"),
    "parkings": N_("Proposals on hold"),
    "participants": N_("Workshops"),
    "requests": N_("Requests"),
    "review_items": N_("Portfolio reviews"),
    "reviews": N_("Portfolio reviews"),
    "round_answers": N_("Status rounds"),
    "scores": N_("Votes"),
    "sources": N_("Sources"),
    "status_rounds": N_("Status rounds"),
    "user_parties": N_("Users"),
    "workshop_proposals": N_("Workshops"),
    "workshop_roster": N_("Workshops"),
    "workshops": N_("Workshops"),
}
#: What a decision did; it goes with the decision, but only where the decision is taken back.
EFFECTS = {"decision_effects", "request_answers"}
#: Whoever follows a row does not hold it, nor does the list it came with; what is said in a field
#: goes with the field.
NO_HINDRANCE = {"follows", "list_rows", "own_values"}


def count(connection: Connection, noun: Noun, key: str) -> dict[str, int]:
    """How many rows in use hang on it, by table. History does not count: it happened."""
    counts: dict[str, int] = {}
    for table in schema.metadata.sorted_tables:
        tests = [column == key for column in table.c if column.references(noun.kept_in.c.id)]
        if not tests or table in schema.APPEND_ONLY or table.name in NO_HINDRANCE:
            continue
        chosen = sa.select(sa.func.count()).select_from(table).where(sa.or_(*tests))
        if "withdrawn_at" in table.c:
            chosen = chosen.where(table.c.withdrawn_at.is_(None))
        if table is schema.parkings:
            chosen = chosen.where(table.c.ended_on.is_(None))
        if count := connection.execute(chosen).scalar_one():
            counts[table.name] = int(count)
    return counts


def require_nothing(connection: Connection, noun: Noun, key: str) -> None:
    """Raise PortfolioError, saying what, while something hangs on the row."""
    found = count(connection, noun, key)
    if not found:
        return
    if EFFECTS & found.keys():
        raise PortfolioError(
            "The decision has had effects, which would stay. Take it back in its review: then all"
            " it did goes with it."
        )
    words = dict.fromkeys(f"{_name(table)} ({count})" for table, count in found.items())
    raise PortfolioError(
        "Something is still tied to it: {what}. Move that, or take it out of use, first.",
        what=", ".join(words),
    )


def _name(table: str) -> str:
    return say(NOUNS[table].many if table in NOUNS else OTHERS[table])
