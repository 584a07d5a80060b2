"""PINs of customers.

Revision 0050, after 0049.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "customer_pin",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("customer_id", types.Id(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("locked_until", types.Moment()),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_customer_pin_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_pin")),
        sa.UniqueConstraint("customer_id", name=op.f("uq_customer_pin_customer_id")),
    )


def downgrade() -> None:
    op.drop_table("customer_pin")
