"""Messages that nobody took before they expired become incidents, but for calls' news."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.messages import MESSAGES, is_news
from engine.commands.call_messages import has_process
from engine.commands.command import Answer
from engine.commands.incidents import note_incident_of_none
from engine.commands.work import Work
from engine.store.messages import MessageRow, expired_messages, set_message_status
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
            if is_news(message.name) or _has_begun(work, message):
                continue
            told = Words(
                f"nobody took message {message.name!r} (key {message.key!r}) before it expired",
                f"消息 {message.name!r}（键 {message.key!r}）到期前没有人接收",
            )
            note_incident_of_none(work, now, "message-expired", told)
        return {"expired": len(found)}


def _has_begun(work: Work, message: MessageRow) -> bool:
    """Return whether the message could have begun the process of a call that has begun by another."""
    return message.name in MESSAGES and has_process(work.tx, message.key)
