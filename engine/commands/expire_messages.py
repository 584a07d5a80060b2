"""Messages that nobody took before they expired become incidents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.incidents import note_incident_of_none
from engine.commands.work import Work
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
            note_incident_of_none(work, now, "message-expired", told)
        return {"expired": len(found)}
