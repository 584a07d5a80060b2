"""Agents: their devices, what they do, why they pause, what they can, and which queues they serve.

Revision 0041, after 0040.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agent_device",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("node", sa.String(80), nullable=False),
        sa.Column("contact", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("can_answer", sa.Boolean(), nullable=False),
        sa.Column("department_id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id()),
        sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.text("true")),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_agent_device_department_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_agent_device_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agent_device")),
        sa.UniqueConstraint("department_id", "name", name=op.f("uq_agent_device_department_id_name")),
    )
    op.create_index("ix_agent_device_person_id", "agent_device", ["person_id"])
    op.create_table(
        "break_reason",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("zh", sa.String(40), nullable=False),
        sa.Column("en", sa.String(40), nullable=False),
        sa.Column("limit_minutes", sa.Integer()),
        sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.text("true")),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_break_reason")),
        sa.UniqueConstraint("key", name=op.f("uq_break_reason_key")),
    )
    op.create_table(
        "skill",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("zh", sa.String(40), nullable=False),
        sa.Column("en", sa.String(40), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.text("true")),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill")),
        sa.UniqueConstraint("key", name=op.f("uq_skill_key")),
    )
    op.create_table(
        "person_skill",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("skill_id", types.Id(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_skill_person_id")),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_person_skill_skill_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_skill")),
        sa.UniqueConstraint("person_id", "skill_id", name=op.f("uq_person_skill_person_id_skill_id")),
    )
    op.create_table(
        "queue",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("node", sa.String(80), nullable=False),
        sa.Column("zh", sa.String(40), nullable=False),
        sa.Column("en", sa.String(40), nullable=False),
        sa.Column("service_seconds", sa.Integer(), nullable=False),
        sa.Column("after_call_seconds", sa.Integer(), nullable=False),
        sa.Column("skill_id", types.Id()),
        sa.Column("person_id", types.Id()),
        sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.text("true")),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_queue_skill_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_queue_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue")),
        sa.UniqueConstraint("name", name=op.f("uq_queue_name")),
    )
    op.create_table(
        "agent_tier",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("queue_id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["queue_id"], ["queue.id"], name=op.f("fk_agent_tier_queue_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_agent_tier_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agent_tier")),
        sa.UniqueConstraint("queue_id", "person_id", name=op.f("uq_agent_tier_queue_id_person_id")),
    )
    op.create_index("ix_agent_tier_person_id", "agent_tier", ["person_id"])
    op.create_table(
        "agent_state",
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("said", sa.String(12), nullable=False),
        sa.Column("phone", sa.String(12), nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("since", types.Moment(), nullable=False),
        sa.Column("due_at", types.Moment()),
        sa.Column("device_id", types.Id()),
        sa.Column("forced_by", types.Id()),
        sa.Column("theirs", sa.String(40)),
        sa.Column("theirs_state", sa.String(40)),
        sa.Column("theirs_at", types.Moment()),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_agent_state_person_id")),
        sa.ForeignKeyConstraint(["device_id"], ["agent_device.id"], name=op.f("fk_agent_state_device_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_agent_state")),
    )
    op.create_index("ix_agent_state_device_id", "agent_state", ["device_id"])
    op.create_index(
        "ix_agent_state_due_at",
        "agent_state",
        ["due_at"],
        postgresql_where=sa.text("due_at IS NOT NULL"),
        sqlite_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "agent_state_log",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("note", sa.String(500)),
        sa.Column("from_at", types.Moment(), nullable=False),
        sa.Column("until_at", types.Moment()),
        sa.Column("by_id", types.Id()),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_agent_state_log_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agent_state_log")),
    )
    op.create_index(
        "ix_agent_state_log_open",
        "agent_state_log",
        ["person_id"],
        postgresql_where=sa.text("until_at IS NULL"),
        sqlite_where=sa.text("until_at IS NULL"),
    )
    op.create_index("ix_agent_state_log_person_id_from_at", "agent_state_log", ["person_id", "from_at"])


def downgrade() -> None:
    op.drop_table("agent_state_log")
    op.drop_table("agent_state")
    op.drop_table("agent_tier")
    op.drop_table("queue")
    op.drop_table("person_skill")
    op.drop_table("skill")
    op.drop_table("break_reason")
    op.drop_table("agent_device")
