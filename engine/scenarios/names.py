"""What a scenario may refer to: elements by id or drawn name, messages, people, departments, tiers.

A reference is resolved when the file is read, so that a wrong name is told with its line and the near
matches before anything runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from engine.commands.version import OPERATION_NAMES
from engine.definitions import Package
from engine.definitions.checks.service_tasks import DOING
from engine.definitions.model import Node as Drawn
from engine.scenarios.cast import DEPARTMENTS, PEOPLE
from engine.scenarios.refused import known_names
from engine.scenarios.source import Node
from engine.store.catalogue import known_limits
from engine.words import Words


def _is_task(node: Drawn) -> bool:
    return node.kind in ("userTask", "manualTask")


def _is_job(node: Drawn) -> bool:
    doing = node.kind == "serviceTask" or (node.kind in DOING and "topic" in node.camunda)
    return doing and node.camunda.get("topic") not in OPERATION_NAMES


def _is_wait(node: Drawn) -> bool:
    waits = any(event.kind in ("message", "timer", "signal", "conditional") for event in node.events)
    return waits and node.kind in ("intermediateCatchEvent", "boundaryEvent", "startEvent", "receiveTask")


def _is_any(node: Drawn) -> bool:
    del node
    return True


@dataclass(frozen=True)
class Names:
    """The names of the packages in play; the first is the scenario's own."""

    packages: tuple[Package, ...]

    @cached_property
    def _drawn(self) -> list[Drawn]:
        return [node for package in self.packages for _, node in package.diagram.nodes()]

    @cached_property
    def messages(self) -> frozenset[str]:
        """The names of all messages that a diagram waits for."""
        return self._referred("message")

    @cached_property
    def signals(self) -> frozenset[str]:
        """The names of all signals that a diagram waits for."""
        return self._referred("signal")

    def _referred(self, kind: str) -> frozenset[str]:
        return frozenset(
            event.reference
            for node in self._drawn
            for event in node.events
            if event.kind == kind and event.reference
        )

    @cached_property
    def fields(self) -> frozenset[str]:
        """The names of the order's fields."""
        return frozenset(name for package in self.packages for name in package.field_names)

    def task(self, node: Node) -> str:
        """Return the id of a user task, given by its id or drawn name."""
        return self._element(node, Words("task", "任务"), _is_task)

    def job(self, node: Node) -> str:
        """Return the id of a service task whose work leaves the database."""
        return self._element(node, Words("service task with an effect", "带外部动作的服务任务"), _is_job)

    def wait(self, node: Node) -> str:
        """Return the id of an event that waits for time or a message."""
        return self._element(node, Words("waiting event", "等待的事件"), _is_wait)

    def element(self, node: Node) -> str:
        """Return the id of any element."""
        return self._element(node, Words("element", "元素"), _is_any)

    def message(self, node: Node) -> str:
        """Return the name of a message that a diagram in play waits for."""
        name = node.text()
        if name not in self.messages:
            raise node.refuse(
                Words(f"no diagram here waits for a message {name!r}", f"这里没有流程图等待消息 {name!r}"),
                known_names(name, self.messages),
            )
        return name

    def signal(self, node: Node) -> str:
        """Return the name of a signal that a diagram in play waits for."""
        name = node.text()
        if name not in self.signals:
            raise node.refuse(
                Words(f"no diagram here waits for a signal {name!r}", f"这里没有流程图等待信号 {name!r}"),
                known_names(name, self.signals),
            )
        return name

    def person(self, node: Node) -> str:
        """Return the name of somebody of the built-in organisation."""
        return self._one_of(node, Words("nobody is called", "没有人叫"), PEOPLE)

    def actor(self, node: Node) -> str:
        """Return the name of somebody of the built-in organisation, or `system`."""
        return "system" if node.value == "system" else self.person(node)

    def limit(self, node: Node) -> str:
        """Return the key of a time limit of some operator profile."""
        return self._one_of(node, Words("no limit is called", "没有时限叫"), known_limits())

    def department(self, node: Node) -> str:
        """Return the name of a department of the built-in organisation."""
        return self._one_of(node, Words("no department is called", "没有部门叫"), DEPARTMENTS)

    def _one_of(self, node: Node, problem: Words, known: Iterable[str]) -> str:
        name = node.text()
        if name not in known:
            raise node.refuse(
                Words(f"{problem} {name!r}", f"{problem.zh} {name!r}"), known_names(name, known)
            )
        return name

    def _element(self, node: Node, what: Words, fits: Callable[[Drawn], bool]) -> str:
        text = node.text()
        fitting = [drawn for drawn in self._drawn if fits(drawn)]
        if any(drawn.id == text for drawn in fitting):
            return text
        named = sorted({drawn.id for drawn in fitting if drawn.name == text})
        if len(named) == 1:
            return named[0]
        if named:
            problem = Words(f"several {what}s are called {text!r}", f"有几个{what.zh}叫 {text!r}")
            ids = ", ".join(named)
            raise node.refuse(problem, Words(f"write one's id: {ids}", f"写其中一个的 id：{ids}"))
        if any(text in (drawn.id, drawn.name) for drawn in self._drawn):
            problem = Words(f"{text!r} is drawn, but is no {what}", f"{text!r} 画在图上，但不是{what.zh}")
        else:
            problem = Words(f"no {what} has the id or name {text!r}", f"没有{what.zh}的 id 或名称是 {text!r}")
        known = [drawn.id for drawn in fitting] + [drawn.name for drawn in fitting if drawn.name]
        raise node.refuse(problem, known_names(text, known))
