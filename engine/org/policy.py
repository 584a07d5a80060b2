"""May this person do this to this? The one place that answers.

`RULES` is the table: one row an action, with the roles that may, how whoever asks must stand to what is asked
about, and what becomes of it where an order is restricted. A superior tier sees what its subordinates do, a
tier never its neighbour. A role reaches as far as the department in which somebody has it: a county's
dispatcher who is also an agent of the province dispatches in the county alone. A restricted order opens
only to those named in it, and never to those whom it concerns, whatever their tier, role or task.

What lists show follows the same table: `reach` gives the tier paths under which a person may do something,
and a property test holds both equal. A new action is a member of `Action` (actions.py) and a row of `RULES`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import NamedTuple

from engine.errors import NotAllowed
from engine.org.actions import Action
from engine.org.directory import Directory
from engine.org.vocabulary import ROLES
from engine.words import Words


class Needs(Enum):
    """How whoever asks must stand to what is asked about, beside the role."""

    #: Nothing more: it concerns the installation, or the query narrows it to the person's territory.
    NOTHING = auto()
    #: An open line of one's own, of one's department, or of a person one stands in for.
    LINE = auto()
    #: It lies at one's own tier or below. What has no place is everybody's whose role may.
    PLACE = auto()
    #: Either of the two.
    EITHER = auto()


class Restricted(Enum):
    """Who may when the order is restricted."""

    #: It is not about an order.
    ALIKE = auto()
    #: Those named and not concerned. Being named takes the place of the tier; a line is needed as ever.
    NAMED = auto()
    #: Whoever may otherwise and is not concerned: what is shown of the order is not its content.
    UNCONCERNED = auto()


class Rule(NamedTuple):
    """A row of the table. `roles` None: belonging somewhere is enough."""

    roles: frozenset[str] | None
    needs: Needs
    restricted: Restricted = Restricted.ALIKE


def _any(*roles: str) -> frozenset[str]:
    return frozenset(roles)


_DESK = _any("agent", "shift-leader", "dispatcher")
_LEADERS = _any("shift-leader", "duty-manager", "manager")
_FIELD = _any("crew", "dispatcher", "duty-manager", "shift-leader")
_NAMED = Restricted.NAMED

RULES: dict[Action, Rule] = {
    # Orders and their tasks
    Action.SEE_ORDER: Rule(None, Needs.EITHER, _NAMED),
    Action.CHANGE_ORDER: Rule(None, Needs.EITHER, _NAMED),
    Action.WORK_TASK: Rule(None, Needs.LINE, _NAMED),
    Action.OPEN_ORDER: Rule(_DESK, Needs.PLACE, _NAMED),
    # Who may approve a hold may hold at once; a crew asks (design.md, 5: with approver, reason and end).
    Action.HOLD_ORDER: Rule(_LEADERS | {"dispatcher"}, Needs.PLACE, _NAMED),
    Action.CANCEL_ORDER: Rule(_any("dispatcher", "shift-leader", "duty-manager"), Needs.PLACE, _NAMED),
    Action.REQUEST_HOLD: Rule(_FIELD, Needs.EITHER, _NAMED),
    Action.REQUEST_CANCELLATION: Rule(_DESK | {"duty-manager"}, Needs.EITHER, _NAMED),
    Action.REQUEST_APPOINTMENT: Rule(_DESK | {"crew", "duty-manager"}, Needs.EITHER, _NAMED),
    Action.MERGE_ORDERS: Rule(_any("dispatcher", "shift-leader", "duty-manager"), Needs.PLACE, _NAMED),
    Action.CORRECT_ORDER: Rule(_DESK | {"duty-manager"}, Needs.EITHER, _NAMED),
    Action.ANSWER_PUBLIC: Rule(_DESK | {"duty-manager", "manager"}, Needs.EITHER, _NAMED),
    Action.REMOVE_ATTACHMENT: Rule(_LEADERS | {"auditor"}, Needs.EITHER, _NAMED),
    Action.ENTER_FOR: Rule(_any("dispatcher", "shift-leader", "duty-manager"), Needs.PLACE, _NAMED),
    Action.MANAGE_OUTAGES: Rule(_any("dispatcher", "shift-leader", "duty-manager"), Needs.PLACE, _NAMED),
    Action.ERASE_VALUES: Rule(_any("auditor"), Needs.PLACE, _NAMED),
    Action.RESTRICT_ORDER: Rule(_LEADERS, Needs.EITHER, _NAMED),
    Action.AUDIT_LOOKS: Rule(_any("auditor"), Needs.PLACE, Restricted.UNCONCERNED),
    # Other people's tasks
    Action.REASSIGN_TASK: Rule(_LEADERS | {"dispatcher"}, Needs.EITHER, _NAMED),
    Action.TAKE_OVER_TASK: Rule(_LEADERS | {"dispatcher"}, Needs.PLACE, _NAMED),
    Action.URGE_TASK: Rule(None, Needs.EITHER, _NAMED),
    Action.SUPERVISE_ORDER: Rule(_LEADERS | {"dispatcher"}, Needs.PLACE, _NAMED),
    Action.APPROVE_HOLD: Rule(_LEADERS | {"dispatcher"}, Needs.PLACE, _NAMED),
    # What happened to them
    Action.SEE_INCIDENTS: Rule(
        _any("operator", "shift-leader", "duty-manager", "designer"), Needs.PLACE, _NAMED
    ),
    Action.MEND_INCIDENT: Rule(_any("operator"), Needs.PLACE, _NAMED),
    # Calls, customers, and what the public is told
    Action.FLAG_CALLERS: Rule(_any("shift-leader", "duty-manager"), Needs.NOTHING),
    Action.EDIT_WORDING: Rule(_any("shift-leader", "duty-manager"), Needs.NOTHING),
    Action.SEE_OUTAGES: Rule(None, Needs.NOTHING),
    Action.SEE_CALL: Rule(None, Needs.EITHER),
    # A restricted order shuts the recordings of its calls as well (engine.store.recording_place).
    Action.HEAR_RECORDING: Rule(_LEADERS | {"agent", "auditor"}, Needs.LINE, _NAMED),
    Action.HEAR_RECORDINGS: Rule(_LEADERS | {"auditor"}, Needs.PLACE, _NAMED),
    Action.HEAR_VOICEMAIL: Rule(_LEADERS | {"agent", "auditor"}, Needs.PLACE, _NAMED),
    Action.HOLD_RECORDING: Rule(_any("duty-manager", "auditor"), Needs.PLACE, _NAMED),
    Action.AUDIT_PLAYS: Rule(_any("auditor"), Needs.PLACE, Restricted.UNCONCERNED),
    Action.SEE_CUSTOMERS: Rule(_DESK | {"duty-manager"}, Needs.NOTHING),
    Action.DIAL: Rule(_DESK | {"crew", "duty-manager"}, Needs.EITHER, _NAMED),
    Action.CONTROL_CALL: Rule(_DESK | {"crew", "duty-manager"}, Needs.LINE),
    Action.SUPERVISE_CALL: Rule(_any("shift-leader", "duty-manager"), Needs.PLACE),
    # A crew reaches a customer from the order, by the exchange, and never learns the number.
    Action.SEE_NUMBER: Rule(frozenset(ROLES) - {"crew"}, Needs.NOTHING),
    Action.TAKE_CALLS: Rule(_any("agent", "shift-leader"), Needs.NOTHING),
    Action.SEE_AGENTS: Rule(_any("shift-leader", "duty-manager"), Needs.PLACE),
    Action.ANNOUNCE: Rule(_any("shift-leader", "duty-manager"), Needs.PLACE),
    Action.SWITCH_OVERFLOW: Rule(_any("shift-leader", "duty-manager"), Needs.PLACE),
    Action.SEE_FIGURES: Rule(_LEADERS, Needs.PLACE),
    Action.FORCE_AGENT: Rule(_any("shift-leader", "duty-manager"), Needs.PLACE),
    Action.RUN_CAMPAIGN: Rule(_LEADERS, Needs.PLACE),
    Action.DEMONSTRATE: Rule(_any("agent", "shift-leader", "operator"), Needs.NOTHING),
    # Packages
    Action.SEE_PACKAGES: Rule(None, Needs.NOTHING),
    Action.DESIGN: Rule(_any("designer"), Needs.NOTHING),
    Action.DEPLOY: Rule(_any("designer"), Needs.NOTHING),
    # Lists
    Action.SHARE_VIEW: Rule(_LEADERS | {"dispatcher"}, Needs.PLACE),
    Action.EXPORT_LIST: Rule(_LEADERS | {"dispatcher"}, Needs.NOTHING),
    Action.SEE_BOARD: Rule(_LEADERS | {"dispatcher"}, Needs.PLACE),
    # Limits
    Action.SEE_LIMITS: Rule(None, Needs.NOTHING),
    Action.CHANGE_LIMITS: Rule(_any("designer", "manager"), Needs.NOTHING),
    # The installation
    Action.MANAGE_TELEPHONY: Rule(_any("operator"), Needs.PLACE),
    Action.IMPORT: Rule(_any("operator"), Needs.NOTHING),
    Action.SEND_MESSAGE: Rule(_any("operator"), Needs.NOTHING),
    Action.EDIT_NOTICE_TEXTS: Rule(_any("operator"), Needs.NOTHING),
    Action.MANAGE_ACCOUNTS: Rule(_any("operator"), Needs.PLACE),
    Action.SEE_ADMINISTRATION: Rule(_LEADERS | {"operator", "auditor"}, Needs.PLACE),
    Action.ARRANGE_DUTY: Rule(_LEADERS | {"operator"}, Needs.PLACE),
    Action.ADMINISTER: Rule(_any("operator"), Needs.PLACE),
    Action.SEE_SIGN_INS: Rule(_any("auditor", "operator"), Needs.PLACE),
}


@dataclass(frozen=True)
class Actor:
    """Who asks: a person, or a part of the system acting by itself (`system:timer`).

    `stands_in_for` are the people for whom the actor substitutes at this moment: their lines are the actor's.
    `stands_in_within` are pairs of a person and a department for whose tasks alone the actor does so.
    """

    id: str
    on_behalf_of: str | None = None
    stands_in_for: frozenset[str] = frozenset()
    stands_in_within: frozenset[tuple[str, str]] = frozenset()

    @property
    def is_system(self) -> bool:
        return self.id.startswith("system:")


def acting(person_id: str, directory: Directory, at: datetime) -> Actor:
    """Return a person as who asks at a moment (aware UTC business time), with those they stand in for."""
    return Actor(
        person_id,
        stands_in_for=directory.stands_in_for(person_id, at),
        stands_in_within=directory.stands_in_within(person_id, at),
    )


class Restriction(NamedTuple):
    """To whom a restricted order opens, and whom it concerns.

    `named` are ids of people and departments, `concerned` of people, departments and units (tiers, with all
    that is below them).
    """

    named: frozenset[str]
    concerned: frozenset[str]


class Target(NamedTuple):
    """What is asked about. `tier_path` is the order's place; departments and people have its open lines.

    `restriction` None: the order is not restricted, or it is none.
    """

    tier_path: str | None = None
    departments: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    restriction: Restriction | None = None


NOTHING = Target()


def departments_for(actor: Actor, action: Action, directory: Directory) -> frozenset[str]:
    """Return the ids of the actor's departments in which they have a role that may do `action`."""
    roles = RULES[action].roles
    if roles is None:
        return directory.departments_of(actor.id)
    return frozenset(one.department_id for one in directory.memberships_of(actor.id) if one.role in roles)


