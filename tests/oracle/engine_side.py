"""The engine's side of the lockstep: an instance in memory, what can be seen of it, and its moves.

What is seen is built twice: from the live tokens, and from the transition log alone, as the inbox, timer
and subscription rows are. Both must say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from SpiffWorkflow.util.task import TaskState

from engine.definitions import compile_package, read_files
from engine.feel import Environment
from engine.runtime import Armed, Binding, CompiledDefinition, Instance, Kind, decode, encode
from engine.runtime.compensation import UNDOES_FOR
from engine.runtime.scope import Scope as LiveScope
from engine.runtime.specs.event_definitions import ConditionalEvent, MessageEvent, SignalEvent, TimerEvent
from engine.runtime.specs.parts import Part
from engine.runtime.token import Token
from tests.allowed import errors_besides
from tests.oracle.drawing import PROCESS, bpmn
from tests.oracle.moves import Move, Path
from tests.oracle.seeing import View, ordered
from tests.oracle.structure import Node, Scope, start_of

SHEET = f"key: test\nname: {{zh: t, en: t}}\ndiagram: test.bpmn\nprocess: {PROCESS}\n".encode()
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ENVIRONMENT = Environment(now=NOW, zone=ZoneInfo("Asia/Shanghai"))
#: What a catch event may wait for that is seen.
SEEN = ("timer", "message", "signal", "condition")
SEEN_EVENTS = (TimerEvent, MessageEvent, SignalEvent, ConditionalEvent)


class World:
    """Surroundings with nothing but the facts that conditions ask for."""

    def __init__(self, definition: CompiledDefinition) -> None:
        self._definition = definition
        self.facts: Mapping[str, Any] = {"order": {}}

    def environment(self) -> Environment:
        return ENVIRONMENT

    def owns(self, name: str) -> bool:
        del name
        return False

    def write_field(self, name: str, value: Any) -> Any:
        raise AssertionError(f"{name} = {value!r} was written to the order")

    def reach(self, milestone: str, element: str) -> None:
        raise AssertionError(f"milestone {milestone} at {element}")

    def operate(self, operation: str, inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        raise AssertionError(f"operation {operation} with {inputs}")

    def called_definition(
        self, process_id: str, packages: Collection[str], binding: Binding, caller: str
    ) -> CompiledDefinition:
        raise AssertionError(f"{process_id} of {packages} ({binding}) was called by {caller}")

    def definition(self, definition_id: str) -> CompiledDefinition:
        assert definition_id == self._definition.id
        return self._definition


def compiled(process: Scope) -> CompiledDefinition:
    """Return the engine's definition of a process, drawn as a BPMN file.

    What no token reaches, what can wait for ever, and facts that no order has are refused in a package. Here
    they may be drawn.
    """
    package = read_files({"package.yaml": SHEET, "test.bpmn": bpmn(process)})
    findings = errors_besides(package, "reachable", "soundness", "types")
    assert not findings, "\n".join(map(str, findings))
    return compile_package(package, "test:1")


@dataclass(frozen=True)
class Choice:
    """A possible move and the token that it concerns; `repeats` says that `last` may be chosen."""

    move: Move
    token: int
    node: Node
    repeats: bool = False


@dataclass
class EngineSide:
    """An instance that plays an abstract process."""

    process: Scope
    instance: Instance
    world: World
    rows: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, process: Scope, definition: CompiledDefinition) -> EngineSide:
        world = World(definition)
        return cls(process, Instance(definition, world), world)

    def start(
        self, facts: Mapping[str, bool], variables: Mapping[str, bool], event: str | None = None
    ) -> None:
        """Start plainly, or at the event that begins the process."""
        self.world.facts = {"order": dict(facts)}
        self.instance.start(PROCESS, variables, event)
        self._settle_rows()

    def play(self, choice: Choice, move: Move, facts: Mapping[str, bool], values: Mapping[str, bool]) -> None:
        """Make the move; `values` are what the person or the message brings."""
        self.world.facts = {"order": dict(facts)}
        self.instance.transitions.clear()
        if move.action == "complete":
            self.instance.complete(choice.token, values)
        else:
            assert self.instance.fire(choice.token, values, move.last)
        self._settle_rows()

    def reload(self) -> None:
        """Save the instance and read it back."""
        state = encode(self.instance)
        self.instance = decode(state, self.world)
        assert encode(self.instance) == state, "reading back and saving again changes the state"

    # What can be seen

    def see(self) -> View:
        """Return the view of the instance, in the form of `marking.see`."""
        root = self.instance.scopes.get(0)
        return self._see_scope(self.process, root) if root is not None else ()

    def flat(self) -> Counter[str]:
        """Return what is open and what is waited for, by element id, from the live tokens."""
        return Counter(element for element in map(_awaited, self._tokens()) if element is not None)

    def taken(self) -> Counter[str]:
        """Return the sequence flows that the transition log tells of this step."""
        return Counter(t.element for t in self.instance.transitions if t.kind == Kind.FLOW)

    def sent(self) -> Counter[str]:
        """Return what the transition log tells of sent messages and signals in this step, by element id."""
        return Counter(t.element for t in self.instance.transitions if t.kind in (Kind.SENT, Kind.SIGNALLED))

    def _tokens(self) -> list[Token]:
        return [token for scope in self.instance.scopes.values() for token in scope.tasks.values()]

    def _settle_rows(self) -> None:
        """Open and close rows as the transition log says."""
        for transition in self.instance.transitions:
            waits = isinstance(transition.detail, Armed) and transition.detail.trigger in SEEN
            if transition.kind == Kind.OPENED or (transition.kind == Kind.ARMED and waits):
                self.rows[transition.token] = transition.element
            elif transition.kind in (Kind.COMPLETED, Kind.CANCELLED, Kind.TRIGGERED, Kind.MERGED):
                self.rows.pop(transition.token, None)

    def _see_scope(self, scope: Scope, live: LiveScope) -> View:
        tokens = [token for token in live.tasks.values() if token._parent is None]
        return ordered([view for token in tokens for view in self._see(scope, token)])

    def _see(self, scope: Scope, token: Token) -> list[View]:
        element = token.task_spec.element_id
        if token.task_spec.is_scope_listener:
            return [("listen", element, _trigger(one)) for one in _waits(token)]
        node = scope.node[element]
        if node.kind == "catch":
            return [("wait", element, tuple(sorted(map(_trigger, _waits(token)))))]
        if node.kind == "events":
            events = (child.task_spec.element_id for child in _children(token))
            return [("choice", element, tuple(sorted(events)))]
        if node.kind in ("throw", "end", "cancel"):
            return [("undoing", element)]
        if node.kind in ("parallel", "inclusive", "complex"):
            return [("held", token.internal_data["via"])]
        return [("active", element, self._see_work(node, token), _borders(token))]

    def _see_work(self, node: Node, token: Token) -> View:
        if node.repeat is not None and not _is_member(token) and UNDOES_FOR not in token.internal_data:
            members = [
                (child.internal_data["member"], self._see_work(node, child))
                for child in _children(token)
                if _is_member(child)
            ]
            return ("members", tuple(sorted(members)))
        if node.work == "receive":
            assert [child for child in _children(token) if _is_part(child)]
            return ("open",)
        if node.inside is None:
            assert token._state == TaskState.READY
            return ("open",)
        return ("inside", self._see_scope(node.inside, self.instance.scopes[token.id]))

    # What can be done

    def choices(self) -> list[Choice]:
        """Return every possible move, in the order of the tokens' ids. A condition happens by itself."""
        tokens = [token for token in sorted(self._tokens(), key=_id) if _awaited(token)]
        conditions = [
            t for t in tokens if isinstance(getattr(t.task_spec, "definition", 0), ConditionalEvent)
        ]
        return [self._choice(token) for token in tokens if token not in conditions]

    def _choice(self, token: Token) -> Choice:
        element = token.task_spec.element_id
        path, scope = self._path(token.workflow)
        trigger = _trigger(token)
        if token.task_spec.is_scope_listener:
            node = next(node for node in scope.event_subs if start_of(node) == element)
            move = Move("fire", element, path, ("listen", element, trigger), trigger=trigger)
            return Choice(move, token.id, node, repeats=not node.interrupting and not node.all_of_them)
        node = scope.node[element]
        whole = _whole(token)
        member = None
        if node.kind == "task" and _is_member(whole):
            member, whole = whole.internal_data["member"], _parent(whole)
        elif node.kind not in ("task", "handler") or "via" in whole.internal_data:
            whole = _parent(whole)
        (target,) = self._see(scope, whole)
        if node.kind in ("task", "handler"):
            action = "fire" if node.work == "receive" else "complete"
            return Choice(Move(action, element, path, target, member), token.id, node)
        repeats = node.kind == "boundary" and not node.interrupting and not node.all_of_them
        return Choice(Move("fire", element, path, target, trigger=trigger), token.id, node, repeats)

    def _path(self, live: LiveScope) -> tuple[Path, Scope]:
        """Return how to describe a scope, and what is drawn in it."""
        owner = live.owner
        if owner is None:
            return (), self.process
        path, scope = self._path(owner.workflow)
        node = scope.node[owner.task_spec.element_id]
        assert node.inside is not None
        member = owner.internal_data["member"] if _is_member(owner) else None
        (view,) = self._see(scope, owner if member is None else _parent(owner))
        return (*path, (view, member)), node.inside


