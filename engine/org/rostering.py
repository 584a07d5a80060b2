"""Who may be on duty when: pure checks of a shift among those that are planned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from engine.errors import field_finding
from engine.org.changing import Findings
from engine.org.directory import Directory
from engine.org.names import name_problem
from engine.words import Words

LONGEST = timedelta(hours=36)
MOST_PEOPLE = 100


class PlannedShift(NamedTuple):
    """A shift of a department: `people` are ids, whoever leads first; the end is not included."""

    id: str
    department_id: str
    name: str
    from_at: datetime
    until_at: datetime
    people: tuple[str, ...]


def shift_findings(
    wanted: PlannedShift, others: Iterable[PlannedShift], now: datetime, directory: Directory
) -> Findings:
    """Return what is wrong with a shift: its name, times, people, or that they are on duty elsewhere."""
    findings = [*_name(wanted.name), *_times(wanted, now), *_people(wanted, directory)]
    return findings or _twice(wanted, others, directory)


def _name(name: str) -> Findings:
    problem = name_problem(name, 40)
    if problem is None:
        return []
    return [field_finding("name", problem, Words("such as day shift", "如 白班"))]


def _times(wanted: PlannedShift, now: datetime) -> Findings:
    later = Words("choose another end", "请选择别的结束时间")
    if wanted.until_at <= wanted.from_at:
        return [field_finding("until_at", Words("is not after the beginning", "不晚于开始时间"), later)]
    if wanted.until_at - wanted.from_at > LONGEST:
        hours = int(LONGEST.total_seconds() // 3600)
        told = Words(f"is more than {hours} hours after the beginning", f"比开始时间晚 {hours} 小时以上")
        return [field_finding("until_at", told, later)]
    if wanted.until_at <= now:
        return [field_finding("until_at", Words("is over already", "已经过去"), later)]
    return []


def _people(wanted: PlannedShift, directory: Directory) -> Findings:
    members = {one.person_id for one in directory.members(wanted.department_id)}
    people: Sequence[str] = wanted.people
    if not people or len(people) > MOST_PEOPLE or len(set(people)) != len(people):
        told = Words("must be 1 to 100 people, each once", "应为 1 到 100 人，每人一次")
        return [field_finding("people", told, Words("choose people", "请选择人员"))]
    strangers = [one for one in people if one not in members]
    if strangers:
        who = directory.person_name(strangers[0])
        told = Words(f"{who} is no member of the department", f"{who} 不是这个部门的成员")
        return [field_finding("people", told, Words("choose members of the department", "请选择部门成员"))]
    return []


def _twice(wanted: PlannedShift, others: Iterable[PlannedShift], directory: Directory) -> Findings:
    for other in others:
        together = wanted.from_at < other.until_at and other.from_at < wanted.until_at
        both = sorted(set(wanted.people) & set(other.people)) if together and other.id != wanted.id else []
        if both:
            who = directory.person_name(both[0])
            told = Words(
                f"{who} is on duty ({other.name}, {other.from_at.isoformat()}) at that time",
                f"{who} 届时已在班（{other.name}，{other.from_at.isoformat()}）",
            )
            return [field_finding("people", told, Words("choose somebody else", "请选择别人"))]
    return []
