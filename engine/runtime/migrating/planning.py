"""The plan of one instance's migration, and what the rules that make it share."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.runtime.compensation import Done
from engine.runtime.definition import CompiledDefinition
from engine.runtime.instance import Instance
from engine.runtime.migrating.mapping import ElementMapping
from engine.runtime.migrating.refusals import Refusal, refusal
from engine.runtime.migrating.standing import TokenMove
from engine.runtime.specs.boundary import BoundaryEvent
from engine.runtime.specs.element import Element
from engine.runtime.specs.events import EventSubprocessListener
from engine.runtime.token import Token


@dataclass
class MigrationPlan:
    """What migrating one instance does. With `refusals` it must not be done.

    `scopes` gives, by the token that owns it (0: the process), the id of the scope's counterpart; `places`
    the spec of each token's new element, `flows` the flow by which a token waits; `disarmed` and `rearmed`
    are waiting events, `armed` are (host token, boundary event), `listening` (owner of a scope, listener).
    `done` and `pending` are the records of what can be undone: of a scope, by its owner, and of a token that
    undoes them; `resetting` the complex gateways of a scope that wait for late tokens.
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
    done: dict[int, list[Done]] = field(default_factory=dict)
    pending: dict[int, list[Done]] = field(default_factory=dict)
    resetting: dict[int, dict[str, list[str]]] = field(default_factory=dict)
    stages: dict[int, tuple[str | None, str | None]] = field(default_factory=dict)
    readdressed: set[int] = field(default_factory=set)
    moves: list[TokenMove] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True)
class Planning:
    """One instance that is looked at, and the plan that is being made."""

    instance: Instance
    source: CompiledDefinition
    target: CompiledDefinition
    mapping: ElementMapping
    made: MigrationPlan

    def new_id(self, element: Element) -> str:
        """Return the id of an element's counterpart, empty without one."""
        return self.mapping.elements.get(element.element_id, "")

    def refuse(self, code: str, token: Token, **more: str) -> None:
        """Note why the instance cannot be migrated."""
        element = token.task_spec
        found = refusal(code, token.id, element.element_id, name=element.title, **more)
        self.made.refusals.append(found)

    def tell(self, token: Token, outcome: str, new: Element | None) -> None:
        """Note what happens to a token that stands somewhere already."""
        old = token.task_spec
        named = new if new is not None else old
        target = new.element_id if new is not None else None
        self.made.moves.append(TokenMove(token.id, outcome, old.element_id, target, named.title))

    def tell_place(self, token: Token, new: Element) -> None:
        """Note that a token stands at its counterpart, which may have another id."""
        self.tell(token, "stays" if token.task_spec.element_id == new.element_id else "moves", new)

    def tell_armed(self, owner: int, event: Element) -> None:
        """Note that an event that was added begins to wait for the token `owner`, 0: for the process."""
        self.made.moves.append(TokenMove(owner, "armed", None, event.element_id, event.title))
