"""Recordings of calls: where each is, for how long it is kept, and who has listened to it."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text, UniqueConstraint, text

from engine.store.tables.base import document, key, link, metadata, moment, reference

_STORED = text("status = 'stored' AND hold_at IS NULL")

#: `node` is the exchange's own name for itself, `path` where the file is on its disk; `reason` says why the
#: file is not here (engine.calling.recordings). `paused` are pairs of milliseconds from the beginning.
recording = Table(
    "recording",
    metadata,
    key(),
    reference("call_id", "call"),
    Column("node", String(128)),
    Column("path", String(600), nullable=False),
    Column("status", String(8), nullable=False),  # found, stored, missing, refused, deleted
    Column("reason", String(16)),
    Column("attempts", Integer, nullable=False),
    moment("try_at", null=True),
    Column("digest", String(64)),
    Column("bytes", BigInteger),
    Column("ms", BigInteger),
    document("peaks", null=True),
    document("paused"),
    moment("started_at"),
    moment("ended_at", null=True),
    moment("keep_until", null=True),
    link("hold_by", null=True),
    Column("hold_reason", Text),
    moment("hold_at", null=True),
    moment("deleted_at", null=True),
    UniqueConstraint("call_id", "path"),
    Index("ix_recording_started_at", "started_at", "id"),
    Index("ix_recording_digest", "digest"),
    # What is to be fetched from the exchange, and what may have been kept long enough.
    Index(
        "ix_recording_try_at",
        "try_at",
        postgresql_where=text("try_at IS NOT NULL"),
        sqlite_where=text("try_at IS NOT NULL"),
    ),
    Index("ix_recording_keep_until", "keep_until", "id", postgresql_where=_STORED, sqlite_where=_STORED),
)

#: One listening, however many ranges the browser asked for: `from_ms` to `until_ms` is what left the house
#: at most, `asked_at` when it asked last. `reason` is why a restricted order was looked at.
recording_play = Table(
    "recording_play",
    metadata,
    key(),
    reference("recording_id", "recording"),
    reference("person_id", "person"),
    moment("at"),
    moment("asked_at"),
    Column("from_ms", BigInteger, nullable=False),
    Column("until_ms", BigInteger, nullable=False),
    Column("reason", Text),
    Index("ix_recording_play_recording_id", "recording_id", "at", "id"),
    Index("ix_recording_play_person_id", "person_id", "recording_id", "asked_at"),
)
