"""A sheet of late entries: a heading, then a step a line."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from engine.errors import InvalidInput
from engine.sheets.cells import FORMULA, lines_of
from engine.words import Words

#: What the columns are called; every other column is a value of the task's form.
NUMBER, STEP, EVENT_AT, PERSON = "number", "step", "event_at", "person"
_NAMES = {
    "number": NUMBER, "受理编号": NUMBER, "工单编号": NUMBER, "编号": NUMBER,
    "step": STEP, "环节": STEP, "任务": STEP,
    "event_at": EVENT_AT, "发生时间": EVENT_AT, "时间": EVENT_AT,
    "person": PERSON, "账号": PERSON, "办理人账号": PERSON,
}  # fmt: skip
MOST_LINES = 10_000


class LateRow(NamedTuple):
    """A line of the sheet. `event_at` is aware; `person` None: whoever enters it."""

    line: int
    number: str
    step: str
    event_at: datetime
    person: str | None
    values: dict[str, Any]


def read_late_entries(content: bytes, file: str, zone: str) -> list[LateRow]:
    """Read a sheet; times without a zone are of `zone`.

    Raises:
        InvalidInput: it cannot be read; every line that is wrong is named, up to twenty.
    """
    rows: list[LateRow] = []
    heading: list[str] = []
    findings: list[dict[str, Any]] = []
    for _, number, cells in lines_of(content, file):
        if not heading:
            heading = [_NAMES.get(cell.strip(), cell.strip()) for cell in cells]
            missing = [name for name in (NUMBER, STEP, EVENT_AT) if name not in heading]
            if missing:
                raise InvalidInput(
                    Words(
                        f"{file}: the heading lacks {', '.join(missing)}",
                        f"{file}：表头缺少 {'、'.join(missing)}",
                    )
                )
            continue
        row = dict(zip(heading, cells, strict=False))
        found = _row(number, row, ZoneInfo(zone))
        if isinstance(found, Words):
            findings.append(
                {"field": f"line {number}", "problem": found, "problem_zh": found.zh, "remedy": "correct it"}
            )
        else:
            rows.append(found)
        if len(findings) >= 20 or len(rows) > MOST_LINES:
            break
    if findings or not rows or len(rows) > MOST_LINES:
        raise InvalidInput(
            Words(
                f"{file}: {len(findings)} line(s) are wrong, or there are none, or more than {MOST_LINES}",
                f"{file}：{len(findings)} 行有误，或没有内容，或超过 {MOST_LINES} 行",
            ),
            findings=[{**one, "remedy_zh": "请改正"} for one in findings],
        )
    return rows


def _row(line: int, row: dict[str, str], zone: ZoneInfo) -> LateRow | Words:
    if FORMULA in row.values():
        return Words("holds a formula: put its value", "含有公式：请改为数值")
    number, step = row.get(NUMBER, ""), row.get(STEP, "")
    if not number or not step:
        return Words("lacks the number or the step", "缺少编号或环节")
    try:
        at = datetime.fromisoformat(row.get(EVENT_AT, "").replace("/", "-"))
    except ValueError:
        return Words("has no time such as 2026-11-23 09:30", "时间格式应为 2026-11-23 09:30")
    own = {name: value for name, value in row.items() if name and value and name not in _NAMES.values()}
    return LateRow(
        line, number, step, at if at.tzinfo else at.replace(tzinfo=zone), row.get(PERSON) or None, own
    )