def reach(actor: Actor, directory: Directory, action: Action = Action.SEE_ORDER) -> frozenset[str]:
    """Return the tier paths at or below which the actor has a role that may do `action`.

    A crew or station works for its county, and sees what it is given through its tasks.
    """
    return frozenset(
        directory.tiers[directory.departments[department].tier_id].path
        for department in departments_for(actor, action, directory)
    )


def may(actor: Actor, action: Action, target: Target, directory: Directory) -> bool:
    """Answer whether `actor` may do `action` to `target`."""
    if actor.is_system:
        return True
    person = directory.people.get(actor.id)
    if person is None or not person.active:
        return False
    roles, needs, restricted = RULES[action]
    departments = departments_for(actor, action, directory)
    if roles is not None and not departments:
        return False
    if target.restriction is not None and restricted is not Restricted.ALIKE:
        if is_concerned(actor, target.restriction, directory):
            return False
        if restricted is Restricted.NAMED:
            if not _is_named(actor, target.restriction, directory):
                return False
            return needs is not Needs.LINE or _has_line(actor, target, departments)
    if needs is Needs.NOTHING:
        return True
    if needs is not Needs.PLACE and _has_line(actor, target, departments):
        return True
    if needs is Needs.LINE:
        return False
    if target.tier_path is None:
        return roles is not None
    return target.tier_path.startswith(tuple(reach(actor, directory, action)))


