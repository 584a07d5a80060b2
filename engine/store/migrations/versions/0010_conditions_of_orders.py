"""The conditional events that wait in an order's instances are found by the order.

Revision 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_subscription_order_id_condition",
        "subscription",
        ["order_id"],
        postgresql_where=sa.text("kind = 'condition'"),
        sqlite_where=sa.text("kind = 'condition'"),
    )


def downgrade() -> None:
    op.drop_index("ix_subscription_order_id_condition", "subscription")
