"""May this person do this to this? The one place that answers.

A superior tier sees what its subordinates do, a tier never its neighbour. What lists show follows the same
rule: `visible_paths` gives the tier paths under which a person sees orders, and a property test holds both
equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from engine.errors import NotAllowed
from engine.org.directory import Directory
from engine.words import Words


class Action(StrEnum):
    """What can be asked for."""

    SEE_ORDER = "see an order"
    OPEN_ORDER = "open an order"
    WORK_TASK = "work on a task"
    CHANGE_ORDER = "change an order"
    HOLD_ORDER = "hold an order"
    CANCEL_ORDER = "cancel an order"
    SEE_INCIDENTS = "see incidents"
    MEND_INCIDENT = "mend an incident"
    DEPLOY = "deploy a package"
    DESIGN = "draft, check or try out a package"
    SEE_PACKAGES = "see packages"
    IMPORT = "import data"
    ERASE_VALUES = "erase personal values"
    DEMONSTRATE = "let a recorded call ring"
    REQUEST_HOLD = "ask for an order to be held or released"
    REQUEST_CANCELLATION = "ask for an order to be cancelled"
    SEE_CALL = "see a call"
    SEE_CUSTOMERS = "see customers and premises"
    SEND_MESSAGE = "send a message to a process"
    MANAGE_ACCOUNTS = "manage accounts and tokens"


#: Roles that may do more than their department's work.
_ROLES: dict[Action, frozenset[str]] = {
    Action.OPEN_ORDER: frozenset({"agent", "shift-leader", "dispatcher"}),
    Action.HOLD_ORDER: frozenset({"dispatcher", "duty-manager", "shift-leader", "crew"}),
    Action.CANCEL_ORDER: frozenset({"dispatcher", "shift-leader", "duty-manager"}),
    Action.SEE_INCIDENTS: frozenset({"operator", "shift-leader", "duty-manager", "designer"}),
    Action.MEND_INCIDENT: frozenset({"operator"}),
    Action.DEPLOY: frozenset({"designer"}),
    Action.DESIGN: frozenset({"designer"}),
    Action.IMPORT: frozenset({"operator"}),
    Action.ERASE_VALUES: frozenset({"auditor"}),
    Action.DEMONSTRATE: frozenset({"agent", "shift-leader", "operator"}),
    Action.REQUEST_HOLD: frozenset({"crew", "dispatcher", "duty-manager", "shift-leader"}),
    Action.REQUEST_CANCELLATION: frozenset({"agent", "shift-leader", "dispatcher", "duty-manager"}),
    Action.SEE_CUSTOMERS: frozenset({"agent", "shift-leader", "dispatcher", "duty-manager"}),
    Action.SEND_MESSAGE: frozenset({"operator"}),
    Action.MANAGE_ACCOUNTS: frozenset({"operator"}),
}


@dataclass(frozen=True)
class Actor:
    """Who asks: a person, or a part of the system acting by itself (`system:timer`)."""

    id: str
    on_behalf_of: str | None = None

    @property
    def is_system(self) -> bool:
        return self.id.startswith("system:")


class Target(NamedTuple):
    """What is asked about. `tier_path` is the order's place; the others are a task's open lines."""

    tier_path: str | None = None
    departments: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()


NOTHING = Target()


def visible_paths(actor: Actor, directory: Directory) -> frozenset[str]:
    """Return the tier paths at or below which the actor sees orders."""
    paths = set()
    for membership in directory.memberships_of(actor.id):
        department = directory.departments[membership.department_id]
        tier = directory.tiers[department.tier_id]
        # A crew or station works for its county, and sees what it is given through its tasks.
        paths.add(tier.path)
    return frozenset(paths)


def may(actor: Actor, action: Action, target: Target, directory: Directory) -> bool:
    """Answer whether `actor` may do `action` to `target`."""
    if actor.is_system:
        return True
    person = directory.people.get(actor.id)
    if person is None or not person.active:
        return False
    own_departments = directory.departments_of(actor.id)
    concerned = not own_departments.isdisjoint(target.departments) or actor.id in target.people
    if action is Action.WORK_TASK:
        return concerned
    if action is Action.SEE_PACKAGES:
        return True
    if action in (Action.SEE_ORDER, Action.SEE_CALL):
        return concerned or _within(actor, target, directory)
    roles = _ROLES.get(action, frozenset())
    allowed = any(membership.role in roles for membership in directory.memberships_of(actor.id))
    if action is Action.CHANGE_ORDER:
        return _within(actor, target, directory) or concerned
    return allowed and (target.tier_path is None or concerned or _within(actor, target, directory))


def may_at_all(actor: Actor, action: Action, directory: Directory) -> bool:
    """Answer whether there can be anything to which `actor` may do `action`: what a menu shows.

    A role must allow it, or nothing but belonging somewhere is asked for. `may` decides the single case.
    """
    if actor.is_system:
        return True
    person = directory.people.get(actor.id)
    if person is None or not person.active:
        return False
    memberships = directory.memberships_of(actor.id)
    roles = _ROLES.get(action)
    return bool(memberships) and (roles is None or any(one.role in roles for one in memberships))


def refusal(action: Action) -> NotAllowed:
    """Return the error that says what may not be done, and who may."""
    roles = _ROLES.get(action)
    who = Words("ask the department whose it is", "请找负责的部门")
    if roles:
        who = Words(f"roles that may: {', '.join(sorted(roles))}", f"可以的角色：{'、'.join(sorted(roles))}")
    told = Words(f"you may not {action.value}; {who}", f"您无权进行 {action.value}；{who.zh}")
    return NotAllowed(told, action=action.value)


def _within(actor: Actor, target: Target, directory: Directory) -> bool:
    path = target.tier_path
    return path is not None and any(path.startswith(own) for own in visible_paths(actor, directory))


def require(actor: Actor, action: Action, target: Target, directory: Directory) -> None:
    """Raise NotAllowed unless `actor` may do `action` to `target`."""
    if not may(actor, action, target, directory):
        raise refusal(action)
