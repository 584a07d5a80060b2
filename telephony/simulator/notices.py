"""An event as FreeSWITCH writes it, in either format, encoded once for everybody who listens."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from urllib.parse import quote

from telephony.esl import EventFormat
from telephony.esl.values import ARRAY_PREFIX, ARRAY_SEPARATOR

Pair = tuple[str, "str | list[str]"]

# What switch_url_encode_opt leaves as it is, and what it takes for encoded already.
_SAFE = "!$'()*,-./_~"
_PLAIN = re.compile(r"[A-Za-z0-9!$'()*,\-./_~]*")
_ENCODED = re.compile(r"((?:%[0-9A-F]{2})+)")


class Notice:
    """An event: its headers in order, names possibly twice, and its body ("" for none)."""

    __slots__ = ("_texts", "body", "name", "pairs", "subclass")

    def __init__(self, name: str, subclass: str, pairs: list[Pair], body: str = "") -> None:
        self.name = name
        self.subclass = subclass
        self.pairs = pairs
        self.body = body
        self._texts: dict[EventFormat, bytes] = {}

    def get(self, name: str) -> str | None:
        """Return the first value of header `name`; None when absent."""
        for known, value in self.pairs:
            if known == name:
                return value if isinstance(value, str) else encoded_array(value)
        return None

    def message(self, form: EventFormat) -> bytes:
        """Return the whole message, framing included."""
        text = self._texts.get(form)
        if text is None:
            content = plain_text(self) if form is EventFormat.PLAIN else json_text(self)
            head = f"Content-Length: {len(content)}\nContent-Type: text/event-{form.value}\n\n"
            text = self._texts[form] = head.encode() + content
        return text


def plain_text(notice: Notice) -> bytes:
    """Return the event's headers percent-encoded, a blank line, and its body."""
    lines = [
        f"{name}: {encoded(value if isinstance(value, str) else encoded_array(value))}\n"
        for name, value in notice.pairs
    ]
    if notice.body:
        lines.append(f"Content-Length: {len(notice.body.encode())}\n\n{notice.body}")
    else:
        lines.append("\n")
    return "".join(lines).encode("utf-8", "replace")


def json_text(notice: Notice) -> bytes:
    """Return the event as one JSON object; a name that stands twice stands twice."""
    pairs: list[tuple[str, str | list[str]]] = list(notice.pairs)
    if notice.body:
        pairs.append(("Content-Length", str(len(notice.body.encode()))))
        pairs.append(("_body", notice.body))
    items = (f"{json.dumps(name)}:{_json_value(value)}" for name, value in pairs)
    return ("{" + ",".join(items) + "}").encode("utf-8", "replace")


@lru_cache(maxsize=16384)
def _json_text_value(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _json_value(value: str | list[str]) -> str:
    if isinstance(value, str):
        return _json_text_value(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=16384)
def encoded(text: str) -> str:
    """Percent-encode `text` as FreeSWITCH does: `%` and two uppercase hexadecimal digits stay as they are."""
    if _PLAIN.fullmatch(text):
        return text
    if "%" not in text:
        return quote(text, safe=_SAFE, errors="replace")
    parts = _ENCODED.split(text)
    return "".join(
        part if n % 2 else quote(part, safe=_SAFE, errors="replace") for n, part in enumerate(parts)
    )


def encoded_array(items: list[str]) -> str:
    """Return a channel variable array as one text."""
    return ARRAY_PREFIX + ARRAY_SEPARATOR.join(items)
