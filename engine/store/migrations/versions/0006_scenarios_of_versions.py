"""The scenarios that came with a version are kept beside it.

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "definition_scenarios",
        sa.Column("definition_id", types.Id(), nullable=False),
        sa.Column("files", types.Document(), nullable=False),
        sa.Column("kept_at", types.Moment(), nullable=False),
        sa.Column("kept_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["definition_id"], ["definition.id"], name=op.f("fk_definition_scenarios_definition_id")
        ),
        sa.PrimaryKeyConstraint("definition_id", name=op.f("pk_definition_scenarios")),
    )


def downgrade() -> None:
    op.drop_table("definition_scenarios")
