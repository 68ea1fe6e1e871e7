"""A file of minutes, or pasted text, read and laid up: permission first, the reading in a process
of its own, and then one transaction.
"""

from typing import Any

from portfolio import store
from portfolio.domain.finds import DocumentKind
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.importers.minutes import apart, known
from portfolio.queries.documents import told_by_minutes
from portfolio.usecases.minutes.laying_up import lay_up
from portfolio.usecases.use_case import Who, allowed

#: A name for text that was pasted; stands in the record, which is Danish.
PASTED = "Indsat tekst"


def read_file(
    who: Who, portfolio_id: str, data: bytes, *, name: str, kind: DocumentKind | None = None
) -> str:
    """Read minutes and lay them up; the id of the reading. ``kind``: what somebody says it is.

    Raises PortfolioError, in whole sentences, for what cannot be read, and for who may not.
    """
    if not data.strip():
        raise PortfolioError("There is nothing to read. Choose a file, or paste the text.")
    with store.reading() as connection:
        allowed(connection, who, Action.EDIT_CONTENT)
    return lay_up(who, portfolio_id, read(data, kind), name=name)


def read(data: bytes, kind: DocumentKind | None = None) -> dict[str, Any]:
    """The JSON object of ``import-minutes`` (docs/minutes.md), held against what is known."""
    if len(data) > apart.LARGEST:
        raise PortfolioError(
            "The file is larger than {size} MB. Save it smaller, or paste the text.",
            size=apart.LARGEST // 1_000_000,
        )
    reader = apart.Reader()
    try:
        with store.reading() as connection:
            what_is_known = known.known_of(told_by_minutes.rows(connection))
        return reader.read(data, what_is_known, kind)
    except BaseException:
        reader.stop()
        raise
