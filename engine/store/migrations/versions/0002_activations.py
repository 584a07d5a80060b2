"""What was done to the versions of packages.

Revision 0002, after 0001. Of what was deployed before, the time and the person are those of the version's row.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activation",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("package", sa.String(length=64), nullable=False),
        sa.Column("definition_id", types.Id(), nullable=True),
        sa.Column("previous_id", types.Id(), nullable=True),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("previous_version", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("actor_id", sa.String(length=80), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["definition_id"], ["definition.id"], name=op.f("fk_activation_definition_id")
        ),
        sa.ForeignKeyConstraint(["previous_id"], ["definition.id"], name=op.f("fk_activation_previous_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activation")),
    )
    op.create_index("ix_activation_package_at", "activation", ["package", "at"])
    op.execute(
        "INSERT INTO activation (id, package, definition_id, what, version, actor_id, at) "
        "SELECT id, package, id, 'deployed', version, COALESCE(deployed_by, 'system:install'), deployed_at "
        "FROM definition WHERE active"
    )


def downgrade() -> None:
    op.drop_index("ix_activation_package_at", table_name="activation")
    op.drop_table("activation")
