"""The first schema.

Revision 0001, the beginning.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.schema.CreateSequence(sa.Sequence("order_serial")))
    op.create_table(
        "anchor",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", types.Moment(), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_anchor")),
    )
    op.create_table(
        "assignment",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("task_id", types.Id(), nullable=False),
        sa.Column("order_id", types.Id(), nullable=True),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("department_id", types.Id(), nullable=True),
        sa.Column("person_id", types.Id(), nullable=True),
        sa.Column("required", sa.Integer(), server_default="0", nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("opened_at", types.Moment(), nullable=False),
        sa.Column("closed_at", types.Moment(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("task_id", "id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_assignment_department_id_open",
            ["department_id", "opened_at"],
            unique=False,
            postgresql_where=sa.text("status = 'open'"),
            sqlite_where=sa.text("status = 'open'"),
        )
        batch_op.create_index(
            "ix_assignment_person_id_open",
            ["person_id", "opened_at"],
            unique=False,
            postgresql_where=sa.text("status = 'open' AND person_id IS NOT NULL"),
            sqlite_where=sa.text("status = 'open' AND person_id IS NOT NULL"),
        )

    op.create_table(
        "business_clock",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("machine_origin", types.Moment(), nullable=False),
        sa.Column("business_origin", types.Moment(), nullable=False),
        sa.Column("rate", sa.Float(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_business_clock")),
    )
    op.create_table(
        "customer",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("customer_class", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("number", name=op.f("uq_customer_number")),
    )
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.create_index("ix_customer_phone", ["phone"], unique=False)

    op.create_table(
        "definition",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("package", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source_hash", sa.String(length=64), nullable=False),
        sa.Column("compiler", sa.Integer(), nullable=False),
        sa.Column("name", types.Document(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=True),
        sa.Column("process", sa.String(length=200), nullable=False),
        sa.Column("processes", types.Document(), nullable=False),
        sa.Column("files", types.Document(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("deployed_at", types.Moment(), nullable=False),
        sa.Column("deployed_by", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_definition")),
        sa.UniqueConstraint(
            "package", "source_hash", "compiler", name=op.f("uq_definition_package_source_hash_compiler")
        ),
        sa.UniqueConstraint("package", "version", name=op.f("uq_definition_package_version")),
    )
    op.create_table(
        "delivery",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("instance_id", types.Id(), nullable=False),
        sa.Column("message_id", types.Id(), nullable=True),
        sa.Column("subscription_id", sa.String(length=36), nullable=True),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("payload", types.Document(), nullable=False),
        sa.Column("parked", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("lease_owner", sa.String(length=80), nullable=True),
        sa.Column("leased_until", types.Moment(), nullable=True),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index("ix_delivery_created_at", ["created_at"], unique=False)
        batch_op.create_index("ix_delivery_instance_id", ["instance_id"], unique=False)

    op.create_table(
        "history",
        sa.Column("chain", types.Id(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_at", types.Moment(), nullable=False),
        sa.Column("entered_at", types.Moment(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=True),
        sa.Column("actor_id", sa.String(length=80), nullable=True),
        sa.Column("on_behalf_of", sa.String(length=36), nullable=True),
        sa.Column("instance_id", types.Id(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digests", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("chain", "seq", name=op.f("pk_history")),
    )
    op.create_table(
        "history_value",
        sa.Column("chain", types.Id(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("chain", "seq", name=op.f("pk_history_value")),
    )
    op.create_table(
        "idempotency_key",
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("answer", types.Document(), nullable=True),
        sa.Column("expires_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("actor", "key", name=op.f("pk_idempotency_key")),
    )
    with op.batch_alter_table("idempotency_key", schema=None) as batch_op:
        batch_op.create_index(
            "ix_idempotency_key_expires_at", ["expires_at"], unique=False, postgresql_using="brin"
        )

    op.create_table(
        "incident",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("instance_id", types.Id(), nullable=True),
        sa.Column("order_id", types.Id(), nullable=True),
        sa.Column("task_id", types.Id(), nullable=True),
        sa.Column("element_id", sa.String(length=200), nullable=True),
        sa.Column("token", sa.Integer(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("trigger", types.Document(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("retries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("opened_at", types.Moment(), nullable=False),
        sa.Column("resolved_at", types.Moment(), nullable=True),
        sa.Column("resolved_by", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.create_index("ix_incident_instance_id", ["instance_id"], unique=False)
        batch_op.create_index(
            "ix_incident_opened_at_open",
            ["opened_at"],
            unique=False,
            postgresql_where=sa.text("status = 'open'"),
            sqlite_where=sa.text("status = 'open'"),
        )

    op.create_table(
        "job",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("instance_id", types.Id(), nullable=True),
        sa.Column("order_id", types.Id(), nullable=True),
        sa.Column("token", sa.Integer(), nullable=True),
        sa.Column("element_id", sa.String(length=200), nullable=True),
        sa.Column("handler", sa.String(length=60), nullable=False),
        sa.Column("mode", sa.String(length=12), nullable=False),
        sa.Column("payload", types.Document(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("run_at", types.Moment(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_owner", sa.String(length=80), nullable=True),
        sa.Column("leased_until", types.Moment(), nullable=True),
        sa.Column("result", types.Document(), nullable=True),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("finished_at", types.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_instance_id", ["instance_id"], unique=False)
        batch_op.create_index(
            "ix_job_run_at_ready",
            ["run_at"],
            unique=False,
            postgresql_where=sa.text("status IN ('ready', 'running')"),
            sqlite_where=sa.text("status IN ('ready', 'running')"),
        )

    op.create_table(
        "message",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("sender_id", sa.String(length=200), nullable=True),
        sa.Column("payload", types.Document(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("received_at", types.Moment(), nullable=False),
        sa.Column("expires_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("name", "sender_id", name=op.f("uq_message_name_sender_id")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index(
            "ix_message_expires_at_waiting",
            ["expires_at"],
            unique=False,
            postgresql_where=sa.text("status = 'waiting'"),
            sqlite_where=sa.text("status = 'waiting'"),
        )
        batch_op.create_index(
            "ix_message_name_key_waiting",
            ["name", "key"],
            unique=False,
            postgresql_where=sa.text("status = 'waiting'"),
            sqlite_where=sa.text("status = 'waiting'"),
        )

    op.create_table(
        "order_clock",
        sa.Column("order_id", types.Id(), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("promise_due_at", types.Moment(), nullable=True),
        sa.Column("target_due_at", types.Moment(), nullable=True),
        sa.Column("clock", types.Document(), nullable=False),
        sa.PrimaryKeyConstraint("order_id", "rule", name=op.f("pk_order_clock")),
        postgresql_with={"fillfactor": 75},
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "person",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("agent", sa.String(length=80), nullable=True),
        sa.Column("language", sa.String(length=5), server_default="zh", nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("(true)"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("agent", name=op.f("uq_person_agent")),
        sa.UniqueConstraint("username", name=op.f("uq_person_username")),
    )
    op.create_table(
        "subscription",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("instance_id", types.Id(), nullable=True),
        sa.Column("definition_id", types.Id(), nullable=True),
        sa.Column("order_id", types.Id(), nullable=True),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=True),
        sa.Column("opened_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
    )
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.create_index("ix_subscription_instance_id", ["instance_id"], unique=False)
        batch_op.create_index("ix_subscription_name_key", ["name", "key"], unique=False)

    op.create_table(
        "task",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("instance_id", types.Id(), nullable=False),
        sa.Column("order_id", types.Id(), nullable=True),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("scope", sa.Integer(), nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("form_key", sa.String(length=100), nullable=True),
        sa.Column("member", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("department_id", types.Id(), nullable=True),
        sa.Column("holder_id", types.Id(), nullable=True),
        sa.Column("claimed_at", types.Moment(), nullable=True),
        sa.Column("sender_id", types.Id(), nullable=True),
        sa.Column("sent_by_task_id", types.Id(), nullable=True),
        sa.Column("limit_rule", sa.String(length=40), nullable=True),
        sa.Column("promise_due_at", types.Moment(), nullable=True),
        sa.Column("target_due_at", types.Moment(), nullable=True),
        sa.Column("priority", sa.Integer(), server_default="0", nullable=False),
        sa.Column("draft", types.Document(), nullable=True),
        sa.Column("drafted_at", types.Moment(), nullable=True),
        sa.Column("opened_at", types.Moment(), nullable=False),
        sa.Column("closed_at", types.Moment(), nullable=True),
        sa.Column("closed_by", types.Id(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        postgresql_with={"fillfactor": 75},
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index("ix_task_instance_id_token", ["instance_id", "token"], unique=False)
        batch_op.create_index("ix_task_order_id", ["order_id"], unique=False)

    op.create_table(
        "tier",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("parent_id", types.Id(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("calendar", sa.String(length=40), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("(true)"), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["tier.id"], name=op.f("fk_tier_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier")),
        sa.UniqueConstraint("code", name=op.f("uq_tier_code")),
        sa.UniqueConstraint("path", name=op.f("uq_tier_path")),
    )
    op.create_table(
        "timer",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("instance_id", types.Id(), nullable=True),
        sa.Column("definition_id", types.Id(), nullable=True),
        sa.Column("order_id", types.Id(), nullable=True),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=False),
        sa.Column("due_at", types.Moment(), nullable=True),
        sa.Column("limit_rule", sa.String(length=40), nullable=True),
        sa.Column("spec", types.Document(), nullable=False),
        sa.Column("parked", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("lease_owner", sa.String(length=80), nullable=True),
        sa.Column("leased_until", types.Moment(), nullable=True),
        sa.Column("armed_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timer")),
    )
    with op.batch_alter_table("timer", schema=None) as batch_op:
        batch_op.create_index(
            "ix_timer_due_at_waiting",
            ["due_at"],
            unique=False,
            postgresql_where=sa.text("NOT parked AND due_at IS NOT NULL"),
            sqlite_where=sa.text("NOT parked AND due_at IS NOT NULL"),
        )
        batch_op.create_index("ix_timer_instance_id_token", ["instance_id", "token"], unique=False)
        batch_op.create_index(
            "ix_timer_order_id_limit",
            ["order_id"],
            unique=False,
            postgresql_where=sa.text("limit_rule IS NOT NULL"),
            sqlite_where=sa.text("limit_rule IS NOT NULL"),
        )

    op.create_table(
        "working_calendar",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("file", sa.String(length=100), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "year", name=op.f("pk_working_calendar")),
    )
    op.create_table(
        "anchor_head",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chain", types.Id(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["anchor.number"], name=op.f("fk_anchor_head_number")),
        sa.PrimaryKeyConstraint("number", "chain", name=op.f("pk_anchor_head")),
    )
    with op.batch_alter_table("anchor_head", schema=None) as batch_op:
        batch_op.create_index("ix_anchor_head_chain", ["chain"], unique=False)

    op.create_table(
        "api_token",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("expires_at", types.Moment(), nullable=True),
        sa.Column("revoked_at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_api_token_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    op.create_table(
        "attempt",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("job_id", types.Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=80), nullable=False),
        sa.Column("started_at", types.Moment(), nullable=False),
        sa.Column("ended_at", types.Moment(), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_attempt_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sa.UniqueConstraint("job_id", "number", name=op.f("uq_attempt_job_id_number")),
    )
    op.create_table(
        "department",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("tier_id", types.Id(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("queue", sa.String(length=400), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("(true)"), nullable=False),
        sa.ForeignKeyConstraint(["tier_id"], ["tier.id"], name=op.f("fk_department_tier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("tier_id", "kind", name=op.f("uq_department_tier_id_kind")),
    )
    op.create_table(
        "instance",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("definition_id", types.Id(), nullable=False),
        sa.Column("process", sa.String(length=200), nullable=False),
        sa.Column("order_id", types.Id(), nullable=True),
        sa.Column("call_id", types.Id(), nullable=True),
        sa.Column("business_key", sa.String(length=120), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("started_at", types.Moment(), nullable=False),
        sa.Column("ended_at", types.Moment(), nullable=True),
        sa.Column("chain_length", sa.Integer(), server_default="0", nullable=False),
        sa.Column("chain_head", sa.String(length=64), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["definition_id"], ["definition.id"], name=op.f("fk_instance_definition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instance")),
        postgresql_with={"fillfactor": 75},
    )
    with op.batch_alter_table("instance", schema=None) as batch_op:
        batch_op.create_index("ix_instance_order_id", ["order_id"], unique=False)

    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("seen_at", types.Moment(), nullable=False),
        sa.Column("expires_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_person_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index("ix_session_person_id", ["person_id"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("locked_until", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id")),
        sa.PrimaryKeyConstraint("username", name=op.f("pk_sign_in")),
    )
    op.create_table(
        "supply_unit",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("tier_id", types.Id(), nullable=False),
        sa.ForeignKeyConstraint(["tier_id"], ["tier.id"], name=op.f("fk_supply_unit_tier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_supply_unit_code")),
    )
    op.create_table(
        "territory",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("parent_id", types.Id(), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("tier_id", types.Id(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["territory.id"], name=op.f("fk_territory_parent_id")),
        sa.ForeignKeyConstraint(["tier_id"], ["tier.id"], name=op.f("fk_territory_tier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territory")),
        sa.UniqueConstraint("code", name=op.f("uq_territory_code")),
    )
    op.create_table(
        "call",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("exchange_id", sa.String(length=120), nullable=False),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("caller_number", sa.String(length=40), nullable=True),
        sa.Column("caller_name", sa.String(length=100), nullable=True),
        sa.Column("dialled_number", sa.String(length=40), nullable=True),
        sa.Column("queue", sa.String(length=80), nullable=True),
        sa.Column("department_id", types.Id(), nullable=True),
        sa.Column("agent", sa.String(length=80), nullable=True),
        sa.Column("agent_person_id", types.Id(), nullable=True),
        sa.Column("hung_up_by", sa.String(length=10), nullable=True),
        sa.Column("hangup_cause", sa.String(length=40), nullable=True),
        sa.Column("started_at", types.Moment(), nullable=False),
        sa.Column("queued_at", types.Moment(), nullable=True),
        sa.Column("answered_at", types.Moment(), nullable=True),
        sa.Column("ended_at", types.Moment(), nullable=True),
        sa.Column("waiting_ms", sa.BigInteger(), nullable=True),
        sa.Column("talk_ms", sa.BigInteger(), nullable=True),
        sa.Column("recording", sa.Text(), nullable=True),
        sa.Column("recording_ms", sa.BigInteger(), nullable=True),
        sa.Column("facts", types.Document(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agent_person_id"], ["person.id"], name=op.f("fk_call_agent_person_id")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_call_department_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.UniqueConstraint("exchange_id", name=op.f("uq_call_exchange_id")),
    )
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.create_index("ix_call_caller_number", ["caller_number"], unique=False)
        batch_op.create_index(
            "ix_call_ended_at",
            ["ended_at"],
            unique=False,
            postgresql_where=sa.text("state <> 'merged'"),
            sqlite_where=sa.text("state <> 'merged'"),
        )
        batch_op.create_index("ix_call_started_at", ["started_at"], unique=False)

    op.create_table(
        "membership",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("department_id", types.Id(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_membership_department_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "person_id", "department_id", "role", name=op.f("uq_membership_person_id_department_id_role")
        ),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index("ix_membership_department_id", ["department_id"], unique=False)

    op.create_table(
        "premise",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("customer_id", types.Id(), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("territory_id", types.Id(), nullable=False),
        sa.Column("supply_unit_id", types.Id(), nullable=False),
        sa.Column("area", sa.String(length=10), nullable=False),
        sa.Column("transformer_area", sa.String(length=40), nullable=True),
        sa.Column("cut_off_for_debt", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_premise_customer_id")),
        sa.ForeignKeyConstraint(
            ["supply_unit_id"], ["supply_unit.id"], name=op.f("fk_premise_supply_unit_id")
        ),
        sa.ForeignKeyConstraint(["territory_id"], ["territory.id"], name=op.f("fk_premise_territory_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_premise")),
        sa.UniqueConstraint("number", name=op.f("uq_premise_number")),
    )
    with op.batch_alter_table("premise", schema=None) as batch_op:
        batch_op.create_index("ix_premise_customer_id", ["customer_id"], unique=False)

    op.create_table(
        "call_leg",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("call_id", types.Id(), nullable=False),
        sa.Column("channel", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=True),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("answered_at", types.Moment(), nullable=True),
        sa.Column("bridged_at", types.Moment(), nullable=True),
        sa.Column("ended_at", types.Moment(), nullable=True),
        sa.Column("hangup_cause", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_leg_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_leg")),
        sa.UniqueConstraint("call_id", "channel", name=op.f("uq_call_leg_call_id_channel")),
    )

    op.create_table(
        "work_order",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("package", sa.String(length=64), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=True),
        sa.Column("round", sa.Integer(), server_default="1", nullable=False),
        sa.Column("priority", sa.Integer(), server_default="0", nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("fields", types.Queryable(), nullable=False),
        sa.Column("area", sa.String(length=10), nullable=True),
        sa.Column("customer_class", sa.String(length=20), nullable=True),
        sa.Column("territory_id", types.Id(), nullable=True),
        sa.Column("supply_unit_id", types.Id(), nullable=True),
        sa.Column("unit_tier_id", types.Id(), nullable=True),
        sa.Column("tier_id", types.Id(), nullable=False),
        sa.Column("tier_path", sa.String(length=300), nullable=False),
        sa.Column("customer_id", types.Id(), nullable=True),
        sa.Column("premise_id", types.Id(), nullable=True),
        sa.Column("caller_name", sa.String(length=100), nullable=True),
        sa.Column("caller_number", sa.String(length=40), nullable=True),
        sa.Column("call_id", types.Id(), nullable=True),
        sa.Column("origin_department_id", types.Id(), nullable=True),
        sa.Column("crew_id", types.Id(), nullable=True),
        sa.Column("opened_by", types.Id(), nullable=True),
        sa.Column("event_at", types.Moment(), nullable=False),
        sa.Column("opened_at", types.Moment(), nullable=False),
        sa.Column("done_at", types.Moment(), nullable=True),
        sa.Column("archived_at", types.Moment(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("attention", sa.String(length=12), nullable=True),
        sa.Column("urges", sa.Integer(), server_default="0", nullable=False),
        sa.Column("hold", types.Document(), nullable=True),
        sa.Column("profile", sa.String(length=60), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("chain_length", sa.Integer(), server_default="0", nullable=False),
        sa.Column("chain_head", sa.String(length=64), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_work_order_call_id")),
        sa.ForeignKeyConstraint(["crew_id"], ["tier.id"], name=op.f("fk_work_order_crew_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_work_order_customer_id")),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_work_order_opened_by")),
        sa.ForeignKeyConstraint(
            ["origin_department_id"], ["department.id"], name=op.f("fk_work_order_origin_department_id")
        ),
        sa.ForeignKeyConstraint(["premise_id"], ["premise.id"], name=op.f("fk_work_order_premise_id")),
        sa.ForeignKeyConstraint(
            ["supply_unit_id"], ["supply_unit.id"], name=op.f("fk_work_order_supply_unit_id")
        ),
        sa.ForeignKeyConstraint(["territory_id"], ["territory.id"], name=op.f("fk_work_order_territory_id")),
        sa.ForeignKeyConstraint(["tier_id"], ["tier.id"], name=op.f("fk_work_order_tier_id")),
        sa.ForeignKeyConstraint(["unit_tier_id"], ["tier.id"], name=op.f("fk_work_order_unit_tier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_order")),
        sa.UniqueConstraint("number", name=op.f("uq_work_order_number")),
        postgresql_with={"fillfactor": 75},
    )
    with op.batch_alter_table("work_order", schema=None) as batch_op:
        batch_op.create_index(
            "ix_work_order_caller_number",
            ["caller_number"],
            unique=False,
            postgresql_where=sa.text("status IN ('open', 'held')"),
        )
        batch_op.create_index("ix_work_order_opened_at", ["opened_at"], unique=False)
        batch_op.create_index(
            "ix_work_order_premise_id",
            ["premise_id"],
            unique=False,
            postgresql_where=sa.text("status IN ('open', 'held')"),
        )
        batch_op.create_index("ix_work_order_tier_path_opened_at", ["tier_path", "opened_at"], unique=False)

    op.create_table(
        "call_order",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("call_id", types.Id(), nullable=False),
        sa.Column("order_id", types.Id(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("linked_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_order_call_id")),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_call_order_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_order")),
        sa.UniqueConstraint("call_id", "order_id", name=op.f("uq_call_order_call_id_order_id")),
    )
    with op.batch_alter_table("call_order", schema=None) as batch_op:
        batch_op.create_index("ix_call_order_order_id", ["order_id"], unique=False)

    op.create_table(
        "notification",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("department_id", types.Id(), nullable=True),
        sa.Column("person_id", types.Id(), nullable=True),
        sa.Column("order_id", types.Id(), nullable=True),
        sa.Column("job_id", sa.String(length=36), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("read", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_notification_department_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_notification_order_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notification_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint("job_id", name=op.f("uq_notification_job_id")),
    )
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.create_index("ix_notification_department_id", ["department_id", "created_at"], unique=False)
        batch_op.create_index("ix_notification_person_id", ["person_id", "created_at"], unique=False)

    op.create_table(
        "order_link",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("order_id", types.Id(), nullable=False),
        sa.Column("linked_id", types.Id(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("linked_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["linked_id"], ["work_order.id"], name=op.f("fk_order_link_linked_id")),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_order_link_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_link")),
        sa.UniqueConstraint(
            "order_id", "linked_id", "kind", name=op.f("uq_order_link_order_id_linked_id_kind")
        ),
    )
    with op.batch_alter_table("order_link", schema=None) as batch_op:
        batch_op.create_index("ix_order_link_linked_id", ["linked_id"], unique=False)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.schema.DropSequence(sa.Sequence("order_serial")))
    with op.batch_alter_table("order_link", schema=None) as batch_op:
        batch_op.drop_index("ix_order_link_linked_id")

    op.drop_table("order_link")
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.drop_index("ix_notification_person_id")
        batch_op.drop_index("ix_notification_department_id")

    op.drop_table("notification")
    with op.batch_alter_table("call_order", schema=None) as batch_op:
        batch_op.drop_index("ix_call_order_order_id")

    op.drop_table("call_order")
    with op.batch_alter_table("work_order", schema=None) as batch_op:
        batch_op.drop_index("ix_work_order_tier_path_opened_at")
        batch_op.drop_index(
            "ix_work_order_premise_id", postgresql_where=sa.text("status IN ('open', 'held')")
        )
        batch_op.drop_index("ix_work_order_opened_at")
        batch_op.drop_index(
            "ix_work_order_caller_number", postgresql_where=sa.text("status IN ('open', 'held')")
        )

    op.drop_table("work_order")
    op.drop_table("call_leg")
    with op.batch_alter_table("premise", schema=None) as batch_op:
        batch_op.drop_index("ix_premise_customer_id")

    op.drop_table("premise")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index("ix_membership_department_id")

    op.drop_table("membership")
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.drop_index("ix_call_started_at")
        batch_op.drop_index(
            "ix_call_ended_at",
            postgresql_where=sa.text("state <> 'merged'"),
            sqlite_where=sa.text("state <> 'merged'"),
        )
        batch_op.drop_index("ix_call_caller_number")

    op.drop_table("call")
    op.drop_table("territory")
    op.drop_table("supply_unit")
    op.drop_table("sign_in")
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_index("ix_session_person_id")

    op.drop_table("session")
    with op.batch_alter_table("instance", schema=None) as batch_op:
        batch_op.drop_index("ix_instance_order_id")

    op.drop_table("instance")
    op.drop_table("department")
    op.drop_table("attempt")
    op.drop_table("api_token")
    with op.batch_alter_table("anchor_head", schema=None) as batch_op:
        batch_op.drop_index("ix_anchor_head_chain")

    op.drop_table("anchor_head")
    op.drop_table("working_calendar")
    with op.batch_alter_table("timer", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_timer_order_id_limit",
            postgresql_where=sa.text("limit_rule IS NOT NULL"),
            sqlite_where=sa.text("limit_rule IS NOT NULL"),
        )
        batch_op.drop_index("ix_timer_instance_id_token")
        batch_op.drop_index(
            "ix_timer_due_at_waiting",
            postgresql_where=sa.text("NOT parked AND due_at IS NOT NULL"),
            sqlite_where=sa.text("NOT parked AND due_at IS NOT NULL"),
        )

    op.drop_table("timer")
    op.drop_table("tier")
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_index("ix_task_order_id")
        batch_op.drop_index("ix_task_instance_id_token")

    op.drop_table("task")
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.drop_index("ix_subscription_name_key")
        batch_op.drop_index("ix_subscription_instance_id")

    op.drop_table("subscription")
    op.drop_table("person")
    op.drop_table("organisation")
    op.drop_table("order_clock")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_message_name_key_waiting",
            postgresql_where=sa.text("status = 'waiting'"),
            sqlite_where=sa.text("status = 'waiting'"),
        )
        batch_op.drop_index(
            "ix_message_expires_at_waiting",
            postgresql_where=sa.text("status = 'waiting'"),
            sqlite_where=sa.text("status = 'waiting'"),
        )

    op.drop_table("message")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_job_run_at_ready",
            postgresql_where=sa.text("status IN ('ready', 'running')"),
            sqlite_where=sa.text("status IN ('ready', 'running')"),
        )
        batch_op.drop_index("ix_job_instance_id")

    op.drop_table("job")
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_incident_opened_at_open",
            postgresql_where=sa.text("status = 'open'"),
            sqlite_where=sa.text("status = 'open'"),
        )
        batch_op.drop_index("ix_incident_instance_id")

    op.drop_table("incident")
    with op.batch_alter_table("idempotency_key", schema=None) as batch_op:
        batch_op.drop_index("ix_idempotency_key_expires_at", postgresql_using="brin")

    op.drop_table("idempotency_key")
    op.drop_table("history_value")
    op.drop_table("history")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index("ix_delivery_instance_id")
        batch_op.drop_index("ix_delivery_created_at")

    op.drop_table("delivery")
    op.drop_table("definition")
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.drop_index("ix_customer_phone")

    op.drop_table("customer")
    op.drop_table("business_clock")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_assignment_person_id_open",
            postgresql_where=sa.text("status = 'open' AND person_id IS NOT NULL"),
            sqlite_where=sa.text("status = 'open' AND person_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_assignment_department_id_open",
            postgresql_where=sa.text("status = 'open'"),
            sqlite_where=sa.text("status = 'open'"),
        )

    op.drop_table("assignment")
    op.drop_table("anchor")
