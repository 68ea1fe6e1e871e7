"""A portfolio says what it demands of a status; where it says nothing, all of it.

Frozen: a table here never changes again; the next migration alters it.
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE portfolios ADD COLUMN demands TEXT")
