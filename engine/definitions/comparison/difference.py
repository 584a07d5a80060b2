"""One difference between two versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.words import Words

#: Sorts of things that can differ; `data` are parameters and variables, `layout` what means nothing.
ABOUT = (
    *("element", "flow", "condition", "limit", "timer", "event", "assignment", "form", "field", "data"),
    *("loop", "call", "effect", "rule", "name", "text", "stage", "sheet", "file", "layout"),
)
MOST_SHOWN = 120


@dataclass(frozen=True)
class Difference:
    """What was `added`, `removed` or `changed`.

    `about` is the sort of thing, one of `ABOUT`. `element` is the element's or flow's id in the new version,
    `old_element` in the old one; None where it is in only one of them, or where no element is meant. `before`
    and `after` are what stood there in full, None: nothing. `words` says all of it in one sentence.
    """

    what: str
    about: str
    file: str
    element: str | None
    old_element: str | None
    before: str | None
    after: str | None
    words: Words

    def document(self) -> dict[str, Any]:
        """Return it as a JSON-able object; `sentence` is English, `sentence_zh` Chinese."""
        return {
            "what": self.what,
            "about": self.about,
            "file": self.file,
            "element": self.element,
            "old_element": self.old_element,
            "before": self.before,
            "after": self.after,
            "sentence": str(self.words),
            "sentence_zh": self.words.zh,
        }


def shown(text: str) -> str:
    """Return a text as a sentence may quote it: on one line, not too long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= MOST_SHOWN else flat[: MOST_SHOWN - 1] + "…"


def change(
    about: str,
    file: str,
    element: str | None,
    old_element: str | None,
    where: Words,
    what: Words,
    before: str | None,
    after: str | None,
) -> Difference:
    """Return the difference of one property of one thing: set, taken away, or changed."""
    if before is None:
        kind = "added"
        words = Words(
            f"{where}: {what} is now `{shown(after or '')}`",
            f"{where.zh}：新设{what.zh} `{shown(after or '')}`",
        )
    elif after is None:
        kind = "removed"
        words = Words(
            f"{where}: {what} `{shown(before)}` is gone", f"{where.zh}：取消{what.zh} `{shown(before)}`"
        )
    else:
        kind = "changed"
        words = Words(
            f"{where}: {what} changed from `{shown(before)}` to `{shown(after)}`",
            f"{where.zh}：{what.zh}由 `{shown(before)}` 改为 `{shown(after)}`",
        )
    return Difference(kind, about, file, element, old_element, before, after, words)