def may_at_all(actor: Actor, action: Action, directory: Directory) -> bool:
    """Answer whether there can be anything to which `actor` may do `action`: what a menu shows.

    A role must allow it, or nothing but belonging somewhere is asked for. `may` decides the single case.
    """
    if actor.is_system:
        return True
    person = directory.people.get(actor.id)
    if person is None or not person.active:
        return False
    return bool(departments_for(actor, action, directory))


def refusal(action: Action) -> NotAllowed:
    """Return the error that says what may not be done, and who may."""
    roles = RULES[action].roles
    who = Words("ask the department whose it is", "请找负责的部门")
    if roles:
        names = [ROLES[role] for role in sorted(roles)]
        who = Words(
            f"roles that may: {', '.join(names)}", f"可以的角色：{'、'.join(one.zh for one in names)}"
        )
    told = Words(f"you may not {action.value}; {who}", f"您无权{action.zh}；{who.zh}")
    return NotAllowed(told, action=action.value)


def require(actor: Actor, action: Action, target: Target, directory: Directory) -> None:
    """Raise NotAllowed unless `actor` may do `action` to `target`."""
    if not may(actor, action, target, directory):
        raise refusal(action)


def place_of_person(person_id: str, directory: Directory) -> Target:
    """Return what is asked about an account: the lowest tier that has all departments of its person.

    Of a person who belongs nowhere it is the top: nobody but the highest tier looks after them.
    """
    paths = [
        directory.tiers[directory.departments[one.department_id].tier_id].path.split("/")
        for one in directory.memberships_of(person_id)
    ]
    if not paths:
        return Target(next((tier.path for tier in directory.tiers.values() if tier.parent_id is None), "/"))
    shared = []
    for codes in zip(*paths, strict=False):
        if len(set(codes)) > 1:
            break
        shared.append(codes[0])
    return Target("/".join(shared).rstrip("/") + "/")


