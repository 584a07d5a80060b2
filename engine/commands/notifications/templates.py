"""A site puts texts of its own in place of those that are shipped, and takes them back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import InvalidInput, NotFound, RevisionConflict
from engine.notices import KINDS, Kind, template_findings
from engine.org import NOTHING, Action, require
from engine.store.notices import TemplateRow, delete_template, lock_template, store_template
from engine.store.organisation import changed
from engine.words import Words

SUBJECT = "notice-texts"


@dataclass(frozen=True)
class ChangeNoticeText:
    """Put this site's text of a kind in both languages. `revision` 0: it had none of its own."""

    name: ClassVar[str] = "change-notice-text"

    kind: str
    text_en: str
    text_zh: str
    revision: int
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Store it, and record what changed. Notices that were written already stay as they are.

        Raises:
            NotFound, NotAllowed: no such kind; the actor does not edit texts.
            InvalidInput: a template cannot be used.
            RevisionConflict: somebody has changed it since.
        """
        kind, before = _begin(work, self.kind, self.revision)
        found = [
            finding
            for field in ("text_en", "text_zh")
            for finding in template_findings(kind, field, getattr(self, field))
        ]
        if found:
            raise InvalidInput(
                Words("this text cannot be used: see the findings", "这段文字不能使用：请看各项说明"), found
            )
        now, _ = work.services.time_and_place(work.tx)
        row = TemplateRow(kind.key, self.text_en, self.text_zh, self.revision + 1, now, work.actor.id)
        store_template(work.tx, row, new=before is None)
        _end(work, kind, before, row, self.reason)
        return {"kind": kind.key, "revision": row.revision}


@dataclass(frozen=True)
class ResetNoticeText:
    """Go back to the text that is shipped."""

    name: ClassVar[str] = "reset-notice-text"

    kind: str
    revision: int
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Take this site's text away. That there is none is a success.

        Raises:
            NotFound, NotAllowed, RevisionConflict: as for changing it.
        """
        kind, before = _begin(work, self.kind, self.revision)
        if before is not None:
            delete_template(work.tx, kind.key)
            _end(work, kind, before, None, self.reason)
        return {"kind": kind.key, "revision": 0}


def _begin(work: Work, key: str, revision: int) -> tuple[Kind, TemplateRow | None]:
    _, directory = work.services.time_and_place(work.tx)
    require(work.actor, Action.EDIT_NOTICE_TEXTS, NOTHING, directory)
    kind = KINDS.get(key)
    if kind is None:
        raise NotFound(Words(f"there is no kind of notice {key!r}", f"没有通知类别 {key!r}"))
    before = lock_template(work.tx, key)
    actual = before.revision if before is not None else 0
    if actual != revision:
        who = directory.person_name(before.changed_by) if before is not None else None
        at = before.changed_at if before is not None else None
        raise RevisionConflict(kind.name, revision, actual, who, at)
    return kind, before


def _end(
    work: Work, kind: Kind, before: TemplateRow | None, after: TemplateRow | None, reason: str | None
) -> None:
    """Let every process read the texts anew, and record the change."""
    changed(work.tx)
    shipped = {"text_en": str(kind.text), "text_zh": kind.text.zh}

    def texts(row: TemplateRow | None) -> dict[str, str]:
        return {"text_en": row.text_en, "text_zh": row.text_zh} if row is not None else shipped

    record_change(work, SUBJECT, kind.key, texts(before), texts(after), reason, label=kind.name.zh)
