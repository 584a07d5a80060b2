"""Tables as files for a spreadsheet, in which no text is ever taken for a formula (OWASP, CSV injection).

A cell that begins with `=`, `+`, `-`, `@`, a tab or a line break gets an apostrophe before it; in a workbook
every text is stored as a text besides.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": f"{CSV}; charset=utf-8", "xlsx": XLSX}
#: Full-width signs are formulas to some programs too.
_FORMULA = re.compile(r"^\s*[=+\-@\t\r\n＝＋－＠|%]")
#: What a workbook's XML cannot hold.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_YES, _NO = "是 yes", "否 no"


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    text = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return f"'{text}" if _FORMULA.match(text) else text


def cell(value: Any, zone: ZoneInfo) -> Any:
    """Return what a cell says: numbers stay numbers, moments are local times, nothing is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, int | float):
        return value
    return harmless(str(value))


def spreadsheet(kind: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], zone: ZoneInfo) -> bytes:
    """Return a table as the bytes of a file: `csv` (UTF-8 with a byte order mark, RFC 4180) or `xlsx`."""
    cells = ([cell(value, zone) for value in row] for row in rows)
    made = _workbook if kind == "xlsx" else _separated
    return made([harmless(name) for name in headings], cells)


def _separated(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(headings)
    writer.writerows(rows)
    return written.getvalue().encode("utf-8-sig")


def _workbook(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Huan")
    for row in (headings, *rows):
        line = []
        for value in row:
            made = WriteOnlyCell(sheet, value)
            if isinstance(value, str):
                made.data_type = "s"
            line.append(made)
        sheet.append(line)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
