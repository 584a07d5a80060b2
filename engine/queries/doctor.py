"""The invariants of a database: what must always be true, and where it is not.

open user task in the state  ⇔ one open (or stuck) task row
waiting timer                ⇔ one timer row
waiting message event        ⇔ one subscription row
waiting service task         ⇔ one job row that has not ended
a finished instance has none of them
every state can be read by this release, and belongs to the version that its instance names
every version holds the files that were deployed
every line and row points to something that is there

Whatever stands in a row, it is named, and the examination goes on with the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Table, bindparam, select

from engine.definitions import COMPILER, Package, digest_of, read_files
from engine.definitions.bindings import identity_of
from engine.errors import HuanError, InvalidInput
from engine.feel import Environment
from engine.runtime import CompiledDefinition, Surroundings, decode
from engine.runtime.stored import StoredWait, stored_waits
from engine.store.database import Database, Transaction
from engine.store.definitions import DefinitionRow, definition_by_id
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import (
    assignment,
    call,
    definition,
    delivery,
    department,
    incident,
    instance,
    job,
    message,
    migrated_instance,
    order_clock,
    person,
    subscription,
    task,
    timer,
    work_order,
)
from engine.words import Words

PAGE = 500


@dataclass(frozen=True)
class Broken:
    """One broken invariant, with what it is about."""

    rule: str
    subject: str
    message: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.subject}: {self.message}"


_INSTANCES = Statement(
    select(
        instance.c.id,
        instance.c.status,
        instance.c.state,
        instance.c.definition_id,
        instance.c.order_id,
    )
    .where(instance.c.id > bindparam("after"))
    .order_by(instance.c.id)
    .limit(PAGE)
)
_VERSIONS = Statement(select(definition.c.id).order_by(definition.c.id))
_TASKS = Statement(
    select(task.c.token, task.c.element_id).where(
        task.c.instance_id == bindparam("instance_id"), is_word(task.c.status, "open", "stuck")
    )
)
_TIMERS = Statement(
    select(timer.c.token, timer.c.element_id).where(timer.c.instance_id == bindparam("instance_id"))
)
_SUBSCRIPTIONS = Statement(
    select(subscription.c.token, subscription.c.element_id).where(
        subscription.c.instance_id == bindparam("instance_id")
    )
)
_JOBS = Statement(
    select(job.c.token, job.c.element_id, job.c.status).where(
        job.c.instance_id == bindparam("instance_id"),
        job.c.token.is_not(None),
        ~is_word(job.c.status, "done", "thrown", "cancelled"),
    )
)
_ROWS = {"task": _TASKS, "timer": _TIMERS, "subscription": _SUBSCRIPTIONS, "job": _JOBS}


#: Gives a compiled version by its id, within a transaction.
Definitions = Callable[[Transaction, str], CompiledDefinition]
#: What reading a damaged state, sheet or diagram ends in, depending on where the damage is.
_DAMAGE = (HuanError, ValueError, TypeError, LookupError, AttributeError, RecursionError)
_ENDED = ("completed", "cancelled")
_RUNNING = ("active", "suspended")


def examine(database: Database, definitions: Definitions) -> Iterator[Broken]:
    """Yield every broken invariant of the rows. History and schema have checks of their own."""
    yield from examine_work(database, definitions)
    with database.snapshot() as tx:
        yield from _versions(tx, definitions)


def examine_work(database: Database, definitions: Definitions) -> Iterator[Broken]:
    """Yield every broken invariant of what runs, leaving out the versions that it runs on."""
    after = "00000000-0000-0000-0000-000000000000"
    while True:
        with database.snapshot() as tx:
            rows = tx.rows(_INSTANCES, after=after)
            for row in rows:
                yield from _instance(tx, definitions, row)
        if len(rows) < PAGE:
            break
        after = rows[-1].id
    with database.snapshot() as tx:
        yield from _orphans(tx)
        yield from _lines(tx)


def _instance(tx: Transaction, definitions: Definitions, row: Any) -> Iterator[Broken]:
    if row.status not in (*_RUNNING, *_ENDED):
        yield Broken("state", row.id, f"the instance is {row.status!r}, which no instance can be")
    ended = row.status in _ENDED
    if ended and row.state is not None:
        yield Broken("state", row.id, f"the instance is {row.status}, but has a state")
    if not ended and row.state is None:
        yield Broken("state", row.id, f"the instance is {row.status}, but has no state")
        return
    waits: list[StoredWait] = []
    if row.state is not None:
        try:
            waits = _waits(tx, definitions, row)
        except _DAMAGE as damage:
            # What it waits for is not known then; its rows are judged when the state is mended.
            yield Broken("state", row.id, f"its state cannot be read: {_told(damage)}")
            return
    for kind, statement in _ROWS.items():
        wanted = Counter((wait.token, wait.element) for wait in waits if wait.kind == kind)
        rows = tx.rows(statement, instance_id=row.id)
        there = Counter((found.token, found.element_id) for found in rows)
        # An effect that a worker is at, or whose outcome nobody knows, outlives the token that asked for it.
        outlives = {
            (found.token, found.element_id)
            for found in rows
            if kind == "job" and found.status in ("running", "unknown")
        }
        for (token, element), count in (wanted - there).items():
            yield Broken(
                kind, row.id, f"{element} (token {token}) waits, but {count} {kind} row(s) are missing"
            )
        for (token, element), count in (there - wanted).items():
            if (token, element) in outlives:
                continue
            yield Broken(kind, row.id, f"{count} {kind} row(s) too many for {element} (token {token})")


@dataclass(frozen=True)
class _Specs:
    """As much of the surroundings as reading a state needs; nothing is evaluated."""

    tx: Transaction
    definitions: Definitions

    def environment(self) -> Environment:
        return Environment(datetime.fromtimestamp(0, UTC), ZoneInfo("UTC"))

    def definition(self, definition_id: str) -> CompiledDefinition:
        UUID(definition_id)  # PostgreSQL would end the transaction over what is no id
        return self.definitions(self.tx, definition_id)


def _waits(tx: Transaction, definitions: Definitions, row: Any) -> list[StoredWait]:
    """Read the state as the engine would, and return what its tokens wait for."""
    specs = _Specs(tx, definitions)
    instance = decode(row.state, cast(Surroundings, specs))
    if instance.definition.id != row.definition_id:
        raise InvalidInput(
            Words(
                f"it is one of version {instance.definition.id}, not of {row.definition_id}",
                f"它属于版本 {instance.definition.id}，不属于 {row.definition_id}",
            )
        )
    tokens = [token for scope in instance.scopes.values() for token in scope.tasks]
    if instance.last_token < max(tokens, default=0):
        raise InvalidInput(
            Words("it has a token with a number that was not given yet", "它有一个令牌，编号还没有给出过")
        )
    return stored_waits(row.state, specs.definition)


def _told(damage: BaseException) -> str:
    if isinstance(damage, HuanError):
        return damage.message
    return f"it is damaged ({type(damage).__name__}: {damage})"


def _versions(tx: Transaction, definitions: Definitions) -> Iterator[Broken]:
    """What a version is was fixed when it was deployed: it is named by the hash of its files."""
    for (key,) in tx.rows(_VERSIONS):
        try:
            row = definition_by_id(tx, key)
            assert row is not None
            package = read_files({path: text.encode() for path, text in row.files.items()}, row.package)
        except _DAMAGE as damage:
            yield Broken("version", key, f"its files cannot be read: {_told(damage)}")
            continue
        if _identity(tx, package, row) != row.source_hash:
            yield Broken("version", key, f"the files of {row.package} are not those that were deployed")
        elif row.compiler == COMPILER:
            # What another compiler made runs only where an instance still needs it: its state tells that.
            try:
                definitions(tx, key)
            except _DAMAGE as damage:
                yield Broken("version", key, _told(damage))


def _identity(tx: Transaction, package: Package, row: DefinitionRow) -> str:
    """Return a version's identity anew, with the files of those that it is bound to, also through others."""
    digests: dict[str, str] = {}
    wanted = sorted(set(row.bound.values()))
    while wanted:
        bound = definition_by_id(tx, wanted.pop())
        if bound is not None and bound.package != row.package and bound.package not in digests:
            digests[bound.package] = digest_of({path: text.encode() for path, text in bound.files.items()})
            wanted += bound.bound.values()
    return identity_of(package.source_hash, digests)


