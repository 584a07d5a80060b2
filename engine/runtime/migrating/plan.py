"""Decide how one instance is migrated, or why it cannot be: state in, plan out; nothing is changed.

Every token stands where its counterpart is: the same kind of element, in the counterpart of its scope. What
waits for its host or its scope (boundary events, event sub-processes) is armed and disarmed as the new
version draws it. What has a history that the new version cannot continue is refused with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.runtime.definition import CompiledDefinition
from engine.runtime.instance import Instance
from engine.runtime.migrating.branches import Stand, clashes
from engine.runtime.migrating.flows import incoming_flows
from engine.runtime.migrating.kinds import awaited, counterpart, kind_of, meaning_of, scope_of_element
from engine.runtime.migrating.mapping import ElementMapping
from engine.runtime.migrating.refusals import Refusal, refusal
from engine.runtime.migrating.standing import TokenMove
from engine.runtime.scope import Scope
from engine.runtime.specs.activity import Activity
from engine.runtime.specs.boundary import BoundaryEvent
from engine.runtime.specs.element import Element
from engine.runtime.specs.events import CatchEvent, EventSubprocessListener
from engine.runtime.specs.gateways import EventGateway
from engine.runtime.specs.looping import Container
from engine.runtime.specs.process import ScopeSpec
from engine.runtime.specs.subprocess import CallActivity
from engine.runtime.specs.tasks import JobTask, UserTask
from engine.runtime.token import Token

#: What the members of a loop have been given or will give under a name.
_LOOP_NAMES = ("item_name", "output_collection", "output_item")


@dataclass
class MigrationPlan:
    """What migrating one instance does. With `refusals` it must not be done.

    `scopes` gives, by the token that owns it (0: the process), the id of the scope's counterpart; `places`
    the spec of each token's new element, `flows` the flow by which a token waits; `disarmed` and `rearmed`
    are waiting events, `armed` are (host token, boundary event), `listening` (owner of a scope, listener).
    `stages` gives the stage of the order that each token stands for, before and after; `readdressed` are open
    tasks that the new version would give to others. `moves` tells all of it.
    """

    source: str
    target: str
    scopes: dict[int, str] = field(default_factory=dict)
    places: dict[int, Element] = field(default_factory=dict)
    flows: dict[int, str] = field(default_factory=dict)
    disarmed: list[int] = field(default_factory=list)
    rearmed: list[int] = field(default_factory=list)
    armed: list[tuple[int, BoundaryEvent]] = field(default_factory=list)
    listening: list[tuple[int, EventSubprocessListener]] = field(default_factory=list)
    stages: dict[int, tuple[str | None, str | None]] = field(default_factory=dict)
    readdressed: set[int] = field(default_factory=set)
    moves: list[TokenMove] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def plan_migration(
    instance: Instance, source: CompiledDefinition, target: CompiledDefinition, mapping: ElementMapping
) -> MigrationPlan:
    """Return what migrating every scope of `source` in an instance to `target` would do.

    Scopes of other definitions (called processes of other packages, or the caller when a called process is
    migrated) stay as they are.
    """
    return _Planner(instance, source, target, mapping).plan()


class _Planner:
    def __init__(
        self,
        instance: Instance,
        source: CompiledDefinition,
        target: CompiledDefinition,
        mapping: ElementMapping,
    ) -> None:
        self.instance, self.source, self.target, self.mapping = instance, source, target, mapping
        self.made = MigrationPlan(source.id, target.id)

    def plan(self) -> MigrationPlan:
        for scope in self.instance.scopes.values():
            if scope.definition_id != self.source.id:
                continue
            spec = self.target.scopes.get(self.mapping.elements.get(scope.spec.element_id, ""))
            if spec is not None:
                self.made.scopes[scope.owner_id] = spec.element_id
                self._scope(scope, spec)
            elif scope.owner is None or scope.owner.workflow.definition_id != self.source.id:
                self._refuse_process(scope)
            # Else the token that owns the scope is refused: its sub-process has no counterpart.
        return self.made

    def _refuse_process(self, scope: Scope) -> None:
        found = refusal("process-removed", scope.owner_id, scope.spec.element_id)
        self.made.refusals.append(found)

    def _scope(self, scope: Scope, spec: ScopeSpec) -> None:
        for token in scope.tasks.values():
            if token._parent is None and not token.task_spec.is_scope_listener:
                self._token(token, spec)
        self._listeners(scope, spec)
        self._branches(scope, spec)

    # Tokens

    def _token(self, token: Token, spec: ScopeSpec) -> None:
        old = token.task_spec
        new_id = self.mapping.elements.get(old.element_id)
        if new_id is None:
            self._refuse("removed", token)
            return
        new = counterpart(spec, old, new_id)
        if new is None:
            drawn = scope_of_element(self.target, new_id)
            if drawn is not None and drawn is not spec:
                self._refuse("scope", token, target=drawn.element_id)
            else:
                self._refuse("kind", token, target=new_id, kind="/".join(kind_of(old)))
            return
        if kind_of(new) != kind_of(old):
            self._refuse("kind", token, target=new_id, kind="/".join(kind_of(old)))
            return
        if not self._continues(token, new, spec):
            return
        self.made.places[token.id] = new
        self.made.stages[token.id] = (old.marks.stage, new.marks.stage)
        if isinstance(old, UserTask) and isinstance(new, UserTask) and _addressee(old) != _addressee(new):
            self.made.readdressed.add(token.id)
        if self._waits_for_something_else(token, new):
            return
        self._move(token, "stays" if old.element_id == new_id else "moves", new)
        self._parts(token, spec)
        if isinstance(old, Activity) and isinstance(new, Activity):
            self._boundaries(token, old, new, spec)

    def _parts(self, token: Token, spec: ScopeSpec) -> None:
        """Look at what belongs to a token: members of a loop, branches of a gateway, parts of an event.

        Boundary events are looked at as events, with their host.
        """
        for child in token.live_children():
            if not isinstance(child.task_spec, BoundaryEvent):
                self._token(child, spec)

    def _waits_for_something_else(self, token: Token, new: Element) -> bool:
        """Return whether an event waits for something else there; then it is to wait anew, as a whole."""
        if not isinstance(token.task_spec, CatchEvent) or awaited(token.task_spec) == awaited(new):
            return False
        self.made.rearmed.append(token.id)
        self._move(token, "rearmed", new)
        return True

    def _continues(self, token: Token, new: Element, spec: ScopeSpec) -> bool:
        """Return whether what the token has begun can go on there; else refuse it."""
        old = token.task_spec
        via = token.internal_data.get("via")
        if via is not None:
            flow = self._flow(token, via, new, spec)
            if flow is None:
                self._refuse("join", token, via=via)
                return False
            self.made.flows[token.id] = flow
        if isinstance(old, EventGateway) and not self._same_events(old, new):
            self._refuse("events", token)
            return False
        if isinstance(old, Container) and any(
            getattr(old, name, None) != getattr(new, name, None) for name in _LOOP_NAMES
        ):
            self._refuse("loop", token)
            return False
        if isinstance(old, CallActivity) and isinstance(new, CallActivity):
            called = self._called(token, old)
            if called != (new.called, new.packages is None):
                self._refuse("called", token, called=old.called, target=new.called)
                return False
        if isinstance(old, JobTask) and isinstance(new, JobTask) and old.topic != new.topic:
            self._refuse("job", token, called=old.topic, target=new.topic)
            return False
        return True

    def _flow(self, token: Token, via: str, new: Element, spec: ScopeSpec) -> str | None:
        old = token.task_spec
        if token._parent is not None:
            # A branch of an event-based gateway: the flow that leads from it to the event.
            gateway = self.mapping.elements.get(token.workflow.tasks[token._parent].task_spec.element_id, "")
            flows = spec.by_element[gateway].outgoing if gateway in spec.by_element else []
            return next((flow.id for flow in flows if flow.target is new), None)
        found = incoming_flows(old, new, token.workflow.spec, spec, self.mapping)
        return found.get(via) if found is not None else None

    def _same_events(self, old: Element, new: Element) -> bool:
        before = {self.mapping.elements.get(flow.target.element_id) for flow in old.outgoing}
        return before == {flow.target.element_id for flow in new.outgoing}

    def _called(self, token: Token, old: CallActivity) -> tuple[str, bool]:
        """Return the process that must be called there, and whether it is drawn in the same file."""
        own = old.packages is None
        inner = self.instance.scopes.get(token.id)
        if own and inner is not None and inner.definition_id == self.source.id:
            return self.mapping.elements.get(old.called, ""), True
        return old.called, own

    # What waits for a host or a scope

    def _boundaries(self, host: Token, old: Activity, new: Activity, spec: ScopeSpec) -> None:
        """Arm, keep and disarm the boundary events of an activity at work.

        One that had a counterpart here and waits no more has happened: it is not armed again.
        """
        waiting = {
            child.task_spec.element_id: child
            for child in host.live_children()
            if isinstance(child.task_spec, BoundaryEvent)
        }
        kept = set()
        for boundary in old.boundaries:
            other = self._among(new.boundaries, boundary)
            child = waiting.get(boundary.element_id)
            if other is not None:
                kept.add(other.name)
            if child is not None:
                self._wait(child, other, spec)
        for boundary in new.boundaries:
            if boundary.name not in kept:
                self.made.armed.append((host.id, boundary))
                self._told_armed(host.id, boundary)

    def _listeners(self, scope: Scope, spec: ScopeSpec) -> None:
        waiting = {
            token.task_spec.name: token
            for token in scope.tasks.values()
            if isinstance(token.task_spec, EventSubprocessListener)
        }
        kept = set()
        for listener in scope.spec.listeners:
            other = self._among(spec.listeners, listener)
            token = waiting.get(listener.name)
            if other is not None:
                kept.add(other.name)
            if token is not None:
                self._wait(token, other, spec)
        if _interrupted(scope):
            return  # an event sub-process has taken the scope over: nothing else listens any more
        for listener in spec.listeners:
            if listener.name not in kept:
                self.made.listening.append((scope.owner_id, listener))
                self._told_armed(scope.owner_id, listener)

    def _among(self, news: list[Any], old: CatchEvent) -> Any:
        """Return the counterpart of an event among those of the host's or the scope's counterpart."""
        new_id = self.mapping.elements.get(old.element_id)
        return next((new for new in news if new.element_id == new_id and kind_of(new) == kind_of(old)), None)

    def _wait(self, token: Token, new: CatchEvent | None, spec: ScopeSpec) -> None:
        if new is None:
            self.made.disarmed.append(token.id)
            self._move(token, "disarmed", None)
            return
        self.made.places[token.id] = new
        if not self._waits_for_something_else(token, new):
            kept = token.task_spec.element_id == new.element_id
            self._move(token, "stays" if kept else "moves", new)
            self._parts(token, spec)

    # Branches

    def _branches(self, scope: Scope, spec: ScopeSpec) -> None:
        """Refuse what would be joined wrongly, unless it was drawn so before."""
        tokens = [
            token
            for token in scope.tasks.values()
            if token._parent is None and not token.task_spec.is_scope_listener
        ]
        if any(token.id not in self.made.places for token in tokens):
            return  # refused already
        before = clashes(scope.spec, [_stand(token, token.task_spec, None) for token in tokens])
        known = {(clash.code, self.mapping.elements.get(clash.element)) for clash in before}
        after = clashes(
            spec,
            [_stand(token, self.made.places[token.id], self.made.flows.get(token.id)) for token in tokens],
        )
        told: set[tuple[str, int]] = set()
        for clash in after:
            new = (clash.code, clash.element) not in known
            if new and (clash.code, clash.token) not in told:
                told.add((clash.code, clash.token))
                self._refuse(clash.code, scope.tasks[clash.token], target=clash.element)

    # Telling

    def _refuse(self, code: str, token: Token, **more: str) -> None:
        element = token.task_spec
        found = refusal(code, token.id, element.element_id, name=element.title, **more)
        self.made.refusals.append(found)

    def _move(self, token: Token, outcome: str, new: Element | None) -> None:
        old = token.task_spec
        named = new if new is not None else old
        target = new.element_id if new is not None else None
        self.made.moves.append(TokenMove(token.id, outcome, old.element_id, target, named.title))

    def _told_armed(self, owner: int, event: Element) -> None:
        self.made.moves.append(TokenMove(owner, "armed", None, event.element_id, event.title))


def _addressee(task: UserTask) -> Any:
    return meaning_of((task.assignment.candidate_groups, task.assignment.assignee))


def _stand(token: Token, element: Element, flow: str | None) -> Stand:
    via = flow or token.internal_data.get("via")
    return Stand(token.id, element.name, via if token._state == TaskState.WAITING else None)


def _interrupted(scope: Scope) -> bool:
    """Return whether an interrupting event sub-process has taken the scope over."""
    running = {token.task_spec.name for token in scope.tasks.values()}
    return any(
        listener.interrupting and listener.subprocess.name in running for listener in scope.spec.listeners
    )
