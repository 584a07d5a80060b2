"""Reads WAV files (RIFF, Microsoft 1991): how long they are, and how loud each part is, in constant memory.

An exchange that dies leaves a header that says zero bytes, or as many as it meant to write: what the file
holds counts. Read are 8 and 16 bit PCM and G.711 (A-law and µ-law), with any number of channels.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, NamedTuple

from engine.calling.recordings import Reason

#: Into so many parts a recording is divided to be drawn.
PARTS = 400
#: The loudest that a part can be.
LOUDEST = 255
_BLOCK = 64 * 1024
_PCM, _ALAW, _ULAW, _EXTENSIBLE = 1, 6, 7, 0xFFFE
#: What stands before the sound: some dozen bytes, with comments some thousand.
_MOST_CHUNKS, _MOST_BEFORE = 64, 1_000_000
_RATES = range(1000, 192_001)


class NotAWave(Exception):
    """The file is no WAV file, holds no sound, or is encoded otherwise; `reason` is the row's word."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Heard:
    """What is in a recording: milliseconds, and up to `PARTS` peaks from 0 to `LOUDEST`.

    `header_lied`: the header said another length than there is.
    """

    ms: int
    peaks: tuple[int, ...]
    header_lied: bool


class Shape(NamedTuple):
    """How a WAV file is laid out: its sound begins at byte `begin` and has `bytes` of them."""

    encoding: int
    channels: int
    rate: int
    width: int
    begin: int
    bytes: int
    header_lied: bool

    @property
    def bytes_a_second(self) -> int:
        return self.rate * self.channels * self.width


def shape_of(file: IO[bytes], size: int) -> Shape:
    """Return how a WAV file of `size` bytes is laid out.

    Raises:
        NotAWave: it is none, or nothing can be heard in it.
    """
    if size == 0:
        raise NotAWave(Reason.EMPTY)
    file.seek(0)
    head = file.read(12)
    if len(head) < 12 or head[:4] != b"RIFF" or head[8:] != b"WAVE":
        raise NotAWave(Reason.NOT_WAV)
    at, layout = 12, None
    for _ in range(_MOST_CHUNKS):
        file.seek(at)
        chunk = file.read(8)
        if len(chunk) < 8 or at > _MOST_BEFORE:
            break
        name, length = struct.unpack("<4sI", chunk)
        if name == b"fmt ":
            layout = _layout(file.read(min(length, 40)))
        elif name == b"data":
            if layout is None:
                break
            encoding, channels, rate, width = layout
            there = size - at - 8
            frame = channels * width
            told = min(length, there) if length else there
            held = told - told % frame
            if held == 0:
                raise NotAWave(Reason.EMPTY)
            return Shape(encoding, channels, rate, width, at + 8, held, length == 0 or length > there)
        at += 8 + length + length % 2
    raise NotAWave(Reason.NOT_WAV)


def hear(file: IO[bytes], size: int) -> Heard:
    """Read a WAV file of `size` bytes once through.

    Raises:
        NotAWave: it is none, or nothing can be heard in it.
    """
    shape = shape_of(file, size)
    frame = shape.channels * shape.width
    frames = shape.bytes // frame
    part = -(-frames // PARTS) * frame
    loudest = _LOUDEST[shape.encoding, shape.width]
    file.seek(shape.begin)
    peaks, left = [], shape.bytes
    while left > 0:
        peak, wanted = 0, min(part, left)
        for block in _blocks(file, wanted):
            peak = max(peak, loudest(block))
        peaks.append(min(LOUDEST, peak * (LOUDEST + 1) // 32_768))
        left -= wanted
    return Heard(frames * 1000 // shape.rate, tuple(peaks), shape.header_lied)


def _layout(told: bytes) -> tuple[int, int, int, int]:
    if len(told) < 16:
        raise NotAWave(Reason.NOT_WAV)
    encoding, channels, rate, _, _, bits = struct.unpack("<HHIIHH", told[:16])
    if encoding == _EXTENSIBLE and len(told) >= 26:
        encoding = struct.unpack("<H", told[24:26])[0]
    if (encoding, bits // 8) not in _LOUDEST or bits % 8 or not 1 <= channels <= 8 or rate not in _RATES:
        raise NotAWave(Reason.ENCODING)
    return encoding, channels, rate, bits // 8


def _blocks(file: IO[bytes], wanted: int) -> Iterator[bytes]:
    """Yield `wanted` bytes in blocks; fewer where the file is shorter than it was a moment ago."""
    while wanted > 0 and (block := file.read(min(_BLOCK, wanted))):
        yield block
        wanted -= len(block)


def _of_sixteen_bits(block: bytes) -> int:
    samples = array("h")
    samples.frombytes(block[: len(block) - len(block) % 2])
    if sys.byteorder == "big":
        samples.byteswap()
    return max(max(samples, default=0), -min(samples, default=0))


def _of_eight_bits(block: bytes) -> int:
    return max(max(block) - 128, 128 - min(block)) << 8


def _by(table: bytes) -> Callable[[bytes], int]:
    """Return how to find the loudest of G.711's bytes: `table` says of each how loud it is, in 128 steps."""

    def loudest(block: bytes) -> int:
        return max(block.translate(table)) << 8

    return loudest


def _a_law(byte: int) -> int:
    """Return the amount of an A-law byte (ITU-T G.711, table 1), of 32768."""
    code = (byte ^ 0x55) & 0x7F
    exponent, mantissa = code >> 4, code & 0x0F
    amount = (mantissa << 4) + 8
    return amount if exponent == 0 else (amount + 0x100) << (exponent - 1)


def _mu_law(byte: int) -> int:
    """Return the amount of a µ-law byte (ITU-T G.711, table 2), of 32768."""
    code = ~byte & 0x7F
    exponent, mantissa = code >> 4, code & 0x0F
    return (((mantissa << 3) + 0x84) << exponent) - 0x84


_LOUDEST: dict[tuple[int, int], Callable[[bytes], int]] = {
    (_PCM, 2): _of_sixteen_bits,
    (_PCM, 1): _of_eight_bits,
    (_ALAW, 1): _by(bytes(_a_law(byte) >> 8 for byte in range(256))),
    (_ULAW, 1): _by(bytes(_mu_law(byte) >> 8 for byte in range(256))),
}
