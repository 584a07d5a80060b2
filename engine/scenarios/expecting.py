"""Compare what is expected with what is seen: every difference in one line, both sides shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, time
from typing import Any

from engine.feel import decode_value
from engine.queries.order_clocks import ClockView
from engine.scenarios.cast import Cast
from engine.scenarios.matching import all_matched, contains, equal, same_names
from engine.scenarios.moments import moment_at, told
from engine.scenarios.seen import Seen
from engine.scenarios.story import Asked, Expectation, IncidentLike, Notice
from engine.scenarios.words import in_order, listed, pairs, shown
from engine.store.incidents import IncidentRow
from engine.store.jobs import JobRow

#: What an expectation may ask of an order under the names that the order itself has.
_PLAIN = "status category stage round attention urges outcome priority title".split()


class Comparison:
    """Compares one moment. `said` are the values written since the scenario began."""

    def __init__(self, seen: Seen, cast: Cast, now: datetime, said: Mapping[str, Any]) -> None:
        self.seen, self.cast, self.now, self.said = seen, cast, now, said

    def differences(self, expect: Expectation) -> list[str]:
        """Return how the moment differs from what is expected; an empty list when it does not."""
        return [
            line
            for name, compare in _COMPARE.items()
            if getattr(expect, name) is not None
            for line in compare(self, getattr(expect, name))
        ]

    def surprises(self, known: tuple[IncidentLike, ...]) -> list[str]:
        """Return the open incidents that no step has expected."""
        return [
            f"an incident that nobody expected: {_told_incident(row)}"
            for row in self.seen.incidents
            if not any(_like(row, like) for like in known)
        ]

    # One method a key of `expect`.

    def open(self, expected: tuple[str, ...]) -> Iterator[str]:
        yield from same_names("open tasks", expected, self._open())

    def waiting(self, expected: tuple[str, ...]) -> Iterator[str]:
        found = [wait.element_id for wait in (*self.seen.timers, *self.seen.messages)]
        yield from same_names("waiting events", expected, found)

    def jobs(self, expected: tuple[str, ...]) -> Iterator[str]:
        yield from same_names("jobs on their way", expected, map(_place, self.seen.jobs))

    def linked(self, expected: tuple[str, ...]) -> Iterator[str]:
        yield from same_names("linked orders", expected, self.seen.linked)

    def history(self, expected: tuple[str, ...]) -> Iterator[str]:
        found = tuple(event.type for event in self.seen.events)
        if found != expected:
            yield f"history of this step: expected {in_order(expected)}; found {in_order(found)}"

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
        facts: dict[str, Any] = {
            **order.fields,
            **{name: getattr(order, name) for name in _PLAIN},
            "crew": self.cast.tier_name(order.crew_id),
            "county": self.cast.tier_name(order.tier_id),
            "held": order.hold.reason if order.hold is not None else None,
        }
        for name, value in expected.items():
            if not equal(facts.get(name), value):
                yield f"order {name}: expected {shown(value)}; found {shown(facts.get(name))}"

    def timers(self, expected: Mapping[str, datetime | time | None]) -> Iterator[str]:
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

    def limits(self, expected: Mapping[str, str | datetime | time]) -> Iterator[str]:
        for rule, wanted in expected.items():
            clock = self.seen.clocks.get(rule)
            if clock is None:
                yield f"limit {rule}: the order has none; it has {listed(self.seen.clocks)}"
                continue
            due = due_of(clock)
            if isinstance(wanted, str):
                if clock.state != wanted:
                    yield f"limit {rule}: expected {wanted}; found {clock.state}"
            elif clock.state == "stopped" or due != moment_at(wanted, self.now):
                at = told(moment_at(wanted, self.now))
                yield f"limit {rule}: expected due {at}; found {clock.state}, due {_moment(due)}"

    def asked(self, expected: tuple[Asked, ...]) -> Iterator[str]:
        yield from all_matched(
            "asked in this step",
            expected,
            self.seen.asked,
            lambda job, one: job.element_id == one.at and contains(decode_value(job.payload), one.inputs),
            lambda one: f"{one.at} with {pairs(one.inputs)}",
            lambda job: f"{_place(job)} with {pairs(decode_value(job.payload))}",
        )

    def notices(self, expected: tuple[Notice, ...]) -> Iterator[str]:
        found = [(self._receiver(row.department_id, row.person_id), row.text) for row in self.seen.notices]
        yield from _notices("notices of this step", expected, found)

    def _receiver(self, department: str | None, person: str | None) -> str:
        return self.cast.department_name(department) or self.cast.person_name(person) or "?"

    def messages(self, expected: tuple[Notice, ...]) -> Iterator[str]:
        found = [
            (str(job.payload.get("to")), str(job.payload.get("text")))
            for job in self.seen.asked
            if job.handler == "customer-message"
        ]
        yield from _notices("customer messages of this step", expected, found)

    def incidents(self, expected: tuple[IncidentLike, ...]) -> Iterator[str]:
        yield from all_matched("incidents", expected, self.seen.incidents, _like, _told_like, _told_incident)

    def values(self, expected: Mapping[str, Any]) -> Iterator[str]:
        for name, value in expected.items():
            if name not in self.said:
                yield f"value {name}: nothing was written under this name; written were {listed(self.said)}"
            elif not equal(self.said[name], value):
                yield f"value {name}: expected {shown(value)}; found {shown(self.said[name])}"

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
    "asked": Comparison.asked,
    "notices": Comparison.notices,
    "messages": Comparison.messages,
    "incidents": Comparison.incidents,
    "linked": Comparison.linked,
    "values": Comparison.values,
}


def due_of(clock: ClockView) -> datetime | None:
    """Return when a clock is due: the target's time, else the promise's; None while it does not run."""
    if clock.state in ("running", "stopped"):
        return clock.target_due_at or clock.promise_due_at
    return None


def _notices(what: str, expected: tuple[Notice, ...], found: list[tuple[str, str]]) -> Iterator[str]:
    yield from all_matched(
        what,
        expected,
        found,
        lambda there, one: one.to in (None, there[0]) and (one.says is None or one.says in there[1]),
        lambda one: f"one to {one.to or 'anybody'}: {one.says or 'anything'}",
        lambda there: f"one to {there[0]}: {there[1]}",
    )


def _like(row: IncidentRow, like: IncidentLike) -> bool:
    return (
        like.kind in (None, row.kind)
        and like.at in (None, row.element_id)
        and (like.says is None or like.says in row.message)
    )


def _told_like(like: IncidentLike) -> str:
    parts = [
        like.kind or "one",
        f"at {like.at}" if like.at else "",
        f"that says {like.says}" if like.says else "",
    ]
    return " ".join(part for part in parts if part)


def _told_incident(row: IncidentRow) -> str:
    return f"{row.kind}{f' at {row.element_id}' if row.element_id else ''}: {row.message}"


def _place(job: JobRow) -> str:
    return job.element_id or "?"


def _moment(value: datetime | None) -> str:
    return told(value) if value is not None else "never"
