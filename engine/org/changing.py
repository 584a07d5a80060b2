"""What the organisation may become: pure checks of a change, each problem with its field and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import available_timezones

from engine.errors import field_finding
from engine.org.directory import KINDS, Directory, Tier
from engine.org.names import name_key, name_problem
from engine.words import Words

Findings = list[dict[str, Any]]
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")


def name_findings(field: str, name: str, others: Iterable[str]) -> Findings:
    """Return what is wrong with a name among `others`, of which it must be told apart."""
    problem = name_problem(name)
    if problem is not None:
        return [field_finding(field, problem, Words("write it in plain letters", "请用普通文字书写"))]
    key = name_key(name)
    same = next((other for other in others if name_key(other) == key), None)
    if same is None:
        return []
    taken = Words(f"cannot be told from {same!r}, which there is already", f"与已有的 {same!r} 无法区分")
    return [field_finding(field, taken, Words("choose another name", "请换一个名称"))]


def code_findings(field: str, code: str, others: Iterable[str]) -> Findings:
    """Return what is wrong with a code among `others`; capitals do not make another code."""
    if not _CODE.fullmatch(code):
        form = Words("is no code", "不是编码")
        remedy = Words("use 1 to 40 letters, digits and hyphens", "请用 1 到 40 个字母、数字和连字符")
        return [field_finding(field, form, remedy)]
    if any(other.casefold() == code.casefold() for other in others):
        return [taken_finding(field, code)]
    return []


def username_findings(username: str, others: Iterable[str]) -> Findings:
    """Return what is wrong with a username among `others`."""
    if not _USERNAME.fullmatch(username):
        remedy = Words(
            "use 2 to 60 small letters, digits, dots, hyphens and underscores",
            "请用 2 到 60 个小写字母、数字、点、连字符和下划线",
        )
        return [field_finding("username", Words("is no username", "不是用户名"), remedy)]
    return [taken_finding("username", username)] if username in others else []


def taken_finding(field: str, value: str) -> dict[str, Any]:
    """Return the finding that something has this key already."""
    return field_finding(
        field, Words(f"{value!r} is taken", f"{value!r} 已被使用"), Words("choose another", "请换一个")
    )


def word_findings(field: str, word: str | None, vocabulary: Mapping[str, Words]) -> Findings:
    """Return a finding when a word is not of the vocabulary; None is none."""
    if word is None or word in vocabulary:
        return []
    problem = Words(f"{word!r} is not known", f"没有 {word!r}")
    return [field_finding(field, problem, Words.same(", ".join(vocabulary)))]


def zone_findings(zone: str) -> Findings:
    """Return a finding when a text is no IANA time zone."""
    if zone in available_timezones():
        return []
    remedy = Words("such as Asia/Shanghai", "如 Asia/Shanghai")
    return [field_finding("zone", Words("is no time zone", "不是时区"), remedy)]


def place_findings(
    kind: str, parent: Tier | None, directory: Directory, moved: Tier | None = None
) -> Findings:
    """Return why a tier of a kind cannot stand below `parent` (None: at the top).

    `moved` is the tier that moves there with all below it, None for a new one.
    """
    if parent is None:
        tops = [tier for tier in directory.tiers.values() if tier.parent_id is None and tier is not moved]
        if kind != KINDS[0] or tops:
            problem = Words("only one province has no superior", "只有一个省没有上级")
            return [field_finding("parent_id", problem, Words("say its superior", "请写明上级"))]
        return []
    if moved is not None and parent.path.startswith(moved.path):
        problem = Words(
            f"{parent.name} lies below {moved.name}: it would be its own superior",
            f"{parent.name} 在 {moved.name} 之下：它会成为自己的上级",
        )
        return [field_finding("parent_id", problem, Words("choose another superior", "请选择别的上级"))]
    if KINDS.index(parent.kind) >= KINDS.index(kind):
        problem = Words(f"a {kind} cannot stand below a {parent.kind}", f"{kind} 不能在 {parent.kind} 之下")
        higher = ", ".join(KINDS[: KINDS.index(kind)]) or "-"
        return [field_finding("parent_id", problem, Words.same(higher))]
    return []


def siblings(directory: Directory, parent_id: str | None, besides: str | None = None) -> list[str]:
    """Return the names of the tiers below a superior, but of one."""
    return [
        tier.name for tier in directory.tiers.values() if tier.parent_id == parent_id and tier.id != besides
    ]
