"""The order and the instance that a command works on, locked in that order, with their chain.

Every command that changes an order or an instance goes through a case: it takes the locks, appends to the
right chain (the order's, or the instance's while there is none) and stores both heads at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from engine.commands.conditions import let_look
from engine.commands.order_timers import MAIN_ENDED, arm_order_timer
from engine.commands.work import Work
from engine.errors import Conflict, NotAllowed, NotFound
from engine.history import Event, seal
from engine.inbox import TaskFacts, gone
from engine.orders import Party, WorkOrder, new_texts
from engine.org import Action, Actor, Restriction, Target, concerns_department, may, refusal
from engine.store.conditions import waiting_for_conditions
from engine.store.database import Request
from engine.store.history import append
from engine.store.instances import (
    InstanceRow,
    lock_instance,
    lock_instance_of_task,
    read_instance,
    update_instance,
)
from engine.store.order_texts import insert_text
from engine.store.orders import (
    lock_order,
    lock_order_of_instance,
    lock_order_of_task,
    read_order,
    update_order,
)
from engine.store.restrictions import put_parties, restriction_of
from engine.store.task_lines import had_line
from engine.store.tasks import open_tasks_of_order, read_task, task_request
from engine.words import Words


class Case:
    """One order and one instance under lock. Either may be missing, not both."""

    def __init__(self, work: Work, order: WorkOrder | None, row: InstanceRow | None) -> None:
        self.work = work
        #: What the conditions of the instance itself saw when they were looked at last; None: they were not.
        self.looked: Mapping[str, Any] | None = None
        self.order = order
        self.row = row
        self.now, self.directory = work.services.time_and_place(work.tx, row)
        self._order_before = order
        self._row_before = row
        self._restriction: Restriction | None = None
        #: Who was named in the order, or whom it was found to concern, under this case; for the history.
        self.parties_added: list[dict[str, str]] = []
        if order is not None:
            self.chain, self._length, self._head = order.id, order.chain_length, order.chain_head
        else:
            assert row is not None
            self.chain, self._length, self._head = row.id, row.chain_length, row.chain_head

    # Opening, by what is known. Each locks the order first, then the instance.

    @classmethod
    def of_task(cls, work: Work, task_id: str, *more: Request) -> tuple[Case, TaskFacts, list[list[Any]]]:
        """Lock the order and instance of a task; return the case, the task, and the rows of `more`.

        Raises:
            NotFound: there is no such task.
        """
        orders, rows, tasks, *rest = work.tx.fetch(
            lock_order_of_task(task_id), lock_instance_of_task(task_id), task_request(task_id), *more
        )
        task = read_task(tasks)
        if task is None:
            raise NotFound(Words(f"there is no task {task_id}", f"没有任务 {task_id}"))
        return cls(work, read_order(orders), read_instance(rows)), task, rest

    @classmethod
    def of_instance(cls, work: Work, instance_id: str, *more: Request) -> tuple[Case, list[list[Any]]]:
        """Lock an instance and its order; return the case and the rows of `more`.

        Raises:
            NotFound: there is no such instance.
        """
        orders, rows, *rest = work.tx.fetch(
            lock_order_of_instance(instance_id), lock_instance(instance_id), *more
        )
        if not rows:
            raise NotFound(Words(f"there is no instance {instance_id}", f"没有流程实例 {instance_id}"))
        return cls(work, read_order(orders), read_instance(rows)), rest

    @classmethod
    def of_order(cls, work: Work, order_id: str) -> Case:
        """Lock an order alone, or raise NotFound."""
        order = read_order(work.tx.fetch(lock_order(order_id))[0])
        if order is None:
            raise NotFound(Words(f"there is no order {order_id}", f"没有工单 {order_id}"))
        return cls(work, order, None)

    @classmethod
    def of_orders(cls, work: Work, order_ids: Iterable[str]) -> dict[str, Case]:
        """Lock several orders, always in the same sequence; return their cases by id, or raise NotFound."""
        return {order_id: cls.of_order(work, order_id) for order_id in sorted(set(order_ids))}

    # What may be done, and by whom.

    def require(self, action: Action, task: TaskFacts | None = None) -> None:
        """Raise NotAllowed unless the actor may do `action` here; NotFound when they may not even see it."""
        if not may(self.work.actor, action, self.target(task), self.directory):
            raise self._refusal(action, task)

    def require_task(self, action: Action, task: TaskFacts) -> None:
        """Raise as `require`; whoever had the task and lost it is told who has it now, and since when.

        A substitute of the holder acts for them from here on: the history says on whose behalf.
        """
        actor = self.work.actor
        target = self.target(task)
        if may(actor, action, target, self.directory):
            if (actor.stands_in_for or actor.stands_in_within) and (
                task.holder_id in actor.stands_in_for
                or (task.holder_id, task.department_id) in actor.stands_in_within
            ):
                self.work.actor = replace(actor, on_behalf_of=task.holder_id)
            return
        departments = sorted(self.directory.departments_of(actor.id))
        if (
            task.touched_by is not None
            and target.restriction is None
            and had_line(self.work.tx, task.id, actor.id, departments)
        ):
            raise gone(task, self.name_of)
        raise self._refusal(action, task)

    def require_seen(self, action: Action, task: TaskFacts) -> None:
        """Raise as `require`; any line of the task serves: of a watcher, or of who was asked."""
        if not may(self.work.actor, action, self.seen(task), self.directory):
            self.require_task(action, task)

    def seen(self, task: TaskFacts) -> Target:
        """Return what the policy is asked about when somebody wants to see the task."""
        return self.target(task)._replace(departments=task.seen_by_departments, people=task.seen_by_people)

    def holder_or_actor(self, task: TaskFacts) -> str:
        """Return whom a decision is asked about: the actor, or the holder for whom they stand in."""
        actor = self.work.actor
        if actor.on_behalf_of is not None and actor.on_behalf_of == task.holder_id:
            return actor.on_behalf_of
        return actor.id

    def require_of_order(self, action: Action) -> None:
        """Raise as `require`; whoever has one of the order's tasks may as well."""
        if not may(self.work.actor, action, self._everything(), self.directory):
            raise self._refusal(action, None)

    def _refusal(self, action: Action, task: TaskFacts | None) -> NotFound | NotAllowed:
        if may(self.work.actor, Action.SEE_ORDER, self._everything(task), self.directory):
            return refusal(action)
        return NotFound(Words("there is no such thing that you may see", "没有您可以查看的这个对象"))

    def _everything(self, task: TaskFacts | None = None) -> Target:
        """Return the order's place with the lines of all its open tasks: by these one sees it."""
        tasks = [task] if task is not None else []
        if self.order is not None:
            tasks += open_tasks_of_order(self.work.tx, self.order.id)
        return Target(
            self.order.tier_path if self.order is not None else None,
            frozenset(one for each in tasks for one in each.seen_by_departments),
            frozenset(one for each in tasks for one in each.seen_by_people),
            self.restriction(),
        )

    def target(self, task: TaskFacts | None = None) -> Target:
        """Return what the policy is asked about."""
        return Target(
            self.order.tier_path if self.order is not None else None,
            task.departments if task is not None else frozenset(),
            task.people if task is not None else frozenset(),
            self.restriction(),
        )

    def restriction(self) -> Restriction | None:
        """Return who is named in the order and whom it concerns; None when it is not restricted."""
        if self.order is None or not self.order.restricted:
            return None
        if self._restriction is None:
            self._restriction = restriction_of(self.work.tx, self.order.id)
        return self._restriction

    def add_parties(self, standing: str, parties: Iterable[Party]) -> list[Party]:
        """Name these in the restricted order, or say that it concerns them; return those who are new."""
        assert self.order is not None
        new = put_parties(self.work.tx, self.order.id, standing, parties, self.work.actor.id, self.now)
        self.parties_added += [{"standing": standing, "kind": one.kind, "party": one.id} for one in new]
        self._restriction = None
        return new

    def require_open_to(self, *, department_id: str | None = None, person_id: str | None = None) -> None:
        """Refuse to hand a restricted order to somebody to whom it does not open.

        Raises:
            Conflict: they are not named in it, or it concerns them.
        """
        restriction = self.restriction()
        if restriction is None:
            return
        if person_id is not None:
            who = self.directory.person_name(person_id)
            is_open = may(Actor(person_id), Action.SEE_ORDER, self.target(), self.directory)
        else:
            assert department_id is not None
            who = self.directory.departments[department_id].name
            is_open = department_id in restriction.named and not concerns_department(
                department_id, restriction, self.directory
            )
        if not is_open:
            raise Conflict(
                Words(
                    f"the order is restricted and does not open to {who}: name them first",
                    f"工单限制查阅，不对{who}开放：请先指名",
                )
            )

    def name_of(self, person_id: str | None) -> str | None:
        """Return a person's or department's name for a message."""
        department = self.directory.departments.get(person_id or "")
        return department.name if department is not None else self.directory.person_name(person_id)

    # What happened.

    def record(
        self,
        kind: str,
        *,
        element_id: str | None = None,
        event_at: datetime | None = None,
        body: Mapping[str, Any] | None = None,
        values: Mapping[str, tuple[Any, Any]] | None = None,
        actor: str | None = None,
    ) -> int:
        """Append an event to the chain; return its sequence number.

        `event_at` None is now; `actor` None is who acts, a `system:` part when the event is of its telling.
        """
        event = Event(
            type=kind,
            event_at=event_at or self.now,
            entered_at=self.now,
            actor=actor or self.work.actor.id,
            on_behalf_of=self.work.actor.on_behalf_of if actor is None else None,
            element_id=element_id,
            instance_id=self.row.id if self.row is not None else None,
            body=body or {},
            values=values or {},
        )
        sealed = seal(event, self.chain, self._length + 1, self._head)
        append(self.work.tx, sealed)
        self._length, self._head = sealed.seq, sealed.hash
        return sealed.seq

    def change_order(self, order: WorkOrder) -> None:
        """Put another version of the order in place; stored by `save`."""
        self.order = order

    def change_row(self, row: InstanceRow) -> None:
        """Put another version of the instance's row in place; stored by `save`."""
        self.row = row

    def save(self) -> None:
        """Store what changed, with the chain's head."""
        tx = self.work.tx
        if self.order is not None and self.chain == self.order.id:
            before = self._order_before
            assert before is not None
            seen = self.row is None or self.row.conditions_wait or self.looked is not None
            if seen and self.order is not before:
                self._wake(before.facts(), self.order.facts())
            headed = self.order.but(
                chain_length=self._length,
                chain_head=self._head,
                revision=self.order.revision + (self.order is not before),
            )
            update_order(tx, before, headed)
            if before.merged and before.is_open and not headed.is_open:
                arm_order_timer(self.work, headed.id, MAIN_ENDED, self.now)
            if self.order is not before and (texts := new_texts(before, self.order)):
                insert_text(tx, headed.id, texts)
            self.order = self._order_before = headed
            self.work.changed("order", [headed.id])
        elif self.row is not None:
            self.row = self.row._replace(chain_length=self._length, chain_head=self._head)
        if self.row is not None and self._row_before is not None and self.row is not self._row_before:
            update_instance(tx, self._row_before, self.row)
            self._row_before = self.row

    def waiting(self) -> list[str]:
        """Return the instances of the order in which a conditional event waits."""
        if self.order is None or (self.row is not None and not self.row.conditions_wait):
            return []
        return waiting_for_conditions(self.work.tx, self.order.id)

    def _wake(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Let the conditions that wait look at the order, when what they see of it has changed.

        Those of the instance whose step this is have looked already, unless the step changed the order after
        that.
        """
        instances = set(self.waiting()) if after != before else set()
        if self.row is not None and self.looked is not None:
            instances.discard(self.row.id)
            if self.looked != after:
                instances.add(self.row.id)
        let_look(self.work, sorted(instances), self.now)
