"""The municipality's own Word templates: which is in use for which paper, and which were."""

from dataclasses import dataclass

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.queries.frames import frame
from portfolio.store import schema
from portfolio.store.live import paper_templates


@dataclass(frozen=True)
class PaperTemplate:
    """A template in use. ``sha256`` names its bytes beside the database."""

    id: str
    kind: str
    file_name: str
    size: int
    sha256: str
    added_at: str
    added_by: str
    version: int


def in_use(connection: Connection, *, kind: str) -> PaperTemplate | None:
    """The template in use for a kind of paper; None: the one that comes with the program."""
    t = paper_templates.c
    columns = (t.id, t.kind, t.file_name, t.size, t.sha256, t.added_at, t.added_by, t.version)
    chosen = sa.select(*columns).where(t.kind == kind).order_by(t.added_at.desc(), t.id).limit(1)
    row = connection.execute(chosen).one_or_none()
    return None if row is None else PaperTemplate(*row)


def earlier(connection: Connection, *, kind: str) -> pd.DataFrame:
    """file_name, added_at, added_by, withdrawn_at, withdrawn_reason of those no longer in use."""
    t = schema.paper_templates.c
    chosen = sa.select(t.file_name, t.added_at, t.added_by, t.withdrawn_at, t.withdrawn_reason)
    mine = chosen.where(t.kind == kind, t.withdrawn_at.is_not(None))
    return frame(connection, mine.order_by(t.withdrawn_at.desc(), t.id))
