"""Stays in queues: what became of each, for the figures.

Revision 0046, after 0045. Of calls that are over the answer is found here once; of those that go on it is
written with their next record.
"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

_LENGTHS = ("waited_ms", "talk_ms", "wrap_up_ms")
_ANSWERED = (
    "(SELECT min(t.at) FROM call_talk t WHERE t.call_id = call_visit.call_id AND t.at >= call_visit.joined_at"
    " AND (call_visit.left_at IS NULL OR t.at <= call_visit.left_at))"
)
_ENDED = "(SELECT c.ended_at FROM call c WHERE c.id = call_visit.call_id)"
_LATER = (
    "EXISTS (SELECT 1 FROM call_visit v WHERE v.call_id = call_visit.call_id"
    " AND v.joined_at > call_visit.joined_at)"
)
_BETWEEN = {
    "postgresql": "greatest(0, trunc(date_part('epoch', ({end}) - ({begin})) * 1000))",
    "sqlite": "max(0, CAST((julianday({end}) - julianday({begin})) * 86400000.0 AS INTEGER))",
}


def upgrade() -> None:
    op.add_column("call_visit", sa.Column("outcome", sa.String(12)))
    for name in _LENGTHS:
        op.add_column("call_visit", sa.Column(name, sa.BigInteger()))
    op.create_index(
        "ix_call_visit_waiting",
        "call_visit",
        ["queue", "joined_at"],
        postgresql_where=sa.text("outcome = 'waiting'"),
        sqlite_where=sa.text("outcome = 'waiting'"),
    )
    length = _BETWEEN[op.get_bind().dialect.name]
    left = f"coalesce(left_at, {_ENDED})"
    since_left = length.format(begin=left, end=_ENDED)
    waited = length.format(begin="joined_at", end=f"coalesce({_ANSWERED}, {left})")
    own = f"outcome = 'answered' AND NOT {_LATER}"
    op.execute(
        f"UPDATE call_visit SET waited_ms = {waited}, outcome = CASE"
        f" WHEN {_ANSWERED} IS NOT NULL THEN 'answered'"
        f" WHEN coalesce(reason, '') IN ('TIMEOUT', 'NO_AGENT_TIMEOUT', 'EXIT_WITH_KEY')"
        f" OR {_LATER} OR {since_left} > 5000 THEN 'went-on' ELSE 'abandoned' END"
        f" WHERE {_ENDED} IS NOT NULL"
    )
    for name in ("talk_ms", "wrap_up_ms"):
        op.execute(
            f"UPDATE call_visit SET {name} ="
            f" coalesce((SELECT c.{name} FROM call c WHERE c.id = call_visit.call_id), 0) WHERE {own}"
        )


def downgrade() -> None:
    op.drop_index("ix_call_visit_waiting", table_name="call_visit")
    for name in (*_LENGTHS, "outcome"):
        op.drop_column("call_visit", name)
