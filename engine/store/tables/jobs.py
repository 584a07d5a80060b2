"""Effects: what is to leave the database, and every attempt at it."""

from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint, text

from engine.store.tables.base import document, key, link, metadata, moment, reference

job = Table(
    "job",
    metadata,
    key(),
    link("instance_id", null=True),
    link("order_id", null=True),
    Column("token", Integer),
    Column("element_id", String(200)),
    Column("handler", String(60), nullable=False),
    Column("mode", String(12), nullable=False),  # repeatable, once, outside
    document("payload"),
    # ready, running, waiting (it goes on outside), done, thrown (a BPMN error), failed, unknown, cancelled
    Column("status", String(10), nullable=False),
    moment("run_at"),
    Column("attempts", Integer, nullable=False, server_default="0"),  # of the present series
    Column("lease_owner", String(80)),
    moment("leased_until", null=True),
    document("result", null=True),
    moment("created_at"),
    moment("finished_at", null=True),
    Index(
        "ix_job_run_at_ready",
        "run_at",
        postgresql_where=text("status IN ('ready', 'running')"),
        sqlite_where=text("status IN ('ready', 'running')"),
    ),
    Index("ix_job_instance_id", "instance_id"),
)

attempt = Table(
    "attempt",
    metadata,
    key(),
    reference("job_id", "job"),
    Column("number", Integer, nullable=False),  # through all series
    Column("worker", String(80), nullable=False),
    moment("started_at"),
    moment("ended_at", null=True),
    Column("outcome", String(12)),  # done, failed, unknown
    Column("error", Text),
    UniqueConstraint("job_id", "number"),
)
