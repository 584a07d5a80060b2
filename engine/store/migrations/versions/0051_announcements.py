"""Announcements on the line.

Revision 0051, after 0050.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

_ON = sa.text("on_at IS NOT NULL AND off_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "line_announcement",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("tier_id", types.Id(), nullable=False),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("written_at", types.Moment(), nullable=False),
        sa.Column("written_by", types.Id(), nullable=False),
        sa.Column("on_at", types.Moment()),
        sa.Column("on_by", types.Id()),
        sa.Column("off_at", types.Moment()),
        sa.Column("off_by", types.Id()),
        sa.ForeignKeyConstraint(["tier_id"], ["tier.id"], name=op.f("fk_line_announcement_tier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_announcement")),
    )
    op.create_index("ix_line_announcement_tier_id", "line_announcement", ["tier_id"])
    op.create_index(
        "ix_line_announcement_on",
        "line_announcement",
        ["tier_id"],
        unique=True,
        postgresql_where=_ON,
        sqlite_where=_ON,
    )


def downgrade() -> None:
    op.drop_table("line_announcement")
