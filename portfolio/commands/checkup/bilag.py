"""A look at the attached files: are their bytes there, and are they what was put there?"""

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import language
from portfolio.commands.checkup.finding import Finding, error, unless_any
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.store import bilag
from portfolio.store.schema import documents


def bytes_are_there(connection: Connection) -> Finding:
    """Every file on record, also those taken off: their bytes are kept too."""
    d = documents.c
    kept = sa.select(d.sha256, sa.func.min(d.file_name)).where(d.sha256.is_not(None))
    files = connection.execute(kept.group_by(d.sha256).order_by(sa.func.min(d.file_name))).all()
    address = connection.engine.url.render_as_string(hide_password=False)
    try:
        lost = [name for sha256, name in files if not _is_there(address, sha256)]
    except PortfolioError as fault:
        return error(language.explain(fault))
    return unless_any(
        lost,
        _("Every attached file is there, and is what was put there ({n}).", n=len(files)),
        _("Attached files whose bytes are gone or damaged"),
    )


def _is_there(address: str, sha256: str) -> bool:
    try:
        bilag.read(address, sha256)
    except bilag.BytesLostError:
        return False
    return True
