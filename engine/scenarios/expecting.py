"""Compare what is expected with what is seen: every difference in one line, both sides shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from engine.scenarios.absences import Absences
from engine.scenarios.expectations import Asked, EventLike, Expectation, IncidentLike, LimitLike, Notice
from engine.scenarios.found import Found
from engine.scenarios.givens import Moment
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
from engine.scenarios.words import NEVER, NOBODY, NONE, differs, in_order, listed, pairs, shown
from engine.words import Words

_WHOSE, _WATCHED = Words("whose", "属于"), Words("watched by", "关注部门")
_HELD = Words("held by", "持有人")


class Comparison:
    """Compares one moment, and what has been told until then."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.seen, self.cast, self.now = found.seen, found.cast, found.now

    def differences(self, expect: Expectation) -> list[Words]:
        """Return how the moment differs from what is expected; an empty list when it does not."""
        lines = [
            line
            for name, compare in _COMPARE.items()
            if getattr(expect, name) is not None
            for line in compare(self, getattr(expect, name))
        ]
        if expect.absent is not None:
            lines.extend(Absences(self.found).differences(expect.absent))
        return lines

    def surprises(self, known: tuple[IncidentLike, ...]) -> list[Words]:
        """Return the open incidents that no step has expected."""
        return [
            Words(
                f"an incident that nobody expected: {told_incident(row)}",
                f"没有人预期的异常：{told_incident(row)}",
            )
            for row in self.seen.incidents
            if not any(incident_is_like(row, like) for like in known)
        ]

    # One method a key of `expect`.

    def open(self, expected: tuple[str, ...]) -> Iterator[Words]:
        yield from same_names(Words("open tasks", "待办任务"), expected, self._open())

    def waiting(self, expected: tuple[str, ...]) -> Iterator[Words]:
        found = [wait.element_id for wait in (*self.seen.timers, *self.seen.messages)]
        yield from same_names(Words("waiting events", "等待的事件"), expected, found)

    def jobs(self, expected: tuple[str, ...]) -> Iterator[Words]:
        yield from same_names(
            Words("jobs on their way", "进行中的外部动作"), expected, map(place_of, self.seen.jobs)
        )

    def linked(self, expected: tuple[str, ...]) -> Iterator[Words]:
        yield from same_names(Words("linked orders", "关联工单"), expected, self.seen.linked)

    def history(self, expected: tuple[EventLike, ...]) -> Iterator[Words]:
        yield from self.found.happened.in_step(expected, self.seen.events)

    def events(self, expected: tuple[EventLike, ...]) -> Iterator[Words]:
        yield from self.found.happened.in_order(expected, self.found.so_far.events)

    def whose(self, expected: Mapping[str, frozenset[str]]) -> Iterator[Words]:
        yield from self._departments(_WHOSE, expected, "departments")

    def watched(self, expected: Mapping[str, frozenset[str]]) -> Iterator[Words]:
        yield from self._departments(_WATCHED, expected, "watchers")

    def _departments(
        self, what: Words, expected: Mapping[str, frozenset[str]], lines: str
    ) -> Iterator[Words]:
        for element, names in expected.items():
            tasks = self.seen.tasks_at(element)
            if tasks:
                found = {str(self.cast.department_name(key)) for key in getattr(tasks[0], lines)}
                yield from same_names(Words(f"{element} {what}", f"{element} {what.zh}"), names, found)
            else:
                yield self._not_open(what, element)

    def held(self, expected: Mapping[str, str | None]) -> Iterator[Words]:
        for element, name in expected.items():
            tasks = self.seen.tasks_at(element)
            found = self.cast.person_name(tasks[0].holder_id) if tasks else None
            if not tasks:
                yield self._not_open(_HELD, element)
            elif found != name:
                subject = Words(f"{element} {_HELD}", f"{element} {_HELD.zh}")
                yield differs(subject, name or NOBODY, found or NOBODY)

    def _not_open(self, what: Words, element: str) -> Words:
        there = listed(self._open())
        return Words(
            f"{what}: no task {element} is open; open are {there}",
            f"{what.zh}：没有待办的任务 {element}；待办的有 {there.zh}",
        )

    def _open(self) -> list[str]:
        return [task.element_id for task in self.seen.tasks]

    def order(self, expected: Mapping[str, Any]) -> Iterator[Words]:
        order = self.seen.order
        if order is None:
            yield Words("order: there is no order", "工单：没有工单")
            return
        facts = order_facts(order, self.cast)
        for name, value in expected.items():
            if not equal(facts.get(name), value):
                yield differs(Words(f"order {name}", f"工单 {name}"), shown(value), shown(facts.get(name)))

    def timers(self, expected: Mapping[str, Moment | None]) -> Iterator[Words]:
        due: dict[str, list[datetime | None]] = {}
        for wait in self.seen.timers:
            due.setdefault(wait.element_id, []).append(wait.due_at)
        for element, moment in expected.items():
            wanted = moment_at(moment, self.now) if moment is not None else None
            if element not in due:
                yield Words(
                    f"timer {element}: it does not wait; timers wait at {listed(due)}",
                    f"定时器 {element}：没有在等待；在等待的有 {listed(due).zh}",
                )
            elif wanted not in due[element]:
                found = in_order(map(_moment, due[element]))
                yield differs(Words(f"timer {element}", f"定时器 {element}"), _moment(wanted), found)

    def limits(self, expected: Mapping[str, LimitLike]) -> Iterator[Words]:
        for rule, like in expected.items():
            clock = self.seen.clocks.get(rule)
            if like.absent:
                if clock is not None:
                    yield differs(Words(f"limit {rule}", f"时限 {rule}"), NONE, clock.state)
            elif clock is None:
                there = listed(self.seen.clocks)
                yield Words(
                    f"limit {rule}: the order has none; it has {there}",
                    f"时限 {rule}：工单没有这个时限；有 {there.zh}",
                )
            else:
                yield from limit_differences(rule, like, clock, self.now)

    def asked(self, expected: tuple[Asked, ...]) -> Iterator[Words]:
        yield from all_matched(
            Words("asked in this step", "这一步请求的外部动作"),
            expected,
            self.seen.asked,
            job_is_like,
            lambda one: Words(f"{one.at} with {pairs(one.inputs)}", f"{one.at}，{pairs(one.inputs).zh}"),
            told_job,
        )

    def notices(self, expected: tuple[Notice, ...]) -> Iterator[Words]:
        yield from _notices(Words("notices of this step", "这一步的通知"), expected, self.found.notices())

    def messages(self, expected: tuple[Notice, ...]) -> Iterator[Words]:
        yield from _notices(
            Words("customer messages of this step", "这一步给客户的消息"), expected, self.found.messages()
        )

    def incidents(self, expected: tuple[IncidentLike, ...]) -> Iterator[Words]:
        yield from all_matched(
            Words("incidents", "异常"),
            expected,
            self.seen.incidents,
            incident_is_like,
            _told_like,
            told_incident,
        )

    def values(self, expected: Mapping[str, Any]) -> Iterator[Words]:
        said = self.found.so_far.said
        for name, value in expected.items():
            if name not in said:
                yield Words(
                    f"value {name}: nothing was written under this name; written were {listed(said)}",
                    f"值 {name}：没有写过这个名称；写过的有 {listed(said).zh}",
                )
            elif not equal(said[name], value):
                yield differs(Words(f"value {name}", f"值 {name}"), shown(value), shown(said[name]))

    def variables(self, expected: Mapping[str, Any]) -> Iterator[Words]:
        scopes = self.found.so_far.variables()
        for name, value in expected.items():
            found = [scope[name] for scope in scopes if name in scope]
            if not found:
                known = {key for scope in scopes for key in scope}
                yield Words(
                    f"variable {name}: there is none; there are {listed(known)}",
                    f"变量 {name}：没有；有 {listed(known).zh}",
                )
            elif not any(equal(one, value) for one in found):
                there = in_order(map(shown, found))
                yield differs(Words(f"variable {name}", f"变量 {name}"), shown(value), there)

    def ended(self, expected: bool) -> Iterator[Words]:
        running = [one for one in self.seen.instances if one.status in ("active", "suspended")]
        if expected and running:
            yield Words(
                f"ended: expected the process to have ended; open tasks are {listed(self._open())}",
                f"结束：流程应已结束；待办任务有 {listed(self._open()).zh}",
            )
        elif not expected and not running:
            yield Words("ended: expected the process to go on; it has ended", "结束：流程应继续；它已结束")


_COMPARE: dict[str, Callable[[Comparison, Any], Iterable[Words]]] = {
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


def _notices(what: Words, expected: tuple[Notice, ...], found: list[tuple[str, str]]) -> Iterator[Words]:
    yield from all_matched(what, expected, found, notice_is_like, _told_notice_like, told_notice)


def _told_notice_like(like: Notice) -> Words:
    return Words(
        f"one to {like.to or 'anybody'}: {like.says or 'anything'}",
        f"给 {like.to or '任何人'}：{like.says or '任何内容'}",
    )


def _told_like(like: IncidentLike) -> str:
    parts = [
        like.kind or "one",
        f"at {like.at}" if like.at else "",
        f"that says {like.says}" if like.says else "",
    ]
    return " ".join(part for part in parts if part)


def _moment(value: datetime | None) -> str:
    return told(value) if value is not None else NEVER
