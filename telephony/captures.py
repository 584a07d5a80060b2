"""Recorded event socket connections: what went over the wire, in order and in its real segments.

A capture is three files: `NAME.jsonl`, an index with one JSON object a line, and `NAME.rx.bin` and
`NAME.tx.bin`, the bytes that FreeSWITCH and the client sent. Index lines are `{"t", "dir": "rx" or "tx",
"off", "len"}` for each segment (`t` in seconds since 1970, `off` in the direction's file) and notes
`{"t", "ev", …}`, of which `open` names the role, `eof` and `error` end the stream. Each file may be
compressed as `….xz`.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from engine.errors import InvalidInput
from engine.words import Words
from telephony.esl import Role

_SEGMENT = range(64 * 1024 * 1024)
DEMONSTRATIONS = Path(__file__).parent / "captures_shipped"


class CaptureUnreadable(InvalidInput):
    """A capture's file is missing or its index is not an index; says which file and line."""

    code = "capture-unreadable"


@dataclass(frozen=True, slots=True)
class Opened:
    """The connection was opened at `at` (aware UTC): INBOUND by the client, OUTBOUND by FreeSWITCH."""

    at: datetime
    role: Role


@dataclass(frozen=True, slots=True)
class Sent:
    """The client sent `data`."""

    at: datetime
    data: bytes


@dataclass(frozen=True, slots=True)
class Received:
    """FreeSWITCH sent `data`."""

    at: datetime
    data: bytes


@dataclass(frozen=True, slots=True)
class Closed:
    """The stream ended. `cut_short` says in words which bytes the index names but the file lacks."""

    at: datetime
    cut_short: str | None = None


Step = Opened | Sent | Received | Closed


@dataclass(frozen=True, slots=True)
class Capture:
    """One capture, named by its index: `NAME.jsonl` or `NAME.jsonl.xz`."""

    index: Path

    @property
    def name(self) -> str:
        return self.index.name.removesuffix(".xz").removesuffix(".jsonl")

    def require_index(self) -> None:
        """Refuse, before anything is done, what is not the index of a recording.

        Raises CaptureUnreadable: it says what was given and what is expected.
        """
        expected = Words(
            "expected is the index of a recording, NAME.jsonl, with NAME.rx.bin and NAME.tx.bin beside it",
            "应为录制的索引 NAME.jsonl，旁边有 NAME.rx.bin 和 NAME.tx.bin",
        )
        if not self.index.name.endswith((".jsonl", ".jsonl.xz")):
            raise CaptureUnreadable(
                Words(f"{self.index} is no recording; {expected}", f"{self.index} 不是录制；{expected.zh}")
            )
        with _open(self.index) as index:
            first = next(self._lines(index), None)
        if first is None:
            raise CaptureUnreadable(
                Words(f"{self.index} is empty; {expected}", f"{self.index} 是空的；{expected.zh}")
            )
        try:
            self._entry(first, 1)
        except CaptureUnreadable as error:
            raise CaptureUnreadable(
                Words(f"{error.message}; {expected}", f"{error.message.zh}；{expected.zh}")
            ) from error
        for way in ("rx", "tx"):
            _open(self._bytes_of(way)).close()

    def steps(self) -> Iterator[Step]:
        """Read the capture step by step, in constant memory.

        Raises CaptureUnreadable, after the steps before the fault.
        """
        with ExitStack() as files:
            streams = {way: files.enter_context(_open(self._bytes_of(way))) for way in ("rx", "tx")}
            position = {"rx": 0, "tx": 0}
            for number, line in enumerate(self._lines(files.enter_context(_open(self.index))), start=1):
                entry = self._entry(line, number)
                at = _time(entry["t"])
                if entry.get("ev") == "open":
                    yield Opened(at, Role(entry["role"]))
                elif entry.get("ev") in ("eof", "error"):
                    yield Closed(at)
                elif (way := entry.get("dir")) is not None:
                    data = self._read(streams[way], entry["len"], way)
                    if entry["off"] != position[way]:
                        raise CaptureUnreadable(
                            Words(
                                f"{self.index} line {number}: off is not {position[way]}",
                                f"{self.index} 第 {number} 行：off 不是 {position[way]}",
                            )
                        )
                    position[way] += len(data)
                    if data:
                        yield Sent(at, data) if way == "tx" else Received(at, data)
                    if len(data) < entry["len"]:
                        missing = entry["len"] - len(data)
                        yield Closed(at, f"{self.name}.{way}.bin lacks {missing} bytes that the index names")
                        return

    def _lines(self, index: IO[bytes]) -> Iterator[bytes]:
        try:
            yield from index
        except (OSError, EOFError, lzma.LZMAError) as error:
            raise CaptureUnreadable(
                Words(f"{self.index} cannot be read: {error}", f"{self.index} 不能读取：{error}")
            ) from error

    def _bytes_of(self, way: str) -> Path:
        plain = self.index.with_name(f"{self.name}.{way}.bin")
        packed = plain.with_name(plain.name + ".xz")
        return packed if packed.exists() and not plain.exists() else plain

    def _read(self, stream: IO[bytes], length: int, way: str) -> bytes:
        try:
            return stream.read(length)
        except (OSError, EOFError, lzma.LZMAError) as error:
            raise CaptureUnreadable(
                Words(
                    f"{self.name}.{way}.bin cannot be read: {error}",
                    f"{self.name}.{way}.bin 不能读取：{error}",
                )
            ) from error

    def _entry(self, line: bytes, number: int) -> dict[str, Any]:
        """Check one line of the index, so that what follows may rely on it."""
        try:
            entry = json.loads(line)
            _time(entry["t"])
            if entry.get("ev") == "open":
                Role(entry["role"])
            if "dir" in entry:
                length, offset = entry["len"], entry["off"]
                whole = isinstance(length, int) and isinstance(offset, int)
                if entry["dir"] not in ("rx", "tx") or not whole or length not in _SEGMENT:
                    raise ValueError("dir, off or len")
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            raise CaptureUnreadable(
                Words(
                    f"{self.index} line {number}: {line[:80]!r} is no line of a capture's index ({error})",
                    f"{self.index} 第 {number} 行：{line[:80]!r} 不是录制索引的一行（{error}）",
                )
            ) from error
        return dict(entry)


def _open(path: Path) -> IO[bytes]:
    try:
        return lzma.open(path) if path.suffix == ".xz" else path.open("rb")
    except OSError as error:
        raise CaptureUnreadable(
            Words(
                f"{path} cannot be read: {error.strerror or error}",
                f"{path} 不能读取：{error.strerror or error}",
            )
        ) from error


def _time(seconds: Any) -> datetime:
    return datetime.fromtimestamp(float(seconds), UTC)


def demonstration(name: str) -> Path:
    """Return the index of a capture that the product carries, such as `01_queue_answered.plain`.

    Raises CaptureUnreadable and names what there is.
    """
    path = DEMONSTRATIONS / f"{name}.jsonl.xz"
    if not path.exists():
        names = ", ".join(sorted(p.name.removesuffix(".jsonl.xz") for p in DEMONSTRATIONS.glob("*.jsonl.xz")))
        raise CaptureUnreadable(
            Words(
                f"there is no demonstration {name!r}; there are: {names}", f"没有演示 {name!r}；有：{names}"
            )
        )
    return path
