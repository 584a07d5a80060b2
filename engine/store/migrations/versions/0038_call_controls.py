"""What people have the telephone do.

Revision 0038, after 0037.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

_OPEN = sa.text("status IN ('written', 'sent')")


def upgrade() -> None:
    op.create_table(
        "call_control",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("verb", sa.String(20), nullable=False),
        sa.Column("call_id", types.Id()),
        sa.Column("person_id", types.Id()),
        sa.Column("order_id", types.Id()),
        sa.Column("node", sa.String(80), nullable=False),
        sa.Column("number", sa.String(40)),
        sa.Column("target", types.Document(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("claimed_by", sa.String(80)),
        sa.Column("term", sa.Integer()),
        sa.Column("written_at", types.Moment(), nullable=False),
        sa.Column("sent_at", types.Moment()),
        sa.Column("deadline_at", types.Moment(), nullable=False),
        sa.Column("outcome_at", types.Moment()),
        sa.Column("answer", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_control_call_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_call_control_person_id")),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_call_control_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_control")),
    )
    op.create_index("ix_call_control_call_id", "call_control", ["call_id"])
    op.create_index("ix_call_control_order_id", "call_control", ["order_id"])
    op.create_index(
        "ix_call_control_open", "call_control", ["node"], postgresql_where=_OPEN, sqlite_where=_OPEN
    )


def downgrade() -> None:
    op.drop_table("call_control")
