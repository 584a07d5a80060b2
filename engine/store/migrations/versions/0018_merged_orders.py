"""Orders that are merged into a main order, and when an order is expected to be done.

Revision 0018, after 0017. No order that is there is merged.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("work_order", sa.Column("expected_at", types.Moment(), nullable=True))
    op.add_column("work_order", sa.Column("main_id", types.Id(), nullable=True))
    op.add_column("work_order", sa.Column("merged", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("work_order") as table:
        table.drop_column("merged")
        table.drop_column("main_id")
        table.drop_column("expected_at")
