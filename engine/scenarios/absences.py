"""What is not to be there: every named thing that is there nevertheless is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

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
from engine.scenarios.story import Absent, EventLike
from engine.scenarios.words import listed, shown

if TYPE_CHECKING:
    from engine.history import SealedEvent
    from engine.scenarios.expecting import Comparison

There = TypeVar("There")
Like = TypeVar("Like")


class Absences:
    """Looks for what a step is not to leave behind."""

    def __init__(self, comparison: Comparison) -> None:
        self._compared = comparison
        self._seen = comparison.seen

    def differences(self, absent: Absent) -> Iterator[str]:
        """Yield a line for everything that is there and is not to be."""
        seen, compared = self._seen, self._compared
        waits = [wait.element_id for wait in (*seen.timers, *seen.messages)]
        variables = (
            {name for scope in compared.so_far.variables() for name in scope} if absent.variables else ()
        )
        for what, names, there in (
            ("open task", absent.open, [task.element_id for task in seen.tasks]),
            ("waiting event", absent.waiting, waits),
            ("job on its way", absent.jobs, map(place_of, seen.jobs)),
            ("linked order", absent.linked, seen.linked),
            ("value", absent.values, compared.said),
            ("variable", absent.variables, variables),
            ("limit", absent.limits, seen.clocks),
        ):
            for name in sorted(set(names or ()) & set(there)):
                yield f"not: {what} {name} is there"
        yield from self._events("history of this step", absent.history, seen.events)
        yield from self._events("events", absent.events, compared.so_far.events)
        yield from _alike("asked in this step", absent.asked, seen.asked, job_is_like, told_job)
        notices, messages = compared.sent_notices(), compared.sent_messages()
        yield from _alike("notice of this step", absent.notices, notices, notice_is_like, told_notice)
        yield from _alike("customer message", absent.messages, messages, notice_is_like, told_notice)
        yield from _alike("incident", absent.incidents, seen.incidents, incident_is_like, told_incident)
        yield from self._departments("whose", absent.whose, "departments")
        yield from self._departments("watched by", absent.watched, "watchers")
        yield from self._order(absent.order or {})

    def _events(
        self, what: str, absent: Iterable[EventLike] | None, there: Sequence[SealedEvent]
    ) -> Iterator[str]:
        happened = self._compared.happened
        yield from _alike(what, absent, there, happened.is_like, happened.tell)

    def _departments(
        self, what: str, absent: Mapping[str, frozenset[str]] | None, lines: str
    ) -> Iterator[str]:
        for element, names in (absent or {}).items():
            for task in self._seen.tasks_at(element):
                found = {self._compared.cast.department_name(key) for key in getattr(task, lines)}
                if names & found:
                    yield f"not: {element} {what} {listed(names & {str(name) for name in found})}"

    def _order(self, absent: Mapping[str, Any]) -> Iterator[str]:
        order = self._seen.order
        facts = order_facts(order, self._compared.cast) if order is not None else {}
        for name, value in absent.items():
            if order is not None and equal(facts.get(name), value):
                yield f"not: order {name} is {shown(value)}"


def _alike(
    what: str,
    absent: Iterable[Like] | None,
    there: Iterable[There],
    is_like: Callable[[There, Like], bool],
    tell: Callable[[There], str],
) -> Iterator[str]:
    for like in absent or ():
        for one in there:
            if is_like(one, like):
                yield f"not: {what}: {tell(one)}"
                break
