"""Outages, the premises without supply, and the orders that they explain.

Revision 0020, after 0019. There are none yet.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

NOW = sa.text("status IN ('announced', 'active')")


def upgrade() -> None:
    op.create_index("ix_premise_transformer_area", "premise", ["transformer_area"])
    op.create_table(
        "outage",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("tier_id", types.Id(), nullable=False),
        sa.Column("tier_path", sa.String(length=300), nullable=False),
        sa.Column("transformer_area", sa.String(length=40), nullable=True),
        sa.Column("starts_at", types.Moment(), nullable=False),
        sa.Column("expected_at", types.Moment(), nullable=True),
        sa.Column("restored_at", types.Moment(), nullable=True),
        sa.Column("recorded_by", types.Id(), nullable=True),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("chain_length", sa.Integer(), server_default="0", nullable=False),
        sa.Column("chain_head", sa.String(length=64), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["tier_id"], ["tier.id"], name=op.f("fk_outage_tier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outage")),
    )
    op.create_index("ix_outage_starts_at", "outage", ["starts_at"])
    op.create_index(
        "ix_outage_transformer_area", "outage", ["transformer_area"], postgresql_where=NOW, sqlite_where=NOW
    )
    op.create_table(
        "outage_premise",
        sa.Column("outage_id", types.Id(), nullable=False),
        sa.Column("premise_id", types.Id(), nullable=False),
        sa.ForeignKeyConstraint(["outage_id"], ["outage.id"], name=op.f("fk_outage_premise_outage_id")),
        sa.ForeignKeyConstraint(["premise_id"], ["premise.id"], name=op.f("fk_outage_premise_premise_id")),
        sa.PrimaryKeyConstraint("outage_id", "premise_id", name=op.f("pk_outage_premise")),
    )
    op.create_index("ix_outage_premise_premise_id", "outage_premise", ["premise_id"])
    op.create_table(
        "outage_order",
        sa.Column("outage_id", types.Id(), nullable=False),
        sa.Column("order_id", types.Id(), nullable=False),
        sa.Column("wants_message", sa.Boolean(), nullable=False),
        sa.Column("told_revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("linked_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["outage_id"], ["outage.id"], name=op.f("fk_outage_order_outage_id")),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_outage_order_order_id")),
        sa.PrimaryKeyConstraint("order_id", "outage_id", name=op.f("pk_outage_order")),
    )
    op.create_index("ix_outage_order_outage_id", "outage_order", ["outage_id"])


def downgrade() -> None:
    op.drop_table("outage_order")
    op.drop_table("outage_premise")
    op.drop_table("outage")
    op.drop_index("ix_premise_transformer_area", "premise")
