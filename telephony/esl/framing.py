"""From bytes to frames: a block of header lines, a blank line, and as many body bytes as announced."""

from __future__ import annotations

from dataclasses import dataclass

from telephony.esl.errors import EarlyEof, MalformedMessage, MessageTooLarge
from telephony.esl.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True, slots=True)
class Frame:
    """One message as it was cut from the stream.

    `headers` are not decoded (only a `connect` reply encodes them) and hold the first of equal names;
    `block` is the header block without its blank line; `offset` is where the message began.
    """

    headers: dict[str, str]
    block: bytes
    body: bytes
    offset: int

    @property
    def content_type(self) -> str:
        return header(self.headers, "content-type") or ""


def header(headers: dict[str, str], lower_name: str) -> str | None:
    """Return the first value whose name is `lower_name` in any case; None when there is none."""
    for name, value in headers.items():
        if name.lower() == lower_name:
            return value
    return None


class Framer:
    """Cuts a stream into frames; the cut depends on the bytes alone, never on how they were segmented.

    One frame passes three steps: header lines are checked one by one as they become complete; the blank
    line fixes the body's length, which is refused before a byte of it is buffered when it exceeds the
    limit; then the body is awaited.
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._buffer = bytearray()
        self._start = 0  # stream offset of the buffer's first byte, always the start of a message
        self._headers: dict[str, str] = {}
        self._last_name = ""
        self._next_line = 0  # where, in the buffer, the first line not yet checked begins
        self._body_start = 0  # 0 while the header block is incomplete
        self._body_length = 0

    @property
    def offset(self) -> int:
        """How many bytes have been fed so far."""
        return self._start + len(self._buffer)

    def feed(self, data: bytes) -> None:
        self._buffer += data

    def next_frame(self, reply_text_runs_on: bool = False) -> Frame | None:
        """Return the next complete frame, None when more bytes are needed.

        `reply_text_runs_on` is set while the answer to `getvar` is due: it puts the variable's raw text
        behind Reply-Text, and a text of several lines must not be taken for headers.

        Raises MalformedMessage and MessageTooLarge.
        """
        if not self._body_start:
            if self._next_line == 0:
                self._skip_blank_lines()
            if not self._read_header_lines(reply_text_runs_on):
                return None
        end = self._body_start + self._body_length
        if len(self._buffer) < end:
            return None
        frame = Frame(
            self._headers,
            bytes(self._buffer[: self._body_start - 2]),
            bytes(self._buffer[self._body_start : end]),
            self._start,
        )
        self._consume(end)
        return frame

    def check_end(self) -> None:
        """Raise EarlyEof when the stream, ended here, stops inside a message."""
        if not self._buffer.strip(b"\n"):
            return
        if self._body_start:
            missing = self._body_start + self._body_length - len(self._buffer)
            kind = header(self._headers, "content-type") or "unnamed"
            wanted = f"{missing} more bytes of the body of {kind}"
        else:
            wanted = "more header lines and the blank line after them"
        raise EarlyEof(
            f"the stream ends inside the message that began at byte {self._start}", self.offset, wanted
        )

    def _skip_blank_lines(self) -> None:
        if self._buffer[:1] == b"\n":  # rarely; to strip is to copy the whole buffer
            self._consume(len(self._buffer) - len(self._buffer.lstrip(b"\n")))

    def _consume(self, count: int) -> None:
        del self._buffer[:count]
        self._start += count
        self._headers = {}
        self._last_name = ""
        self._next_line = self._body_start = self._body_length = 0

    def _read_header_lines(self, reply_text_runs_on: bool) -> bool:
        """Check the lines that are complete; True when the blank line was reached."""
        while True:
            end = self._buffer.find(b"\n", self._next_line)
            self._check_size(end if end >= 0 else len(self._buffer))
            if end < 0:
                return False
            if end == self._next_line:
                self._body_start = end + 1
                self._body_length = self._content_length()
                return True
            self._read_header_line(self._buffer[self._next_line : end], reply_text_runs_on)
            self._next_line = end + 1

    def _check_size(self, end: int) -> None:
        """Refuse a line or block that reaches beyond its limit at buffer position `end`."""
        line_end = self._next_line + self._limits.line
        if end <= min(line_end, self._limits.header_block):
            return
        if line_end <= self._limits.header_block:
            what, limit, where = "header line", self._limits.line, self._next_line
        else:
            what, limit, where = "header block", self._limits.header_block, 0
        raise MessageTooLarge(
            f"a {what} of more than {limit} bytes", self._start + where, f"a {what} within {limit} bytes"
        )

    def _read_header_line(self, line: bytearray, reply_text_runs_on: bool) -> None:
        name, separator, value = line.decode("utf-8", "replace").partition(":")
        if reply_text_runs_on and self._last_name == "Reply-Text":
            self._headers["Reply-Text"] += "\n" + line.decode("utf-8", "replace")
            return
        if not separator or not name or not name.isascii() or not name.isprintable() or " " in name:
            raise MalformedMessage(
                f"header line {bytes(line[:80])!r}", self._start + self._next_line, "'Name: value'"
            )
        self._last_name = name
        if name not in self._headers:
            self._headers[name] = value.removeprefix(" ")

    def _content_length(self) -> int:
        text = header(self._headers, "content-length")
        if text is None:
            return 0
        if not (text.isascii() and text.isdigit()):
            raise MalformedMessage(
                f"Content-Length {text[:40]!r}", self._start, "the number of bytes of the body"
            )
        if len(text) > 18 or int(text) > self._limits.body:
            raise MessageTooLarge(
                f"a body of {text[:40]} bytes is announced", self._start, f"at most {self._limits.body} bytes"
            )
        return int(text)
