"""What all tables share: the metadata with its naming rule, and short column makers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, MetaData

from engine.store.types import Document, Id, Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: For tables whose rows change often: a quarter of each page is left to new versions of its rows. As long as
#: no indexed column changes, such a version needs no index entry (PostgreSQL 15, 73.7 "Heap-Only Tuples").
ROOM_FOR_VERSIONS = {"fillfactor": 75}


def key() -> Column[str]:
    """Return the primary key column `id`."""
    return Column("id", Id, primary_key=True)


def reference(name: str, target: str, *, null: bool = False, **options: Any) -> Column[str]:
    """Return a column that refers to another table's `id`."""
    return Column(name, Id, ForeignKey(f"{target}.id"), nullable=null, **options)


def revision() -> Column[int]:
    """Return the column that counts changes from 1, for tables that are edited by people."""
    return Column("revision", Integer, nullable=False, server_default="1")


def link(name: str, *, null: bool = False) -> Column[str]:
    """Return a column that refers to another table's `id` without a foreign key.

    For the rows that every step writes: checking a foreign key locks the row it points to, and a department's
    row would be locked by every step of its county at once. The step makes sure that what it points to is
    there, under the order's lock; `huan doctor` looks for rows that point to nothing.
    """
    return Column(name, Id, nullable=null)


def moment(name: str, *, null: bool = False) -> Column[Any]:
    """Return a column holding an aware UTC time."""
    return Column(name, Moment, nullable=null)


def document(name: str, *, null: bool = False) -> Column[Any]:
    """Return a column holding a JSON document."""
    return Column(name, Document, nullable=null)
