"""Inbox lines know when their task is due and how urgent it is, and lists are read in their order.

Revision 0015, after 0014. The open lines that are there get it from their tasks.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

NEVER = "'9999-12-31 00:00:00.000000'"
_WORK, _WATCH = "status = 'open' AND role <> 'watcher'", "status = 'open' AND role = 'watcher'"
INDEXES = (
    ("ix_assignment_department_id_due", ["department_id", "due_at", "id"], _WORK),
    ("ix_assignment_department_id_rank", ["department_id", "rank", "opened_at", "id"], _WORK),
    ("ix_assignment_department_id_watched", ["department_id", "due_at", "id"], _WATCH),
    ("ix_assignment_due_at_open", ["due_at", "id"], _WORK),
    ("ix_assignment_opened_at_open", ["opened_at", "id"], _WORK),
    ("ix_assignment_rank_open", ["rank", "opened_at", "id"], _WORK),
)
_OF_THE_TASK = "(SELECT {} FROM task WHERE task.id = assignment.task_id)"


def upgrade() -> None:
    op.add_column(
        "assignment", sa.Column("due_at", types.Moment(), server_default=sa.text(NEVER), nullable=False)
    )
    op.add_column("assignment", sa.Column("rank", sa.Integer(), server_default="0", nullable=False))
    due = _OF_THE_TASK.format(f"coalesce(target_due_at, promise_due_at, {NEVER})")
    op.execute(
        f"UPDATE assignment SET due_at = {due}, rank = {_OF_THE_TASK.format('-priority')} "
        "WHERE status = 'open' AND EXISTS (SELECT 1 FROM task WHERE task.id = assignment.task_id)"
    )
    for name, columns, which in INDEXES:
        op.create_index(
            name, "assignment", columns, postgresql_where=sa.text(which), sqlite_where=sa.text(which)
        )


def downgrade() -> None:
    for name, _, _ in reversed(INDEXES):
        op.drop_index(name, "assignment")
    op.drop_column("assignment", "rank")
    op.drop_column("assignment", "due_at")
