"""Compare what is expected with what is seen: every difference in one line, both sides shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.history import SealedEvent
from engine.scenarios.absences import Absences
from engine.scenarios.cast import Cast
from engine.scenarios.happened import Happened
from engine.scenarios.likes import (
    incident_is_like,
    job_is_like,
    notice_is_like,
    order_facts,
    place_of,
    told_incident,
    told_job,
    told_notice,
)
from engine.scenarios.limits import limit_differences
from engine.scenarios.matching import all_matched, equal, same_names
from engine.scenarios.moments import moment_at, told
from engine.scenarios.seen import Seen
from engine.scenarios.story import Asked, EventLike, Expectation, IncidentLike, LimitLike, Moment, Notice
from engine.scenarios.words import listed, pairs, shown


@dataclass(frozen=True)
class Told:
    """What the scenario has brought so far: the values written last by name, all events, the variables there.

    `variables` asks only when it is asked: whoever wants to know them decodes the stored states.
    """

    said: Mapping[str, Any]
    events: Sequence[SealedEvent]
    variables: Callable[[], Sequence[Mapping[str, Any]]]


class Comparison:
    """Compares one moment, and what has been told until then."""

    def __init__(self, seen: Seen, cast: Cast, now: datetime, so_far: Told) -> None:
        self.seen, self.cast, self.now, self.so_far = seen, cast, now, so_far
        self.said = so_far.said
        self.happened = Happened(cast, now)

    def differences(self, expect: Expectation) -> list[str]:
        """Return how the moment differs from what is expected; an empty list when it does not."""
        lines = [
            line
            for name, compare in _COMPARE.items()
            if getattr(expect, name) is not None
            for line in compare(self, getattr(expect, name))
        ]
        return lines + list(Absences(self).differences(expect.absent)) if expect.absent is not None else lines

    def surprises(self, known: tuple[IncidentLike, ...]) -> list[str]:
        """Return the open incidents that no step has expected."""
        return [
            f"an incident that nobody expected: {told_incident(row)}"
            for row in self.seen.incidents
            if not any(incident_is_like(row, like) for like in known)
        ]

    # One method a key of `expect`.

    def open(self, expected: tuple[str, ...]) -> Iterator[str]:
        yield from same_names("open tasks", expected, self._open())

    def waiting(self, expected: tuple[str, ...]) -> Iterator[str]:
        found = [wait.element_id for wait in (*self.seen.timers, *self.seen.messages)]
        yield from same_names("waiting events", expected, found)

    def jobs(self, expected: tuple[str, ...]) -> Iterator[str]:
        yield from same_names("jobs on their way", expected, map(place_of, self.seen.jobs))

    def linked(self, expected: tuple[str, ...]) -> Iterator[str]:
        yield from same_names("linked orders", expected, self.seen.linked)

    def history(self, expected: tuple[EventLike, ...]) -> Iterator[str]:
        yield from self.happened.in_step(expected, self.seen.events)

    def events(self, expected: tuple[EventLike, ...]) -> Iterator[str]:
        yield from self.happened.in_order(expected, self.so_far.events)

    def whose(self, expected: Mapping[str, frozenset[str]]) -> Iterator[str]:
        yield from self._departments("whose", expected, "departments")

    def watched(self, expected: Mapping[str, frozenset[str]]) -> Iterator[str]:
        yield from self._departments("watched by", expected, "watchers")

    def _departments(self, what: str, expected: Mapping[str, frozenset[str]], lines: str) -> Iterator[str]:
        for element, names in expected.items():
            tasks = self.seen.tasks_at(element)
            if tasks:
                found = {str(self.cast.department_name(key)) for key in getattr(tasks[0], lines)}
                yield from same_names(f"{element} {what}", names, found)
            else:
                yield self._not_open(what, element)

    def held(self, expected: Mapping[str, str | None]) -> Iterator[str]:
        for element, name in expected.items():
            tasks = self.seen.tasks_at(element)
            found = self.cast.person_name(tasks[0].holder_id) if tasks else None
            if not tasks:
                yield self._not_open("held by", element)
            elif found != name:
                yield f"{element} held by: expected {name or 'nobody'}; found {found or 'nobody'}"

    def _not_open(self, what: str, element: str) -> str:
        return f"{what}: no task {element} is open; open are {listed(self._open())}"

    def _open(self) -> list[str]:
        return [task.element_id for task in self.seen.tasks]

    def order(self, expected: Mapping[str, Any]) -> Iterator[str]:
        order = self.seen.order
        if order is None:
            yield "order: there is no order"
            return
        facts = order_facts(order, self.cast)
        for name, value in expected.items():
            if not equal(facts.get(name), value):
                yield f"order {name}: expected {shown(value)}; found {shown(facts.get(name))}"

    def timers(self, expected: Mapping[str, Moment | None]) -> Iterator[str]:
        due: dict[str, list[datetime | None]] = {}
        for wait in self.seen.timers:
            due.setdefault(wait.element_id, []).append(wait.due_at)
        for element, moment in expected.items():
            wanted = moment_at(moment, self.now) if moment is not None else None
            if element not in due:
                yield f"timer {element}: it does not wait; timers wait at {listed(due)}"
            elif wanted not in due[element]:
                found = " and ".join(map(_moment, due[element]))
                yield f"timer {element}: expected {_moment(wanted)}; found {found}"

    def limits(self, expected: Mapping[str, LimitLike]) -> Iterator[str]:
        for rule, like in expected.items():
            clock = self.seen.clocks.get(rule)
            if like.absent:
                if clock is not None:
                    yield f"limit {rule}: expected none; found {clock.state}"
            elif clock is None:
                yield f"limit {rule}: the order has none; it has {listed(self.seen.clocks)}"
            else:
                yield from limit_differences(rule, like, clock, self.now)

    def asked(self, expected: tuple[Asked, ...]) -> Iterator[str]:
        yield from all_matched(
            "asked in this step",
            expected,
            self.seen.asked,
            job_is_like,
            lambda one: f"{one.at} with {pairs(one.inputs)}",
            told_job,
        )

    def notices(self, expected: tuple[Notice, ...]) -> Iterator[str]:
        yield from _notices("notices of this step", expected, self.sent_notices())

    def sent_notices(self) -> list[tuple[str, str]]:
        """Return the notices of the step, as (receiver, text)."""
        cast = self.cast
        return [
            (cast.department_name(row.department_id) or cast.person_name(row.person_id) or "?", row.text)
            for row in self.seen.notices
        ]

    def messages(self, expected: tuple[Notice, ...]) -> Iterator[str]:
        yield from _notices("customer messages of this step", expected, self.sent_messages())

    def sent_messages(self) -> list[tuple[str, str]]:
        """Return the messages to customers of the step, as (receiver, text)."""
        return [
            (str(job.payload.get("to")), str(job.payload.get("text")))
            for job in self.seen.asked
            if job.handler == "customer-message"
        ]

    def incidents(self, expected: tuple[IncidentLike, ...]) -> Iterator[str]:
        yield from all_matched(
            "incidents", expected, self.seen.incidents, incident_is_like, _told_like, told_incident
        )

    def values(self, expected: Mapping[str, Any]) -> Iterator[str]:
        for name, value in expected.items():
            if name not in self.said:
                yield f"value {name}: nothing was written under this name; written were {listed(self.said)}"
            elif not equal(self.said[name], value):
                yield f"value {name}: expected {shown(value)}; found {shown(self.said[name])}"

    def variables(self, expected: Mapping[str, Any]) -> Iterator[str]:
        scopes = self.so_far.variables()
        for name, value in expected.items():
            found = [scope[name] for scope in scopes if name in scope]
            if not found:
                known = {key for scope in scopes for key in scope}
                yield f"variable {name}: there is none; there are {listed(known)}"
            elif not any(equal(one, value) for one in found):
                yield f"variable {name}: expected {shown(value)}; found {' and '.join(map(shown, found))}"

    def ended(self, expected: bool) -> Iterator[str]:
        running = [one for one in self.seen.instances if one.status in ("active", "suspended")]
        if expected and running:
            yield f"ended: expected the process to have ended; open tasks are {listed(self._open())}"
        elif not expected and not running:
            yield "ended: expected the process to go on; it has ended"


_COMPARE: dict[str, Callable[[Comparison, Any], Iterable[str]]] = {
    "ended": Comparison.ended,
    "open": Comparison.open,
    "whose": Comparison.whose,
    "held": Comparison.held,
    "watched": Comparison.watched,
    "order": Comparison.order,
    "waiting": Comparison.waiting,
    "timers": Comparison.timers,
    "limits": Comparison.limits,
    "jobs": Comparison.jobs,
    "history": Comparison.history,
    "events": Comparison.events,
    "asked": Comparison.asked,
    "notices": Comparison.notices,
    "messages": Comparison.messages,
    "incidents": Comparison.incidents,
    "linked": Comparison.linked,
    "values": Comparison.values,
    "variables": Comparison.variables,
}


def _notices(what: str, expected: tuple[Notice, ...], found: list[tuple[str, str]]) -> Iterator[str]:
    yield from all_matched(what, expected, found, notice_is_like, _told_notice_like, told_notice)


def _told_notice_like(like: Notice) -> str:
    return f"one to {like.to or 'anybody'}: {like.says or 'anything'}"


def _told_like(like: IncidentLike) -> str:
    parts = [
        like.kind or "one",
        f"at {like.at}" if like.at else "",
        f"that says {like.says}" if like.says else "",
    ]
    return " ".join(part for part in parts if part)


def _moment(value: datetime | None) -> str:
    return told(value) if value is not None else "never"
