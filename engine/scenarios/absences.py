"""What is not to be there: every named thing that is there nevertheless is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from engine.scenarios.expectations import Absent, EventLike
from engine.scenarios.found import Found
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
from engine.scenarios.matching import equal
from engine.scenarios.words import listed, shown
from engine.words import Words, in_chinese

if TYPE_CHECKING:
    from engine.history import SealedEvent

There = TypeVar("There")
Like = TypeVar("Like")


class Absences:
    """Looks for what a step is not to leave behind."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._seen = found.seen

    def differences(self, absent: Absent) -> Iterator[Words]:
        """Yield a line for everything that is there and is not to be."""
        seen, found = self._seen, self._found
        waits = [wait.element_id for wait in (*seen.timers, *seen.messages)]
        variables = {name for scope in found.so_far.variables() for name in scope} if absent.variables else ()
        for what, names, there in (
            (Words("open task", "待办任务"), absent.open, [task.element_id for task in seen.tasks]),
            (Words("waiting event", "等待的事件"), absent.waiting, waits),
            (Words("job on its way", "进行中的外部动作"), absent.jobs, map(place_of, seen.jobs)),
            (Words("linked order", "关联工单"), absent.linked, seen.linked),
            (Words("value", "值"), absent.values, found.so_far.said),
            (Words("variable", "变量"), absent.variables, variables),
            (Words("limit", "时限"), absent.limits, seen.clocks),
        ):
            for name in sorted(set(names or ()) & set(there)):
                yield Words(f"not: {what} {name} is there", f"不应有：{what.zh} {name}")
        yield from self._events(Words("history of this step", "这一步的历史"), absent.history, seen.events)
        yield from self._events(Words("events", "事件"), absent.events, found.so_far.events)
        yield from _alike(
            Words("asked in this step", "这一步请求的外部动作"),
            absent.asked,
            seen.asked,
            job_is_like,
            told_job,
        )
        notices, messages = found.notices(), found.messages()
        yield from _alike(
            Words("notice of this step", "这一步的通知"), absent.notices, notices, notice_is_like, told_notice
        )
        yield from _alike(
            Words("customer message", "给客户的消息"), absent.messages, messages, notice_is_like, told_notice
        )
        yield from _alike(
            Words("incident", "异常"), absent.incidents, seen.incidents, incident_is_like, told_incident
        )
        yield from self._departments(Words("whose", "属于"), absent.whose, "departments")
        yield from self._departments(Words("watched by", "关注部门"), absent.watched, "watchers")
        yield from self._order(absent.order or {})

    def _events(
        self, what: Words, absent: Iterable[EventLike] | None, there: Sequence[SealedEvent]
    ) -> Iterator[Words]:
        happened = self._found.happened
        yield from _alike(what, absent, there, happened.is_like, happened.tell)

    def _departments(
        self, what: Words, absent: Mapping[str, frozenset[str]] | None, lines: str
    ) -> Iterator[Words]:
        for element, names in (absent or {}).items():
            for task in self._seen.tasks_at(element):
                found = {self._found.cast.department_name(key) for key in getattr(task, lines)}
                if names & found:
                    there = listed(names & {str(name) for name in found})
                    yield Words(f"not: {element} {what} {there}", f"不应有：{element} {what.zh} {there.zh}")

    def _order(self, absent: Mapping[str, Any]) -> Iterator[Words]:
        order = self._seen.order
        facts = order_facts(order, self._found.cast) if order is not None else {}
        for name, value in absent.items():
            if order is not None and equal(facts.get(name), value):
                yield Words(
                    f"not: order {name} is {shown(value)}", f"不应有：工单 {name} 为 {shown(value).zh}"
                )


def _alike(
    what: Words,
    absent: Iterable[Like] | None,
    there: Iterable[There],
    is_like: Callable[[There, Like], bool],
    tell: Callable[[There], str],
) -> Iterator[Words]:
    for like in absent or ():
        for one in there:
            if is_like(one, like):
                yield Words(f"not: {what}: {tell(one)}", f"不应有：{what.zh}：{in_chinese(tell(one))}")
                break
