"""User tasks, and their lines in the inboxes of people and departments."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, String, Table, text

from engine.store.tables.base import ROOM_FOR_VERSIONS, document, key, link, metadata, moment
from engine.store.types import Id

task = Table(
    "task",
    metadata,
    key(),
    link("instance_id"),
    link("order_id", null=True),
    Column("token", Integer, nullable=False),
    Column("scope", Integer, nullable=False),
    Column("element_id", String(200), nullable=False),
    Column("name", String(200), nullable=False),
    Column("form_key", String(100)),
    Column("member", Integer),
    Column("stage", String(40)),
    Column("status", String(12), nullable=False),  # open, completed, cancelled, stuck
    link("department_id", null=True),
    link("holder_id", null=True),
    moment("claimed_at", null=True),
    link("sender_id", null=True),
    link("sent_by_task_id", null=True),
    Column("limit_rule", String(40)),
    moment("promise_due_at", null=True),
    moment("target_due_at", null=True),
    moment("follow_up_at", null=True),
    Column("priority", Integer, nullable=False, server_default="0"),
    document("draft", null=True),
    moment("drafted_at", null=True),
    moment("opened_at"),
    moment("closed_at", null=True),
    link("closed_by", null=True),
    Column("revision", Integer, nullable=False),
    # No index speaks of what closing a task changes, so that closing writes no index entry.
    Index("ix_task_instance_id_token", "instance_id", "token"),
    Index("ix_task_order_id", "order_id"),
    postgresql_with=ROOM_FOR_VERSIONS,
)

assignment = Table(
    "assignment",
    metadata,
    Column("id", Id, nullable=False),
    link("task_id"),
    link("order_id", null=True),
    Column("role", String(12), nullable=False),  # candidate, holder, watcher, co-signer, delegate
    link("department_id", null=True),
    link("person_id", null=True),
    Column("required", Integer, nullable=False, server_default="0"),
    Column("status", String(10), nullable=False),  # open, done, withdrawn
    moment("opened_at"),
    moment("closed_at", null=True),
    Column("revision", Integer, nullable=False),
    PrimaryKeyConstraint("task_id", "id"),
    Index(
        "ix_assignment_department_id_open",
        "department_id",
        "opened_at",
        postgresql_where=text("status = 'open'"),
        sqlite_where=text("status = 'open'"),
    ),
    Index(
        "ix_assignment_person_id_open",
        "person_id",
        "opened_at",
        postgresql_where=text("status = 'open' AND person_id IS NOT NULL"),
        sqlite_where=text("status = 'open' AND person_id IS NOT NULL"),
    ),
)
