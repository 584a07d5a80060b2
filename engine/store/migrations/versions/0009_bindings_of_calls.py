"""What the calls of a version are bound to, and the tags by which its processes are found.

Revision 0009, after 0008. Versions that are there call what is active, and bear no tags.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("bound", "tags"):
        op.add_column(
            "definition", sa.Column(name, types.Document(), server_default=sa.text("'{}'"), nullable=False)
        )


def downgrade() -> None:
    for name in ("tags", "bound"):
        op.drop_column("definition", name)
