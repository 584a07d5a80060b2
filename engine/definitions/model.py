"""A BPMN file as plain values: what was drawn, before it is checked and compiled.

Every element keeps its id, name and line, so that each finding can be shown where it was drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Expression:
    """An expression's text as drawn, and where; `language` None is the file's default."""

    text: str
    line: int
    language: str | None = None


@dataclass(frozen=True)
class Parameter:
    """A `camunda:inputParameter`, `outputParameter`, `in` or `out`."""

    name: str
    expression: Expression
    all_variables: bool = False


@dataclass(frozen=True)
class EventDefinition:
    """The trigger or result of an event. `kind` is the tag without `EventDefinition`.

    `reference` is the name or code of the message, error or escalation referred to; None when there is
    none. `form` is the timer's `date`, `duration` or `cycle`; `expression` its text.
    """

    kind: str
    line: int
    reference: str | None = None
    reference_missing: bool = False
    form: str | None = None
    expression: Expression | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Loop:
    """Loop characteristics: `kind` is `standard` or `multi`."""

    kind: str
    line: int
    sequential: bool = False
    test_before: bool = False
    maximum: str | None = None
    condition: Expression | None = None
    cardinality: Expression | None = None
    collection: Expression | None = None
    item_name: str | None = None
    output_collection: str | None = None
    output_item: str | None = None
    completion: Expression | None = None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class SequenceFlow:
    """A sequence flow; `condition` None is unconditional."""

    id: str
    name: str
    line: int
    source: str
    target: str
    condition: Expression | None = None


@dataclass(frozen=True)
class Node:
    """A flow node. `kind` is the BPMN tag (`userTask`, `boundaryEvent` …).

    `attributes` are BPMN's own, `camunda` and `huan` those of the two extension namespaces, without
    prefix. `scope` is set for sub-processes: what is drawn inside. `unread` names child elements that this
    reader does not know.
    """

    id: str
    name: str
    kind: str
    line: int
    documentation: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    camunda: dict[str, str] = field(default_factory=dict)
    huan: dict[str, str] = field(default_factory=dict)
    events: tuple[EventDefinition, ...] = ()
    loop: Loop | None = None
    inputs: tuple[Parameter, ...] = ()
    outputs: tuple[Parameter, ...] = ()
    passed: tuple[Parameter, ...] = ()
    returned: tuple[Parameter, ...] = ()
    scope: Scope | None = None
    unread: tuple[str, ...] = ()

    @property
    def triggered_by_event(self) -> bool:
        """Whether this is an event sub-process."""
        return self.attributes.get("triggeredByEvent") == "true"

    @property
    def candidate_groups(self) -> tuple[str, ...]:
        """The candidate groups of a user task, such as `repair@county`, in the order drawn."""
        texts = self.camunda.get("candidateGroups", "").split(",")
        return tuple(text.strip() for text in texts if text.strip())

    @property
    def attached_to(self) -> str | None:
        """The activity that a boundary event is attached to."""
        return self.attributes.get("attachedToRef")

    @property
    def interrupting(self) -> bool:
        """Whether a boundary event, or the start of an event sub-process, interrupts (the default)."""
        key = "cancelActivity" if self.kind == "boundaryEvent" else "isInterrupting"
        return self.attributes.get(key, "true") == "true"


@dataclass(frozen=True)
class Scope:
    """A process or the inside of a sub-process. `declares` are the names of its data objects."""

    id: str
    name: str
    kind: str
    line: int
    nodes: dict[str, Node]
    flows: dict[str, SequenceFlow]
    lanes: dict[str, str] = field(default_factory=dict)
    declares: tuple[str, ...] = ()
    executable: bool = True
    documentation: str = ""
    unread: tuple[tuple[str, str | None, int], ...] = ()

    @property
    def begins_plainly(self) -> bool:
        """Whether the scope can begin without a trigger: at a plain start event, or without any start."""
        starts = [node for node in self.nodes.values() if node.kind == "startEvent"]
        return not starts or any(not node.events for node in starts)

    def incoming(self, node_id: str) -> list[SequenceFlow]:
        """Return the flows that lead into a node, in document order."""
        return [flow for flow in self.flows.values() if flow.target == node_id]

    def outgoing(self, node_id: str) -> list[SequenceFlow]:
        """Return the flows that leave a node, in document order."""
        return [flow for flow in self.flows.values() if flow.source == node_id]

    def boundaries(self, node_id: str) -> list[Node]:
        """Return the boundary events attached to a node, in document order."""
        return [node for node in self.nodes.values() if node.attached_to == node_id]


@dataclass(frozen=True)
class Diagram:
    """One BPMN file. `expression_language` is the file's default, None when it names none."""

    file: str
    processes: dict[str, Scope]
    expression_language: str | None = None
    unread: tuple[tuple[str, str | None, int], ...] = ()
    duplicates: tuple[tuple[str, int], ...] = ()

    def scopes(self) -> Iterator[Scope]:
        """Yield every scope, outer before inner."""
        stack = list(self.processes.values())
        while stack:
            scope = stack.pop(0)
            yield scope
            stack[:0] = [node.scope for node in scope.nodes.values() if node.scope is not None]

    def nodes(self) -> Iterator[tuple[Scope, Node]]:
        """Yield every node with the scope in which it is drawn."""
        for scope in self.scopes():
            for node in scope.nodes.values():
                yield scope, node
