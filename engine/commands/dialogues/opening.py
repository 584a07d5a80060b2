"""From a deployed package to a dialogue in memory, with everything that it may call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from engine.commands.chain import Engine
from engine.commands.dialogues.talk import Talk
from engine.commands.version import Definition
from engine.runtime import CompiledDefinition
from engine.store.database import Transaction


def open_talk(
    engine: Engine,
    package: str,
    call: Mapping[str, Any],
    now: Callable[[], datetime],
    variables: Mapping[str, Any] = MappingProxyType({}),
) -> Talk:
    """Begin the active version of a package with these variables; `call` is what it sees of the caller.

    Raises:
        NotFound, Deactivated, BrokenVersion: it, or one that it calls, cannot be had.
        HuanError: the diagram fails before it asks for anything.
    """
    with engine.database.reading() as tx:
        main = engine.services.active(tx, package)
        called = _called(engine, tx, main, {})
    return Talk(main.compiled, main.row.process, called, call, now, variables)


def call_facts(
    call_id: str,
    caller: str | None,
    caller_name: str | None,
    dialled: str | None,
    queue: str | None,
    outage: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """Return what a diagram sees as `call`."""
    return {
        "id": call_id,
        "caller_number": caller,
        "caller_name": caller_name,
        "dialled_number": dialled,
        "queue": queue,
        "outage": dict(outage) if outage is not None else None,
    }


def _called(
    engine: Engine, tx: Transaction, definition: Definition, found: dict[str, CompiledDefinition]
) -> dict[str, CompiledDefinition]:
    for process in definition.compiled.processes:
        found.setdefault(process, definition.compiled)
    for key in definition.package.calls:
        one = engine.services.active(tx, key)
        if not one.compiled.processes <= set(found):
            _called(engine, tx, one, found)
    return found
