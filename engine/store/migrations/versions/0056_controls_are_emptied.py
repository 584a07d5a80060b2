"""When draft and number of a control were taken out, and by which rules.

Revision 0056, after 0055.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

_FULL = sa.text("emptied_at IS NULL")


def upgrade() -> None:
    op.add_column("call_control", sa.Column("emptied_at", types.Moment()))
    op.add_column("call_control", sa.Column("emptied_rules", sa.String(60)))
    op.create_index(
        "ix_call_control_full", "call_control", ["written_at"], postgresql_where=_FULL, sqlite_where=_FULL
    )


def downgrade() -> None:
    op.drop_index("ix_call_control_full", "call_control")
    op.drop_column("call_control", "emptied_rules")
    op.drop_column("call_control", "emptied_at")
