"""What a stored state waits for, read without running anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import orjson
from SpiffWorkflow.util.task import TaskState

from engine.runtime.definition import CompiledDefinition
from engine.runtime.specs.element import Element
from engine.runtime.specs.event_definitions import (
    ConditionalEvent,
    MessageEvent,
    SignalEvent,
    TimerEvent,
)
from engine.runtime.specs.events import CatchEvent
from engine.runtime.specs.tasks import JobTask, UserTask


class StoredWait(NamedTuple):
    """One token that waits for something outside: `kind` is `task`, `timer`, `subscription` or `job`."""

    kind: str
    token: int
    element: str


def stored_waits(state: bytes, definition: Callable[[str], CompiledDefinition]) -> list[StoredWait]:
    """Return what the tokens of an encoded instance wait for; `definition` gives compiled versions by id."""
    document = orjson.loads(state)
    waits = []
    for _, index, scope, rows, *_ in document["s"]:
        specs = definition(document["d"][index]).scopes[scope].task_specs
        for token, _, token_state, name, *_ in rows:
            kind = _kind(specs[name], token_state)
            if kind is not None:
                waits.append(StoredWait(kind, token, specs[name].element_id))
    return waits


def _kind(element: Element, state: int) -> str | None:
    if isinstance(element, UserTask) and state == TaskState.READY:
        return "task"
    if isinstance(element, JobTask) and state == TaskState.STARTED:
        return "job"
    if isinstance(element, CatchEvent) and state == TaskState.WAITING:
        if isinstance(element.definition, TimerEvent):
            return "timer"
        if isinstance(element.definition, (MessageEvent, SignalEvent, ConditionalEvent)):
            return "subscription"
    return None
