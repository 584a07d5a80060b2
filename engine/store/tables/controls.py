"""What people have the telephone do: a row before anything is sent, and what became of it."""

from sqlalchemy import Column, Index, Integer, String, Table, Text, text

from engine.store.tables.base import document, key, metadata, moment, reference

_OPEN = text("status IN ('written', 'sent')")
_FULL = text("emptied_at IS NULL")

#: The id is the Job-UUID of the command and, where it makes a channel, that channel's name: by it every
#: answer and every later evidence is found.
call_control = Table(
    "call_control",
    metadata,
    key(),
    Column("verb", String(20), nullable=False),
    reference("call_id", "call", null=True),  # null: it makes a call, and none is known yet
    reference("person_id", "person", null=True),  # who asks; null: the system itself
    reference("order_id", "work_order", null=True),
    Column("node", String(80), nullable=False),
    Column("number", String(40)),  # the outside number that is dialled
    document("target"),
    Column("status", String(10), nullable=False),  # written, sent, done, refused, failed, unknown
    Column("claimed_by", String(80)),
    Column("term", Integer),
    moment("written_at"),
    moment("sent_at", null=True),
    moment("deadline_at"),  # the database's clock: until then it is taken, and once it is sent, answered
    moment("outcome_at", null=True),
    Column("answer", Text),  # what FreeSWITCH said
    Column("reason", Text),  # why whoever asks wants it
    moment("emptied_at", null=True),  # when its draft and its number were taken out, business time
    Column("emptied_rules", String(60)),  # by which version of the rules
    Index("ix_call_control_call_id", "call_id"),
    Index("ix_call_control_order_id", "order_id"),
    # What is under way: to be claimed by a node's owner, or in the way of another one.
    Index("ix_call_control_open", "node", postgresql_where=_OPEN, sqlite_where=_OPEN),
    Index("ix_call_control_full", "written_at", postgresql_where=_FULL, sqlite_where=_FULL),
)