#: Columns without foreign keys that must point to something that is there all the same.
_POINTERS: list[tuple[Table, str, Table]] = [
    (task, "instance_id", instance),
    (task, "order_id", work_order),
    (task, "department_id", department),
    (task, "holder_id", person),
    (assignment, "task_id", task),
    (assignment, "department_id", department),
    (assignment, "person_id", person),
    (timer, "instance_id", instance),
    (timer, "definition_id", definition),
    (timer, "order_id", work_order),
    (subscription, "instance_id", instance),
    (subscription, "definition_id", definition),
    (subscription, "order_id", work_order),
    (delivery, "instance_id", instance),
    (delivery, "message_id", message),
    (job, "instance_id", instance),
    (job, "order_id", work_order),
    (incident, "instance_id", instance),
    (incident, "order_id", work_order),
    (instance, "order_id", work_order),
    (migrated_instance, "instance_id", instance),
    (migrated_instance, "order_id", work_order),
    (instance, "definition_id", definition),
    (instance, "call_id", call),
    (order_clock, "order_id", work_order),
]


def _pointing_nowhere(child: Table, column: str, parent: Table) -> Statement:
    key = child.c.get("id", child.c[column])  # a clock has no id of its own
    return Statement(
        select(key.label("id"))
        .select_from(child.outerjoin(parent, parent.c.id == child.c[column]))
        .where(child.c[column].is_not(None), parent.c.id.is_(None))
        .limit(20)
    )


_ORPHANS = [
    (child.name, column, _pointing_nowhere(child, column, parent)) for child, column, parent in _POINTERS
]
_OPEN_OF_CLOSED = Statement(
    select(assignment.c.id)
    .select_from(assignment.join(task, task.c.id == assignment.c.task_id))
    .where(is_word(assignment.c.status, "open"), ~is_word(task.c.status, "open", "stuck"))
    .limit(20)
)
_UNSEEN = Statement(
    select(task.c.id, task.c.element_id)
    .select_from(
        task.outerjoin(assignment, (assignment.c.task_id == task.c.id) & is_word(assignment.c.status, "open"))
    )
    .where(is_word(task.c.status, "open"), assignment.c.id.is_(None))
    .limit(20)
)


def _orphans(tx: Transaction) -> Iterator[Broken]:
    for table, column, statement in _ORPHANS:
        for row in tx.rows(statement):
            yield Broken("reference", f"{table} {row.id}", f"its {column} points to nothing")


def _lines(tx: Transaction) -> Iterator[Broken]:
    for row in tx.rows(_OPEN_OF_CLOSED):
        yield Broken("line", row.id, "an inbox line is open, but its task is not")
    for row in tx.rows(_UNSEEN):
        yield Broken("line", row.id, f"the task {row.element_id} is open, but stands in nobody's inbox")
