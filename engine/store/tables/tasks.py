"""User tasks, and their lines in the inboxes of people and departments."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, String, Table, text

from engine.store.tables.base import ROOM_FOR_VERSIONS, document, key, link, metadata, moment
from engine.store.types import Id, Moment

#: Lines with which something is to be done, and those that only ask for attention.
_WORK, _WATCH = " AND role <> 'watcher'", " AND role = 'watcher'"
_HELD = " AND held = 1"


def _open_lines(name: str, columns: tuple[str, ...], role: str = "") -> Index:
    """Return a partial index on the open lines, or on those of some roles: closed lines cost it nothing."""
    which = text(f"status = 'open'{role}")
    return Index(name, *columns, postgresql_where=which, sqlite_where=which)


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
    # Completed by its holder, waiting for those who sign after 后加签.
    link("submitted_by", null=True),
    moment("submitted_at", null=True),
    moment("submitted_event_at", null=True),  # when it was really done, for a late entry
    Column("review_outcome", String(8)),  # 会签: passed, failed
    # Who changed last whose it is or what it waits for, so that whoever comes too late is told.
    link("touched_by", null=True),
    moment("touched_at", null=True),
    Column("touched_how", String(16)),
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
    Column("role", String(12), nullable=False),  # candidate, holder, watcher, co-signer, delegate, reviewer
    link("department_id", null=True),
    link("person_id", null=True),
    Column("required", Integer, nullable=False, server_default="0"),
    Column("status", String(10), nullable=False),  # open, done, withdrawn, refused (until it is taken back)
    moment("opened_at"),
    moment("closed_at", null=True),
    # The task's own target or promise (never: the year 9999) and the negative of its priority, so that a list
    # is read from an index in its order: a department with 100,000 lines is not sorted for its first page.
    Column("due_at", Moment, nullable=False, server_default=text("'9999-12-31 00:00:00.000000'")),
    Column("rank", Integer, nullable=False, server_default="0"),
    # What lists are narrowed by: the order's category and whether it is held (1), when the task will be late
    # (its promise, or its target without one; never: 9999) and since when its limit runs. `late_at` is null
    # on lines of a release that did not know it (engine.store.line_copies).
    Column("category", String(32)),
    Column("held", Integer, nullable=False, server_default="0"),
    moment("late_at", null=True),
    moment("began_at", null=True),
    # Of a line that asks somebody: who asks, what, whether before or after the holder's completion, for
    # which joint review; and the answer (agree, refuse, done) with its opinion.
    link("asked_by", null=True),
    Column("question", String(1000)),
    Column("timing", String(6)),  # before, after
    link("review_id", null=True),
    Column("answer", String(8)),
    Column("opinion", String(2000)),
    link("answered_by", null=True),
    moment("answered_at", null=True),
    Column("revision", Integer, nullable=False),
    PrimaryKeyConstraint("task_id", "id"),
    # A department's list by due time, and by priority. Watchers' lines are few among very many and have an
    # index of their own; each line stands in one of both. Behind what a list is sorted by stands what it is
    # narrowed by: a line that does not pass is left out without being read.
    _open_lines(
        "ix_assignment_department_id_lateness",
        ("department_id", "due_at", "id", "late_at", "category"),
        _WORK,
    ),
    _open_lines("ix_assignment_department_id_rank", ("department_id", "rank", "opened_at", "id"), _WORK),
    _open_lines("ix_assignment_department_id_watched", ("department_id", "due_at", "id"), _WATCH),
    # What all departments of a province have, in each order: who stands above all of them.
    _open_lines("ix_assignment_lateness_open", ("due_at", "id", "late_at"), _WORK),
    _open_lines("ix_assignment_category_open", ("category", "due_at", "id", "late_at"), _WORK),
    _open_lines("ix_assignment_opened_at_open", ("opened_at", "id"), _WORK),
    _open_lines("ix_assignment_rank_open", ("rank", "opened_at", "id"), _WORK),
    # What is held is little among much.
    _open_lines("ix_assignment_department_id_held", ("department_id", "due_at", "id"), _WORK + _HELD),
    _open_lines("ix_assignment_held_open", ("due_at", "id"), _WORK + _HELD),
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
