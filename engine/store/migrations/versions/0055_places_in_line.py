"""Kept places in queues that are to be called are found by an index.

Revision 0055, after 0054.
"""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

_IN_LINE = sa.text("status IN ('in-line', 'called')")


def upgrade() -> None:
    op.create_index(
        "ix_queue_place_queue_in_line",
        "queue_place",
        ["queue"],
        postgresql_where=_IN_LINE,
        sqlite_where=_IN_LINE,
    )


def downgrade() -> None:
    op.drop_index("ix_queue_place_queue_in_line", "queue_place")
