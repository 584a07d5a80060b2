"""Whom a dialogue asked for a caller, and why them.

Revision 0052, after 0051.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "call_route",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("exchange_id", sa.String(120), nullable=False),
        sa.Column("queue", sa.String(80), nullable=False),
        sa.Column("because", sa.String(40), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_route")),
    )
    op.create_index("ix_call_route_exchange_id", "call_route", ["exchange_id"])


def downgrade() -> None:
    op.drop_table("call_route")
