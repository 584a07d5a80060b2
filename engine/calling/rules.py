"""The rules of the telephone, from a file that a utility edits and versions (HUAN_TELEPHONY_RULES)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from engine.calling.names import is_name
from engine.calling.overflow import OverflowRule
from engine.calling.retention import RecordingRules
from engine.errors import InvalidInput, field_finding
from engine.words import Words

_PARTS = ("recordings", "service", "controls", "overflow")
_RECORDINGS = {"days", "categories", "delete_at_exchange", "play_joined_seconds"}
_SERVICE = {"short_abandon_seconds", "level_percent"}
_CONTROLS = {"days"}
_CAUSES = ("waiting_seconds", "no_agents_seconds", "dead_seconds")
_OVERFLOW = {"queue", "to", "back_seconds", "with_waiting", *_CAUSES}
_VERSION_MOST = 60
#: No rule reaches further than a day.
_SECONDS_MOST = 86_400
#: A century: what is longer is a slip of the pen.
_DAYS_MOST = 36_500


@dataclass(frozen=True)
class ServiceRules:
    """How service is measured: who gives up before `short_abandon_seconds` is not abandoned; `level_percent`
    is the service level that is wished for.
    """

    short_abandon_seconds: int = 5
    level_percent: int = 80


@dataclass(frozen=True)
class ControlRules:
    """For how many `days` the draft that goes with a control and the number that it dials are kept."""

    days: int = 180


@dataclass(frozen=True)
class TelephonyRules:
    """The rules of one installation, a part for each thing; of overflow one for each queue (its name)."""

    version: str
    recordings: RecordingRules
    service: ServiceRules = ServiceRules()
    controls: ControlRules = ControlRules()
    overflow: Mapping[str, OverflowRule] = field(default_factory=lambda: MappingProxyType({}))


def read_telephony_rules(text: str, file: str) -> TelephonyRules:
    """Read a rules file (YAML); `file` is the name that messages show.

    Raises:
        InvalidInput: it is no such file; every finding is listed.
    """
    try:
        root = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InvalidInput(Words(f"{file} is no YAML: {error}", f"{file} 不是 YAML：{error}")) from error
    found: list[dict[str, Any]] = []
    if not isinstance(root, dict) or root.get("format") != 1:
        found.append(_finding("format", "`format: 1`", "`format: 1`"))
        root = {}
    known = ("format", "version", *_PARTS)
    for name in set(root) - set(known):
        found.append(_finding(str(name), f"one of {', '.join(known)}", f"{'、'.join(known)} 之一"))
    version = root.get("version")
    if not isinstance(version, str) or not 0 < len(version) <= _VERSION_MOST:
        found.append(_finding("version", "a text of up to 60 characters", "最多 60 个字符的文本"))
        version = ""
    rules = TelephonyRules(
        version,
        _recordings(root.get("recordings"), version, found),
        _service(root.get("service", {}), found),
        _controls(root.get("controls", {}), found),
        _overflow(root.get("overflow", []), found),
    )
    if found:
        raise InvalidInput(
            Words(f"{file}: {len(found)} finding(s)", f"{file}：有 {len(found)} 处问题"), findings=found
        )
    return rules


@cache
def shipped_telephony_rules() -> TelephonyRules:
    """Return the rules that come with the product."""
    path = resources.files("engine.calling") / "rules.yaml"
    return read_telephony_rules(path.read_text("utf-8"), "rules.yaml")


def _recordings(given: Any, version: str, found: list[dict[str, Any]]) -> RecordingRules:
    if not isinstance(given, dict):
        found.append(_finding("recordings", "`recordings:` with its fields", "`recordings:` 及其字段"))
        given = {}
    for name in set(given) - _RECORDINGS:
        known = sorted(_RECORDINGS)
        found.append(_finding(f"recordings.{name}", f"one of {', '.join(known)}", f"{'、'.join(known)} 之一"))
    categories = given.get("categories", {})
    if not isinstance(categories, dict) or not all(
        isinstance(name, str) and name.replace("-", "").isalpha() for name in categories
    ):
        found.append(_finding("recordings.categories", "categories with days", "类别及天数"))
        categories = {}
    delete = given.get("delete_at_exchange", False)
    if not isinstance(delete, bool):
        found.append(_finding("recordings.delete_at_exchange", "true or false", "true 或 false"))
    return RecordingRules(
        version=version,
        days=_whole(given.get("days"), "recordings.days", 1, _DAYS_MOST, found),
        by_category=MappingProxyType(
            {
                name: _whole(days, f"recordings.categories.{name}", 1, _DAYS_MOST, found)
                for name, days in categories.items()
            }
        ),
        delete_at_exchange=delete is True,
        play_joined_seconds=_whole(
            given.get("play_joined_seconds", 300), "recordings.play_joined_seconds", 0, 86_400, found
        ),
    )


def _service(given: Any, found: list[dict[str, Any]]) -> ServiceRules:
    if not isinstance(given, dict):
        found.append(_finding("service", "`service:` with its fields", "`service:` 及其字段"))
        given = {}
    for name in set(given) - _SERVICE:
        known = sorted(_SERVICE)
        found.append(_finding(f"service.{name}", f"one of {', '.join(known)}", f"{'、'.join(known)} 之一"))
    shipped = ServiceRules()
    return ServiceRules(
        _whole(
            given.get("short_abandon_seconds", shipped.short_abandon_seconds),
            "service.short_abandon_seconds",
            0,
            300,
            found,
        ),
        _whole(given.get("level_percent", shipped.level_percent), "service.level_percent", 1, 100, found),
    )


def _controls(given: Any, found: list[dict[str, Any]]) -> ControlRules:
    if not isinstance(given, dict) or not set(given) <= _CONTROLS:
        found.append(_finding("controls", "`controls:` with `days`", "`controls:` 及其 `days`"))
        given = {}
    days = given.get("days", ControlRules().days)
    return ControlRules(_whole(days, "controls.days", 1, _DAYS_MOST, found))


def _overflow(given: Any, found: list[dict[str, Any]]) -> Mapping[str, OverflowRule]:
    rules: dict[str, OverflowRule] = {}
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        found.append(_finding("overflow", "a list of rules", "规则列表"))
        given = []
    queues = [one.get("queue") for one in given]
    for number, one in enumerate(given):
        where, before = f"overflow[{number}]", len(found)
        if not set(one) <= _OVERFLOW:
            known = sorted(_OVERFLOW)
            found.append(_finding(where, f"nothing but {', '.join(known)}", f"只有 {'、'.join(known)}"))
        for name in ("queue", "to"):
            if not isinstance(one.get(name), str) or not is_name(one[name]):
                found.append(_finding(f"{where}.{name}", "a queue's name", "队列的名称"))
        if len(found) > before:
            continue
        if queues.count(one["queue"]) > 1:
            found.append(_finding(f"{where}.queue", "each queue one rule", "每个队列一条规则"))
        if one["to"] in queues:  # callers would be sent on and on, perhaps in a circle
            found.append(_finding(f"{where}.to", "a queue that has no rule itself", "自身没有规则的队列"))
        if not any(name in one for name in _CAUSES):
            causes = ", ".join(_CAUSES)
            found.append(_finding(where, f"at least one of {causes}", f"{causes} 中至少一个"))
        seconds = {
            name: _whole(one[name], f"{where}.{name}", 1, _SECONDS_MOST, found)
            for name in _CAUSES
            if name in one
        }
        back = _whole(one.get("back_seconds"), f"{where}.back_seconds", 1, _SECONDS_MOST, found)
        waiting = one.get("with_waiting", False)
        if not isinstance(waiting, bool):
            found.append(_finding(f"{where}.with_waiting", "true or false", "true 或 false"))
        rules[one["queue"]] = OverflowRule(one["to"], back, **seconds, with_waiting=waiting is True)
    return MappingProxyType(rules)


def _whole(value: Any, field: str, least: int, most: int, found: list[dict[str, Any]]) -> int:
    if type(value) is not int or not least <= value <= most:
        found.append(_finding(field, f"a whole number from {least} to {most}", f"{least} 到 {most} 的整数"))
        return least
    return value


def _finding(field: str, expected: str, expected_zh: str) -> dict[str, Any]:
    return field_finding(
        field,
        Words("is missing or wrong", "缺少或有误"),
        Words(f"give {expected}", f"请给出{expected_zh}"),
    )
