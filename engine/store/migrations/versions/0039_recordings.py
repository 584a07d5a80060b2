"""Recordings of calls, and who listened to them.

Revision 0039, after 0038.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_WAITS = sa.text("try_at IS NOT NULL")
_STORED = sa.text("status = 'stored' AND hold_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "recording",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("call_id", types.Id(), nullable=False),
        sa.Column("node", sa.String(128)),
        sa.Column("path", sa.String(600), nullable=False),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("reason", sa.String(16)),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("try_at", types.Moment()),
        sa.Column("digest", sa.String(64)),
        sa.Column("bytes", sa.BigInteger()),
        sa.Column("ms", sa.BigInteger()),
        sa.Column("peaks", types.Document()),
        sa.Column("paused", types.Document(), nullable=False),
        sa.Column("started_at", types.Moment(), nullable=False),
        sa.Column("ended_at", types.Moment()),
        sa.Column("keep_until", types.Moment()),
        sa.Column("hold_by", types.Id()),
        sa.Column("hold_reason", sa.Text()),
        sa.Column("hold_at", types.Moment()),
        sa.Column("deleted_at", types.Moment()),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_recording_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
        sa.UniqueConstraint("call_id", "path", name=op.f("uq_recording_call_id_path")),
    )
    op.create_index("ix_recording_started_at", "recording", ["started_at", "id"])
    op.create_index("ix_recording_digest", "recording", ["digest"])
    op.create_index(
        "ix_recording_try_at", "recording", ["try_at"], postgresql_where=_WAITS, sqlite_where=_WAITS
    )
    op.create_index(
        "ix_recording_keep_until",
        "recording",
        ["keep_until", "id"],
        postgresql_where=_STORED,
        sqlite_where=_STORED,
    )
    op.create_table(
        "recording_play",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("recording_id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("asked_at", types.Moment(), nullable=False),
        sa.Column("from_ms", sa.BigInteger(), nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_recording_play_recording_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recording_play_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording_play")),
    )
    op.create_index("ix_recording_play_recording_id", "recording_play", ["recording_id", "at", "id"])
    op.create_index(
        "ix_recording_play_person_id", "recording_play", ["person_id", "recording_id", "asked_at"]
    )


def downgrade() -> None:
    op.drop_table("recording_play")
    op.drop_table("recording")