def _id(token: Token) -> int:
    return token.id


def _is_member(token: Token) -> bool:
    return "member" in token.internal_data


def _children(token: Token) -> list[Token]:
    return token.live_children()


def _parent(token: Token) -> Token:
    """Return what a token is a part, a member, a border or a branch of; else the token itself."""
    return token.workflow.tasks[token._parent] if token._parent is not None else token


def _is_part(token: Token) -> bool:
    return isinstance(token.task_spec, Part)


def _whole(token: Token) -> Token:
    """Return the event or receive task that waits by this token."""
    return _parent(token) if _is_part(token) else token


def _waits(token: Token) -> list[Token]:
    """Return the tokens by which an event waits: itself, or one for each trigger."""
    return [one for one in (token, *_children(token)) if _awaited(one) is not None]


def _trigger(token: Token) -> int:
    """Return which trigger of its event a token waits for; the compiler numbers them in the spec's name."""
    number = token.task_spec.name.rpartition("#")[2]
    if not number.isdigit():
        return 0
    return int(number) - 1 if _is_part(token) else int(number)


def _awaited(token: Token) -> str | None:
    """Return the element id if a person, an event of the world or a condition can move this token."""
    spec = token.task_spec
    if spec.manual:
        return spec.element_id if token._state == TaskState.READY else None
    waits = token._state == TaskState.WAITING and isinstance(getattr(spec, "definition", None), SEEN_EVENTS)
    return spec.element_id if waits else None


def _borders(token: Token) -> tuple[tuple[str, int], ...]:
    own = token.task_spec.element_id
    borders = [child for child in _children(token) if child.task_spec.element_id != own]
    waiting = [one for border in borders for one in _waits(border)]
    return tuple(sorted((one.task_spec.element_id, _trigger(one)) for one in waiting))
