"""Statements on tables whose rows people edit: one row by its id, put in, put in place of what it was."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Table, bindparam, delete, insert, select, update

from engine.store.database import Transaction
from engine.store.expressions import is_one_of
from engine.store.statement import Statement
from engine.store.tables import (
    agent_device,
    break_reason,
    customer,
    department,
    membership,
    meter,
    person,
    premise,
    queue,
    skill,
    supply_unit,
    territory,
    tier,
)


class TierRow(NamedTuple):
    """A tier as it is edited."""

    id: str
    parent_id: str | None
    kind: str
    code: str
    name: str
    path: str
    zone: str
    calendar: str
    active: bool = True
    revision: int = 1


class TerritoryRow(NamedTuple):
    """An administrative area; `tier_id` is the county that serves it, None: its parts are served."""

    id: str
    parent_id: str | None
    code: str
    name: str
    tier_id: str | None
    active: bool = True
    revision: int = 1


class SupplyUnitRow(NamedTuple):
    """A supply unit 供电单位, and the tier to which it belongs."""

    id: str
    code: str
    name: str
    tier_id: str
    active: bool = True
    revision: int = 1


class DepartmentRow(NamedTuple):
    """A department as it is edited."""

    id: str
    tier_id: str
    kind: str
    name: str
    queue: str | None
    active: bool = True
    revision: int = 1


class PersonRow(NamedTuple):
    """A member of staff as they are edited."""

    id: str
    username: str
    name: str
    agent: str | None
    language: str
    active: bool = True
    revision: int = 1


class MembershipRow(NamedTuple):
    """A person in a department: role and post (None: none)."""

    id: str
    person_id: str
    department_id: str
    role: str
    post: str | None


class CustomerRow(NamedTuple):
    """A customer; `phone` None: not known."""

    id: str
    number: str
    name: str
    phone: str | None
    customer_class: str


class PremisesRow(NamedTuple):
    """A place of supply as it is edited; None: not known, of the customer: nobody."""

    id: str
    number: str
    customer_id: str | None
    address: str
    territory_id: str
    supply_unit_id: str
    area: str
    transformer_area: str | None
    cut_off_for_debt: bool
    longitude: float | None
    latitude: float | None


class MeterRow(NamedTuple):
    """A meter 电表 at a premise; `multiplier` is what its reading is multiplied by 倍率."""

    id: str
    number: str
    premise_id: str
    kind: str
    multiplier: int


class DeviceRow(NamedTuple):
    """A telephone at which agents sign in; `person_id` None: everybody of its department may.

    `node` is the exchange's name in HUAN_TELEPHONY, `contact` how it reaches the device. `can_answer`: it can
    be made to answer from the desk.
    """

    id: str
    name: str
    node: str
    contact: str
    kind: str
    can_answer: bool
    department_id: str
    person_id: str | None
    active: bool = True
    revision: int = 1


class BreakReasonRow(NamedTuple):
    """Why agents take breaks; `limit_minutes` None: as long as they like."""

    id: str
    key: str
    zh: str
    en: str
    limit_minutes: int | None
    active: bool = True
    revision: int = 1


class SkillRow(NamedTuple):
    """What agents can."""

    id: str
    key: str
    zh: str
    en: str
    active: bool = True
    revision: int = 1


class QueueRow(NamedTuple):
    """A queue of an exchange (`node`). Whoever has its skill serves it; of a `person_id` that agent alone."""

    id: str
    name: str
    node: str
    zh: str
    en: str
    service_seconds: int
    after_call_seconds: int
    skill_id: str | None
    person_id: str | None
    active: bool = True
    revision: int = 1


Row = TypeVar(
    "Row",
    TierRow,
    TerritoryRow,
    SupplyUnitRow,
    DepartmentRow,
    PersonRow,
    MembershipRow,
    CustomerRow,
    PremisesRow,
    MeterRow,
    DeviceRow,
    BreakReasonRow,
    SkillRow,
    QueueRow,
)


class EditedTable(Generic[Row]):
    """The statements of one table. `key` looks a row up by another unique column than its id."""

    def __init__(self, table: Table, row: type[Row], key: str) -> None:
        self.table, self.key = table, key
        self.row: type[Row] = row

    @property
    def name(self) -> str:
        """The table's name, by which changes of its rows are recorded."""
        return self.table.name

    def _select(self) -> Any:
        return select(*[self.table.c[name] for name in self.row._fields])

    @cached_property
    def _by_id(self) -> Statement:
        return Statement(self._select().where(self.table.c.id == bindparam("row_id")))

    @cached_property
    def _by_key(self) -> Statement:
        return Statement(self._select().where(self.table.c[self.key] == bindparam("wanted")))

    @cached_property
    def _all(self) -> Statement:
        return Statement(self._select().order_by(self.table.c.id))

    @cached_property
    def _by_keys(self) -> Statement:
        return Statement(self._select().where(is_one_of(self.table.c[self.key], "wanted")))

    @cached_property
    def _insert(self) -> Statement:
        return Statement(insert(self.table).values({name: bindparam(name) for name in self.row._fields}))

    @cached_property
    def _update(self) -> Statement:
        values: dict[str, Any] = {name: bindparam(name) for name in self.row._fields if name != "id"}
        return Statement(update(self.table).where(self.table.c.id == bindparam("row_id")).values(values))

    @cached_property
    def _delete(self) -> Statement:
        return Statement(delete(self.table).where(self.table.c.id == bindparam("row_id")))

    def get(self, tx: Transaction, row_id: str) -> Row | None:
        """Return a row, or None."""
        found = tx.one(self._by_id, row_id=row_id)
        return self.row(*found) if found is not None else None

    def find(self, tx: Transaction, key: str) -> Row | None:
        """Return the row with this unique key, or None."""
        found = tx.one(self._by_key, wanted=key)
        return self.row(*found) if found is not None else None

    def all(self, tx: Transaction) -> list[Row]:
        """Return all rows in the order in which they were made."""
        return [self.row(*found) for found in tx.rows(self._all)]

    def find_all(self, tx: Transaction, keys: Iterable[str]) -> dict[str, Row]:
        """Return the rows with these unique keys, by key, however many."""
        rows = [self.row(*found) for found in tx.rows(self._by_keys, wanted=sorted(set(keys)))]
        return {getattr(row, self.key): row for row in rows}

    def insert(self, tx: Transaction, row: Row) -> None:
        """Store a new row."""
        tx.write(self._insert, **row._asdict())

    def update(self, tx: Transaction, row: Row) -> None:
        """Store a row in place of what it was."""
        values: dict[str, Any] = row._asdict()
        tx.write(self._update, row_id=values.pop("id"), **values)

    def delete(self, tx: Transaction, row_id: str) -> None:
        """Remove a row."""
        tx.write(self._delete, row_id=row_id)


TIERS = EditedTable(tier, TierRow, "code")
TERRITORIES = EditedTable(territory, TerritoryRow, "code")
SUPPLY_UNITS = EditedTable(supply_unit, SupplyUnitRow, "code")
DEPARTMENTS = EditedTable(department, DepartmentRow, "id")
PEOPLE = EditedTable(person, PersonRow, "username")
MEMBERSHIPS = EditedTable(membership, MembershipRow, "id")
CUSTOMERS = EditedTable(customer, CustomerRow, "number")
PREMISES = EditedTable(premise, PremisesRow, "number")
METERS = EditedTable(meter, MeterRow, "number")
DEVICES = EditedTable(agent_device, DeviceRow, "id")
BREAK_REASONS = EditedTable(break_reason, BreakReasonRow, "key")
SKILLS = EditedTable(skill, SkillRow, "key")
QUEUES = EditedTable(queue, QueueRow, "name")
