"""A BPMN file as plain values: what was drawn, before it is checked and compiled.

Every element keeps its id, name and line, so that each finding can be shown where it was drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from engine.definitions.xs import flag
from engine.words import Words

Item = TypeVar("Item")


@dataclass(frozen=True)
class Unread:
    """Something in the file that nobody reads: what, of which drawn element, and what to do about it."""

    element: str | None
    name: str
    what: Words
    remedy: Words
    line: int


@dataclass(frozen=True)
class Misled:
    """A reference of a drawn element that leads to nothing, or to something of another kind."""

    element: str | None
    name: str
    problem: Words
    remedy: Words
    line: int


@dataclass(frozen=True)
class Malformed:
    """An attribute whose value is none of its type, such as a boolean that is neither true nor false."""

    element: str | None
    name: str
    attribute: str
    value: str
    line: int


@dataclass(frozen=True)
class Expression:
    """An expression's text as drawn, and where; `language` None is the file's default."""

    text: str
    line: int
    language: str | None = None


@dataclass(frozen=True)
class Parameter:
    """A `camunda:inputParameter`, `outputParameter`, `in` or `out`.

    `sources` are the attributes by which an `in` or `out` says what it passes; the first is read.
    """

    name: str
    expression: Expression
    all_variables: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class EventDefinition:
    """The trigger or result of an event. `kind` is the tag without `EventDefinition`.

    `reference` is the name or code of the message, error or escalation referred to; None when there is
    none, `code_missing` when what is referred to lacks it. `form` is the timer's `date`, `duration` or
    `cycle`; `expression` its text, or a condition's. `attributes` are those of huan:, the referred message's
    included. A link's name is its `reference`. `activity` is what a compensation undoes, None everything;
    `waits` whether it waits until that is undone.
    """

    kind: str
    line: int
    reference: str | None = None
    reference_missing: bool = False
    code_missing: bool = False
    form: str | None = None
    expression: Expression | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    activity: str | None = None
    waits: bool = True


@dataclass(frozen=True)
class ComplexBehavior:
    """A condition that is asked as an instance of a multi-instance completes, and what is thrown then."""

    line: int
    condition: Expression | None
    events: tuple[EventDefinition, ...] = ()


@dataclass(frozen=True)
class Loop:
    """Loop characteristics: `kind` is `standard` or `multi`.

    BPMN and Camunda each have a place for the collection and its item: the first that is given is read, a
    second one is refused. A name is empty where it is missing. `behavior` says when an event is thrown as
    instances complete: `none_event`, `one_event`, or by the rules `complex`.
    """

    kind: str
    line: int
    sequential: bool = False
    test_before: bool = False
    maximum: int | None = None
    behavior: str = "All"
    none_event: EventDefinition | None = None
    one_event: EventDefinition | None = None
    complex: tuple[ComplexBehavior, ...] = ()
    condition: Expression | None = None
    cardinality: Expression | None = None
    collections: tuple[Expression, ...] = ()
    item_names: tuple[str, ...] = ()
    output_collection: str | None = None
    output_item: str | None = None
    completion: Expression | None = None

    @property
    def thrown(self) -> tuple[EventDefinition, ...]:
        """What is thrown as instances complete, whatever the behavior says."""
        alone = [event for event in (self.none_event, self.one_event) if event is not None]
        return (*alone, *(event for rule in self.complex for event in rule.events))

    @property
    def collection(self) -> Expression | None:
        """The list that a multi-instance runs over."""
        return self.collections[0] if self.collections else None

    @property
    def item_name(self) -> str | None:
        """The variable in which each member finds its item."""
        return self.item_names[0] if self.item_names else None


@dataclass(frozen=True)
class SequenceFlow:
    """A sequence flow; `condition` None is unconditional. `immediate` False would allow more in between."""

    id: str
    name: str
    line: int
    source: str
    target: str
    condition: Expression | None = None
    immediate: bool = True


@dataclass(frozen=True)
class Node:
    """A flow node. `kind` is the BPMN tag (`userTask`, `boundaryEvent` …).

    `attributes` are BPMN's own, `camunda` and `huan` those of the two extension namespaces, without
    prefix. `scope` is set for sub-processes: what is drawn inside. A task that sends or receives has its
    message among `events`. `condition` is a complex gateway's activation condition or an ad-hoc sub-process'
    completion condition. `handler` is the activity that a compensation boundary event is associated with.
    `inputs` and `outputs` come from `camunda:inputOutput` or from data associations.
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
    script: Expression | None = None
    condition: Expression | None = None
    handler: str | None = None

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a boolean attribute of BPMN's own."""
        return flag(self.attributes.get(name), default)

    @property
    def for_compensation(self) -> bool:
        """Whether this activity only undoes another one: no flow leads to it."""
        return self.flag("isForCompensation")

    @property
    def starts_process(self) -> bool:
        """Whether it begins a process when its message comes: an instantiating gateway or receive task."""
        return self.flag("instantiate")

    @property
    def triggered_by_event(self) -> bool:
        """Whether this is an event sub-process."""
        return self.flag("triggeredByEvent")

    @property
    def candidate_groups(self) -> tuple[str, ...]:
        """The candidate groups of a user task, such as `repair@county`, in the order drawn.

        Empty where an expression names them.
        """
        if self.group_expression is not None:
            return ()
        texts = self.camunda.get("candidateGroups", "").split(",")
        return tuple(text.strip() for text in texts if text.strip())

    @property
    def group_expression(self) -> str | None:
        """The FEEL text, with its leading `=`, that names the candidate groups; None where they are drawn."""
        text = self.camunda.get("candidateGroups", "").strip()
        return text if text.startswith("=") else None

    @property
    def attached_to(self) -> str | None:
        """The activity that a boundary event is attached to."""
        return self.attributes.get("attachedToRef")

    @property
    def interrupting(self) -> bool:
        """Whether a boundary event, or the start of an event sub-process, interrupts (the default)."""
        key = "cancelActivity" if self.kind == "boundaryEvent" else "isInterrupting"
        return self.flag(key, True)


