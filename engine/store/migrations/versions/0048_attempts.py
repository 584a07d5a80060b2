"""Calls of the house to customers: written before anything is dialled, and what each came to.

Revision 0048, after 0047.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

_UNDER_WAY = sa.text("status IN ('written', 'dialling', 'answered')")


def upgrade() -> None:
    op.create_table(
        "call_attempt",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("order_id", types.Id()),
        sa.Column("job_id", types.Id()),
        sa.Column("campaign_entry_id", types.Id()),
        sa.Column("dialogue", sa.String(60)),
        sa.Column("variables", types.Document(), nullable=False),
        sa.Column("hours", types.Document()),
        sa.Column("control_id", types.Id()),
        sa.Column("dialogue_run_id", types.Id()),
        sa.Column("call_id", types.Id()),
        sa.Column("person_id", types.Id()),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("result", sa.String(20)),
        sa.Column("answers", types.Document(), nullable=False),
        sa.Column("digits", sa.String(40)),
        sa.Column("note", sa.Text()),
        sa.Column("written_at", types.Moment(), nullable=False),
        sa.Column("began_at", types.Moment()),
        sa.Column("answered_at", types.Moment()),
        sa.Column("ended_at", types.Moment()),
        sa.Column("due_at", types.Moment(), nullable=False),
        sa.Column("told_at", types.Moment()),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_call_attempt_order_id")),
        sa.ForeignKeyConstraint(["control_id"], ["call_control.id"], name=op.f("fk_call_attempt_control_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_attempt")),
        sa.UniqueConstraint("control_id", name=op.f("uq_call_attempt_control_id")),
    )
    for column in ("job_id", "order_id", "campaign_entry_id", "dialogue_run_id"):
        op.create_index(f"ix_call_attempt_{column}", "call_attempt", [column])
    op.create_index(
        "ix_call_attempt_due_at",
        "call_attempt",
        ["due_at"],
        postgresql_where=_UNDER_WAY,
        sqlite_where=_UNDER_WAY,
    )


def downgrade() -> None:
    op.drop_table("call_attempt")
