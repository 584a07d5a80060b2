"""The history of an order as a timeline: who did what, when, and what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from engine.feel import decode_value
from engine.history import SealedEvent
from engine.orders import WorkOrder
from engine.queries.call_dialogues import names_in_dialogue
from engine.queries.order_page import InstanceView, instance_views
from engine.queries.plain import plain
from engine.queries.reading import Reading
from engine.queries.versions import element_names, versions_of
from engine.store.attempts import attempt_by_id
from engine.store.dialogues import dialogue_by_id
from engine.store.history import chain_page
from engine.store.instance_migrations import versions_migrated_between


@dataclass(frozen=True)
class Change:
    """A value before and after; both None and `erased` when it was personal and has been taken away."""

    name: str
    before: Any
    after: Any
    erased: bool


@dataclass(frozen=True)
class OpenedTask:
    """A task that an event opened, for a department or a person."""

    task: str
    element: str
    name: str
    department_name: str | None
    person_name: str | None


@dataclass(frozen=True)
class MovedClock:
    """What became of a clock; due times are aware UTC, None: not limited, or it does not run."""

    rule: str
    state: str
    promise_due_at: str | None
    target_due_at: str | None


@dataclass(frozen=True)
class RuleChanged:
    """A clock goes on under another rule; `before` None: it has begun with this one."""

    rule: str
    before: str | None
    after: str


@dataclass(frozen=True)
class Raised:
    """Attention that was raised 升级 to a tier, and the department that looks after it, if there is one."""

    tier: str
    element: str
    department_name: str | None


@dataclass(frozen=True)
class CallLengths:
    """How long a call took, in milliseconds; None: that is not said here, or not known."""

    waiting_ms: int | None = None
    talk_ms: int | None = None
    hold_ms: int | None = None
    recording_ms: int | None = None


@dataclass(frozen=True)
class Pressed:
    """A key with which a customer answered a question, which is named as its dialogue draws it."""

    question: str
    key: str


@dataclass(frozen=True)
class Attempted:
    """What calling a customer came to (engine.calling.attempts), and what the customer answered."""

    result: str
    answers: list[Pressed]


@dataclass(frozen=True)
class Entry:
    """One event. `event_at` is when it happened, `entered_at` when it was recorded, aware UTC.

    `from_name` and `to_names` say whose a task was, and whose it is or who was asked (None, empty: not
    about that), `spoke_names` who spoke in a call, `attempted` how calling the customer went. `late`: it was
    entered after the fact 补录. `actor` is a person's id or `system:…`; `actor_name` is None for the system.
    `moves` are what tokens did: kind (see engine.runtime.transitions) and element.
    """

    seq: int
    type: str
    event_at: datetime
    entered_at: datetime
    late: bool
    actor: str
    actor_name: str | None
    on_behalf_of_name: str | None
    element: str | None
    element_name: str | None
    instance: str | None
    stage: str | None
    ended: bool
    milestones: list[str]
    message: str | None
    reason: str | None
    task: str | None
    incident: str | None
    call: str | None
    spoke_names: list[str]
    lengths: CallLengths | None
    attempted: Attempted | None
    opened: list[OpenedTask]
    from_name: str | None
    to_names: list[str]
    clocks: list[MovedClock]
    rules_changed: list[RuleChanged]
    attention: list[Raised]
    linked: list[dict[str, Any]]
    moves: list[dict[str, Any]]
    values: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class Entries:
    """A part of a timeline, oldest first. `next` is the `after` of the next part, None on the last."""

    items: list[Entry]
    next: int | None
    count: int


def order_history(reading: Reading, order: WorkOrder, after: int, most: int) -> Entries:
    """Return up to `most` events of an order that the actor may see, after number `after`."""
    events = chain_page(reading.tx, order.id, after, most + 1)
    names = names_of_order(reading, order)
    items = [_entry(reading, event, names) for event in events[:most]]
    return Entries(items, items[-1].seq if len(events) > most else None, order.chain_length)


def names_of_order(reading: Reading, order: WorkOrder) -> dict[str, str]:
    """Return the drawn names of the elements of an order's processes, by element id."""
    instances = instance_views(reading, order)
    tokens = [token for instance in instances for token in instance.active]
    return element_names(versions_of(reading, definitions_ever(reading, instances), tokens))


