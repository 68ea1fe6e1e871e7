"""The page each line of minutes stands on.

Frozen: a table here never changes again; the next migration alters it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("minutes_readings", sa.Column("line_pages", sa.Text(), nullable=True))
