"""Flags on callers, and repeated callers found among orders that are done.

Revision 0027, after 0026. Nobody is flagged yet.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

SET = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "caller_flag",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("caller_number", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("set_by", types.Id(), nullable=True),
        sa.Column("set_at", types.Moment(), nullable=False),
        sa.Column("until", types.Moment(), nullable=True),
        sa.Column("ended_by", types.Id(), nullable=True),
        sa.Column("ended_at", types.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caller_flag")),
    )
    op.create_index(
        "ix_caller_flag_caller_number",
        "caller_flag",
        ["caller_number"],
        postgresql_where=SET,
        sqlite_where=SET,
    )
    op.create_index("ix_caller_flag_set_at", "caller_flag", ["set_at"])
    op.create_index("ix_work_order_premise_id_opened_at", "work_order", ["premise_id", "opened_at"])
    op.create_index("ix_work_order_caller_number_opened_at", "work_order", ["caller_number", "opened_at"])


def downgrade() -> None:
    op.drop_index("ix_work_order_caller_number_opened_at", "work_order")
    op.drop_index("ix_work_order_premise_id_opened_at", "work_order")
    op.drop_table("caller_flag")
