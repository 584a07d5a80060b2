"""Campaigns: lists of customers who are called, and the numbers that nobody calls.

Revision 0049, after 0048.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("department_id", types.Id(), nullable=False),
        sa.Column("tier_path", sa.String(300), nullable=False),
        sa.Column("script", sa.Text(), nullable=False, server_default=""),
        sa.Column("rules", types.Document(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("created_by", types.Id()),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("started_at", types.Moment()),
        sa.Column("ended_at", types.Moment()),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_campaign_department_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_index("ix_campaign_tier_path", "campaign", ["tier_path"])
    op.create_index("ix_campaign_status", "campaign", ["status"])
    op.create_table(
        "campaign_entry",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("campaign_id", types.Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("name", sa.String(100)),
        sa.Column("customer_id", types.Id()),
        sa.Column("order_id", types.Id()),
        sa.Column("fields", types.Document(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("next_at", types.Moment()),
        sa.Column("tried", types.Document(), nullable=False),
        sa.Column("result", sa.String(20)),
        sa.Column("note", sa.Text()),
        sa.Column("held_by", types.Id()),
        sa.Column("held_until", types.Moment()),
        sa.Column("attempt_id", types.Id()),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_entry_campaign_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_campaign_entry_customer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_campaign_entry_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_entry")),
        sa.UniqueConstraint("campaign_id", "position", name=op.f("uq_campaign_entry_campaign_id_position")),
        sa.UniqueConstraint("campaign_id", "number", name=op.f("uq_campaign_entry_campaign_id_number")),
    )
    waiting, held, holds = (
        sa.text("status = 'waiting'"),
        sa.text("status = 'held'"),
        sa.text("removed_at IS NULL"),
    )
    op.create_index(
        "ix_campaign_entry_waiting",
        "campaign_entry",
        ["campaign_id", "next_at"],
        postgresql_where=waiting,
        sqlite_where=waiting,
    )
    op.create_index(
        "ix_campaign_entry_held", "campaign_entry", ["held_by"], postgresql_where=held, sqlite_where=held
    )
    op.create_index("ix_campaign_entry_order_id", "campaign_entry", ["order_id"])
    op.create_table(
        "do_not_call",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20)),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("from_at", types.Moment(), nullable=False),
        sa.Column("until", types.Moment()),
        sa.Column("entered_by", types.Id()),
        sa.Column("removed_at", types.Moment()),
        sa.Column("removed_by", types.Id()),
        sa.Column("removal_reason", sa.String(300)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_do_not_call")),
    )
    op.create_index(
        "ix_do_not_call_number", "do_not_call", ["number"], postgresql_where=holds, sqlite_where=holds
    )


def downgrade() -> None:
    op.drop_table("do_not_call")
    op.drop_table("campaign_entry")
    op.drop_table("campaign")
