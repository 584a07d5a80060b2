"""Tiers, departments, people; territories and supply units, which are not the same area."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, UniqueConstraint, text

from engine.store.tables.base import key, metadata, reference, revision

tier = Table(
    "tier",
    metadata,
    key(),
    reference("parent_id", "tier", null=True),
    Column("kind", String(10), nullable=False),  # province, city, county, station, crew
    Column("code", String(40), nullable=False, unique=True),
    Column("name", String(100), nullable=False),
    Column("path", String(300), nullable=False, unique=True),
    Column("zone", String(40), nullable=False),
    Column("calendar", String(40), nullable=False),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    revision(),
)

territory = Table(
    "territory",
    metadata,
    key(),
    reference("parent_id", "territory", null=True),
    Column("code", String(40), nullable=False, unique=True),
    Column("name", String(100), nullable=False),
    reference("tier_id", "tier", null=True),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    revision(),
)

supply_unit = Table(
    "supply_unit",
    metadata,
    key(),
    Column("code", String(40), nullable=False, unique=True),
    Column("name", String(100), nullable=False),
    reference("tier_id", "tier"),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    revision(),
)

department = Table(
    "department",
    metadata,
    key(),
    reference("tier_id", "tier"),
    Column("kind", String(40), nullable=False),
    Column("name", String(100), nullable=False),
    Column("queue", String(400)),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    revision(),
    UniqueConstraint("tier_id", "kind"),
)

person = Table(
    "person",
    metadata,
    key(),
    Column("username", String(60), nullable=False, unique=True),
    Column("name", String(100), nullable=False),
    Column("agent", String(80), unique=True),
    Column("language", String(5), nullable=False, server_default="zh"),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    revision(),
)

membership = Table(
    "membership",
    metadata,
    key(),
    reference("person_id", "person"),
    reference("department_id", "department"),
    Column("role", String(20), nullable=False),  # agent, shift-leader, dispatcher, crew, manager …
    Column("post", String(40)),  # 岗位: what the person is there, which gives no right by itself
    UniqueConstraint("person_id", "department_id", "role"),
    Index("ix_membership_department_id", "department_id"),
)

organisation = Table(
    "organisation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
)
