"""Store a notice for a department or a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.place_of import place_of
from engine.commands.work import Work
from engine.errors import InvalidInput
from engine.ids import new_id
from engine.org import responsible
from engine.store.calls import call_by_id
from engine.store.instances import instance_by_id
from engine.store.notifications import NotificationRow, insert_notification, mark_read, notification_of_job
from engine.store.orders import order_by_id
from engine.words import Words

MOST_CHARACTERS = 2000


@dataclass(frozen=True)
class StoreNotification:
    """Store one notice; the same job stores it once.

    `group` is a department as tasks name it, seen from the order, or from the call of the instance.
    """

    name: ClassVar[str] = "store-notification"

    job_id: str
    text: str
    order_id: str | None = None
    instance_id: str | None = None
    person_id: str | None = None
    group: str | None = None

    def perform(self, work: Work) -> Answer:
        """Store it.

        Raises:
            InvalidInput: it is for nobody, or for somebody unknown.
        """
        now, directory = work.services.time_and_place(work.tx)
        order = order_by_id(work.tx, self.order_id) if self.order_id is not None else None
        department = None
        if self.group is not None:
            instance = instance_by_id(work.tx, self.instance_id) if self.instance_id is not None else None
            call_id = instance.call_id if instance is not None else None
            call = call_by_id(work.tx, call_id) if call_id is not None else None
            found = responsible(self.group, place_of(order, call, directory), directory)
            if found is None:
                raise InvalidInput(
                    Words(f"nobody can be found for {self.group!r}", f"找不到 {self.group!r} 的人")
                )
            department = found.department.id
        elif self.person_id is None or self.person_id not in directory.people:
            raise InvalidInput(
                Words(
                    "a notice needs `department` (KIND@TIER) or `person` (an id)",
                    "通知需要 `department`（类别@层级）或 `person`（编号）",
                )
            )
        if notification_of_job(work.tx, self.job_id) is None:
            row = NotificationRow(
                new_id(),
                department,
                self.person_id,
                self.order_id,
                self.job_id,
                self.text[:MOST_CHARACTERS],
                now,
            )
            insert_notification(work.tx, row)
            work.changed("notification", [department or self.person_id])
        return {"department": department, "person": self.person_id}


@dataclass(frozen=True)
class ReadNotification:
    """Mark a notice as read."""

    name: ClassVar[str] = "read-notification"

    notification_id: str

    def perform(self, work: Work) -> Answer:
        """Mark it, if it is the actor's own or their department's."""
        _, directory = work.services.time_and_place(work.tx)
        departments = [membership.department_id for membership in directory.memberships_of(work.actor.id)]
        return {"read": mark_read(work.tx, self.notification_id, work.actor.id, departments)}
