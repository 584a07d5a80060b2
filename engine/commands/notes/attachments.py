"""Attach a file to an order, and take it away again: both are recorded, the content is kept elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import InvalidInput, NotFound, field_finding
from engine.ids import new_id
from engine.org import Action
from engine.store.order_notes import (
    AttachmentRow,
    attachment_by_id,
    insert_attachment,
    remove_attachment,
    still_kept,
)
from engine.words import Words


@dataclass(frozen=True)
class AttachFile:
    """Attach a file whose content was judged, scanned and put into the folder of attachments."""

    name: ClassVar[str] = "attach-file"

    order_id: str
    file_name: str
    media_type: str
    size: int
    digest: str
    scanned: bool

    def perform(self, work: Work) -> Answer:
        """Attach it."""
        case = Case.of_order(work, self.order_id)
        case.require_of_order(Action.CHANGE_ORDER)
        row = AttachmentRow(
            id=new_id(),
            order_id=self.order_id,
            name=self.file_name,
            media_type=self.media_type,
            size=self.size,
            digest=self.digest,
            scan="clean" if self.scanned else "unscanned",
            uploaded_by=None if work.actor.is_system else work.actor.id,
            uploaded_at=case.now,
            removed_by=None,
            removed_at=None,
        )
        insert_attachment(work.tx, row)
        body = {"attachment": row.id, "digest": row.digest, "size": row.size, "type": row.media_type}
        case.record("attachment.added", body=body, values={"file_name": (None, row.name)})
        case.save()
        return {"order": self.order_id, "attachment": row.id, "media_type": row.media_type, "scan": row.scan}


@dataclass(frozen=True)
class RemoveAttachment:
    """Take an attachment away, with a reason. That it was there, and what it was, stays in the history.

    The answer's `content` is the digest of a content that nothing needs any more; None: something does.
    """

    name: ClassVar[str] = "remove-attachment"

    order_id: str
    attachment_id: str
    reason: str

    def perform(self, work: Work) -> Answer:
        """Take it away; what is away already is a success.

        Raises:
            NotFound: the order has no such attachment.
            InvalidInput: no reason.
        """
        case = Case.of_order(work, self.order_id)
        row = attachment_by_id(work.tx, self.attachment_id)
        if row is None or row.order_id != self.order_id:
            case.require_of_order(Action.SEE_ORDER)
            raise NotFound(Words("there is no such attachment", "没有这个附件"))
        case.require_of_order(
            Action.CHANGE_ORDER if row.uploaded_by == work.actor.id else Action.REMOVE_ATTACHMENT
        )
        if not self.reason.strip():
            problem = Words("is missing", "缺少")
            raise InvalidInput(
                Words("this needs a reason: say why", "这需要原因：请写明为什么"),
                findings=[field_finding("reason", problem, Words("fill it in", "请填写"))],
            )
        if row.removed_at is None:
            remove_attachment(work.tx, row.id, work.actor.id, case.now)
            body = {"attachment": row.id, "digest": row.digest}
            values = {"file_name": (row.name, None), "reason": (None, self.reason.strip())}
            case.record("attachment.removed", body=body, values=values)
            case.save()
        content = None if still_kept(work.tx, row.digest) else row.digest
        return {"order": self.order_id, "attachment": row.id, "content": content}
