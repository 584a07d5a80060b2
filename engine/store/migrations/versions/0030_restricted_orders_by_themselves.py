"""Restricted orders have an index of their own: lists read them once.

Revision 0030, after 0029.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_work_order_restricted",
        "work_order",
        ["id"],
        postgresql_where=sa.text("restricted"),
        sqlite_where=sa.text("restricted = 1"),
    )


def downgrade() -> None:
    op.drop_index("ix_work_order_restricted", "work_order")
