"""Whom a dialogue asked for a caller, and why them."""

from sqlalchemy import Column, Index, String, Table

from engine.store.tables.base import key, metadata, moment

#: It knows the exchange's call, not our row, which the listener may write later.
call_route = Table(
    "call_route",
    metadata,
    key(),
    Column("exchange_id", String(120), nullable=False),
    Column("queue", String(80), nullable=False),
    Column("because", String(40), nullable=False),  # familiar, expert, senior, queue, or a word of the site's
    moment("at"),
    Index("ix_call_route_exchange_id", "exchange_id"),
)
