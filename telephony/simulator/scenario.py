"""Scenario files: what the simulated exchange is made of, in YAML, read strictly.

Every key is a field of `setting`; what is unknown, missing, of the wrong kind or out of its range is refused
with the place where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import yaml

from telephony.simulator.exchange import KNOWN_APPLICATIONS
from telephony.simulator.originate import parse_dial
from telephony.simulator.setting import (
    Agent,
    Answering,
    Caller,
    Extension,
    Fault,
    FaultKind,
    Press,
    Queue,
    Setting,
    Telephone,
    Tier,
)

SHIPPED = Path(__file__).parent / "scenarios"
_NUMBER = re.compile(r"[0-9+*#]{1,32}")
_LONGEST_SECONDS = 24 * 3600
_LISTS = {
    "queues": Queue,
    "agents": Agent,
    "tiers": Tier,
    "telephones": Telephone,
    "callers": Caller,
    "population": Caller,
    "faults": Fault,
}


class ScenarioUnreadable(ValueError):
    """A scenario file is not one; says where, in English and Chinese."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en = en
        self.zh = zh


def shipped(name: str) -> Path:
    """Return the path of a scenario that the product carries, such as `hotline`."""
    return SHIPPED / f"{name}.yaml"


def read_scenario(path: Path) -> Setting:
    """Read a scenario file. Raises ScenarioUnreadable."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise ScenarioUnreadable(f"{path} cannot be read: {why}", f"{path} 不能读取：{why}") from error
    return parse_scenario(text, path.name)


def parse_scenario(text: str, name: str = "scenario") -> Setting:
    """Read a scenario's text; `name` stands in errors. Raises ScenarioUnreadable."""
    try:
        content = yaml.load(text, Loader=_Loader)  # noqa: S506 a SafeLoader
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ScenarioUnreadable(f"{name} is not YAML: {error}", f"{name} 不是 YAML：{error}") from error
    if not isinstance(content, dict):
        raise ScenarioUnreadable(
            f"{name} must be a mapping with keys such as queues, agents, numbers and callers",
            f"{name} 应为映射，键如 queues、agents、numbers、callers",
        )
    return _setting(content, name)


