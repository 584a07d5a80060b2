"""The limits of what people do with tasks: how often one urges, for which reasons one gives back.

They come from a file (`engine/inbox/rules.yaml`, or the one that the setting `HUAN_INBOX_RULES` names):
defaults in data, which a utility edits and versions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from engine.errors import InvalidInput, field_finding
from engine.words import Words


@dataclass(frozen=True)
class InboxRules:
    """The rules of one installation. Minutes and hours are of business time.

    `urge_pause_minutes` is the least time between two urges of one task by the same person, `urge_most` how
    often one person may urge it in all. `reject_most` is how often one unit may give one order back, for one
    of `reject_reasons` (their names), with evidence of at least `reject_evidence_least` characters.
    `co_signers_most` and `reviewers_most` limit how many are asked at once. `supervision_least_hours` is how
    far off the deadline of a supervision order lies at least. `bulk_most` is how many tasks one bulk action
    takes. `hold_approvers` are the kinds of departments that approve a hold, nearest tier first.
    """

    urge_pause_minutes: int
    urge_most: int
    reject_most: int
    reject_evidence_least: int
    reject_reasons: Mapping[str, Words]
    co_signers_most: int
    reviewers_most: int
    supervision_least_hours: int
    bulk_most: int
    hold_approvers: tuple[str, ...]


#: Where each whole number stands in the file, and its least and greatest value.
_NUMBERS = {
    "urge_pause_minutes": ("urge", "pause_minutes", 0, 100_000),
    "urge_most": ("urge", "most", 1, 1000),
    "reject_most": ("reject", "most_per_unit", 1, 100),
    "reject_evidence_least": ("reject", "evidence_least", 0, 2000),
    "co_signers_most": ("co_sign", "most", 1, 50),
    "reviewers_most": ("review", "most", 2, 50),
    "supervision_least_hours": ("supervise", "least_hours", 0, 10_000),
    "bulk_most": ("bulk", "most", 1, 500),
}
_PARTS = {
    "urge": {"pause_minutes", "most"},
    "reject": {"most_per_unit", "evidence_least", "reasons"},
    "co_sign": {"most"},
    "review": {"most"},
    "supervise": {"least_hours"},
    "bulk": {"most"},
    "hold": {"approvers"},
}


def read_inbox_rules(text: str, file: str) -> InboxRules:
    """Read a rules file (YAML); `file` is the name that messages show.

    Raises:
        InvalidInput: it is no such file; every finding is listed.
    """
    try:
        root = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InvalidInput(Words(f"{file} is no YAML: {error}", f"{file} 不是 YAML：{error}")) from error
    found: list[dict[str, Any]] = []
    parts = _parts(root, found)
    numbers = {name: _number(parts, where, found) for name, where in _NUMBERS.items()}
    reasons = _reasons(parts.get("reject", {}).get("reasons"), found)
    approvers = parts.get("hold", {}).get("approvers")
    if not isinstance(approvers, list) or not approvers or not all(isinstance(one, str) for one in approvers):
        found.append(_finding("hold.approvers", "a list of kinds of departments", "部门类别的列表"))
        approvers = []
    if found:
        raise InvalidInput(
            Words(f"{file}: {len(found)} finding(s)", f"{file}：有 {len(found)} 处问题"), findings=found
        )
    return InboxRules(reject_reasons=MappingProxyType(reasons), hold_approvers=tuple(approvers), **numbers)


@cache
def shipped_inbox_rules() -> InboxRules:
    """Return the rules that come with the product."""
    path = resources.files("engine.inbox") / "rules.yaml"
    return read_inbox_rules(path.read_text("utf-8"), "rules.yaml")


def _finding(field: str, expected: str, expected_zh: str) -> dict[str, Any]:
    return field_finding(
        field,
        Words("is missing or wrong", "缺少或有误"),
        Words(f"give {expected}", f"请给出{expected_zh}"),
    )


def _parts(root: Any, found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    if not isinstance(root, dict) or root.get("format") != 1:
        found.append(_finding("format", "`format: 1`", "`format: 1`"))
        return {}
    parts: dict[str, dict[str, Any]] = {}
    for name, value in root.items():
        if name == "format":
            continue
        if name not in _PARTS or not isinstance(value, dict):
            found.append(_finding(str(name), f"one of {', '.join(_PARTS)}", f"{'、'.join(_PARTS)} 之一"))
            continue
        for inner in set(value) - _PARTS[name]:
            known = sorted(_PARTS[name])
            found.append(
                _finding(f"{name}.{inner}", f"one of {', '.join(known)}", f"{'、'.join(known)} 之一")
            )
        parts[name] = value
    return parts


def _number(
    parts: Mapping[str, Mapping[str, Any]], where: tuple[str, str, int, int], found: list[dict[str, Any]]
) -> int:
    part, name, least, most = where
    value = parts.get(part, {}).get(name)
    if type(value) is not int or not least <= value <= most:
        found.append(
            _finding(f"{part}.{name}", f"a whole number from {least} to {most}", f"{least} 到 {most} 的整数")
        )
        return least
    return value


def _reasons(value: Any, found: list[dict[str, Any]]) -> dict[str, Words]:
    reasons: dict[str, Words] = {}
    for name, names in value.items() if isinstance(value, dict) else ():
        if not isinstance(names, dict) or set(names) != {"zh", "en"} or len(str(name)) > 40:
            found.append(_finding(f"reject.reasons.{name}", "{zh: …, en: …}", "{zh: …, en: …}"))
            continue
        reasons[str(name)] = Words(str(names["en"]), str(names["zh"]))
    if not reasons:
        found.append(_finding("reject.reasons", "at least one reason", "至少一个原因"))
    return reasons
