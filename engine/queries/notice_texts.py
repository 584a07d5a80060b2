"""The texts of notices: those that are shipped, those of this site, and how either reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.errors import NotFound
from engine.notices import KINDS, Kind, sample, template_findings
from engine.org import Action
from engine.queries.reading import Reading
from engine.store.notices import TemplateRow, site_templates
from engine.words import Words


@dataclass(frozen=True)
class NoticeText:
    """A kind's text. `revision` 0: it is the one that is shipped; then nobody changed it, at no time."""

    kind: Kind
    text_en: str
    text_zh: str
    example_en: str
    example_zh: str
    revision: int
    changed_at: datetime | None
    changed_by: str | None


@dataclass(frozen=True)
class Preview:
    """How a text would read. `findings` say what is wrong with it; then an example is None."""

    example_en: str | None
    example_zh: str | None
    findings: list[dict[str, Any]]


def notice_texts(reading: Reading, words: str | None = None) -> list[NoticeText]:
    """Return the texts of all kinds, or of those whose name or text has `words` in it."""
    reading.require(Action.EDIT_NOTICE_TEXTS)
    own = site_templates(reading.tx)
    found = [_text(reading, kind, own.get(kind.key)) for kind in KINDS.values()]
    if words is None:
        return found
    wanted = words.casefold()
    return [one for one in found if any(wanted in told.casefold() for told in _told(one))]


def preview(reading: Reading, key: str, text_en: str, text_zh: str) -> Preview:
    """Return how a text of a kind would read.

    Raises:
        NotFound: there is no such kind.
    """
    reading.require(Action.EDIT_NOTICE_TEXTS)
    kind = KINDS.get(key)
    if kind is None:
        raise NotFound(Words(f"there is no kind of notice {key!r}", f"没有通知类别 {key!r}"))
    english = template_findings(kind, "text_en", text_en)
    chinese = template_findings(kind, "text_zh", text_zh)
    return Preview(
        sample(kind, text_en, "en") if not english else None,
        sample(kind, text_zh, "zh") if not chinese else None,
        [*english, *chinese],
    )


def _text(reading: Reading, kind: Kind, row: TemplateRow | None) -> NoticeText:
    english = row.text_en if row is not None else str(kind.text)
    chinese = row.text_zh if row is not None else kind.text.zh
    return NoticeText(
        kind,
        english,
        chinese,
        sample(kind, english, "en"),
        sample(kind, chinese, "zh"),
        row.revision if row is not None else 0,
        row.changed_at if row is not None else None,
        reading.name_of(row.changed_by) if row is not None else None,
    )


def _told(text: NoticeText) -> tuple[str, ...]:
    return (text.kind.key, text.kind.name, text.kind.name.zh, text.text_en, text.text_zh)
