"""Why a stage was entered all the same is said beside why the light is as it is.

Frozen: a table here never changes again; the next migration alters it.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Plain SQL: Alembic would rebuild the table on SQLite, and its guards would be lost.
    op.execute("ALTER TABLE status_updates ADD COLUMN stage_reason TEXT")
