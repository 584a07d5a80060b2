"""Saved views of lists.

Revision 0022, after 0021.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("owner_id", types.Id(), nullable=False),
        sa.Column("department_id", types.Id(), nullable=True),
        sa.Column("tier_id", types.Id(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("filters", types.Document(), nullable=False),
        sa.Column("columns", types.Document(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_saved_view_owner_id")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_saved_view_department_id")
        ),
        sa.ForeignKeyConstraint(["tier_id"], ["tier.id"], name=op.f("fk_saved_view_tier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    for column in ("owner_id", "department_id", "tier_id"):
        op.create_index(f"ix_saved_view_{column}", "saved_view", [column])


def downgrade() -> None:
    op.drop_table("saved_view")
