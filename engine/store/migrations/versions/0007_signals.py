"""Subscriptions to signals beside those to messages.

Revision 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kind = sa.Column("kind", sa.String(length=10), server_default=sa.text("'message'"), nullable=False)
    op.add_column("subscription", kind)


def downgrade() -> None:
    op.execute("DELETE FROM subscription WHERE kind <> 'message'")
    op.drop_column("subscription", "kind")
