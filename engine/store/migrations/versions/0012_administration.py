"""What was changed in the administration, in chains of its own; and who stands in for whom.

Revision 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "administration_chain",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("chain_length", sa.Integer(), nullable=False),
        sa.Column("chain_head", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_administration_chain")),
        sa.UniqueConstraint("subject", name=op.f("uq_administration_chain_subject")),
    )
    op.create_table(
        "administration_change",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("item", sa.String(length=200), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("tier_path", sa.String(length=300), nullable=True),
        sa.Column("chain", types.Id(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_administration_change")),
    )
    for name, *columns in (
        ("changed_at", "changed_at", "id"),
        ("item", "subject", "item", "changed_at", "id"),
        ("changed_by", "changed_by", "changed_at", "id"),
    ):
        op.create_index(f"ix_administration_change_{name}", "administration_change", columns)
    op.create_table(
        "substitution",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("substitute_id", types.Id(), nullable=False),
        sa.Column("department_id", types.Id(), nullable=True),
        sa.Column("from_at", types.Moment(), nullable=False),
        sa.Column("until_at", types.Moment(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", types.Moment(), nullable=False),
        sa.Column("ended_at", types.Moment(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_substitution_person_id")),
        sa.ForeignKeyConstraint(["substitute_id"], ["person.id"], name=op.f("fk_substitution_substitute_id")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_substitution_department_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitution")),
    )
    op.create_index("ix_substitution_person_id", "substitution", ["person_id", "until_at"])
    op.create_index("ix_substitution_substitute_id", "substitution", ["substitute_id", "until_at"])
    op.create_index("ix_substitution_until_at", "substitution", ["until_at"])


def downgrade() -> None:
    op.drop_table("substitution")
    op.drop_table("administration_change")
    op.drop_table("administration_chain")
