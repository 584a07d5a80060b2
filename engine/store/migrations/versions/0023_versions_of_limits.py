"""Versions of limit profiles, what is counted anew because of them, and how long finished clocks ran.

Revision 0023, after 0022. It only adds: a release without these goes on counting by what it ships.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "limit_version",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("profile", sa.String(length=40), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("content", types.Document(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("valid_from", types.Moment(), nullable=True),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
        sa.Column("checked_at", types.Moment(), nullable=True),
        sa.Column("checked_by", sa.String(length=80), nullable=True),
        sa.Column("put_at", types.Moment(), nullable=True),
        sa.Column("put_by", sa.String(length=80), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_limit_version")),
        sa.UniqueConstraint("profile", "version", name=op.f("uq_limit_version_profile_version")),
    )
    op.create_index("ix_limit_version_changed_at", "limit_version", ["changed_at", "id"], unique=False)
    op.create_table(
        "limit_recomputation",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("cause", sa.String(length=10), nullable=False),
        sa.Column("version_id", types.Id(), nullable=True),
        sa.Column("profile", sa.String(length=40), nullable=True),
        sa.Column("calendar", sa.String(length=40), nullable=True),
        sa.Column("from_at", types.Moment(), nullable=False),
        sa.Column("cursor", types.Id(), nullable=True),
        sa.Column("examined", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("finished_at", types.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_limit_recomputation")),
    )
    op.create_index("ix_limit_recomputation_state", "limit_recomputation", ["state", "from_at"], unique=False)
    op.add_column("order_clock", sa.Column("stopped_at", types.Moment(), nullable=True))
    op.add_column("order_clock", sa.Column("elapsed_seconds", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("order_clock", "elapsed_seconds")
    op.drop_column("order_clock", "stopped_at")
    op.drop_index("ix_limit_recomputation_state", "limit_recomputation")
    op.drop_table("limit_recomputation")
    op.drop_index("ix_limit_version_changed_at", "limit_version")
    op.drop_table("limit_version")
