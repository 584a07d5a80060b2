"""Drafts of packages, and who changed which of them when.

Revision 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "package_draft",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("package", sa.String(length=64), nullable=True),
        sa.Column("definition_id", types.Id(), nullable=True),
        sa.Column("files", types.Document(), nullable=False),
        sa.Column("file_count", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["definition_id"], ["definition.id"], name=op.f("fk_package_draft_definition_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package_draft")),
    )
    with op.batch_alter_table("package_draft", schema=None) as batch_op:
        batch_op.create_index("ix_package_draft_changed_at", ["changed_at", "id"], unique=False)
    op.create_table(
        "package_draft_change",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("draft_id", types.Id(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("paths", types.Document(), nullable=False),
        sa.Column("definition_id", types.Id(), nullable=True),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package_draft_change")),
    )
    with op.batch_alter_table("package_draft_change", schema=None) as batch_op:
        batch_op.create_index("ix_package_draft_change_draft_id", ["draft_id", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("package_draft_change", schema=None) as batch_op:
        batch_op.drop_index("ix_package_draft_change_draft_id")
    op.drop_table("package_draft_change")
    with op.batch_alter_table("package_draft", schema=None) as batch_op:
        batch_op.drop_index("ix_package_draft_changed_at")
    op.drop_table("package_draft")
