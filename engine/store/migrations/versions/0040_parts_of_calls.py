"""Whose telephone rang for a call, who spoke, in which queues it waited, who listened in; hold and wrap-up.

Revision 0040, after 0039.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

_PARTS = ("call_ring", "call_talk", "call_visit", "call_supervision")


def upgrade() -> None:
    for column in _columns():
        op.add_column("call", column)
    _part(
        "call_ring",
        sa.Column("agent", sa.String(80), nullable=False),
        sa.Column("person_id", types.Id()),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("until", types.Moment()),
        sa.Column("missed", sa.String(40)),
        unique=("agent", "at"),
        refers={"person_id": "person"},
    )
    _part(
        "call_talk",
        sa.Column("channel", sa.String(120), nullable=False),
        sa.Column("agent", sa.String(80), nullable=False),
        sa.Column("person_id", types.Id()),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("until", types.Moment()),
        sa.Column("how", sa.String(10)),
        unique=("channel",),
        refers={"person_id": "person"},
    )
    _part(
        "call_visit",
        sa.Column("member", sa.String(120), nullable=False),
        sa.Column("queue", sa.String(80), nullable=False),
        sa.Column("department_id", types.Id()),
        sa.Column("joined_at", types.Moment(), nullable=False),
        sa.Column("left_at", types.Moment()),
        sa.Column("cause", sa.String(40)),
        sa.Column("reason", sa.String(40)),
        unique=("member",),
        refers={"department_id": "department"},
    )
    _part(
        "call_supervision",
        sa.Column("channel", sa.String(120), nullable=False),
        sa.Column("agent", sa.String(80)),
        sa.Column("person_id", types.Id()),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("until", types.Moment()),
        unique=("channel",),
        refers={"person_id": "person"},
    )
    op.create_index("ix_call_ring_person_id", "call_ring", ["person_id", "at"])
    op.create_index("ix_call_talk_person_id", "call_talk", ["person_id", "at"])
    op.create_index("ix_call_visit_department_id", "call_visit", ["department_id", "joined_at"])


def downgrade() -> None:
    for name in _PARTS:
        op.drop_table(name)
    for column in _columns():
        op.drop_column("call", column.name)


def _columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("kind", sa.String(12)),
        sa.Column("last_agent", sa.String(80)),
        sa.Column("last_agent_person_id", types.Id()),
        sa.Column("ringing_at", types.Moment()),
        sa.Column("hold_ms", sa.BigInteger()),
        sa.Column("wrap_up_ms", sa.BigInteger()),
    ]


def _part(name: str, *columns: sa.Column[Any], unique: tuple[str, ...], refers: dict[str, str]) -> None:
    op.create_table(
        name,
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("call_id", types.Id(), nullable=False),
        *columns,
        *(
            sa.ForeignKeyConstraint([one], [f"{other}.id"], name=op.f(f"fk_{name}_{one}"))
            for one, other in {"call_id": "call", **refers}.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("call_id", *unique, name=op.f("_".join(("uq", name, "call_id", *unique)))),
    )
