"""Work orders, their clocks, and the links between them."""

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from engine.store.tables.base import ROOM_FOR_VERSIONS, document, key, link, metadata, moment, reference
from engine.store.types import Queryable

work_order = Table(
    "work_order",
    metadata,
    key(),
    Column("number", String(20), nullable=False, unique=True),
    Column("category", String(32), nullable=False),
    Column("package", String(64)),
    Column("status", String(12), nullable=False),  # open, held, done, archived, cancelled
    Column("stage", String(40)),
    Column("round", Integer, nullable=False, server_default="1"),
    Column("priority", Integer, nullable=False, server_default="0"),
    Column("title", String(200), nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("fields", Queryable, nullable=False),
    Column("area", String(10)),
    Column("customer_class", String(20)),
    reference("territory_id", "territory", null=True),
    reference("supply_unit_id", "supply_unit", null=True),
    reference("unit_tier_id", "tier", null=True),
    reference("tier_id", "tier"),
    Column("tier_path", String(300), nullable=False),
    reference("customer_id", "customer", null=True),
    reference("premise_id", "premise", null=True),
    Column("caller_name", String(100)),
    Column("caller_number", String(40)),
    reference("call_id", "call", null=True),
    reference("origin_department_id", "department", null=True),
    reference("crew_id", "tier", null=True),
    reference("opened_by", "person", null=True),
    moment("event_at"),
    moment("opened_at"),
    moment("done_at", null=True),
    moment("archived_at", null=True),
    Column("outcome", String(40)),
    Column("attention", String(12)),
    Column("urges", Integer, nullable=False, server_default="0"),
    document("hold", null=True),
    moment("expected_at", null=True),
    link("main_id", null=True),
    Column("merged", Integer, nullable=False, server_default="0"),
    Column("supports", Integer, nullable=False, server_default="0"),
    Column("restricted", Boolean, nullable=False, server_default=text("false")),
    Column("profile", String(60), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("chain_length", Integer, nullable=False, server_default="0"),
    Column("chain_head", String(64), nullable=False, server_default=""),
    Index("ix_work_order_tier_path_opened_at", "tier_path", "opened_at"),
    Index("ix_work_order_premise_id", "premise_id", postgresql_where=text("status IN ('open', 'held')")),
    Index(
        "ix_work_order_caller_number", "caller_number", postgresql_where=text("status IN ('open', 'held')")
    ),
    Index("ix_work_order_opened_at", "opened_at"),
    # The few to which lists must ask whom they open.
    Index(
        "ix_work_order_restricted",
        "id",
        postgresql_where=text("restricted"),
        sqlite_where=text("restricted = 1"),
    ),
    Index("ix_work_order_premise_id_opened_at", "premise_id", "opened_at"),
    Index("ix_work_order_caller_number_opened_at", "caller_number", "opened_at"),
    postgresql_with=ROOM_FOR_VERSIONS,
)

order_clock = Table(
    "order_clock",
    metadata,
    link("order_id"),
    Column("rule", String(40), nullable=False),
    Column("state", String(12), nullable=False),  # running, paused, stopped, undetermined
    Column("round", Integer, nullable=False),
    moment("promise_due_at", null=True),
    moment("target_due_at", null=True),
    document("clock"),
    moment("stopped_at", null=True),
    Column("elapsed_seconds", Integer),  # how long it ran, once it has stopped
    moment("tell_at", null=True),  # when people are to be told of it next; null: nothing more
    Column("told", Integer, nullable=False, server_default="0"),  # how far it has told, per cent of its limit
    PrimaryKeyConstraint("order_id", "rule"),
    Index(
        "ix_order_clock_tell_at",
        "tell_at",
        postgresql_where=text("tell_at IS NOT NULL"),
        sqlite_where=text("tell_at IS NOT NULL"),
    ),
    postgresql_with=ROOM_FOR_VERSIONS,
)

order_link = Table(
    "order_link",
    metadata,
    key(),
    reference("order_id", "work_order"),
    reference("linked_id", "work_order"),
    Column("kind", String(20), nullable=False),  # merged, child, duplicate, related, claim, or a category
    moment("linked_at"),
    UniqueConstraint("order_id", "linked_id", "kind"),
    Index("ix_order_link_linked_id", "linked_id"),
)
