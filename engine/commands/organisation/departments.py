"""What is checked of a department, wherever one is made or changed."""

from __future__ import annotations

import re

from engine.errors import field_finding
from engine.org.changing import Findings, name_findings, word_findings
from engine.org.vocabulary import DEPARTMENT_KINDS
from engine.store.database import Transaction
from engine.store.edited_rows import DEPARTMENTS, DepartmentRow
from engine.words import Words

_QUEUE = re.compile(r"[A-Za-z0-9_.-]{1,60}@[A-Za-z0-9_.-]{1,60}")


def department_findings(tx: Transaction, row: DepartmentRow) -> Findings:
    """Return what is wrong with a department as it would become: kind, name and queues at its tier."""
    others = [one for one in DEPARTMENTS.all(tx) if one.id != row.id]
    here = [one for one in others if one.tier_id == row.tier_id]
    names = [one.name for one in here if one.active]
    findings = [*word_findings("kind", row.kind, DEPARTMENT_KINDS), *name_findings("name", row.name, names)]
    same = next((one for one in here if one.kind == row.kind), None)
    if same is not None:
        problem = Words(
            f"{same.name} is of this kind at this tier already", f"这个层级已有同类部门 {same.name}"
        )
        remedy = (
            Words("choose another kind", "请选择别的类别")
            if same.active
            else Words("it was closed: open it again", "它已关闭：请重新启用它")
        )
        findings.append(field_finding("kind", problem, remedy))
    wanted = (row.queue or "").split()
    for queue in wanted:
        if not _QUEUE.fullmatch(queue):
            findings.append(
                field_finding(
                    "queue",
                    Words(f"{queue!r} is no queue", f"{queue!r} 不是队列"),
                    Words("such as repair@default", "如 repair@default"),
                )
            )
    for one in others:
        shared = set(wanted) & set((one.queue or "").split()) if one.active else set()
        if shared:
            told = ", ".join(sorted(shared))
            problem = Words(f"{told} belongs to {one.name}", f"{told} 属于 {one.name}")
            findings.append(
                field_finding("queue", problem, Words("take it away there first", "请先在那里去掉"))
            )
    return findings
