"""The other side of the wire: a client's bytes become its commands (for recordings and the simulator)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from telephony.esl.commands import Command
from telephony.esl.errors import EarlyEof, EslError, MalformedMessage, MessageTooLarge
from telephony.esl.limits import DEFAULT_LIMITS, Limits

_END = re.compile(rb"\n\r?\n")
_BLANK = b"\r\n"


class CommandReader:
    """Reads what a client sends. As mod_event_socket does, it takes CRLF and skips blank lines between."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._buffer = bytearray()
        self._start = 0
        self._searched = 0
        self._failure: EslError | None = None

    @property
    def offset(self) -> int:
        """How many bytes have been fed so far."""
        return self._start + len(self._buffer)

    def receive_data(self, data: bytes) -> Iterator[Command]:
        """Take `data` and return the commands that are complete now.

        Raises MalformedMessage, MessageTooLarge and CommandRefused, after what was complete before.
        """
        self._buffer += data
        return self._commands()

    def receive_eof(self) -> None:
        """Raise EarlyEof when the stream ends inside a command."""
        if self._failure is None and self._buffer.strip(_BLANK):
            raise EarlyEof(
                f"the stream ends inside the command that began at byte {self._start}",
                self.offset,
                "the rest of the command and a blank line",
            )

    def _commands(self) -> Iterator[Command]:
        while True:
            if self._failure is not None:
                raise self._failure
            try:
                command = self._next_command()
            except EslError as error:
                self._failure = error
                raise
            if command is None:
                return
            yield command

    def _next_command(self) -> Command | None:
        if not self._searched and self._buffer.startswith((b"\r", b"\n")):
            self._consume(len(self._buffer) - len(self._buffer.lstrip(_BLANK)))
        end = _END.search(self._buffer, max(0, self._searched - 2))
        head = end.start() if end else len(self._buffer)
        if head > self._limits.header_block:
            raise MessageTooLarge(
                "a command too long", self._start, f"at most {self._limits.header_block} bytes"
            )
        if end is None:
            self._searched = len(self._buffer)
            return None
        self._searched = head
        lines = self._buffer[:head].decode("utf-8", "replace").split("\n")
        verb, _, arguments = lines[0].strip().partition(" ")
        headers, length = self._headers(lines[1:])
        if len(self._buffer) < end.end() + (length or 0):
            return None
        body = None if length is None else bytes(self._buffer[end.end() : end.end() + length])
        command = Command(verb, arguments.strip(), headers, body)
        self._consume(end.end() + (length or 0))
        return command

    def _headers(self, lines: list[str]) -> tuple[tuple[tuple[str, str], ...], int | None]:
        headers = []
        length: int | None = None
        for line in lines:
            name, separator, value = line.rstrip("\r").partition(":")
            if not separator:
                raise MalformedMessage(f"command header {line[:80]!r}", self._start, "'Name: value'")
            if name.strip().lower() == "content-length":
                length = self._content_length(value.strip())
            else:
                headers.append((name.strip(), value.strip()))
        return tuple(headers), length

    def _content_length(self, text: str) -> int:
        if not (text.isascii() and text.isdigit()):
            raise MalformedMessage(f"content-length {text[:40]!r}", self._start, "a number of bytes")
        if len(text) > 18 or int(text) > self._limits.body:
            raise MessageTooLarge(
                f"a body of {text[:40]} bytes is announced", self._start, f"at most {self._limits.body} bytes"
            )
        return int(text)

    def _consume(self, count: int) -> None:
        del self._buffer[:count]
        self._start += count
        self._searched = 0
