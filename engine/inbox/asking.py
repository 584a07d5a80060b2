"""Delegate 委派, co-sign 加签, joint review 会签: others are asked, and the task waits for their answers.

Pure, as `decisions`. Each who is asked has a line of their own; a task completes when no required one is
left. A co-signer's refusal leaves the line standing as `refused`: the holder takes it back, or asks again.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from engine.errors import Conflict, HeldByAnother, InvalidInput, NotAllowed, field_finding
from engine.inbox.decisions import Name, require_open, require_revision, work
from engine.inbox.lines import Line, Role, TaskFacts
from engine.inbox.rules import InboxRules
from engine.words import Words


class Asked(NamedTuple):
    """Who is asked: a person, or a department any member of which answers. One of both is None."""

    department_id: str | None
    person_id: str | None


class Rule(StrEnum):
    """When a joint review has passed."""

    ALL = "all"  # everybody agrees
    AT_LEAST = "at-least"  # n of m agree
    NO_VETO = "no-veto"  # one refusal stops it; who has not answered when the holder closes it does not


def delegate(task: TaskFacts, person: str, revision: int | None, name_of: Name, *, to: str) -> None:
    """Decide a delegation 委派: one person acts for the holder, who stays responsible."""
    work(task, person, revision, name_of)
    if to == person:
        raise InvalidInput(
            Words("one cannot delegate to oneself", "不能委派给自己"),
            findings=[
                field_finding("person", Words("is yourself", "是您自己"), Words("choose another", "请选别人"))
            ],
        )
    standing = [line for line in task.lines if line.role == Role.DELEGATE]
    if standing:
        raise HeldByAnother(
            Words(
                f"{task.name} is delegated to {name_of(standing[0].person_id)} already; take that back first",
                f"{task.name} 已委派给 {name_of(standing[0].person_id)}；请先收回",
            ),
            name_of(standing[0].person_id),
            standing[0].opened_at,
        )


def co_sign(
    task: TaskFacts,
    person: str,
    revision: int | None,
    name_of: Name,
    rules: InboxRules,
    *,
    asked: Sequence[Asked],
) -> None:
    """Decide asking for co-signatures 加签."""
    work(task, person, revision, name_of)
    _require_askable(task, person, name_of, asked, Role.CO_SIGNER)
    there = sum(line.role == Role.CO_SIGNER for line in task.lines)
    if there + len(asked) > rules.co_signers_most:
        raise Conflict(
            Words(
                f"a task has at most {rules.co_signers_most} co-signers at once; {there} are asked already",
                f"一个任务同时最多加签 {rules.co_signers_most} 人；已有 {there} 人",
            )
        )


def review(
    task: TaskFacts,
    person: str,
    revision: int | None,
    name_of: Name,
    rules: InboxRules,
    *,
    asked: Sequence[Asked],
    rule: str,
    needed: int | None,
) -> int:
    """Decide a joint review 会签; return how many must agree."""
    work(task, person, revision, name_of)
    if any(line.role == Role.REVIEWER for line in task.lines):
        raise Conflict(
            Words(
                f"a joint review of {task.name} is open: wait for it, or take it back",
                f"{task.name} 已有未结束的会签：请等待，或收回",
            )
        )
    _require_askable(task, person, name_of, asked, Role.REVIEWER)
    if len(asked) > rules.reviewers_most:
        raise InvalidInput(
            Words(
                f"a joint review has at most {rules.reviewers_most} reviewers",
                f"会签最多 {rules.reviewers_most} 人",
            )
        )
    if rule != Rule.AT_LEAST:
        return len(asked)
    if needed is None or not 1 <= needed <= len(asked):
        raise InvalidInput(
            Words(
                f"say how many of the {len(asked)} must agree: 1 to {len(asked)}",
                f"请写明 {len(asked)} 人中须有几人同意：1 到 {len(asked)}",
            ),
            findings=[
                field_finding(
                    "needed", Words("is missing or too large", "缺少或太大"), Words("correct it", "请改正")
                )
            ],
        )
    return needed


def _require_askable(task: TaskFacts, person: str, name_of: Name, asked: Sequence[Asked], role: Role) -> None:
    """Refuse nobody, oneself, and whoever is asked already."""
    if not asked or len(set(asked)) != len(asked):
        raise InvalidInput(
            Words("name who is asked, each once", "请写明请谁办理，每人一次"),
            findings=[
                field_finding(
                    "asked", Words("is empty or double", "为空或重复"), Words("correct it", "请改正")
                )
            ],
        )
    for one in asked:
        if one.person_id == person:
            raise InvalidInput(
                Words("one cannot ask oneself", "不能请自己办理"),
                findings=[
                    field_finding(
                        "asked", Words("is yourself", "是您自己"), Words("choose another", "请选别人")
                    )
                ],
            )
        if any(
            (line.department_id, line.person_id) == one and line.role == role and line.status == "open"
            for line in task.lines
        ):
            name = name_of(one.person_id or one.department_id)
            raise Conflict(Words(f"{name} is asked already", f"已请 {name} 办理"))


def answer(
    task: TaskFacts,
    line_id: str,
    person: str,
    own: frozenset[str],
    name_of: Name,
    *,
    agrees: bool,
    opinion: str,
) -> Line:
    """Decide the answer of somebody who was asked; return their line. `own` are their departments.

    Raises:
        HeldByAnother: the task or the line is over; it says who and when, as far as that is known.
        NotAllowed: somebody else was asked.
        InvalidInput: a refusal without an opinion.
    """
    require_open(task, person, name_of)
    line = next((one for one in task.lines if one.id == line_id and one.status == "open"), None)
    if line is None or line.role not in (Role.CO_SIGNER, Role.DELEGATE, Role.REVIEWER):
        name, at = name_of(task.touched_by), task.touched_at
        raise HeldByAnother(
            Words(
                f"this question about {task.name} is no longer open: {name} was first",
                f"{task.name} 的这项办理已不在等待：{name} 已先处理",
            ),
            name,
            at,
        )
    if line.person_id != person and line.department_id not in own:
        whom = name_of(line.person_id or line.department_id)
        raise NotAllowed(Words(f"{whom} was asked, not you", f"这是请 {whom} 办理的，不是您"))
    if line.timing == "after" and task.submitted_at is None:
        raise Conflict(
            Words(
                f"you sign after {task.name} is completed; "
                f"{name_of(task.holder_id)} has not completed it yet",
                f"您在 {task.name} 办完后加签；{name_of(task.holder_id)} 还没有办完",
            )
        )
    if not agrees and line.role != Role.DELEGATE and not opinion.strip():
        raise InvalidInput(
            Words("a refusal needs an opinion: say why", "不同意需要意见：请写明为什么"),
            findings=[field_finding("opinion", Words("is missing", "缺少"), Words("say why", "请填写"))],
        )
    return line


def take_back(task: TaskFacts, line_id: str, person: str, revision: int | None, name_of: Name) -> list[Line]:
    """Decide taking a question back: by who holds the task, or who asked; return the lines that close.

    One reviewer's line stands for the whole review: it is taken back together.
    """
    require_open(task, person, name_of)
    line = next((one for one in task.lines if one.id == line_id), None)
    if line is None or line.role not in (Role.CO_SIGNER, Role.DELEGATE, Role.REVIEWER):
        raise HeldByAnother(
            Words(f"this question about {task.name} was answered", f"{task.name} 的这项办理已有答复"),
            name_of(task.touched_by),
            task.touched_at,
        )
    if person not in (task.holder_id, line.asked_by):
        who = name_of(task.holder_id or line.asked_by)
        raise NotAllowed(Words(f"only {who} takes this back", f"只有 {who} 可以收回"))
    require_revision(task, revision, name_of)
    if line.role != Role.REVIEWER:
        return [line]
    return [one for one in task.lines if one.role == Role.REVIEWER and one.review_id == line.review_id]


def outcome_of_review(rule: str, needed: int, agreed: int, refused: int, open_: int) -> str | None:
    """Return `passed` or `failed`, or None while it is not decided.

    It is decided as soon as no further vote can change it.
    """
    if rule == Rule.AT_LEAST:
        if agreed >= needed:
            return "passed"
        return "failed" if agreed + open_ < needed else None
    if refused:
        return "failed"
    return "passed" if open_ == 0 else None
