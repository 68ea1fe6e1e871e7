"""What must hold in every portfolio, asked of the database. Add a look for doctor here."""

from collections.abc import Callable

from sqlalchemy import Connection

from portfolio.commands.checkup import database, facts
from portfolio.commands.checkup.finding import Finding

LOOKS: tuple[Callable[[Connection], Finding], ...] = (
    database.file_is_whole,
    database.keys_lead_somewhere,
    database.guards_are_there,
    facts.latest_status_is_shown,
    facts.latest_answer_is_shown,
    facts.closed_items_are_silent,
    facts.sources_are_of_something,
    facts.every_change_is_logged,
    database.bytes_are_there,
)
