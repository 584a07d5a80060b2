"""Calls and their legs, as told by the telephone exchange."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text, UniqueConstraint, text

from engine.store.tables.base import document, key, link, metadata, moment, reference

call = Table(
    "call",
    metadata,
    key(),
    Column("exchange_id", String(120), nullable=False, unique=True),
    Column("direction", String(10), nullable=False),
    Column("kind", String(12)),  # inbound, outbound, internal, supervision; null: told by an earlier release
    Column("state", String(12), nullable=False),
    Column("outcome", String(12)),
    Column("caller_number", String(40)),
    Column("caller_name", String(100)),
    Column("dialled_number", String(40)),
    Column("queue", String(80)),
    reference("department_id", "department", null=True),
    Column("agent", String(80)),
    reference("agent_person_id", "person", null=True),
    Column("last_agent", String(80)),  # who had the call last
    link("last_agent_person_id", null=True),
    Column("hung_up_by", String(10)),
    Column("hangup_cause", String(40)),
    moment("started_at"),
    moment("queued_at", null=True),
    moment("ringing_at", null=True),
    moment("answered_at", null=True),
    moment("ended_at", null=True),
    Column("waiting_ms", BigInteger),
    Column("talk_ms", BigInteger),
    Column("hold_ms", BigInteger),
    Column("wrap_up_ms", BigInteger),  # from its end until its agent has done what it left to do
    Column("recording", Text),
    Column("recording_ms", BigInteger),
    document("facts"),
    Column("revision", Integer, nullable=False),
    Index("ix_call_started_at", "started_at"),
    Index("ix_call_caller_number", "caller_number"),
    # Which calls are open, or have just ended: asked after every connect to the exchange.
    Index(
        "ix_call_ended_at",
        "ended_at",
        postgresql_where=text("state <> 'merged'"),
        sqlite_where=text("state <> 'merged'"),
    ),
)

#: One call may concern several orders, one order many calls.
call_order = Table(
    "call_order",
    metadata,
    key(),
    reference("call_id", "call"),
    reference("order_id", "work_order"),
    Column("kind", String(12), nullable=False),  # opened, repeat, linked, dialled
    moment("linked_at"),
    document("told", null=True),  # what of the call the order's history knows; null: nothing
    UniqueConstraint("call_id", "order_id"),
    Index("ix_call_order_order_id", "order_id"),
    # Who called again today: asked by the shift leader's desk.
    Index(
        "ix_call_order_linked_at",
        "linked_at",
        postgresql_where=text("kind = 'repeat'"),
        sqlite_where=text("kind = 'repeat'"),
    ),
)

call_leg = Table(
    "call_leg",
    metadata,
    key(),
    reference("call_id", "call"),
    Column("channel", String(120), nullable=False),
    Column("role", String(10), nullable=False),
    Column("number", String(40)),
    Column("name", String(100)),
    moment("created_at"),
    moment("answered_at", null=True),
    moment("bridged_at", null=True),
    moment("ended_at", null=True),
    Column("hangup_cause", String(40)),
    UniqueConstraint("call_id", "channel"),  # a transfer can take a leg to another call
)

#: A telephone rang for the call: an agent's, or the number of who is none.
call_ring = Table(
    "call_ring",
    metadata,
    key(),
    reference("call_id", "call"),
    Column("agent", String(80), nullable=False),
    reference("person_id", "person", null=True),
    moment("at"),
    moment("until", null=True),
    Column("missed", String(40)),  # why it was not taken, as the exchange says
    UniqueConstraint("call_id", "agent", "at"),
    Index("ix_call_ring_person_id", "person_id", "at"),
)

#: Somebody spoke with the customer.
call_talk = Table(
    "call_talk",
    metadata,
    key(),
    reference("call_id", "call"),
    Column("channel", String(120), nullable=False),
    Column("agent", String(80), nullable=False),
    reference("person_id", "person", null=True),
    moment("at"),
    moment("until", null=True),
    Column("how", String(10)),  # answer, blind, attended, refer, conference
    UniqueConstraint("call_id", "channel"),
    Index("ix_call_talk_person_id", "person_id", "at"),
)

#: The call waited in a queue. What became of that (`engine.calling.service`) is stored with it for the
#: figures: `outcome`, how long it waited, and, where the call was served last, how long it took. Null
#: `outcome`: told by an earlier release.
call_visit = Table(
    "call_visit",
    metadata,
    key(),
    reference("call_id", "call"),
    Column("member", String(120), nullable=False),
    Column("queue", String(80), nullable=False),
    reference("department_id", "department", null=True),
    moment("joined_at"),
    moment("left_at", null=True),
    Column("cause", String(40)),
    Column("reason", String(40)),
    Column("outcome", String(12)),
    Column("waited_ms", BigInteger),
    Column("talk_ms", BigInteger),
    Column("wrap_up_ms", BigInteger),
    UniqueConstraint("call_id", "member"),
    Index("ix_call_visit_department_id", "department_id", "joined_at"),
    Index(
        "ix_call_visit_waiting",
        "queue",
        "joined_at",
        postgresql_where=text("outcome = 'waiting'"),
        sqlite_where=text("outcome = 'waiting'"),
    ),
)

#: A supervisor listened in.
call_supervision = Table(
    "call_supervision",
    metadata,
    key(),
    reference("call_id", "call"),
    Column("channel", String(120), nullable=False),
    Column("agent", String(80)),
    reference("person_id", "person", null=True),
    Column("kind", String(10), nullable=False),  # listen, whisper, barge
    moment("at"),
    moment("until", null=True),
    UniqueConstraint("call_id", "channel"),
)
