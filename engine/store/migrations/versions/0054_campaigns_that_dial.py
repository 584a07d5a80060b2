"""Campaigns that dial by themselves; the call of a campaign's line is an attempt as every other.

Revision 0054, after 0053. A line that is being called points to its attempt: for those that an agent had
dialled one is made that bears the control's own id.
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

_UNTOLD = sa.text("campaign_entry_id IS NOT NULL AND ended_at IS NOT NULL AND told_at IS NULL")
_ATTEMPTS = """
INSERT INTO call_attempt (id, purpose, number, order_id, campaign_entry_id, campaign_id, variables, control_id,
    call_id, person_id, status, answers, written_at, due_at)
SELECT dialled.id, listed.kind, line.number, line.order_id, line.id, listed.id, '{}', dialled.id,
    dialled.call_id, line.held_by, 'dialling', '{}', dialled.written_at, :due
FROM campaign_entry AS line
JOIN campaign AS listed ON listed.id = line.campaign_id
JOIN call_control AS dialled ON dialled.id = line.attempt_id
WHERE line.status IN ('calling', 'unknown')
"""


def upgrade() -> None:
    op.add_column("campaign", sa.Column("mode", sa.String(12), nullable=False, server_default="preview"))
    op.add_column("campaign", sa.Column("queue_id", types.Id()))
    op.add_column("campaign", sa.Column("dialogue", sa.String(60)))
    op.add_column("call_attempt", sa.Column("campaign_id", types.Id()))
    op.create_index("ix_call_attempt_campaign_id", "call_attempt", ["campaign_id", "written_at"])
    op.create_index(
        "ix_call_attempt_untold",
        "call_attempt",
        ["ended_at"],
        postgresql_where=_UNTOLD,
        sqlite_where=_UNTOLD,
    )
    # Whoever speaks now has the hour of every agent to say what came of it.
    due = sa.bindparam("due", datetime.now(UTC) + timedelta(hours=1), types.Moment())
    op.execute(sa.text(_ATTEMPTS).bindparams(due))


def downgrade() -> None:
    op.execute("DELETE FROM call_attempt WHERE campaign_id IS NOT NULL")
    op.drop_index("ix_call_attempt_untold", "call_attempt")
    op.drop_index("ix_call_attempt_campaign_id", "call_attempt")
    op.drop_column("call_attempt", "campaign_id")
    for name in ("dialogue", "queue_id", "mode"):
        op.drop_column("campaign", name)
