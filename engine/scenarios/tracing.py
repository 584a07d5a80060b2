"""What a scenario looks like after every step, for stepping through it: time, tokens, values, limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson

from engine.feel import decode_value
from engine.queries.order_clocks import ClockView
from engine.queries.plain import plain
from engine.scenarios.coverage import Move
from engine.scenarios.moments import told
from engine.scenarios.seen import Seen, written_by
from engine.scenarios.stage import Stage
from engine.scenarios.story import Step
from engine.scenarios.tokens import standing
from engine.store.definitions import all_definitions
from engine.words import in_chinese

#: Longer texts and lists are cut, and end in an ellipsis: a trace is for looking at.
MOST_TEXT = 500
MOST_ITEMS = 50
MOST_MOVES = 1000
MOST_DEPTH = 6
#: Of all frames of a scenario together, as JSON.
MOST_BYTES = 2_000_000


@dataclass(frozen=True)
class Frame:
    """One step after it was played; all of it is JSON-able.

    `number` 0 is what is given; `line` and `title` are the step's. `now` is business time, ISO 8601 UTC,
    `clock` the same as a scenario writes it. `refused` is what a step that was to be refused was told, else
    None; `problems` what was not as expected, `…_zh` the same in Chinese.
    `moves` are the elements and flows passed in this step, in order: {package, kind, id}, where `kind` is the
    letter that the history keeps (f: flow, e: entered, c: completed, t: the event happened …).
    `tokens` are {package, element, state, scope, instance}; `state` is open, waiting or started.
    `values` are {scope, values} by the scope that declares them; `order` the order's facts, None without one.
    `tasks`, `timers`, `messages`, `limits`, `jobs`, `incidents` and `events` are what stands, or has
    happened, told with names of the cast.
    """

    number: int
    line: int
    title: str
    now: str
    clock: str
    refused: str | None
    refused_zh: str | None
    problems: list[str]
    problems_zh: list[str]
    moves: list[dict[str, Any]]
    tokens: list[dict[str, Any]]
    values: list[dict[str, Any]]
    order: dict[str, Any] | None
    tasks: list[dict[str, Any]]
    timers: list[dict[str, Any]]
    messages: list[str]
    limits: list[dict[str, Any]]
    jobs: list[dict[str, Any]]
    incidents: list[dict[str, Any]]
    events: list[dict[str, Any]]

    def document(self) -> dict[str, Any]:
        """Return the frame as a JSON-able object."""
        return asdict(self)


@dataclass
class Trace:
    """The frames of one scenario. `cut`: there were more, but together they would have been too large."""

    frames: list[Frame] = field(default_factory=list)
    cut: bool = False
    _bytes: int = 0

    def add(self, made: Frame) -> None:
        """Keep a frame, unless the trace is full."""
        self._bytes += len(orjson.dumps(made.document()))
        self.cut = self.cut or self._bytes > MOST_BYTES
        if not self.cut:
            self.frames.append(made)


def frame(
    stage: Stage,
    seen: Seen,
    number: int,
    step: Step,
    refused: str | None,
    problems: Sequence[str],
    moves: Sequence[Move],
) -> Frame:
    """Return how everything stands after a step; `moves` are those that its events tell."""
    with stage.database.reading() as tx:
        packages = {row.id: row.package for row in all_definitions(tx)}
        instances = [standing(stage, tx, one.id) for one in seen.instances]
    return Frame(
        number=number,
        line=step.line,
        title=step.told,
        now=stage.now.isoformat(),
        clock=told(stage.now),
        refused=_cut(refused) if refused is not None else None,
        refused_zh=_cut(in_chinese(refused)) if refused is not None else None,
        problems=[_cut(problem) for problem in problems[:MOST_ITEMS]],
        problems_zh=[_cut(in_chinese(problem)) for problem in problems[:MOST_ITEMS]],
        moves=[{"package": move.package, "kind": move.kind, "id": move.id} for move in moves[:MOST_MOVES]],
        tokens=[
            {
                "package": packages.get(place.definition_id, ""),
                "element": place.element,
                "state": place.state,
                "scope": place.scope,
                "instance": number,
            }
            for number, instance in enumerate(instances)
            for place in instance.places
        ],
        values=[
            {"scope": scope.element, "instance": number, "values": shown_value(scope.values)}
            for number, instance in enumerate(instances)
            for scope in instance.variables
        ],
        order=_order(stage, seen),
        tasks=_tasks(stage, seen),
        timers=[
            {"element": wait.element_id, "due": _moment(wait.due_at)} for wait in seen.timers[:MOST_ITEMS]
        ],
        messages=[wait.element_id for wait in seen.messages[:MOST_ITEMS]],
        limits=[_limit(clock) for clock in seen.clocks.values()],
        jobs=[
            {
                "element": job.element_id,
                "handler": job.handler,
                "inputs": shown_value(decode_value(job.payload)),
            }
            for job in seen.jobs[:MOST_ITEMS]
        ],
        incidents=[
            {
                "kind": one.kind,
                "element": one.element_id,
                "message": _cut(one.message),
                "message_zh": _cut(one.message_zh or one.message),
            }
            for one in seen.incidents[:MOST_ITEMS]
        ],
        events=[
            {
                "type": event.type,
                "element": event.element_id,
                "by": stage.cast.person_name(event.actor) or event.actor,
                "at": _moment(event.event_at),
                "entered": _moment(event.entered_at),
                "values": {name: shown_value(value) for name, value in written_by(event).items()},
            }
            for event in seen.events[:MOST_ITEMS]
        ],
    )


def shown_value(value: Any, depth: int = 0) -> Any:
    """Return a FEEL value as JSON for looking at: long texts, long lists and deep nests are cut."""
    if isinstance(value, Mapping):
        if depth >= MOST_DEPTH:
            return "…"
        return {
            _cut(str(name)): shown_value(inner, depth + 1) for name, inner in list(value.items())[:MOST_ITEMS]
        }
    if isinstance(value, list | tuple):
        if depth >= MOST_DEPTH:
            return "…"
        items = [shown_value(inner, depth + 1) for inner in value[:MOST_ITEMS]]
        return [*items, "…"] if len(value) > MOST_ITEMS else items
    made = plain(value)
    if isinstance(made, Decimal):
        return int(made) if made == made.to_integral_value() and abs(made) < 2**53 else float(made)
    return _cut(made) if isinstance(made, str) else made


def _order(stage: Stage, seen: Seen) -> dict[str, Any] | None:
    order = seen.order
    if order is None:
        return None
    facts = {
        **order.facts(),
        "attention": order.attention,
        "county": stage.cast.tier_name(order.tier_id),
        "crew": stage.cast.tier_name(order.crew_id),
        "held": order.hold.reason if order.hold is not None else None,
        "opened_by": stage.cast.person_name(order.opened_by),
    }
    # Each by itself: a package with many fields must not push the order's own out of what is shown.
    return {name: shown_value(value) for name, value in facts.items()}


def _tasks(stage: Stage, seen: Seen) -> list[dict[str, Any]]:
    cast = stage.cast
    return [
        {
            "element": task.element_id,
            "name": task.name,
            "status": task.status,
            "departments": sorted(filter(None, map(cast.department_name, task.departments))),
            "watchers": sorted(filter(None, map(cast.department_name, task.watchers))),
            "holder": cast.person_name(task.holder_id),
        }
        for task in seen.tasks[:MOST_ITEMS]
    ]


def _limit(clock: ClockView) -> dict[str, Any]:
    return {
        "rule": clock.rule,
        "name": {"zh": clock.name_zh, "en": clock.name_en},
        "state": clock.state,
        "promise_due": _moment(clock.promise_due_at),
        "target_due": _moment(clock.target_due_at),
        "breached": clock.breached,
        "elapsed_seconds": clock.elapsed_seconds,
        "remaining_seconds": clock.remaining_seconds,
        "remaining_days": clock.remaining_days,
    }


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value is not None else None


def _cut(text: str) -> str:
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…"