class _Loader(yaml.SafeLoader):
    """YAML without keys that stand twice: the second would silently win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.YAMLError(f"key {key.value!r} stands twice{key.start_mark}")
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _setting(content: dict[Any, Any], name: str) -> Setting:
    plain = {one.name for one in fields(Setting)} - set(_LISTS) - {"extensions", "variables"}
    _known(content, {*_LISTS, *plain, "numbers", "variables"}, name)
    values: dict[str, Any] = {}
    for key, kind in _LISTS.items():
        rows = _list(content.get(key, []), f"{name}: {key}")
        values[key] = tuple(_read(kind, row, f"{name}: {key}[{n}]") for n, row in enumerate(rows, 1))
    numbers = content.get("numbers", {})
    if not isinstance(numbers, dict):
        raise _wrong(f"{name}: numbers", "a mapping from numbers to applications", "从号码到应用的映射")
    values["extensions"] = tuple(
        _extension(number, steps, f"{name}: numbers[{number!r}]") for number, steps in numbers.items()
    )
    variables = content.get("variables", {})
    if not isinstance(variables, dict):
        raise _wrong(f"{name}: variables", "a mapping of texts", "文本的映射")
    values["variables"] = tuple((str(key), str(value)) for key, value in variables.items())
    for one in fields(Setting):
        if one.name in plain and one.name in content:
            values[one.name] = _value(one.type, content[one.name], f"{name}: {one.name}")
    setting = Setting(**values)
    _check(setting, name)
    return setting


def _known(content: Mapping[Any, Any], known: set[str], where: str) -> None:
    for key in content:
        if key not in known:
            raise ScenarioUnreadable(
                f"{where}: {key!r} is not known; known are {', '.join(sorted(known))}",
                f"{where}：不认识 {key!r}；认识的有 {'、'.join(sorted(known))}",
            )


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise _wrong(where, "a list", "列表")
    return value


def _wrong(where: str, en: str, zh: str) -> ScenarioUnreadable:
    return ScenarioUnreadable(f"{where} must be {en}", f"{where} 应为{zh}")


def _extension(number: Any, steps: Any, where: str) -> Extension:
    number = str(number)
    if not _NUMBER.fullmatch(number):
        raise _wrong(where, "a number: digits, +, * and #", "号码：数字、+、*、#")
    read = []
    for n, step in enumerate(_list(steps, where), 1):
        application, _, argument = str(step).strip().partition(" ")
        if application not in KNOWN_APPLICATIONS:
            raise ScenarioUnreadable(
                f"{where}[{n}]: there is no application {application!r}; there are "
                f"{', '.join(sorted(KNOWN_APPLICATIONS))}",
                f"{where}[{n}]：没有应用 {application!r}；有 {'、'.join(sorted(KNOWN_APPLICATIONS))}",
            )
        read.append((application, argument.strip()))
    return Extension(number, tuple(read))


def _read(kind: type[Any], row: Any, where: str) -> Any:
    if not isinstance(row, dict):
        raise _wrong(where, "a mapping", "映射")
    known = {one.name: one for one in fields(kind)}
    _known(row, set(known), where)
    for one in known.values():
        if one.name not in row and one.default is MISSING and one.default_factory is MISSING:
            raise ScenarioUnreadable(f"{where}: {one.name} is missing", f"{where}：缺少 {one.name}")
    return kind(**{key: _value(known[key].type, value, f"{where}.{key}") for key, value in row.items()})


def _value(kind: Any, value: Any, where: str) -> Any:
    """Read a value by its field's annotation, which is text."""
    if kind == "str":
        if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
            return str(value)
        raise _wrong(where, "a text", "文本")
    if kind == "bool":
        if isinstance(value, bool):
            return value
        raise _wrong(where, "true or false", "true 或 false")
    if kind in ("int", "float", "float | None"):
        return _number(kind, value, where)
    if kind in ("Answering", "FaultKind"):
        words = Answering if kind == "Answering" else FaultKind
        try:
            return words(value)
        except ValueError:
            raise _wrong(where, f"one of {', '.join(words)}", f"以下之一：{'、'.join(words)}") from None
    if kind == "tuple[Press, ...]":
        return tuple(_read(Press, row, f"{where}[{n}]") for n, row in enumerate(_list(value, where), 1))
    if not isinstance(value, dict):
        raise _wrong(where, "a mapping of texts", "文本的映射")
    return tuple((str(key), str(held)) for key, held in value.items())


def _number(kind: str, value: Any, where: str) -> int | float | None:
    if value is None and kind.endswith("None"):
        return None
    whole = kind == "int"
    right = isinstance(value, int if whole else int | float) and not isinstance(value, bool)
    if not right or not -24 <= value <= _LONGEST_SECONDS:
        what = "a whole number" if whole else "a number"
        raise _wrong(where, f"{what} up to {_LONGEST_SECONDS}", f"不超过 {_LONGEST_SECONDS} 的数")
    if value < 0 and "hours" not in where:
        raise _wrong(where, "zero or more", "零或更大")
    return int(value) if whole else float(value)


def _check(setting: Setting, name: str) -> None:
    """Refuse what names something that is not there."""
    queues = {queue.name for queue in setting.queues}
    agents = {agent.name for agent in setting.agents}
    dialled = {extension.number for extension in setting.extensions}
    dialled |= {telephone.number for telephone in setting.telephones}
    for n, agent in enumerate(setting.agents, 1):
        if parse_dial(agent.contact) is None:
            raise _wrong(
                f"{name}: agents[{n}].contact", "such as user/1001@127.0.0.1", "如 user/1001@127.0.0.1"
            )
    for n, tier in enumerate(setting.tiers, 1):
        _there(tier.queue, queues, f"{name}: tiers[{n}].queue")
        _there(tier.agent, agents, f"{name}: tiers[{n}].agent")
    for extension in setting.extensions:
        for application, argument in extension.steps:
            if application == "callcenter":
                _there(argument, queues, f"{name}: numbers[{extension.number!r}]")
    for key in ("callers", "population"):
        for n, caller in enumerate(getattr(setting, key), 1):
            _there(caller.dials, dialled, f"{name}: {key}[{n}].dials")


def _there(named: str, there: set[str], where: str) -> None:
    if named not in there:
        raise ScenarioUnreadable(
            f"{where}: there is no {named!r}; there are: {', '.join(sorted(there)) or 'none'}",
            f"{where}：没有 {named!r}；有：{'、'.join(sorted(there)) or '无'}",
        )
