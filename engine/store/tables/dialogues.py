"""What dialogues with callers leave: that they were, how they ended, and what was said after the tone."""

from sqlalchemy import Column, Index, String, Table

from engine.store.tables.base import document, key, metadata, moment, reference

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