def definitions_ever(reading: Reading, instances: Sequence[InstanceView]) -> list[str]:
    """Return the versions that instances run on, then those on which they ran before a migration."""
    now = [one.definition for one in instances]
    before = versions_migrated_between(reading.tx, [one.id for one in instances])
    return list(dict.fromkeys([*now, *before]))


def _entry(reading: Reading, event: SealedEvent, names: Mapping[str, str]) -> Entry:
    body = plain(decode_value(orjson.loads(event.body)))
    task = body.get("task")
    reason = body.get("reason")
    return Entry(
        seq=event.seq,
        type=event.type,
        event_at=event.event_at,
        entered_at=event.entered_at,
        late=bool(body.get("late")),
        actor=event.actor,
        actor_name=None if event.actor.startswith("system:") else reading.name_of(event.actor),
        on_behalf_of_name=reading.name_of(event.on_behalf_of),
        element=event.element_id,
        element_name=names.get(event.element_id or "", event.element_id),
        instance=event.instance_id,
        stage=body.get("stage"),
        ended=bool(body.get("ended")),
        milestones=list(body.get("milestones", ())),
        message=_text(body.get("message")),
        reason=_text(reason),
        task=_text(task.get("task") if isinstance(task, dict) else task),
        incident=_text(body.get("incident")),
        call=_text(body.get("call")),
        spoke_names=[name for one in body.get("spoke", ()) if (name := reading.name_of(_text(one)))],
        lengths=CallLengths(**body["lengths"]) if "lengths" in body else None,
        attempted=_attempted(reading, body) if event.type == "call.attempted" else None,
        opened=[_opened(reading, one) for one in body.get("opened", ())],
        from_name=reading.title_of(_text(body.get("given_from"))),
        to_names=[name for one in body.get("given_to", ()) if (name := reading.title_of(_text(one)))],
        clocks=[_clock(one) for one in body.get("clocks", ())],
        rules_changed=[RuleChanged(*one) for one in body.get("rules_changed", ())],
        attention=[
            Raised(one["tier"], one["element"], reading.department_name(one.get("department")))
            for one in body.get("attention", ())
        ],
        linked=[
            {"order": one["order"], "number": one["number"], "kind": one["kind"]}
            for one in body.get("linked", ())
        ],
        moves=[
            {"kind": kind, "element": element, "token": token}
            for kind, element, token, _scope in body.get("moves", ())
        ],
        values=_values(event),
    )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _attempted(reading: Reading, body: Mapping[str, Any]) -> Attempted:
    answers = body["answers"]
    names = _asked(reading, body["attempt"]) if answers else {}
    return Attempted(body["result"], [Pressed(names.get(one, one), key) for one, key in answers.items()])


def _asked(reading: Reading, attempt_id: str) -> Mapping[str, str]:
    """Return the drawn names of the elements of the dialogue that a called customer heard, by element id."""
    attempt = attempt_by_id(reading.tx, attempt_id)
    run_id = attempt.dialogue_run_id if attempt is not None else None
    run = dialogue_by_id(reading.tx, run_id) if run_id is not None else None
    return names_in_dialogue(reading, run) if run is not None else {}


def _opened(reading: Reading, opened: Mapping[str, Any]) -> OpenedTask:
    return OpenedTask(
        opened["task"],
        opened["element"],
        opened["name"],
        reading.department_name(opened.get("department")),
        reading.name_of(opened.get("person")),
    )


def _clock(moved: list[Any]) -> MovedClock:
    rule, state, *due = moved
    promise, target = due if len(due) == 2 else (None, None)
    return MovedClock(rule, state, promise, target)


def _values(event: SealedEvent) -> list[Change]:
    content = orjson.loads(event.content) if event.content else {}
    changes = []
    for name in orjson.loads(event.digests):
        kept = content.get(name)
        if kept is None:
            changes.append(Change(name, None, None, True))
        else:
            changes.append(Change(name, plain(decode_value(kept[1])), plain(decode_value(kept[2])), False))
    return changes
