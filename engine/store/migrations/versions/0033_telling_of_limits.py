"""Clocks know when people are to be told of them next, and how far they have told.

Revision 0033, after 0032. Of what runs already, the end alone is told, where it is still to come: its
warnings would all come at once.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

TO_TELL = sa.text("tell_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("order_clock", sa.Column("tell_at", types.Moment(), nullable=True))
    op.add_column("order_clock", sa.Column("told", sa.Integer(), server_default="0", nullable=False))
    clock = sa.table(
        "order_clock",
        sa.column("state", sa.String()),
        sa.column("promise_due_at", types.Moment()),
        sa.column("target_due_at", types.Moment()),
        sa.column("tell_at", types.Moment()),
        sa.column("told", sa.Integer()),
    )
    due = sa.func.coalesce(clock.c.promise_due_at, clock.c.target_due_at)
    business_time = sa.select(sa.func.max(sa.column("opened_at", types.Moment()))).select_from(
        sa.table("work_order")
    )
    op.execute(
        clock.update()
        .where(clock.c.state == "running", due > business_time.scalar_subquery())
        .values(tell_at=due, told=99)
    )
    op.execute(clock.update().where(clock.c.state == "running", clock.c.tell_at.is_(None)).values(told=100))
    op.create_index(
        "ix_order_clock_tell_at",
        "order_clock",
        ["tell_at"],
        postgresql_where=TO_TELL,
        sqlite_where=TO_TELL,
    )


def downgrade() -> None:
    op.drop_index("ix_order_clock_tell_at", "order_clock")
    op.drop_column("order_clock", "told")
    op.drop_column("order_clock", "tell_at")
