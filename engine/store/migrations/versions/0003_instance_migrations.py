"""Migrations of running instances to another version.

Revision 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_WORK = sa.text("status IN ('waiting', 'undoing')")


def upgrade() -> None:
    op.create_table(
        "instance_migration",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("package", sa.String(length=64), nullable=False),
        sa.Column("source_id", types.Id(), nullable=False),
        sa.Column("target_id", types.Id(), nullable=False),
        sa.Column("source_version", sa.Integer(), nullable=False),
        sa.Column("target_version", sa.Integer(), nullable=False),
        sa.Column("mapping", types.Document(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("finished_at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"], ["definition.id"], name=op.f("fk_instance_migration_source_id")
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["definition.id"], name=op.f("fk_instance_migration_target_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instance_migration")),
    )
    op.create_index("ix_instance_migration_package", "instance_migration", ["package", "created_at"])
    op.create_table(
        "migrated_instance",
        sa.Column("migration_id", types.Id(), nullable=False),
        sa.Column("instance_id", types.Id(), nullable=False),
        sa.Column("order_id", types.Id(), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("report", types.Document(), nullable=True),
        sa.Column("undo", types.Document(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["migration_id"], ["instance_migration.id"], name=op.f("fk_migrated_instance_migration_id")
        ),
        sa.PrimaryKeyConstraint("migration_id", "instance_id", name=op.f("pk_migrated_instance")),
    )
    op.create_index("ix_migrated_instance_instance_id", "migrated_instance", ["instance_id"])
    op.create_index(
        "ix_migrated_instance_to_do",
        "migrated_instance",
        ["migration_id"],
        postgresql_where=_WORK,
        sqlite_where=_WORK,
    )


def downgrade() -> None:
    op.drop_index(
        "ix_migrated_instance_to_do",
        table_name="migrated_instance",
        postgresql_where=_WORK,
        sqlite_where=_WORK,
    )
    op.drop_index("ix_migrated_instance_instance_id", table_name="migrated_instance")
    op.drop_table("migrated_instance")
    op.drop_index("ix_instance_migration_package", table_name="instance_migration")
    op.drop_table("instance_migration")
