"""The organisation is edited: revisions, posts, territories and supply units that have ended.

Revision 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

EDITED = ("tier", "territory", "supply_unit", "department", "person")
ENDED = ("territory", "supply_unit")


def upgrade() -> None:
    for table in ENDED:
        op.add_column(
            table, sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False)
        )
    for table in EDITED:
        op.add_column(table, sa.Column("revision", sa.Integer(), server_default="1", nullable=False))
    op.add_column("membership", sa.Column("post", sa.String(length=40), nullable=True))


def downgrade() -> None:
    op.drop_column("membership", "post")
    for table in EDITED:
        op.drop_column(table, "revision")
    for table in ENDED:
        op.drop_column(table, "active")
