"""Comments on orders, attachments, supporting units.

Revision 0024, after 0023. No order has any yet.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "order_comment",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("order_id", types.Id(), nullable=False),
        sa.Column("author_id", types.Id(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("original", sa.Text(), nullable=True),
        sa.Column("mentions", types.Document(), nullable=False),
        sa.Column("written_at", types.Moment(), nullable=False),
        sa.Column("edited_at", types.Moment(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_order_comment_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_comment")),
    )
    op.create_index("ix_order_comment_order_id", "order_comment", ["order_id", "written_at"])
    op.create_table(
        "attachment",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("order_id", types.Id(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("scan", sa.String(length=12), nullable=False),
        sa.Column("uploaded_by", types.Id(), nullable=True),
        sa.Column("uploaded_at", types.Moment(), nullable=False),
        sa.Column("removed_by", types.Id(), nullable=True),
        sa.Column("removed_at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_attachment_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index("ix_attachment_order_id", "attachment", ["order_id", "uploaded_at"])
    op.create_index("ix_attachment_digest", "attachment", ["digest"])
    op.create_table(
        "order_support",
        sa.Column("order_id", types.Id(), nullable=False),
        sa.Column("department_id", types.Id(), nullable=False),
        sa.Column("task", sa.String(length=500), server_default="", nullable=False),
        sa.Column("added_by", types.Id(), nullable=True),
        sa.Column("added_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_order_support_order_id")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_order_support_department_id")
        ),
        sa.PrimaryKeyConstraint("order_id", "department_id", name=op.f("pk_order_support")),
    )
    op.add_column("work_order", sa.Column("supports", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("work_order") as table:
        table.drop_column("supports")
    op.drop_table("order_support")
    op.drop_table("attachment")
    op.drop_table("order_comment")
