"""Messages that nobody took before they expired become incidents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.ids import new_id
from engine.store.incidents import IncidentRow, insert_incident
from engine.store.messages import expired_messages, set_message_status
from engine.words import Words


@dataclass(frozen=True)
class ExpireMessages:
    """Close up to `most` expired messages."""

    name: ClassVar[str] = "expire-messages"

    most: int = 100

    def perform(self, work: Work) -> Answer:
        """Expire them; the answer counts them."""
        now, _ = work.services.time_and_place(work.tx)
        found = expired_messages(work.tx, now, self.most)
        for message in found:
            set_message_status(work.tx, message.id, "expired")
            told = Words(
                f"nobody took message {message.name!r} (key {message.key!r}) before it expired",
                f"消息 {message.name!r}（键 {message.key!r}）到期前没有人接收",
            )
            insert_incident(
                work.tx,
                IncidentRow(
                    id=new_id(),
                    kind="message-expired",
                    instance_id=None,
                    order_id=None,
                    task_id=None,
                    element_id=None,
                    token=None,
                    message=str(told),
                    message_zh=told.zh,
                    trigger={},
                    status="open",
                    retries=0,
                    opened_at=now,
                ),
            )
        return {"expired": len(found)}
