"""Telephone exchanges: who listens to each, and when nobody did.

Revision 0037, after 0036.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exchange_node",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("switchname", sa.String(128)),
        sa.Column("core_uuid", sa.String(36)),
        sa.Column("version", sa.String(120)),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("lease_owner", sa.String(80)),
        sa.Column("leased_until", types.Moment()),
        sa.Column("lease_term", sa.Integer(), nullable=False),
        sa.Column("connected_at", types.Moment()),
        sa.Column("heard_at", types.Moment()),
        sa.Column("imported_until", types.Moment()),
        sa.Column("counters", types.Document(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_node")),
        sa.UniqueConstraint("name", name=op.f("uq_exchange_node_name")),
    )
    op.create_table(
        "exchange_gap",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("node_id", types.Id(), nullable=False),
        sa.Column("from_at", types.Moment(), nullable=False),
        sa.Column("until_at", types.Moment(), nullable=False),
        sa.Column("reason", sa.String(12), nullable=False),
        sa.Column("events_shed", sa.BigInteger(), nullable=False),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.Column("imported", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["node_id"], ["exchange_node.id"], name=op.f("fk_exchange_gap_node_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_gap")),
    )
    op.create_index("ix_exchange_gap_node_id_from_at", "exchange_gap", ["node_id", "from_at"])


def downgrade() -> None:
    op.drop_table("exchange_gap")
    op.drop_table("exchange_node")
