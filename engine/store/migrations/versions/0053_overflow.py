"""Overflow of queues: what is seen of them, the switches, and the callers who were sent elsewhere.

Revision 0053, after 0052.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

_OPEN = sa.text("until_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "overflow_watch",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("queue", sa.String(80), nullable=False),
        sa.Column("dead_since", types.Moment()),
        sa.Column("no_agents_since", types.Moment()),
        sa.Column("calm_since", types.Moment()),
        sa.Column("back_at", types.Moment()),
        sa.Column("looked_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overflow_watch")),
        sa.UniqueConstraint("queue", name=op.f("uq_overflow_watch_queue")),
    )
    op.create_table(
        "overflow_switch",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("queue", sa.String(80), nullable=False),
        sa.Column("to_queue", sa.String(80)),
        sa.Column("cause", sa.String(12), nullable=False),
        sa.Column("rule", sa.String(60)),
        sa.Column("why", sa.String(500)),
        sa.Column("since", types.Moment(), nullable=False),
        sa.Column("began_by", types.Id()),
        sa.Column("until_at", types.Moment()),
        sa.Column("ended_by", types.Id()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overflow_switch")),
    )
    op.create_index("ix_overflow_switch_queue", "overflow_switch", ["queue", "since"])
    op.create_index(
        "ix_overflow_switch_open",
        "overflow_switch",
        ["queue"],
        unique=True,
        postgresql_where=_OPEN,
        sqlite_where=_OPEN,
    )
    op.create_table(
        "overflow_call",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("switch_id", types.Id(), nullable=False),
        sa.Column("exchange_id", sa.String(120), nullable=False),
        sa.Column("from_queue", sa.String(80), nullable=False),
        sa.Column("from_department_id", types.Id()),
        sa.Column("to_queue", sa.String(80), nullable=False),
        sa.Column("to_department_id", types.Id()),
        sa.Column("sent_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["switch_id"], ["overflow_switch.id"], name=op.f("fk_overflow_call_switch_id")
        ),
        sa.ForeignKeyConstraint(
            ["from_department_id"], ["department.id"], name=op.f("fk_overflow_call_from_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_department_id"], ["department.id"], name=op.f("fk_overflow_call_to_department_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overflow_call")),
        sa.UniqueConstraint(
            "exchange_id", "from_queue", name=op.f("uq_overflow_call_exchange_id_from_queue")
        ),
    )
    op.create_index("ix_overflow_call_switch_id", "overflow_call", ["switch_id"])
    op.create_index("ix_overflow_call_sent_at", "overflow_call", ["sent_at"])


def downgrade() -> None:
    op.drop_table("overflow_call")
    op.drop_table("overflow_switch")
    op.drop_table("overflow_watch")
