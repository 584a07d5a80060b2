"""Overflow 溢出: what is seen of queues, when their callers went to another queue, and who did."""

from sqlalchemy import Column, Index, String, Table, UniqueConstraint, text

from engine.store.tables.base import key, link, metadata, moment, reference

_OPEN = text("until_at IS NULL")

#: What a rule has seen of a queue (engine.calling.overflow.Watch).
overflow_watch = Table(
    "overflow_watch",
    metadata,
    key(),
    Column("queue", String(80), nullable=False, unique=True),
    moment("dead_since", null=True),
    moment("no_agents_since", null=True),
    moment("calm_since", null=True),
    moment("back_at", null=True),
    moment("looked_at"),
)

#: From when until when the callers of a queue went to `to_queue`; of a person's `hand` null: they stayed, and
#: no rule was asked. `rule` is the version of the rules that switched, null: `began_by` did.
overflow_switch = Table(
    "overflow_switch",
    metadata,
    key(),
    Column("queue", String(80), nullable=False),
    Column("to_queue", String(80)),
    Column("cause", String(12), nullable=False),  # dead, no-agents, waiting, hand
    Column("rule", String(60)),
    Column("why", String(500)),  # what the person said
    moment("since"),
    link("began_by", null=True),
    moment("until_at", null=True),  # null: still
    link("ended_by", null=True),  # null: the rule, or still
    Index("ix_overflow_switch_queue", "queue", "since"),
    Index("ix_overflow_switch_open", "queue", unique=True, postgresql_where=_OPEN, sqlite_where=_OPEN),
)

#: A caller who would have joined a queue, and was sent to another. It knows the exchange's call, not our row,
#: which the listener may write later.
overflow_call = Table(
    "overflow_call",
    metadata,
    key(),
    reference("switch_id", "overflow_switch"),
    Column("exchange_id", String(120), nullable=False),
    Column("from_queue", String(80), nullable=False),
    reference("from_department_id", "department", null=True),
    Column("to_queue", String(80), nullable=False),
    reference("to_department_id", "department", null=True),
    moment("sent_at"),
    UniqueConstraint("exchange_id", "from_queue"),
    Index("ix_overflow_call_switch_id", "switch_id"),
    Index("ix_overflow_call_sent_at", "sent_at"),
)
