"""Calls in the histories of their orders: what of each is told already.

Revision 0044, after 0043.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("call_order", sa.Column("told", types.Document()))


def downgrade() -> None:
    op.drop_column("call_order", "told")
