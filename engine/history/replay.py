"""The state at any moment, from the history alone: where tokens stood, which way they came, what was true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from engine.feel import decode_value
from engine.history.event import SealedEvent

#: How transitions are written in an event's `moves`, [kind, element, token, scope]; see engine.runtime.
_BEGIN = {"e", "o", "a", "j", "p"}
_END = {"c", "x", "m", "t"}
_MIGRATED = "v"
ERASED = "erased"


@dataclass
class Moment:
    """What was the case at `at`.

    `active` maps instance id to {token: element}; `waiting` likewise for events that waited; `passed` counts
    completions by element, `flows` by flow, over all instances of the chain. `values` are the last known
    values, `ERASED` for one that was erased since. `tasks` are open tasks by id with what was said of them.
    `versions` gives the definition that each instance ran on: after a migration elements are the new one's.
    """

    at: datetime
    active: dict[str, dict[int, str]] = field(default_factory=dict)
    waiting: dict[str, dict[int, str]] = field(default_factory=dict)
    passed: dict[str, int] = field(default_factory=dict)
    flows: dict[str, int] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    tasks: dict[str, dict[str, Any]] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    events: int = 0


def state_at(events: Iterable[SealedEvent], at: datetime) -> Moment:
    """Return the state at `at` (aware), judged by when each event was entered."""
    moment = Moment(at)
    for event in events:
        if event.entered_at > at:
            break
        moment.events += 1
        body = orjson.loads(event.body)
        _version(moment, event, body)
        _move(moment, event, body)
        _tasks(moment, body)
        content = orjson.loads(event.content) if event.content else {}
        for name in orjson.loads(event.digests):
            kept = content.get(name)
            moment.values[name] = decode_value(kept[2]) if kept is not None else ERASED
    return moment


def _version(moment: Moment, event: SealedEvent, body: dict[str, Any]) -> None:
    """Note the version that an instance runs on from now; what was passed is called as it is there."""
    if event.instance_id is None or "definition" not in body:
        return
    moment.versions[event.instance_id] = body["definition"]
    renamed = body.get("renamed", {})
    taken = {new: moment.passed.pop(old) for old, new in renamed.items() if old in moment.passed}
    moment.passed.update(taken)


def _move(moment: Moment, event: SealedEvent, body: dict[str, Any]) -> None:
    instance = event.instance_id or ""
    active = moment.active.setdefault(instance, {})
    waiting = moment.waiting.setdefault(instance, {})
    for kind, element, token, _scope in body.get("moves", ()):
        if kind == "f":
            moment.flows[element] = moment.flows.get(element, 0) + 1
        elif kind == "a":
            (active if token in active else waiting)[token] = element
        elif kind == _MIGRATED:
            for standing in (active, waiting):
                if token in standing:
                    standing[token] = element
        elif kind in _BEGIN:
            active[token] = element
        elif kind in _END:
            active.pop(token, None)
            waiting.pop(token, None)
        if kind == "c":
            moment.passed[element] = moment.passed.get(element, 0) + 1
    if not active:
        del moment.active[instance]
    if not waiting:
        del moment.waiting[instance]


def _tasks(moment: Moment, body: dict[str, Any]) -> None:
    for opened in body.get("opened", ()):
        moment.tasks[opened["task"]] = dict(opened)
    for closed in body.get("closed", ()):
        moment.tasks.pop(closed, None)
    changed = body.get("task")
    for told in (changed, *body.get("tasks", ())):
        if isinstance(told, dict) and told.get("task") in moment.tasks:
            moment.tasks[told["task"]].update(told)
