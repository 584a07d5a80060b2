"""The spec of one scope: a process or a sub-process with its elements."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec

if TYPE_CHECKING:
    from engine.runtime.specs.element import Element
    from engine.runtime.specs.event_definitions import CatchDefinition
    from engine.runtime.specs.events import EventSubprocessListener
    from engine.runtime.specs.subprocess import SubProcess


class EventStart(NamedTuple):
    """A way in which an event begins a process.

    `definitions` are the triggers, each of which is enough, or, `together`, all of which must have happened;
    the token begins at `element`. `others` are the
    events that the process waits for from its beginning: those beside it after a parallel instantiating
    event-based gateway (§13.4.4), which is the `gateway`.
    """

    definitions: tuple[CatchDefinition, ...]
    element: Element
    others: tuple[Element, ...] = ()
    gateway: Element | None = None
    together: bool = False


class ScopeSpec(WorkflowSpec):
    """The elements of one scope, by name.

    `starts` are where a plain start puts tokens: the none start events, or, without any, every element
    that no flow enters. `event_starts` are start events with a trigger (message, timer), by element id.
    `listeners` are the starts of its event sub-processes, `undoing` the one that compensation starts.
    `ad_hoc` tells the inside of an ad-hoc sub-process. `declares` gives the variables that the scope
    itself holds, with their initial values.
    """

    task_specs: dict[str, Element]

    def __init__(self, element_id: str, name: str = "", declares: Mapping[str, Any] | None = None) -> None:
        super().__init__(name=element_id)
        self.element_id = element_id
        self.description = name
        self.declares = dict(declares or {})
        self.starts: list[Element] = []
        self.event_starts: dict[str, EventStart] = {}
        self.listeners: list[EventSubprocessListener] = []
        self.undoing: SubProcess | None = None
        self.ad_hoc = False

    @cached_property
    def by_element(self) -> dict[str, Element]:
        """Return the outermost spec of every diagram element of this scope, by element id."""
        outermost: dict[str, Element] = {}
        for element in self.task_specs.values():
            if element.name == element.element_id:
                outermost[element.element_id] = element
        return outermost

    @cached_property
    def upstream(self) -> dict[str, frozenset[str]]:
        """Return, for each element name, the names from which a directed path leads to it."""
        direct: dict[str, set[str]] = {name: set() for name in self.task_specs}
        for name, element in self.task_specs.items():
            for follower in element.followers():
                direct[follower.name].add(name)
        return {name: _closure(name, direct) for name in direct}


def _closure(name: str, direct: Mapping[str, set[str]]) -> frozenset[str]:
    seen: set[str] = set()
    stack = list(direct[name])
    while stack:
        current = stack.pop()
        if current not in seen:
            seen.add(current)
            stack.extend(direct[current])
    return frozenset(seen)
