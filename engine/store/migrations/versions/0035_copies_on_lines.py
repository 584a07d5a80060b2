"""Inbox lines know their order's category, whether it is held, and when they are late: lists are narrowed by it.

Revision 0035, after 0034. On SQLite the open lines get it here. On PostgreSQL they get it in batches when the
migrations are done, while others work (engine.store.line_copies); the indexes that the new ones replace go
when these are there (engine.store.online).
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

NEVER = "'9999-12-31 00:00:00.000000'"
_WORK = "status = 'open' AND role <> 'watcher'"
_HELD = f"{_WORK} AND held = 1"
INDEXES = (
    ("ix_assignment_department_id_lateness", ["department_id", "due_at", "id", "late_at", "category"], _WORK),
    ("ix_assignment_lateness_open", ["due_at", "id", "late_at"], _WORK),
    ("ix_assignment_category_open", ["category", "due_at", "id", "late_at"], _WORK),
    ("ix_assignment_department_id_held", ["department_id", "due_at", "id"], _HELD),
    ("ix_assignment_held_open", ["due_at", "id"], _HELD),
)
REPLACED = (
    ("ix_assignment_department_id_due", ["department_id", "due_at", "id"]),
    ("ix_assignment_due_at_open", ["due_at", "id"]),
)
_COPIES = f"""
UPDATE assignment SET
    category = (SELECT category FROM work_order WHERE work_order.id = assignment.order_id),
    held = coalesce((SELECT status = 'held' FROM work_order WHERE work_order.id = assignment.order_id), 0),
    late_at = (SELECT coalesce(promise_due_at, target_due_at, {NEVER}) FROM task WHERE task.id = task_id),
    began_at = coalesce(
        (SELECT substr(replace(replace(json_extract(clock, '$.runs[0][1]'), 'T', ' '), 'Z', '') || '.000000', 1, 26)
            FROM order_clock JOIN task
            ON task.order_id = order_clock.order_id AND task.limit_rule = order_clock.rule
            WHERE task.id = assignment.task_id),
        (SELECT opened_at FROM task WHERE task.id = task_id))
WHERE status = 'open'
"""


def upgrade() -> None:
    op.add_column("assignment", sa.Column("category", sa.String(length=32), nullable=True))
    op.add_column("assignment", sa.Column("held", sa.Integer(), server_default="0", nullable=False))
    op.add_column("assignment", sa.Column("late_at", types.Moment(), nullable=True))
    op.add_column("assignment", sa.Column("began_at", types.Moment(), nullable=True))
    if op.get_context().dialect.name == "sqlite":
        op.execute(_COPIES)
        for name, _ in REPLACED:
            op.drop_index(name, "assignment")
    for name, columns, which in INDEXES:
        op.create_index(
            name, "assignment", columns, postgresql_where=sa.text(which), sqlite_where=sa.text(which)
        )


def downgrade() -> None:
    for name, _, _ in reversed(INDEXES):
        op.drop_index(name, "assignment", if_exists=True)
    for name, columns in REPLACED:
        op.create_index(
            name,
            "assignment",
            columns,
            postgresql_where=sa.text(_WORK),
            sqlite_where=sa.text(_WORK),
            if_not_exists=True,
        )
    for name in ("began_at", "late_at", "held", "category"):
        op.drop_column("assignment", name)
