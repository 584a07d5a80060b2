"""Who watches an order by their own wish.

Revision 0036, after 0035.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "order_watch",
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("order_id", types.Id(), nullable=False),
        sa.Column("since", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_order_watch_person_id")),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_order_watch_order_id")),
        sa.PrimaryKeyConstraint("person_id", "order_id", name=op.f("pk_order_watch")),
    )
    op.create_index("ix_order_watch_order_id", "order_watch", ["order_id"])


def downgrade() -> None:
    op.drop_table("order_watch")
