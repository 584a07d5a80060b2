"""From when a task is to be looked at again.

Revision 0005, after 0004. Tasks that are open have none.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("task", sa.Column("follow_up_at", types.Moment(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("task") as table:
        table.drop_column("follow_up_at")
