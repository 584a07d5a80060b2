"""Statements on the organisation: read it whole, write its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from engine.org import Department, Directory, Membership, Person, Substitution, Tier, directory
from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import (
    agent_device,
    agent_tier,
    break_reason,
    customer,
    department,
    membership,
    organisation,
    person,
    person_skill,
    premise,
    queue,
    shift,
    skill,
    substitution,
    supply_unit,
    territory,
    tier,
)
from engine.store.time import business_now

_REVISION = Statement(select(organisation.c.revision).where(organisation.c.id == 1))
_TIERS = Statement(select(*[tier.c[name] for name in Tier.__dataclass_fields__]).where(tier.c.active))
_DEPARTMENTS = Statement(
    select(*[department.c[name] for name in Department.__dataclass_fields__]).where(department.c.active)
)
_PEOPLE = Statement(select(*[person.c[name] for name in Person.__dataclass_fields__]))
_MEMBERSHIPS = Statement(select(*[membership.c[name] for name in Membership.__dataclass_fields__]))
#: Those that are over need not be known any more; a clock may be set back a little.
_SUBSTITUTIONS = Statement(
    select(*[substitution.c[name] for name in Substitution.__dataclass_fields__]).where(
        substitution.c.ended_at.is_(None), substitution.c.until_at > bindparam("since")
    )
)
KEPT = timedelta(days=31)
_BUMP = Statement(
    update(organisation).where(organisation.c.id == 1).values(revision=organisation.c.revision + 1)
)
_FIRST = Statement(insert(organisation).values(id=1, revision=1))
_UNIT = Statement(
    select(supply_unit.c.id, supply_unit.c.tier_id).where(supply_unit.c.id == bindparam("unit_id"))
)
_TABLES = {
    "tier": tier,
    "territory": territory,
    "supply_unit": supply_unit,
    "department": department,
    "person": person,
    "membership": membership,
    "customer": customer,
    "premise": premise,
    "substitution": substitution,
    "shift": shift,
    "skill": skill,
    "break_reason": break_reason,
    "agent_device": agent_device,
    "queue": queue,
    "person_skill": person_skill,
    "agent_tier": agent_tier,
}
_INSERTS: dict[tuple[str, tuple[str, ...]], Statement] = {}


def read_directory(tx: Transaction) -> Directory:
    """Return the organisation as it is now."""
    revision, tiers, departments, people, memberships, substitutions = tx.fetch(
        (_REVISION, {}),
        (_TIERS, {}),
        (_DEPARTMENTS, {}),
        (_PEOPLE, {}),
        (_MEMBERSHIPS, {}),
        (_SUBSTITUTIONS, {"since": business_now(tx) - KEPT}),
    )
    known = {row.id for row in departments}
    return directory(
        revision[0].revision if revision else 0,
        [Tier(*row) for row in tiers],
        [Department(*row) for row in departments],
        [Person(*row) for row in people],
        [Membership(*row) for row in memberships if row.department_id in known],
        [Substitution(*row) for row in substitutions],
    )


def changed(tx: Transaction) -> None:
    """Tell every process that the organisation has changed."""
    if tx.changed(_BUMP) == 0:
        tx.write(_FIRST)


def insert_rows(tx: Transaction, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Store rows of the organisation, or of customers and premises."""
    for row in rows:
        names = tuple(sorted(row))
        statement = _INSERTS.get((table, names))
        if statement is None:
            made = insert(_TABLES[table]).values({name: bindparam(name) for name in names})
            statement = _INSERTS[(table, names)] = Statement(made)
        tx.write(statement, **row)


def supply_unit_tier(tx: Transaction, unit_id: str) -> str | None:
    """Return the tier that a supply unit belongs to, or None."""
    row = tx.one(_UNIT, unit_id=unit_id)
    return row.tier_id if row is not None else None
