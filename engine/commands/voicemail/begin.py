"""A caller is about to leave a message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.ids import new_id
from engine.store.voicemails import VoicemailRow, insert_voicemail


@dataclass(frozen=True)
class BeginVoicemail:
    """Put down, before the tone, where the exchange will have the message of its call `exchange_id`.

    `node` is the exchange's name for itself, `folder` its folder of recordings: FreeSWITCH's `record`
    makes no folder, so that the file lies in it directly.
    """

    name: ClassVar[str] = "begin-voicemail"

    exchange_id: str
    node: str | None
    folder: str
    queue: str | None = None

    def perform(self, work: Work) -> Answer:
        """Return `voicemail`, and `path`, where the message is to be recorded."""
        now, directory = work.services.time_and_place(work.tx)
        key = new_id()
        department = directory.queue_department(self.queue)
        path = f"{self.folder.rstrip('/')}/voicemail-{key}.wav"
        insert_voicemail(
            work.tx,
            VoicemailRow(
                id=key,
                exchange_id=self.exchange_id[:120],
                call_id=None,
                node=self.node[:128] if self.node is not None else None,
                path=path,
                queue=self.queue,
                department_id=department.id if department is not None else None,
                status="recording",
                began_at=now,
                ended_at=None,
                ms=None,
                heard_at=None,
                heard_by=None,
            ),
        )
        return {"voicemail": key, "path": path}
