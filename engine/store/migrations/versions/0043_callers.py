"""Callers: who they are, once somebody has made sure.

Revision 0043, after 0042.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "call_caller",
        sa.Column("call_id", types.Id(), nullable=False),
        sa.Column("premise_id", types.Id(), nullable=False),
        sa.Column("confirmed_by", types.Id(), nullable=False),
        sa.Column("confirmed_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_caller_call_id")),
        sa.ForeignKeyConstraint(["premise_id"], ["premise.id"], name=op.f("fk_call_caller_premise_id")),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_call_caller")),
    )


def downgrade() -> None:
    op.drop_table("call_caller")
