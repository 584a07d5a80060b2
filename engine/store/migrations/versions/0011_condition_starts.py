"""The conditional start events of active versions.

Revision 0011, after 0010. No version that is there has any.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "condition_start",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("definition_id", types.Id(), nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["definition_id"], ["definition.id"], name=op.f("fk_condition_start_definition_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition_start")),
        sa.UniqueConstraint(
            "definition_id",
            "element_id",
            "number",
            name=op.f("uq_condition_start_definition_id_element_id_number"),
        ),
    )


def downgrade() -> None:
    op.drop_table("condition_start")
