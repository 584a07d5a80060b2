"""Read a file into records: each line of each sheet as values by column, and all that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from engine.errors import InvalidInput
from engine.sheets.cells import FORMULA, MERGED, Line, lines_of
from engine.sheets.columns import Column, Sheet
from engine.sheets.kinds import TABLES
from engine.words import Words


@dataclass(frozen=True)
class Problem:
    """What is wrong at a sheet, line and column (None: all of the line), and what was expected."""

    sheet: str
    line: int
    column: str | None
    problem: Words
    expected: Words

    def finding(self) -> dict[str, Any]:
        """Return it as a finding of a problem's details."""
        return {
            "file": self.sheet,
            "line": self.line,
            "field": self.column,
            "problem": str(self.problem),
            "problem_zh": self.problem.zh,
            "remedy": str(self.expected),
            "remedy_zh": self.expected.zh,
        }


@dataclass
class Read:
    """The records of a file by sheet, each with its `line`; and what is wrong."""

    records: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


_MISSING = Words("is missing", "缺少")
_IS_MERGED = Words("is merged with another cell", "与别的单元格合并")
_UNMERGE = Words("unmerge the cells and fill in each", "请取消合并，并填写每个单元格")
_NO_FORMULA = Words("paste the formula's value in its place", "请把公式替换为它的值")


def read_table(content: bytes, file: str, kind: str) -> Read:
    """Return the records of a file of one of `TABLES`.

    1. A sheet is known by its name; a CSV file, or the only sheet of a workbook, by its headings.
    2. The first line of a sheet has the headings, in English or Chinese, in any order.
    3. A line is a record when all its cells can be read; each that cannot is told.
    4. A line whose key was on a line before is told too.

    Raises:
        InvalidInput: it cannot be read at all, or has no sheet of this kind.
    """
    read = Read()
    reader: _SheetReader | None = None
    current: str | None = None
    found = False
    for line in lines_of(content, file):
        if line.sheet != current or reader is None:
            sheet = _sheet_of(line, TABLES[kind])
            current, reader = line.sheet, _SheetReader(sheet, read) if sheet is not None else _Ignored(read)
            found = found or sheet is not None
            reader.headings(line)
        else:
            reader.record(line)
    if not found:
        known = "; ".join(f"{one.name}: {_needed(one)}" for one in TABLES[kind])
        chinese = "；".join(f"{one.zh}：{_needed(one, zh=True)}" for one in TABLES[kind])
        raise InvalidInput(
            Words(
                f"{file} has no table of this kind: its first line must have the headings of one of {known}",
                f"{file} 没有这类表格：第一行必须是下列之一的表头：{chinese}",
            )
        )
    return read


def _needed(sheet: Sheet, *, zh: bool = False) -> str:
    return ", ".join(one.zh if zh else one.name for one in sheet.columns if one.required)


def _sheet_of(line: Line, sheets: tuple[Sheet, ...]) -> Sheet | None:
    named = line.sheet.strip().casefold()
    for sheet in sheets:
        if named in (sheet.name, sheet.zh):
            return sheet
    fitting = [
        sheet
        for sheet in sheets
        if {one.name for one in sheet.columns if one.required}
        <= {column.name for cell in line.cells if (column := sheet.column(cell)) is not None}
    ]
    if len(sheets) == 1 and not fitting and not named:
        return sheets[0]
    # The headings of one table may be among those of another: the one that explains most of them is meant.
    return max(
        fitting, key=lambda one: sum(one.column(cell) is not None for cell in line.cells), default=None
    )


class _SheetReader:
    """Reads the lines of one sheet."""

    def __init__(self, sheet: Sheet, read: Read) -> None:
        self._sheet, self._read = sheet, read
        self._columns: list[Column | None] = []
        self._seen: dict[tuple[Any, ...], int] = {}
        self._whole = True
        read.records.setdefault(sheet.name, [])

    def _tell(self, line: int, column: str | None, problem: Words, expected: Words) -> None:
        self._read.problems.append(Problem(self._sheet.name, line, column, problem, expected))

    def headings(self, line: Line) -> None:
        """Read the headings; with a wrong one the lines below cannot be understood."""
        names = Words(
            ", ".join(one.name for one in self._sheet.columns),
            "、".join(one.zh for one in self._sheet.columns),
        )
        if MERGED in line.cells:
            self._tell(line.number, None, Words("has merged cells", "有合并单元格"), _UNMERGE)
            self._whole = False
            return
        for cell in line.cells:
            column = self._sheet.column(cell)
            self._columns.append(column)
            if cell and column is None:
                self._tell(
                    line.number, cell[:60], Words("is no column of this table", "不是这个表的列"), names
                )
            elif column is not None and self._columns.count(column) > 1:
                self._tell(line.number, column.name, Words("stands there twice", "出现了两次"), names)
        for column in self._sheet.columns:
            if column.required and column not in self._columns:
                self._tell(line.number, column.name, _MISSING, names)
                self._whole = False

    def record(self, line: Line) -> None:
        """Read a line into a record, or tell what is wrong with it."""
        if not self._whole:
            return
        values: dict[str, Any] = {column.name: None for column in self._sheet.columns}
        before = len(self._read.problems)
        cells = {column.name: cell for column, cell in zip(self._columns, line.cells, strict=False) if column}
        for column in self._sheet.columns:
            values[column.name] = self._value(line.number, column, cells.get(column.name, ""))
        if len(line.cells) > len(self._columns):
            self._tell(
                line.number,
                None,
                Words("has more cells than there are headings", "单元格多于表头"),
                Words("put texts with commas into quotation marks", "含逗号的文字请加引号"),
            )
        if len(self._read.problems) > before:
            return
        key = tuple(values[name] for name in self._sheet.key)
        first = self._seen.setdefault(key, line.number)
        if first != line.number:
            told = " ".join(str(part) for part in key)
            self._tell(
                line.number,
                self._sheet.key[0],
                Words(f"{told} was on line {first} already", f"{told} 已在第 {first} 行出现"),
                Words("each once", "每个只出现一次"),
            )
            return
        self._read.records[self._sheet.name].append({**values, "line": line.number})

    def _value(self, line: int, column: Column, cell: str) -> Any:
        if cell == FORMULA:
            self._tell(line, column.name, Words("is a formula", "是公式"), _NO_FORMULA)
            return None
        if cell == MERGED:
            self._tell(line, column.name, _IS_MERGED, _UNMERGE)
            return None
        if not cell:
            if column.required:
                self._tell(line, column.name, _MISSING, column.expected)
            return None
        try:
            return column.read(cell)
        except ValueError:
            shown = cell if len(cell) <= 40 else f"{cell[:40]}…"
            self._tell(line, column.name, Words(f"is {shown!r}", f"是 {shown!r}"), column.expected)
            return None


class _Ignored(_SheetReader):
    """A sheet of a workbook that is none of ours, such as notes."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def headings(self, line: Line) -> None:
        """Nothing is asked of it."""

    def record(self, line: Line) -> None:
        """Nothing is taken from it."""
