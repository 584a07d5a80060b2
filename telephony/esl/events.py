"""An event in either format, read lazily: of some 130 headers a consumer looks at a dozen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar, overload

from telephony.esl.errors import MalformedMessage
from telephony.esl.values import Value, decode_json, decode_plain, without_surrogates

Default = TypeVar("Default")


class Event(Mapping[str, Value]):
    """An event as a mapping from header name (exact case) to text or, for an array, a list of texts.

    A header that occurs twice counts as it first stands, as `switch_event_get_header` reads it
    (CHANNEL_HANGUP_COMPLETE repeats Hangup-Cause). Two events are equal when headers and body are, in
    whatever format they came. `offset` is where its message began in the stream.

    To add a format, implement `_find`, `_decode`, `raw` and `body`, and run the comparison of pairs in
    tests/telephony/esl over recordings in it.
    """

    __slots__ = ("_headers", "offset")

    def __init__(self, offset: int) -> None:
        self.offset = offset
        self._headers: dict[str, Value] | None = None

    @property
    def name(self) -> str:
        """The value of Event-Name; "" when the event has none."""
        return self.text("Event-Name") or ""

    @property
    def subclass(self) -> str:
        """The value of Event-Subclass; "" except for CUSTOM events."""
        return self.text("Event-Subclass") or ""

    @property
    def body(self) -> str:
        """The text after the headers; "" when there is none."""
        raise NotImplementedError

    @property
    def headers(self) -> dict[str, Value]:
        """All headers, decoded."""
        if self._headers is None:
            self._headers = self._decode()
        return self._headers

    def raw(self, name: str) -> Value | None:
        """Return the value of header `name` as it stood on the wire, not decoded; None when absent."""
        raise NotImplementedError

    def text(self, name: str) -> str | None:
        """Return the value of header `name`, of an array the first item; None when absent."""
        value = self._find(name)
        if isinstance(value, list):
            return value[0] if value else ""
        return value

    @overload
    def get(self, key: str, /) -> Value | None: ...
    @overload
    def get(self, key: str, /, default: Value | Default) -> Value | Default: ...
    def get(self, key: str, /, default: Any = None) -> Any:
        """Return the value of header `key`, or `default` when absent."""
        value = self._find(key)
        return default if value is None else value

    def __getitem__(self, name: str) -> Value:
        value = self._find(name)
        if value is None:
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self.headers)

    def __len__(self) -> int:
        return len(self.headers)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Event):
            return NotImplemented
        return self.headers == other.headers and self.body == other.body

    __hash__ = None  # type: ignore[assignment]  # a mapping is not a key

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name} {self.subclass} at byte {self.offset}>"

    def _find(self, name: str) -> Value | None:
        raise NotImplementedError

    def _decode(self) -> dict[str, Value]:
        raise NotImplementedError


class PlainEvent(Event):
    """An event of `event plain`: `Name: value` lines, values percent-encoded.

    Lines are told apart before anything is decoded, so that a caller's name with %0A cannot forge a header.
    Raises MalformedMessage when a line is not a header.
    """

    __slots__ = ("_body", "_lines")

    @classmethod
    def parse(cls, content: bytes, offset: int = 0) -> PlainEvent:
        """Read an event from a message's body: header lines, a blank line, and a body when they announce one.

        Without Content-Length among them there is no body, and the search for its beginning is saved.
        """
        if b"\nContent-Length: " in content or content.startswith(b"Content-Length: "):
            lines, _, body = content.partition(b"\n\n")
            return cls(lines, body, offset)
        return cls(content.rstrip(b"\n"), b"", offset)

    def __init__(self, lines: bytes, body: bytes = b"", offset: int = 0) -> None:
        super().__init__(offset)
        self._lines = b"\n%b\n" % lines
        self._body = body
        # In an encoded value neither blank nor colon can stand: one ": " a line, or a closer look.
        if self._lines.count(b": ") != self._lines.count(b"\n") - 1:
            self._inspect(lines)

    def _inspect(self, lines: bytes) -> None:
        for line in lines.split(b"\n"):
            if line.find(b": ") < 1:
                raise MalformedMessage(
                    f"event header {line[:80]!r}", self.offset, "'Name: value' on every line of the event"
                )

    @property
    def body(self) -> str:
        return self._body.decode("utf-8", "replace")

    def raw(self, name: str) -> str | None:
        needle = _needle(name)
        start = self._lines.find(needle)
        if start < 0:
            return None
        start += len(needle)
        return self._lines[start : self._lines.find(b"\n", start)].decode("utf-8", "replace")

    def _find(self, name: str) -> Value | None:
        if self._headers is not None:
            return self._headers.get(name)
        needle = _needle(name)
        start = self._lines.find(needle)
        if start < 0:
            return None
        start += len(needle)
        text = self._lines[start : self._lines.find(b"\n", start)].decode("utf-8", "replace")
        # Most values are neither encoded nor an array: a consumer asks a dozen of every event.
        return text if "%" not in text and text[:1] != "A" else decode_plain(text)

    def _decode(self) -> dict[str, Value]:
        headers: dict[str, Value] = {}
        for line in self._lines[1:-1].decode("utf-8", "replace").split("\n"):
            name, _, value = line.partition(": ")
            if name not in headers:
                headers[name] = decode_plain(value)
        return headers


@lru_cache(maxsize=1024)
def _needle(name: str) -> bytes:
    return b"\n" + name.encode("utf-8", "replace") + b": "


class JsonEvent(Event):
    """An event of `event json`: one object of strings and lists of strings, the body under `_body`.

    Raises MalformedMessage when the text is not such an object.
    """

    __slots__ = ("_values",)

    def __init__(self, text: bytes, offset: int = 0) -> None:
        super().__init__(offset)
        try:
            values = _DECODER.decode(text.decode("utf-8", "replace"))
        except (ValueError, RecursionError) as error:
            raise MalformedMessage(f"event that is not JSON ({error})", offset, "a JSON object") from error
        if not isinstance(values, dict):
            raise MalformedMessage(f"event that is a JSON {type(values).__name__}", offset, "a JSON object")
        self._values: dict[str, Value] = values
        for name, value in values.items():
            if value.__class__ is not str:
                self._check(name, value)
        if b"\\u" in text:
            self._values = {without_surrogates(name): _clean(value) for name, value in values.items()}

    def _check(self, name: str, value: Any) -> None:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise MalformedMessage(
                f"event header {name[:80]!r} that is neither text nor list", self.offset, "strings and lists"
            )

    @property
    def body(self) -> str:
        body = self._values.get("_body", "")
        return body if isinstance(body, str) else "".join(body)

    def raw(self, name: str) -> Value | None:
        return None if name == "_body" else self._values.get(name)

    def _find(self, name: str) -> Value | None:
        if self._headers is not None:
            return self._headers.get(name)
        value = self.raw(name)
        return None if value is None else decode_json(value)

    def _decode(self) -> dict[str, Value]:
        return {name: decode_json(value) for name, value in self._values.items() if name != "_body"}


def _first_wins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    headers = dict(pairs)
    if len(headers) != len(pairs):
        headers = {}
        for name, value in pairs:
            headers.setdefault(name, value)
    return headers


def _clean(value: Value) -> Value:
    if isinstance(value, list):
        return [without_surrogates(item) for item in value]
    return without_surrogates(value)


# FreeSWITCH writes only strings and lists; its duplicate keys are why this is not orjson.
_DECODER = json.JSONDecoder(object_pairs_hook=_first_wins, strict=False)
