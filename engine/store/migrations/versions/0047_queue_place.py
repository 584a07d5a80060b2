"""Places in queues, kept for callers who want to be called back.

Revision 0047, after 0046.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "queue_place",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("exchange_id", sa.String(120), nullable=False),
        sa.Column("call_id", types.Id()),
        sa.Column("queue", sa.String(80), nullable=False),
        sa.Column("department_id", types.Id()),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("joined_at", types.Moment(), nullable=False),
        sa.Column("asked_at", types.Moment(), nullable=False),
        sa.Column("base_seconds", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_queue_place_call_id")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_queue_place_department_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_place")),
    )
    op.create_index("ix_queue_place_exchange_id", "queue_place", ["exchange_id"])
    op.create_index("ix_queue_place_call_id", "queue_place", ["call_id"])


def downgrade() -> None:
    op.drop_table("queue_place")
