"""Agents of the telephone: devices, what they do, why they pause, what they can, which queues they serve."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint, text

from engine.store.tables.base import key, link, metadata, moment, reference, revision
from engine.store.types import Id

#: A telephone at which agents sign in: of one person, or (`person_id` null) of everybody in its department.
agent_device = Table(
    "agent_device",
    metadata,
    key(),
    Column("name", String(100), nullable=False),
    Column("node", String(80), nullable=False),  # of HUAN_TELEPHONY
    Column("contact", String(200), nullable=False),  # how the exchange reaches it
    Column("kind", String(10), nullable=False),  # phone, softphone, remote
    Column("can_answer", Boolean, nullable=False),  # it can be made to answer from the desk
    reference("department_id", "department"),
    reference("person_id", "person", null=True),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    revision(),
    UniqueConstraint("department_id", "name"),
    Index("ix_agent_device_person_id", "person_id"),
)

_DUE = text("due_at IS NOT NULL")
_OPEN = text("until_at IS NULL")

#: What each agent does now. `state` follows from `said` and `phone` (engine.calling.states). The exchange's
#: own words stand beside ours: `theirs` its status, `theirs_state` its state, as last seen at `theirs_at`.
#: `device_id` is where they signed in last: it says at which exchange they are.
agent_state = Table(
    "agent_state",
    metadata,
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("state", String(12), nullable=False),
    Column("said", String(12), nullable=False),
    Column("phone", String(12), nullable=False),
    Column("reason", String(40)),
    moment("since"),
    moment("due_at", null=True),  # the end of after-call work, or the limit of a break that is not told yet
    reference("device_id", "agent_device", null=True),
    link("forced_by", null=True),
    Column("theirs", String(40)),
    Column("theirs_state", String(40)),
    moment("theirs_at", null=True),
    revision(),
    Index("ix_agent_state_due_at", "due_at", postgresql_where=_DUE, sqlite_where=_DUE),
    Index("ix_agent_state_device_id", "device_id"),
)

#: Every state that an agent was in; `by_id` null: the telephone or time itself.
agent_state_log = Table(
    "agent_state_log",
    metadata,
    key(),
    reference("person_id", "person"),
    Column("state", String(12), nullable=False),
    Column("reason", String(40)),
    Column("note", String(500)),
    moment("from_at"),
    moment("until_at", null=True),
    link("by_id", null=True),
    Index("ix_agent_state_log_person_id_from_at", "person_id", "from_at"),
    Index("ix_agent_state_log_open", "person_id", postgresql_where=_OPEN, sqlite_where=_OPEN),
)

break_reason = Table(
    "break_reason",
    metadata,
    key(),
    Column("key", String(40), nullable=False, unique=True),
    Column("zh", String(40), nullable=False),
    Column("en", String(40), nullable=False),
    Column("limit_minutes", Integer),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    revision(),
)

skill = Table(
    "skill",
    metadata,
    key(),
    Column("key", String(40), nullable=False, unique=True),
    Column("zh", String(40), nullable=False),
    Column("en", String(40), nullable=False),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    revision(),
)

person_skill = Table(
    "person_skill",
    metadata,
    key(),
    reference("person_id", "person"),
    reference("skill_id", "skill"),
    Column("level", Integer, nullable=False),  # 1 can, to 5 expert
    UniqueConstraint("person_id", "skill_id"),
)

#: A queue of one exchange. Of a `skill_id` everybody who has it serves it, the better one first; of a
#: `person_id` that agent alone (familiar agent). Whose it is says `department.queue`.
queue = Table(
    "queue",
    metadata,
    key(),
    Column("name", String(80), nullable=False, unique=True),
    Column("node", String(80), nullable=False),
    Column("zh", String(40), nullable=False),
    Column("en", String(40), nullable=False),
    Column("service_seconds", Integer, nullable=False),  # answered within so many counts as good service
    Column("after_call_seconds", Integer, nullable=False),
    reference("skill_id", "skill", null=True),
    reference("person_id", "person", null=True),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    revision(),
)

agent_tier = Table(
    "agent_tier",
    metadata,
    key(),
    reference("queue_id", "queue"),
    reference("person_id", "person"),
    Column("level", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    UniqueConstraint("queue_id", "person_id"),
    Index("ix_agent_tier_person_id", "person_id"),
)
