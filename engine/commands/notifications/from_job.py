"""Store the notice of an effect: what a process tells a department or a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.notifications.tell import tell
from engine.commands.place_of import place_of
from engine.commands.work import Work
from engine.errors import InvalidInput
from engine.org import responsible
from engine.store.calls import call_by_id
from engine.store.instances import instance_by_id
from engine.store.notifications import notification_of_job
from engine.store.orders import order_by_id
from engine.words import Words


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
        _, directory = work.services.time_and_place(work.tx)
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
            tell(
                work,
                "told",
                people=[self.person_id if department is None else None],
                departments=[department],
                order_id=self.order_id,
                values={"text": self.text},
                job_id=self.job_id,
            )
        return {"department": department, "person": self.person_id}
