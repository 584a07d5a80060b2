"""Byte ranges (RFC 9110, 14): which part of a content a request asks for. One range; more are not offered."""

from __future__ import annotations

import re
from typing import NamedTuple

from engine.errors import HuanError
from engine.words import Words

#: `bytes=0-499`, `bytes=500-`, `bytes=-500`; digits beyond any file are no range of ours.
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.IGNORECASE)


class Part(NamedTuple):
    """The bytes from `begin` to `end`, without `end`."""

    begin: int
    end: int


class RangeNotSatisfiable(HuanError):
    """What was asked for begins behind the end; `size` is how many bytes there are."""

    code = "range-not-satisfiable"

    def __init__(self, size: int) -> None:
        super().__init__(
            Words(
                f"this content has {size} bytes: ask for some of them",
                f"这个内容有 {size} 字节：请求其中的一部分",
            ),
            size=size,
        )


def asked_part(header: str | None, size: int) -> Part | None:
    """Return the part that a Range header asks for; None: all of it.

    A header that is malformed, in another unit or of several ranges is as good as none (RFC 9110, 14.2).

    Raises:
        RangeNotSatisfiable: none of it is there.
    """
    match = _RANGE.fullmatch(header.strip()) if header is not None else None
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        begin, end = max(0, size - int(last)), size
    else:
        begin, end = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < begin:
            return None
    if begin >= size:
        raise RangeNotSatisfiable(size)
    return Part(begin, end)
