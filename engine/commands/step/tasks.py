"""Open the tasks of a step: whose each is, its lines in the inboxes, and when it is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from engine.commands.incidents import note_incident
from engine.commands.place_of import place_of
from engine.commands.step.collect import Collected, Opened
from engine.commands.step.step import Step
from engine.errors import InvalidInput, StepFailed
from engine.ids import new_id
from engine.inbox import Role
from engine.limits.task_moments import task_moment
from engine.orders import NAMED, Party
from engine.org import GROUP, Actor, Responsible, is_concerned, responsible, unconcerned
from engine.store.order_notes import supporting_units
from engine.store.tasks import NewTask, insert_line, insert_task, set_holder
from engine.words import Words


class Sender(NamedTuple):
    """Who sent a task, and from which task; both None when nobody did (a timer, a message)."""

    person_id: str | None
    task_id: str | None


NOBODY = Sender(None, None)


class OpenedTask(NamedTuple):
    """A task that the step has opened; `told` is what the history says of it."""

    token: int
    departments: frozenset[str]
    told: dict[str, Any]


def open_tasks(step: Step, found: Collected, sender: Sender, holders: Mapping[str, str]) -> list[OpenedTask]:
    """Store the tasks that the step opened; return them."""
    return [_open(step, opened, sender, holders) for opened in found.opened.values()]


def _open(step: Step, opened: Opened, sender: Sender, holders: Mapping[str, str]) -> OpenedTask:
    case, tx, element = step.case, step.case.work.tx, opened.element
    order_id = case.order.id if case.order is not None else None
    person = holders.get(element.element_id) or _assignee(step, opened)
    found = _departments(step, opened)
    if case.order is not None and case.order.restricted:
        found, person = keep_closed(step, opened, found, person)
    department = found[0].department.id if found else None
    promise, target = _due(step, opened)
    task_id = new_id()
    insert_task(
        tx,
        NewTask(
            id=task_id,
            instance_id=step.instance_id,
            order_id=order_id,
            token=opened.token,
            scope=opened.scope,
            element_id=element.element_id,
            name=element.title,
            form_key=element.assignment.form_key,
            member=opened.detail["member"],
            stage=element.marks.stage,
            department_id=department,
            sender_id=sender.person_id,
            sent_by_task_id=sender.task_id,
            limit_rule=element.assignment.limit,
            promise_due_at=promise,
            target_due_at=target,
            follow_up_at=_moment(step, opened, "follow_up", "followUpDate"),
            priority=_priority(step, opened),
            opened_at=case.now,
        ),
    )
    for each in found:
        insert_line(
            tx,
            key=new_id(),
            task_id=task_id,
            order_id=order_id,
            role=Role.CANDIDATE,
            department_id=each.department.id,
            person_id=None,
            at=case.now,
        )
    order = case.order
    watching = supporting_units(tx, order.id) if order is not None and order.supports else ()
    for unit in watching:
        insert_line(
            tx,
            key=new_id(),
            task_id=task_id,
            order_id=order_id,
            role=Role.WATCHER,
            department_id=unit.department_id,
            person_id=None,
            at=case.now,
        )
    if person is not None:
        insert_line(
            tx,
            key=new_id(),
            task_id=task_id,
            order_id=order_id,
            role=Role.HOLDER,
            department_id=None,
            person_id=person,
            at=case.now,
        )
        set_holder(tx, task_id, person, case.now)
    departments = frozenset(each.department.id for each in found)
    case.work.changed("inbox", [*departments, *(unit.department_id for unit in watching), person])
    told = {
        "task": task_id,
        "element": element.element_id,
        "name": element.title,
        "token": opened.token,
        "department": department,
        "person": person,
    }
    return OpenedTask(opened.token, departments, told)


def keep_closed(
    step: Step, opened: Opened, found: list[Responsible], person: str | None
) -> tuple[list[Responsible], str | None]:
    """Return who gets the task of a restricted order: nobody whom it concerns; who gets it is named by that.

    In the place of a department that is concerned comes the nearest above it that is not, with an incident.
    """
    case = step.case
    restriction = case.restriction()
    assert restriction is not None
    kept: list[Responsible] = []
    for one in found:
        other = unconcerned(one.department, restriction, case.directory)
        if other is None or other.id != one.department.id:
            _note(step, opened, _concerned(one.department.name, other.name if other is not None else None))
        if other is not None and all(other.id != each.department.id for each in kept):
            kept.append(Responsible(other))
    if person is not None and is_concerned(Actor(person), restriction, case.directory):
        _note(step, opened, _concerned(case.name_of(person) or person, None))
        person = None
    named = [Party("department", one.department.id) for one in kept]
    case.add_parties(NAMED, named + ([Party("person", person)] if person is not None else []))
    return kept, person


def _concerned(who: str, instead: str | None) -> Words:
    if instead is None:
        return Words(f"the order concerns {who}: the task is not theirs", f"工单涉及{who}：任务不交给对方")
    return Words(
        f"the order concerns {who}; the task went to {instead}", f"工单涉及{who}；任务已交给{instead}"
    )


def _assignee(step: Step, opened: Opened) -> str | None:
    """Return the person that the assignee expression names, if it names an active one."""
    reference = opened.detail["assignee"]
    if reference is None:
        return None
    person = step.case.directory.people.get(str(reference))
    return person.id if person is not None and person.active else None


def _departments(step: Step, opened: Opened) -> list[Responsible]:
    directory = step.case.directory
    place = place_of(step.case.order, step.call, directory)
    found: list[Responsible] = []
    for group in _groups(opened):
        one = responsible(group, place, directory)
        if one is None:
            _note(step, opened, _nobody(group, step.case.order is not None))
            continue
        if one.instead_of is not None:
            went = Words(
                f"{one.instead_of}; the task went to {one.department.name}",
                f"{one.instead_of.zh}；任务已交给{one.department.name}",
            )
            _note(step, opened, went)
        if all(one.department.id != other.department.id for other in found):
            found.append(one)
    return found


def _groups(opened: Opened) -> Sequence[str]:
    """Return the candidate groups that are drawn, or that the expression has named.

    Raises:
        StepFailed: the expression gave something that is no department kind at a tier.
    """
    assigned = opened.element.assignment
    if assigned.groups is None:
        return assigned.candidate_groups
    value = opened.detail["groups"]
    named = value if isinstance(value, list) else [value]
    if not named or not all(isinstance(one, str) and GROUP.fullmatch(one) for one in named):
        element = opened.element.element_id
        raise StepFailed(
            Words(
                f"whose task {element} is must be KIND@TIER, or a list of these, but is {value!r}",
                f"{element} 的办理部门必须是“部门类别@层级”或其列表，现在是 {value!r}",
            ),
            element=element,
            token=opened.token,
        )
    return named


def _nobody(group: str, has_order: bool) -> Words:
    if has_order:
        return Words(f"nobody can be found for {group!r}", f"找不到 {group!r} 的办理人")
    return Words(
        f"nobody can be found for {group!r}: the process serves no order that has a place",
        f"找不到 {group!r} 的办理人：流程没有带地点的工单",
    )


def _note(step: Step, opened: Opened, problem: Words) -> None:
    title = opened.element.title
    note_incident(
        step.case,
        "no-department",
        Words(
            f"{title}: {problem}. Appoint members, or correct the candidate group",
            f"{title}：{problem.zh}。请安排成员，或改正候选组",
        ),
        element_id=opened.element.element_id,
        token=opened.token,
    )


def _priority(step: Step, opened: Opened) -> int:
    value = opened.detail["priority"]
    if value is None:
        return step.case.order.priority if step.case.order is not None else 0
    if isinstance(value, bool) or (not isinstance(value, int) and value != int(value)):
        raise StepFailed(
            Words(
                f"the priority of {opened.element.element_id} must be a whole number, but is {value!r}",
                f"{opened.element.element_id} 的优先级必须是整数，现在是 {value!r}",
            ),
            element=opened.element.element_id,
            token=opened.token,
        )
    return int(value)


def _due(step: Step, opened: Opened) -> tuple[datetime | None, datetime | None]:
    """Return the promise and the target of the limit that the task follows, else its own due time."""
    limit = opened.element.assignment.limit
    if limit is None:
        return _moment(step, opened, "due", "dueDate"), None
    return step.clocks.due_times(limit) if step.clocks is not None else (None, None)


def _moment(step: Step, opened: Opened, name: str, attribute: str) -> datetime | None:
    element = opened.element.element_id
    try:
        zone = step.surroundings.zone
        return task_moment(opened.detail[name], step.case.now, zone, f"{attribute} of {element}")
    except InvalidInput as error:
        raise StepFailed(error.message, element=element, token=opened.token) from error
