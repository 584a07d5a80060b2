"""Compare what is expected with what is seen: every difference in one line, both sides shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from engine.scenarios.cast import Cast
from engine.scenarios.moments import moment_at, told
from engine.scenarios.seen import Seen, last_values
from engine.scenarios.story import Expectation, IncidentLike, Notice
from engine.store.incidents import IncidentRow


class Comparison:
    """Compares one moment. `said` are the values written since the scenario began."""

    def __init__(self, seen: Seen, cast: Cast, now: datetime, said: dict[str, Any]) -> None:
        self.seen, self.cast, self.now, self.said = seen, cast, now, said

    def differences(self, expect: Expectation) -> list[str]:
        """Return how the moment differs from what is expected; an empty list when it does not."""
        return [
            line
            for name, compare in _COMPARE.items()
            if getattr(expect, name) is not None
            for line in compare(self, getattr(expect, name))
        ]

    def open(self, expected: tuple[str, ...]) -> Iterator[str]:
        yield from _same("open tasks", expected, [task.element_id for task in self.seen.tasks])

    def waiting(self, expected: tuple[str, ...]) -> Iterator[str]:
        found = [wait.element_id for wait in (*self.seen.timers, *self.seen.messages)]
        yield from _same("waiting events", expected, found)

    def jobs(self, expected: tuple[str, ...]) -> Iterator[str]:
        yield from _same("jobs on their way", expected, [job.element_id or "?" for job in self.seen.jobs])

    def linked(self, expected: tuple[str, ...]) -> Iterator[str]:
        yield from _same("linked orders", expected, self.seen.linked)

    def history(self, expected: tuple[str, ...]) -> Iterator[str]:
        found = [event.type for event in self.seen.events]
        if tuple(found) != expected:
            yield f"history of this step: expected {_listed(expected)}; found {_listed(found)}"

    def whose(self, expected: dict[str, frozenset[str]]) -> Iterator[str]:
        yield from self._departments("whose", expected, "departments")

    def watched(self, expected: dict[str, frozenset[str]]) -> Iterator[str]:
        yield from self._departments("watched by", expected, "watchers")

    def _departments(self, what: str, expected: dict[str, frozenset[str]], lines: str) -> Iterator[str]:
        for element, names in expected.items():
            tasks = self.seen.tasks_at(element)
            if not tasks:
                yield f"{what}: no task {element} is open; open are {_listed(self._open())}"
                continue
            found = {str(self.cast.department_name(key)) for key in getattr(tasks[0], lines)}
            yield from _same(f"{element} {what}", names, found)

    def held(self, expected: dict[str, str | None]) -> Iterator[str]:
        for element, name in expected.items():
            tasks = self.seen.tasks_at(element)
            if not tasks:
                yield f"held by: no task {element} is open; open are {_listed(self._open())}"
                continue
            found = self.cast.person_name(tasks[0].holder_id)
            if found != name:
                yield f"{element} held by: expected {name or 'nobody'}; found {found or 'nobody'}"

    def _open(self) -> list[str]:
        return [task.element_id for task in self.seen.tasks]

    def order(self, expected: dict[str, Any]) -> Iterator[str]:
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
            if not _equal(facts.get(name), value):
                yield f"order {name}: expected {_shown(value)}; found {_shown(facts.get(name))}"

    def timers(self, expected: dict[str, datetime | time | None]) -> Iterator[str]:
        due: dict[str, list[datetime | None]] = {}
        for wait in self.seen.timers:
            due.setdefault(wait.element_id, []).append(wait.due_at)
        for element, moment in expected.items():
            if element not in due:
                yield f"timer {element}: it does not wait; timers wait at {_listed(due)}"
                continue
            wanted = moment_at(moment, self.now) if moment is not None else None
            if wanted not in due[element]:
                found = " and ".join(_moment(at) for at in due[element])
                yield f"timer {element}: expected {_moment(wanted)}; found {found}"

    def limits(self, expected: dict[str, str | datetime | time]) -> Iterator[str]:
        for rule, wanted in expected.items():
            clock = self.seen.clocks.get(rule)
            if clock is None:
                yield f"limit {rule}: the order has none; it has {_listed(self.seen.clocks)}"
            elif isinstance(wanted, str):
                if clock.state != wanted:
                    yield f"limit {rule}: expected {wanted}; found {clock.state}"
            else:
                due = clock.target_due_at or clock.promise_due_at
                if due != moment_at(wanted, self.now):
                    yield f"limit {rule}: expected due {told(moment_at(wanted, self.now))}; found {_moment(due)}"

    def notices(self, expected: tuple[Notice, ...]) -> Iterator[str]:
        found = [
            (
                self.cast.department_name(row.department_id) or self.cast.person_name(row.person_id) or "?",
                row.text,
            )
            for row in self.seen.notices
        ]
        yield from _notices("notices", expected, found)

    def messages(self, expected: tuple[Notice, ...]) -> Iterator[str]:
        found = [
            (str(job.payload.get("to")), str(job.payload.get("text")))
            for job in self.seen.asked
            if job.handler == "customer-message"
        ]
        yield from _notices("customer messages", expected, found)

    def incidents(self, expected: tuple[IncidentLike, ...]) -> Iterator[str]:
        left = list(self.seen.incidents)
        for like in expected:
            match = next((row for row in left if _like(row, like)), None)
            if match is None:
                yield f"incidents: expected {_incident(like)}; found {_listed(map(_told_incident, left))}"
            else:
                left.remove(match)
        for row in left:
            yield f"incidents: nobody expected {_told_incident(row)}"

    def surprises(self, known: tuple[IncidentLike, ...]) -> list[str]:
        """Return the open incidents that no step has expected."""
        return [
            f"an incident that nobody expected: {_told_incident(row)}"
            for row in self.seen.incidents
            if not any(_like(row, like) for like in known)
        ]

    def values(self, expected: dict[str, Any]) -> Iterator[str]:
        for name, value in expected.items():
            if name not in self.said:
                yield f"value {name}: nothing was written under this name; written were {_listed(self.said)}"
            elif not _equal(self.said[name], value):
                yield f"value {name}: expected {_shown(value)}; found {_shown(self.said[name])}"

    def ended(self, expected: bool) -> Iterator[str]:
        running = [one for one in self.seen.instances if one.status in ("active", "suspended")]
        if expected and running:
            yield f"ended: expected the process to have ended; open tasks are {_listed(self._open())}"
        elif not expected and not running:
            yield "ended: expected the process to go on; it has ended"


_PLAIN = "status category stage round attention urges outcome priority title".split()
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
    "notices": Comparison.notices,
    "messages": Comparison.messages,
    "incidents": Comparison.incidents,
    "linked": Comparison.linked,
    "values": Comparison.values,
}


def written(said: dict[str, Any], seen: Seen) -> dict[str, Any]:
    """Return the values written so far, with those of the moment's own events."""
    return {**said, **last_values(seen.events)}


