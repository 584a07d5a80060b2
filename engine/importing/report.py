"""What an import did, line by line: translated, left out, or left to a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from engine.words import Words


class Kind(StrEnum):
    """What became of something in the file."""

    TRANSLATED = "translated"
    LEFT_OUT = "left-out"
    DECIDE = "decide"


HEADINGS: dict[Kind, Words] = {
    Kind.TRANSLATED: Words("translated", "已译"),
    Kind.LEFT_OUT: Words("left out", "未采用"),
    Kind.DECIDE: Words("decide", "请决定"),
}


@dataclass(frozen=True)
class Line:
    """One line: `element` is the id of what was drawn, None for the file as a whole."""

    kind: Kind
    file: str
    element: str | None
    name: str
    what: Words

    def told(self, language: str) -> str:
        """Return the line as a text in `zh` or `en`."""
        zh = language == "zh"
        where = self.element or ("文件" if zh else "file")
        name = f"（{self.name}）" if self.name and zh else f" ({self.name})" if self.name else ""
        colon = "：" if zh else ": "
        heading = HEADINGS[self.kind].within(language)
        what = " ⏎ ".join(self.what.within(language).splitlines())
        return f"{self.file}: {where}{name}{colon}{heading}{colon}{what}"

    def document(self) -> dict[str, Any]:
        """Return the line as a JSON-able object; `what` is English, `what_zh` Chinese."""
        return {
            "kind": str(self.kind),
            "file": self.file,
            "element": self.element,
            "name": self.name,
            "what": str(self.what),
            "what_zh": self.what.zh,
        }


@dataclass
class Report:
    """The lines about one file, gathered while it is translated; each once, in the order told."""

    file: str
    _lines: dict[Line, None] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the lines."""
        return tuple(self._lines)

    def tell(self, kind: Kind, element: str | None, name: str, en: str, zh: str) -> None:
        """Add a line."""
        self._lines.setdefault(Line(kind, self.file, element, name, Words(en, zh)))
