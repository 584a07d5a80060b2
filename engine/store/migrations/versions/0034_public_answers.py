"""What a customer may read about an order, written by people.

Revision 0034, after 0033. No order has one yet.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "public_answer",
        sa.Column("order_id", types.Id(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("written_by", types.Id(), nullable=False),
        sa.Column("written_at", types.Moment(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_public_answer_order_id")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_public_answer")),
    )


def downgrade() -> None:
    op.drop_table("public_answer")