def _same(what: str, expected: Iterable[str], found: Iterable[str]) -> Iterator[str]:
    wanted, there = Counter(expected), Counter(found)
    if wanted == there:
        return
    missing, unexpected = (wanted - there).elements(), (there - wanted).elements()
    told_apart = [
        f"{name}: {_listed(names)}"
        for name, names in (("missing", list(missing)), ("not expected", list(unexpected)))
        if names
    ]
    yield (
        f"{what}: expected {_listed(wanted.elements())}; found {_listed(there.elements())} "
        f"({'; '.join(told_apart)})"
    )


def _notices(what: str, expected: tuple[Notice, ...], found: list[tuple[str, str]]) -> Iterator[str]:
    left = list(found)
    for one in expected:
        match = next(
            (
                (to, text)
                for to, text in left
                if one.to in (None, to) and (one.says is None or one.says in text)
            ),
            None,
        )
        if match is None:
            wanted = " ".join(filter(None, (f"to {one.to}" if one.to else "", one.says and f"“{one.says}”")))
            yield f"{what} of this step: expected one {wanted}; found {_listed(f'to {t}: {s}' for t, s in left)}"
        else:
            left.remove(match)
    for to, text in left:
        yield f"{what} of this step: nobody expected one to {to}: {text}"


def _like(row: IncidentRow, like: IncidentLike) -> bool:
    return (
        like.kind in (None, row.kind)
        and like.at in (None, row.element_id)
        and (like.says is None or like.says in row.message)
    )


def _incident(like: IncidentLike) -> str:
    parts = [like.kind or "one", f"at {like.at}" if like.at else "", f"“{like.says}”" if like.says else ""]
    return " ".join(part for part in parts if part)


def _told_incident(row: IncidentRow) -> str:
    return f"{row.kind}{f' at {row.element_id}' if row.element_id else ''}: {row.message}"


def _equal(found: Any, expected: Any) -> bool:
    if isinstance(found, bool) or isinstance(expected, bool):
        return found is expected
    if isinstance(found, datetime):
        return expected in (told(found), found.isoformat())
    if isinstance(found, int | Decimal | float) and isinstance(expected, int | Decimal):
        return Decimal(str(found)) == Decimal(str(expected))
    if isinstance(found, list) and isinstance(expected, list):
        return len(found) == len(expected) and all(map(_equal, found, expected))
    if isinstance(found, dict) and isinstance(expected, dict):
        return found.keys() == expected.keys() and all(_equal(found[key], expected[key]) for key in found)
    return bool(found == expected)


def _shown(value: Any) -> str:
    return "nothing" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _moment(value: datetime | None) -> str:
    return told(value) if value is not None else "never"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
