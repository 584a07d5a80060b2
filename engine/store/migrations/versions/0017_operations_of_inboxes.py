"""What people do with tasks: who is asked, who touched them last, reviews, rejections, urges, supervision.

Revision 0017, after 0016. Tasks that are there were touched by nobody, and wait for nobody.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TASK: dict[str, Any] = {
    "submitted_by": types.Id(),
    "submitted_at": types.Moment(),
    "submitted_event_at": types.Moment(),
    "review_outcome": sa.String(8),
    "touched_by": types.Id(),
    "touched_at": types.Moment(),
    "touched_how": sa.String(16),
}
ASSIGNMENT: dict[str, Any] = {
    "asked_by": types.Id(),
    "question": sa.String(1000),
    "timing": sa.String(6),
    "review_id": types.Id(),
    "answer": sa.String(8),
    "opinion": sa.String(2000),
    "answered_by": types.Id(),
    "answered_at": types.Moment(),
}


def upgrade() -> None:
    for table, columns in (("task", TASK), ("assignment", ASSIGNMENT)):
        for name, kind in columns.items():
            op.add_column(table, sa.Column(name, kind))
    op.create_table(
        "joint_review",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("task_id", types.Id(), nullable=False),
        sa.Column("order_id", types.Id()),
        sa.Column("asked_by", types.Id(), nullable=False),
        sa.Column("question", sa.String(1000), nullable=False),
        sa.Column("rule", sa.String(10), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(10)),
        sa.Column("opened_at", types.Moment(), nullable=False),
        sa.Column("closed_at", types.Moment()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_review")),
    )
    op.create_index("ix_joint_review_task_id", "joint_review", ["task_id"])
    op.create_table(
        "rejection",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("task_id", types.Id(), nullable=False),
        sa.Column("order_id", types.Id()),
        sa.Column("department_id", types.Id()),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("evidence", sa.String(2000), nullable=False),
        sa.Column("rejected_by", types.Id(), nullable=False),
        sa.Column("rejected_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rejection")),
    )
    op.create_index("ix_rejection_order_id", "rejection", ["order_id"])
    op.create_index("ix_rejection_task_id", "rejection", ["task_id"])
    op.create_table(
        "urge",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("order_id", types.Id()),
        sa.Column("task_id", types.Id()),
        sa.Column("urged_by", types.Id(), nullable=False),
        sa.Column("note", sa.String(1000), nullable=False),
        sa.Column("urged_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urge")),
    )
    op.create_index("ix_urge_order_id_urged_at", "urge", ["order_id", "urged_at"])
    op.create_index("ix_urge_task_id_urged_at", "urge", ["task_id", "urged_at"])
    op.create_table(
        "hold_request",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("order_id", types.Id(), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("until", types.Moment(), nullable=False),
        sa.Column("note", sa.String(1000), nullable=False),
        sa.Column("asked_by", types.Id(), nullable=False),
        sa.Column("asked_at", types.Moment(), nullable=False),
        sa.Column("department_id", types.Id(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("judged_by", types.Id()),
        sa.Column("judged_at", types.Moment()),
        sa.Column("opinion", sa.String(1000)),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold_request")),
    )
    op.create_index("ix_hold_request_order_id", "hold_request", ["order_id"])
    op.create_index(
        "ix_hold_request_department_id_open",
        "hold_request",
        ["department_id", "asked_at"],
        postgresql_where=sa.text("status = 'open'"),
        sqlite_where=sa.text("status = 'open'"),
    )
    op.create_table(
        "supervision",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("requirement", sa.String(2000), nullable=False),
        sa.Column("deadline", types.Moment(), nullable=False),
        sa.Column("issuer_id", types.Id(), nullable=False),
        sa.Column("issuer_department_id", types.Id(), nullable=False),
        sa.Column("department_id", types.Id(), nullable=False),
        sa.Column("tier_path", sa.String(300), nullable=False),
        sa.Column("issued_at", types.Moment(), nullable=False),
        sa.Column("reply", sa.String(4000)),
        sa.Column("replied_by", types.Id()),
        sa.Column("replied_at", types.Moment()),
        sa.Column("verdict", sa.String(2000)),
        sa.Column("judged_by", types.Id()),
        sa.Column("judged_at", types.Moment()),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("closed_at", types.Moment()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision")),
        sa.UniqueConstraint("number", name=op.f("uq_supervision_number")),
    )
    for name in ("department_id", "issuer_department_id"):
        op.create_index(
            f"ix_supervision_{name}_open",
            "supervision",
            [name, "deadline"],
            postgresql_where=sa.text("closed_at IS NULL"),
            sqlite_where=sa.text("closed_at IS NULL"),
        )
    op.create_index("ix_supervision_issued_at", "supervision", ["issued_at"])
    op.create_table(
        "supervision_order",
        sa.Column("supervision_id", types.Id(), nullable=False),
        sa.Column("order_id", types.Id(), nullable=False),
        sa.PrimaryKeyConstraint("supervision_id", "order_id", name=op.f("pk_supervision_order")),
    )
    op.create_index("ix_supervision_order_order_id", "supervision_order", ["order_id"])


def downgrade() -> None:
    for table in ("supervision_order", "supervision", "hold_request", "urge", "rejection", "joint_review"):
        op.drop_table(table)
    for table, columns in (("assignment", ASSIGNMENT), ("task", TASK)):
        for name in reversed(columns):
            op.drop_column(table, name)