@dataclass(frozen=True)
class Scope:
    """A process or the inside of a sub-process. `declares` are the names of its data objects.

    `by_event` tells the inside of an event sub-process, `public` a process that only shows what others see.
    `version_tag` is the tag by which calls may find a
    process' version, empty without one.
    """

    id: str
    name: str
    kind: str
    line: int
    nodes: dict[str, Node]
    flows: dict[str, SequenceFlow]
    lanes: dict[str, str] = field(default_factory=dict)
    declares: tuple[str, ...] = ()
    executable: bool = True
    by_event: bool = False
    documentation: str = ""
    public: bool = False
    version_tag: str = ""

    @property
    def begins_plainly(self) -> bool:
        """Whether the scope can begin without a trigger: at a plain start event, or without any start."""
        starts = [node for node in self.nodes.values() if node.kind == "startEvent"]
        if starts:
            return any(not node.events for node in starts)
        return any(not node.starts_process for node in self.unentered())

    def unentered(self) -> list[Node]:
        """Return the nodes that no flow enters and that begin with the scope where it has no start event."""
        return [
            node
            for node in self.nodes.values()
            if node.kind != "boundaryEvent"
            and not node.triggered_by_event
            and not node.for_compensation
            and not self.incoming(node.id)
        ]

    def incoming(self, node_id: str) -> list[SequenceFlow]:
        """Return the flows that lead into a node, in document order."""
        return self._by_target.get(node_id, [])

    def outgoing(self, node_id: str) -> list[SequenceFlow]:
        """Return the flows that leave a node, in document order."""
        return self._by_source.get(node_id, [])

    def boundaries(self, node_id: str) -> list[Node]:
        """Return the boundary events attached to a node, in document order."""
        return self._by_host.get(node_id, [])

    # Looked up for every node: a large diagram must not be searched as a whole each time.

    @cached_property
    def _by_target(self) -> dict[str, list[SequenceFlow]]:
        return _grouped(self.flows.values(), lambda flow: flow.target)

    @cached_property
    def _by_source(self) -> dict[str, list[SequenceFlow]]:
        return _grouped(self.flows.values(), lambda flow: flow.source)

    @cached_property
    def _by_host(self) -> dict[str, list[Node]]:
        return _grouped(self.nodes.values(), lambda node: node.attached_to or "")


def _grouped(items: Iterable[Item], key: Callable[[Item], str]) -> dict[str, list[Item]]:
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


@dataclass(frozen=True)
class Diagram:
    """One BPMN file. `expression_language` is the file's default, None when it names none.

    `unread` is what nobody reads of it, `malformed` what cannot be read, `duplicates` ids that stand twice,
    `misled` are references that lead elsewhere. `pools` are the processes of the participants by their id,
    None for one without; `message_flows` are drawn between them, for people.
    """

    file: str
    processes: dict[str, Scope]
    expression_language: str | None = None
    unread: tuple[Unread, ...] = ()
    malformed: tuple[Malformed, ...] = ()
    duplicates: tuple[tuple[str, int], ...] = ()
    misled: tuple[Misled, ...] = ()
    pools: Mapping[str, str | None] = field(default_factory=dict)
    message_flows: tuple[SequenceFlow, ...] = ()

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
