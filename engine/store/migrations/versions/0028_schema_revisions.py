"""The revisions that a database has had, and which of them a release before cannot work on.

Revision 0028, after 0027.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "schema_revision",
        sa.Column("revision", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("breaks", sa.Text(), nullable=True),
        sa.Column("applied_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_schema_revision")),
    )


def downgrade() -> None:
    op.drop_table("schema_revision")
