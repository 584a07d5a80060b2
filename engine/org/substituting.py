"""Who may stand in for whom and when: pure checks of a substitution 代理 among those there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from engine.errors import field_finding
from engine.org.changing import Findings
from engine.org.directory import Directory, Substitution
from engine.words import Words

#: Whoever is away for longer has left or was moved: that is said otherwise.
LONGEST = timedelta(days=366)


def substitution_findings(new: Substitution, now: datetime, directory: Directory) -> Findings:
    """Return what is wrong with a substitution: people, times, department, overlaps, circles."""
    wrong = [*_people(new, directory), *_times(new, now)]
    return wrong or [*_overlaps(new, directory), *_circles(new, directory)]


def _people(new: Substitution, directory: Directory) -> Findings:
    findings: Findings = []
    if new.substitute_id == new.person_id:
        problem = Words("nobody stands in for themselves", "不能由本人代理本人")
        return [field_finding("substitute_id", problem, Words("choose somebody else", "请选择别人"))]
    for field, key in (("person_id", new.person_id), ("substitute_id", new.substitute_id)):
        person = directory.people.get(key)
        if person is None or not person.active:
            problem = Words("is nobody who works here", "不是在职人员")
            findings.append(field_finding(field, problem, Words("choose somebody else", "请选择别人")))
    if findings:
        return findings
    if not are_near(new.person_id, new.substitute_id, directory):
        problem = Words("belongs to a neighbour's tier", "属于相邻单位")
        remedy = Words(
            "choose somebody of the same county, or of a tier above or below",
            "请选择同一区县或上下级的人",
        )
        findings.append(field_finding("substitute_id", problem, remedy))
    if new.department_id is not None and new.department_id not in directory.departments_of(new.person_id):
        problem = Words("is none of the person's departments", "不是该人员所在的部门")
        remedy = Words("choose one of theirs, or none for all", "请选择其所在部门，或不选表示全部")
        findings.append(field_finding("department_id", problem, remedy))
    return findings


def are_near(one: str, other: str, directory: Directory) -> bool:
    """Answer whether two people belong to one county, or one above the other."""
    return any(
        first.startswith(second) or second.startswith(first)
        for first in _grounds(one, directory)
        for second in _grounds(other, directory)
    )


def _grounds(person_id: str, directory: Directory) -> list[str]:
    """Return the paths of a person's tiers; of those below a county, the county's."""
    found = []
    for membership in directory.memberships_of(person_id):
        tier = directory.tiers[directory.departments[membership.department_id].tier_id]
        found.append((directory.ancestor(tier.id, "county") or tier).path)
    return found


def _times(new: Substitution, now: datetime) -> Findings:
    later = Words("choose a later end", "请选择更晚的结束时间")
    if new.until_at <= new.from_at:
        return [field_finding("until_at", Words("is not after the beginning", "不晚于开始时间"), later)]
    if new.until_at <= now:
        return [field_finding("until_at", Words("is over already", "已经过去"), later)]
    if new.until_at - new.from_at > LONGEST:
        problem = Words(f"is longer than {LONGEST.days} days", f"超过 {LONGEST.days} 天")
        return [field_finding("until_at", problem, Words("choose an earlier end", "请选择更早的结束时间"))]
    return []


def _together(one: Substitution, other: Substitution) -> bool:
    return one.from_at < other.until_at and other.from_at < one.until_at


def _overlaps(new: Substitution, directory: Directory) -> Findings:
    for other in directory.substitutions:
        same = other.department_id is None or new.department_id in (None, other.department_id)
        if other.person_id == new.person_id and same and _together(new, other):
            who = directory.person_name(other.substitute_id)
            problem = Words(
                f"{who} stands in from {other.from_at.isoformat()} to {other.until_at.isoformat()} already",
                f"{who} 已在 {other.from_at.isoformat()} 至 {other.until_at.isoformat()} 期间代理",
            )
            remedy = Words("end that one, or choose another time", "请先结束它，或选择别的时间")
            return [field_finding("from_at", problem, remedy)]
    return []


def _circles(new: Substitution, directory: Directory) -> Findings:
    meanwhile = [one for one in directory.substitutions if _together(new, one)]
    if new.person_id not in _reached(new.substitute_id, meanwhile):
        return []
    who = directory.person_name(new.substitute_id)
    problem = Words(
        f"{who} is away then, and it ends with the person themselves",
        f"{who} 届时也由他人代理，最终又回到本人",
    )
    return [field_finding("substitute_id", problem, Words("choose somebody who is there", "请选择在岗的人"))]


def _reached(person_id: str, substitutions: Iterable[Substitution]) -> set[str]:
    """Return everybody to whom a person's work would go in the end."""
    known = list(substitutions)
    found: set[str] = set()
    waiting = [person_id]
    while waiting:
        current = waiting.pop()
        for one in known:
            if one.person_id == current and one.substitute_id not in found:
                found.add(one.substitute_id)
                waiting.append(one.substitute_id)
    return found