def place_of_call(
    department_id: str | None, agent: str | None, directory: Directory, others: frozenset[str] = frozenset()
) -> Target:
    """Return what is asked about a call: it is where its queue's department is, and its agent's.

    A call of no queue that we know is the top tier's matter. `others` are people whose it is, too.
    """
    department = directory.departments.get(department_id or "")
    path = directory.tiers[department.tier_id].path if department is not None else None
    if path is None:
        path = next((tier.path for tier in directory.tiers.values() if tier.parent_id is None), None)
    return Target(path, people=others | frozenset([agent] if agent is not None else []))


def parties_of(actor: Actor, directory: Directory) -> frozenset[str]:
    """Return the ids under which a restricted order may name the actor: their own and their departments'."""
    return directory.departments_of(actor.id) | {actor.id}


def concerned_as(actor: Actor, directory: Directory) -> frozenset[str]:
    """Return the ids under which an order may concern the actor.

    Their own, those of people they stand in for, and their departments with the tiers of these and above: a
    unit that is concerned is so with all that is below it.
    """
    departments = directory.departments_of(actor.id)
    units = {
        tier.id
        for department in departments
        for tier in directory.up(directory.departments[department].tier_id)
    }
    within = frozenset(person for person, _ in actor.stands_in_within)
    return departments | units | actor.stands_in_for | within | {actor.id}


def is_concerned(actor: Actor, restriction: Restriction, directory: Directory) -> bool:
    """Answer whether a restricted order is about the actor, their department or a unit above it."""
    return bool(restriction.concerned) and not restriction.concerned.isdisjoint(
        concerned_as(actor, directory)
    )


def concerns_department(department_id: str, restriction: Restriction, directory: Directory) -> bool:
    """Answer whether a restricted order is about a department, or about a unit at or above its tier."""
    department = directory.departments[department_id]
    return department_id in restriction.concerned or any(
        tier.id in restriction.concerned for tier in directory.up(department.tier_id)
    )


def _is_named(actor: Actor, restriction: Restriction, directory: Directory) -> bool:
    # Being named is personal: whoever stands in for somebody named is not.
    return not restriction.named.isdisjoint(parties_of(actor, directory))


def _has_line(actor: Actor, target: Target, departments: frozenset[str]) -> bool:
    return (
        actor.id in target.people
        or not departments.isdisjoint(target.departments)
        or (bool(actor.stands_in_for) and not actor.stands_in_for.isdisjoint(target.people))
        or any(
            person in target.people and department in target.departments
            for person, department in actor.stands_in_within
        )
    )
