"""What the commands on wording share: the text that is given is checked, the one that is meant is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.commands.work import Work
from engine.errors import InvalidInput, NotFound, RevisionConflict, field_finding
from engine.org import NOTHING, Action, Directory, require
from engine.store.wording import WordingRow, lock_wording
from engine.words import Words

SUBJECT = "wording"


@dataclass(frozen=True)
class WordingText:
    """A text as it is given. `from_at` (aware) None: from now; the rest as `WordingRow` has it."""

    title: str
    text_zh: str
    text_en: str | None = None
    category: str | None = None
    symptom: str | None = None
    from_at: datetime | None = None
    until: datetime | None = None


def editing(work: Work) -> tuple[datetime, Directory]:
    """Return the time and the organisation.

    Raises:
        NotAllowed: the actor may not edit wording.
    """
    now, directory = work.services.time_and_place(work.tx)
    require(work.actor, Action.EDIT_WORDING, NOTHING, directory)
    return now, directory


def checked(given: WordingText, since: datetime, now: datetime) -> dict[str, Any]:
    """Return a text's members without blanks around them; it holds from `since`, unless it says otherwise.

    Raises:
        InvalidInput: a text is empty, or it ends before it begins or has ended; every field is told.
    """
    begins = given.from_at or since
    title, text_zh = given.title.strip(), given.text_zh.strip()
    findings = []
    for name, text in (("title", title), ("text_zh", text_zh)):
        if not text:
            findings.append(field_finding(name, Words("is empty", "为空"), Words("write it", "请填写")))
    if given.until is not None and given.until <= max(begins, now):
        told = Words("is over, or before the text begins to hold", "已过，或早于开始时间")
        later = Words("choose a later time, or leave it out", "请选择更晚的时间，或不填")
        findings.append(field_finding("until", told, later))
    if findings:
        told = Words("this wording cannot be kept as it is", "话术内容有误，未保存")
        raise InvalidInput(told, findings=findings)
    return {
        "title": title,
        "text_zh": text_zh,
        "text_en": (given.text_en or "").strip() or None,
        "category": given.category,
        "symptom": (given.symptom or "").strip() or None,
        "from_at": begins,
        "until": given.until,
    }


def meant(work: Work, wording_id: str, revision: int | None, directory: Directory) -> WordingRow:
    """Lock and return the text that is meant, at the revision that was read; None: whichever it has.

    Raises:
        NotFound: there is none.
        RevisionConflict: somebody has changed it since.
    """
    row = lock_wording(work.tx, wording_id)
    if row is None:
        raise NotFound(Words("there is no such wording", "没有这条话术"))
    if revision is not None and row.revision != revision:
        who = directory.person_name(row.changed_by)
        raise RevisionConflict("wording", revision, row.revision, who, row.changed_at)
    return row


def shown(row: WordingRow) -> dict[str, Any]:
    """Return what the record of changes keeps of a text."""
    return {
        "title": row.title,
        "text_zh": row.text_zh,
        "text_en": row.text_en,
        "category": row.category,
        "symptom": row.symptom,
        "from": row.from_at.isoformat(),
        "until": row.until.isoformat() if row.until is not None else None,
    }
