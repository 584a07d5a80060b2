"""Merged cells of a workbook's sheet: what one sees in all of them stands in the first one alone."""

from __future__ import annotations

import re
from zipfile import ZipFile

from engine.sheets.encodings import refused

#: So many lines may have merged cells in a sheet.
MOST_LINES = 200_000
_RANGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')


def merged_cells(archive: ZipFile, part: str, file: str) -> dict[int, list[tuple[int, int]]]:
    """Return by line (from 1) which columns merged cells leave empty there: from 0, the last not included.

    Raises:
        InvalidInput: far more is merged than a table has lines.
    """
    content = archive.read(part.lstrip("/"))
    found: dict[int, list[tuple[int, int]]] = {}
    if b"mergeCell" not in content:
        return found
    lines = 0
    for left, top, right, bottom in _RANGE.findall(content):
        first, last = int(top), int(bottom)
        lines += max(0, last - first + 1)
        if lines > MOST_LINES:
            raise refused(file, "has far too many merged cells: unmerge them", "合并单元格太多：请取消合并")
        start, end = _column(left), _column(right) + 1
        for line in range(first, last + 1):
            found.setdefault(line, []).append((start + (line == first), end))
    return found


def _column(letters: bytes) -> int:
    number = 0
    for one in letters:
        number = number * 26 + one - 64
    return number - 1
