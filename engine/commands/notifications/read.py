"""Mark notices as read: each person for themselves, of a department's notices too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.notifications import mark_all_read, mark_read


@dataclass(frozen=True)
class ReadNotification:
    """Mark a notice as read."""

    name: ClassVar[str] = "read-notification"

    notification_id: str

    def perform(self, work: Work) -> Answer:
        """Mark it, if it is the actor's own or their department's."""
        now, directory = work.services.time_and_place(work.tx)
        departments = sorted(directory.departments_of(work.actor.id))
        read = mark_read(work.tx, self.notification_id, work.actor.id, departments, now)
        work.changed("notification", [work.actor.id])
        return {"read": read}


@dataclass(frozen=True)
class ReadAllNotifications:
    """Mark everything as read that is there now; what is told meanwhile stays unread."""

    name: ClassVar[str] = "read-all-notifications"

    def perform(self, work: Work) -> Answer:
        """Mark them; the answer counts them."""
        now, directory = work.services.time_and_place(work.tx)
        departments = sorted(directory.departments_of(work.actor.id))
        marked = mark_all_read(work.tx, work.actor.id, departments, now)
        work.changed("notification", [work.actor.id])
        return {"read": marked}
