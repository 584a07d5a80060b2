"""Calls of the house to customers: written before anything is dialled, and what each came to."""

from sqlalchemy import Column, Index, String, Table, Text, UniqueConstraint, text

from engine.store.tables.base import document, key, link, metadata, moment, reference

_UNDER_WAY = text("status IN ('written', 'dialling', 'answered')")
_UNTOLD = text("campaign_entry_id IS NOT NULL AND ended_at IS NOT NULL AND told_at IS NULL")

#: One call to one customer, dialled at most once.
call_attempt = Table(
    "call_attempt",
    metadata,
    key(),
    Column("purpose", String(40), nullable=False),  # what it is about: follow-up, outage-notice …
    Column("number", String(40), nullable=False),
    reference("order_id", "work_order", null=True),
    link("job_id", null=True),  # the task of a process that waits for the result
    link("campaign_entry_id", null=True),
    link("campaign_id", null=True),
    Column("dialogue", String(60)),  # the package that the customer hears; null: an agent speaks
    document("variables"),  # what the dialogue knows beside its call
    document("hours", null=True),  # quiet hours: zone, quiet; null: it may ring at any time
    reference("control_id", "call_control", null=True),  # null: somebody dials by hand
    link("dialogue_run_id", null=True),
    link("call_id", null=True),
    link("person_id", null=True),  # the agent who has it dialled, or who took the call
    Column("status", String(10), nullable=False),  # engine.calling.attempts.AttemptStatus
    Column("result", String(20)),
    document("answers"),  # keys by the question's element
    Column("digits", String(40)),
    Column("note", Text),
    moment("written_at"),
    moment("began_at", null=True),
    moment("answered_at", null=True),
    moment("ended_at", null=True),
    moment("due_at"),  # the database's clock: until then something tells what became of it
    moment("told_at", null=True),  # when the order's history, or the campaign's line, has heard of it
    UniqueConstraint("control_id"),
    Index("ix_call_attempt_job_id", "job_id"),
    Index("ix_call_attempt_order_id", "order_id"),
    Index("ix_call_attempt_campaign_entry_id", "campaign_entry_id"),
    Index("ix_call_attempt_dialogue_run_id", "dialogue_run_id"),
    Index("ix_call_attempt_due_at", "due_at", postgresql_where=_UNDER_WAY, sqlite_where=_UNDER_WAY),
    Index("ix_call_attempt_campaign_id", "campaign_id", "written_at"),
    Index("ix_call_attempt_untold", "ended_at", postgresql_where=_UNTOLD, sqlite_where=_UNTOLD),
)
