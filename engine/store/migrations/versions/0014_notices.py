"""Kinds and languages of notices, who has read them, how people want to be told, and what waits to go out.

Revision 0014, after 0013. It only adds: a release without these goes on writing and reading its notices.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notification", sa.Column("kind", sa.String(length=40), nullable=True))
    op.add_column("notification", sa.Column("text_zh", sa.Text(), nullable=True))
    op.create_table(
        "notification_read",
        sa.Column("notification_id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("read_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notification_id"], ["notification.id"], name=op.f("fk_notification_read_notification_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notification_read_person_id")),
        sa.PrimaryKeyConstraint("notification_id", "person_id", name=op.f("pk_notification_read")),
    )
    op.create_table(
        "notice_reader",
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("quiet_from", sa.String(length=5), nullable=True),
        sa.Column("quiet_to", sa.String(length=5), nullable=True),
        sa.Column("digest_at", sa.String(length=5), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_reader_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_notice_reader")),
    )
    op.create_table(
        "notice_choice",
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_choice_person_id")),
        sa.PrimaryKeyConstraint("person_id", "kind", "channel", name=op.f("pk_notice_choice")),
    )
    op.create_table(
        "notice_waiting",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("order_id", types.Id(), nullable=True),
        sa.Column("order_number", sa.String(length=20), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("due_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_waiting_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_waiting")),
    )
    op.create_index("ix_notice_waiting_due_at", "notice_waiting", ["due_at"], unique=False)
    op.create_index("ix_notice_waiting_person_id", "notice_waiting", ["person_id", "channel"], unique=False)
    op.create_table(
        "notice_template",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("text_zh", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_notice_template")),
    )


def downgrade() -> None:
    op.drop_table("notice_template")
    op.drop_index("ix_notice_waiting_person_id", "notice_waiting")
    op.drop_index("ix_notice_waiting_due_at", "notice_waiting")
    op.drop_table("notice_waiting")
    op.drop_table("notice_choice")
    op.drop_table("notice_reader")
    op.drop_table("notification_read")
    op.drop_column("notification", "text_zh")
    op.drop_column("notification", "kind")
