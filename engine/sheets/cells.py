"""The cells of a file as texts, line by line: CSV in an encoding that offices save, workbooks by openpyxl.

A file is hostile until it is read: what it may unpack to, its lines and its cells are limited, entities are
never expanded (defusedxml), and of a workbook only what its cells show is read. A formula is refused: what it
shows here need not be what it shows where it was made.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from engine.errors import InvalidInput
from engine.sheets.encodings import refused, text_of
from engine.sheets.merged import merged_cells
from engine.words import Words

MOST_BYTES = 20_000_000
MOST_UNPACKED = 200_000_000
MOST_PARTS = 500
MOST_LINES = 200_000
MOST_COLUMNS = 60
MOST_CELL = 2_000
#: What a cell with a formula is told as.
FORMULA = "\x00formula"
#: What a cell is told as that looks filled because it is merged with another.
MERGED = "\x00merged"


class Line(NamedTuple):
    """A line of a sheet: the sheet's name (empty for CSV), its number from 1, its cells as texts."""

    sheet: str
    number: int
    cells: list[str]


def lines_of(content: bytes, file: str) -> Iterator[Line]:
    """Yield the lines of a file that are not empty.

    Raises:
        InvalidInput: it is neither, too large, or cannot be read.
    """
    if len(content) > MOST_BYTES:
        raise refused(file, f"has more than {MOST_BYTES:,} bytes", f"超过 {MOST_BYTES:,} 字节")
    if content[:4] == b"PK\x03\x04":
        return _workbook(content, file)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise refused(
            file,
            "is an old or encrypted workbook: save it as .xlsx without a password, or as CSV",
            "是旧格式或加密的工作簿：请另存为不带密码的 .xlsx 或 CSV",
        )
    return _csv(content, file)


def _csv(content: bytes, file: str) -> Iterator[Line]:
    text = text_of(content, file)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    count = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                count += 1
                _bounded(file, count, cells)
                if count == 1 and len(cells) == 1 and (other := _divided_otherwise(cells[0])) is not None:
                    raise refused(
                        file,
                        f"divides its columns by {other}: save it with commas between them",
                        f"的列以{other.zh}分隔：请另存为以逗号分隔的 CSV",
                    )
                # Some programs write ="00123" to keep zeros; others would count what follows the sign.
                shown = [FORMULA if cell.lstrip().startswith("=") else cell.strip() for cell in cells]
                yield Line("", reader.line_num, shown)
    except csv.Error as error:
        raise refused(
            file, f"line {reader.line_num} is no CSV: {error}", f"第 {reader.line_num} 行不是 CSV：{error}"
        ) from error


def _divided_otherwise(heading: str) -> Words | None:
    """Name what divides the columns of a heading that has no commas; None: it is one column."""
    if "\t" in heading:
        return Words("tabs", "制表符")
    return Words("semicolons", "分号") if ";" in heading or "；" in heading else None


def _workbook(content: bytes, file: str) -> Iterator[Line]:
    from openpyxl import load_workbook  # a quarter of a second, only for whoever imports a workbook
    from openpyxl.xml import DEFUSEDXML

    assert DEFUSEDXML, "defusedxml is among our requirements"
    _require_small(content, file)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        count = 0
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what the file says of its own size is not to be trusted
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                merged = merged_cells(archive, sheet._worksheet_path, file)
            for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), 1):
                cells = [_shown(cell) for cell in row]
                for start, end in merged.get(number, ()):
                    cells[start:end] = [MERGED] * len(cells[start:end])
                while cells and not cells[-1]:
                    cells.pop()
                if number > MOST_LINES * 2:
                    raise _too_long(file)
                if cells:
                    count += 1
                    _bounded(file, count, cells)
                    yield Line(str(sheet.title), number, cells)
    except InvalidInput:
        raise
    except Exception as error:  # whatever the library meets in a broken or hostile workbook
        raise refused(
            file,
            f"is no workbook that can be read ({type(error).__name__}): save it again as .xlsx",
            f"不是可以读取的工作簿（{type(error).__name__}）：请重新另存为 .xlsx",
        ) from error


def _require_small(content: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise refused(file, "is a damaged workbook", "是损坏的工作簿") from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise refused(
            file, f"unpacks to more than {MOST_UNPACKED:,} bytes", f"解压后超过 {MOST_UNPACKED:,} 字节"
        )


def _shown(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if getattr(cell, "data_type", "") == "f":
        return FORMULA
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time().isoformat() != "00:00:00" else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def _bounded(file: str, count: int, cells: list[str]) -> None:
    if count > MOST_LINES:
        raise _too_long(file)
    if len(cells) > MOST_COLUMNS:
        raise refused(file, f"has more than {MOST_COLUMNS} columns", f"超过 {MOST_COLUMNS} 列")
    if any(len(cell) > MOST_CELL for cell in cells):
        raise refused(
            file, f"has a cell of more than {MOST_CELL} characters", f"有超过 {MOST_CELL} 个字符的单元格"
        )


def _too_long(file: str) -> InvalidInput:
    return refused(file, f"has more than {MOST_LINES:,} lines: divide it", f"超过 {MOST_LINES:,} 行：请拆分")
