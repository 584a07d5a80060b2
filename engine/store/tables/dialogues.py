"""What dialogues with callers leave: that they were, how they ended, and what was said after the tone."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, text

from engine.store.tables.base import document, key, link, metadata, moment, reference

#: A dialogue on the telephone. It knows the exchange's call, not our row, which the listener may write later.
dialogue_run = Table(
    "dialogue_run",
    metadata,
    key(),
    Column("exchange_id", String(120), nullable=False),
    Column("package", String(60), nullable=False),
    reference("definition_id", "definition"),
    Column("node", String(80)),
    moment("began_at"),
    moment("ended_at", null=True),
    Column("outcome", String(12)),  # done, hung-up, transferred, lost, failed
    document("trace"),
    document("result"),
    Index("ix_dialogue_run_exchange_id", "exchange_id"),
    Index("ix_dialogue_run_began_at", "began_at"),
)

#: A caller who wants to be called back keeps the place in a queue: `joined_at` is since when he has waited.
queue_place = Table(
    "queue_place",
    metadata,
    key(),
    Column("exchange_id", String(120), nullable=False),
    reference("call_id", "call", null=True),  # null: the listener has not written the call yet
    Column("queue", String(80), nullable=False),
    reference("department_id", "department", null=True),
    Column("number", String(40), nullable=False),
    moment("joined_at"),
    moment("asked_at"),
    Column("base_seconds", Integer, nullable=False),  # how long he had waited when he asked
    Column("status", String(10), nullable=False),  # engine.store.queue_places
    Index("ix_queue_place_exchange_id", "exchange_id"),
    Index("ix_queue_place_call_id", "call_id"),
    Index(
        "ix_queue_place_queue_in_line",
        "queue",
        postgresql_where=text("status IN ('in-line', 'called')"),
        sqlite_where=text("status IN ('in-line', 'called')"),
    ),
)

#: A message that a caller has left. Its sound is the call's recording at `path` on the exchange's disk, which
#: is fetched and kept as all are; its row is there before the tone, so that no crash loses a message.
voicemail = Table(
    "voicemail",
    metadata,
    key(),
    Column("exchange_id", String(120), nullable=False),
    reference("call_id", "call", null=True),  # null: the listener has not written the call yet
    Column("node", String(128)),  # the exchange's own name for itself
    Column("path", String(600), nullable=False),
    Column("queue", String(80)),
    reference("department_id", "department", null=True),
    Column("status", String(10), nullable=False),  # recording, left, empty
    moment("began_at"),
    moment("ended_at", null=True),
    Column("ms", BigInteger),
    moment("heard_at", null=True),
    link("heard_by", null=True),
    Index("ix_voicemail_exchange_id", "exchange_id"),
    Index("ix_voicemail_call_id", "call_id"),
)
