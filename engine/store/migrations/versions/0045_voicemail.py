"""Messages that callers leave.

Revision 0045, after 0044.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "voicemail",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("exchange_id", sa.String(120), nullable=False),
        sa.Column("call_id", types.Id()),
        sa.Column("node", sa.String(128)),
        sa.Column("path", sa.String(600), nullable=False),
        sa.Column("queue", sa.String(80)),
        sa.Column("department_id", types.Id()),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("began_at", types.Moment(), nullable=False),
        sa.Column("ended_at", types.Moment()),
        sa.Column("ms", sa.BigInteger()),
        sa.Column("heard_at", types.Moment()),
        sa.Column("heard_by", types.Id()),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_voicemail_call_id")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_voicemail_department_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voicemail")),
    )
    op.create_index("ix_voicemail_exchange_id", "voicemail", ["exchange_id"])
    op.create_index("ix_voicemail_call_id", "voicemail", ["call_id"])


def downgrade() -> None:
    op.drop_table("voicemail")
