"""Read YAML as values that know their line, strictly: no equal keys, no aliases, no surprising types.

Plain YAML 1.1 turns `no` into false, `09:30` into 570 and keeps the last of two equal keys; a test must not
say something else than what it reads like. Here only `true`, `false`, `null` and plain numbers are more than
text, and whatever stands in quotation marks is text.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

from engine.scenarios.refused import Problem, ScenarioRefused, known_names
from engine.words import Words
from engine.yaml_nodes import compose

MOST_CHARACTERS = 1_000_000
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,17}")


class Refused(Exception):
    """A value cannot be used; whoever reads a list of things catches it and reads the next."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True)
class Node:
    """One value: None, bool, int, Decimal, str, a list of nodes, or a dict of text to node.

    `line` is that of its key, or of the entry in a list; `raw` is a scalar as it was written.
    """

    value: Any
    file: str
    line: int
    where: str
    raw: str = ""

    def refuse(self, problem: Words, remedy: Words) -> Refused:
        """Return the exception that says what is wrong here and what to write instead."""
        return Refused(Problem(self.file, self.line, self.where, problem, remedy))

    def shown(self) -> Words:
        """Return the value as a message may show it."""
        if isinstance(self.value, dict):
            return Words("a mapping", "一个映射")
        if isinstance(self.value, list):
            return Words("a list", "一个列表")
        return Words(repr(self.raw), repr(self.raw)) if self.raw else Words("nothing", "空值")

    def mapping(self) -> dict[str, Node]:
        """Return the entries of a mapping, whatever their keys."""
        if not isinstance(self.value, dict):
            raise self._wrong("no mapping", "映射", Words("write key: value lines", "写成 键: 值 的各行"))
        return self.value

    def fields(self, known: Collection[str], required: Collection[str] = ()) -> dict[str, Node]:
        """Return the entries of a mapping; an unknown or missing key is refused."""
        fields = self.mapping()
        for key, node in fields.items():
            if key not in known:
                raise node.refuse(
                    Words(f"unknown key {key!r}", f"不认识的键 {key!r}"), known_names(key, known)
                )
        for key in required:
            if key not in fields:
                problem = Words(f"the key {key!r} is missing", f"缺少键 {key!r}")
                raise self.refuse(problem, Words(f"add {key}: …", f"加上 {key}: …"))
        return fields

    def items(self) -> list[Node]:
        """Return the entries of a list."""
        if not isinstance(self.value, list):
            remedy = Words(
                "write a list: [a, b], or one `- entry` a line", "写成列表：[a, b]，或每行一个 `- entry`"
            )
            raise self._wrong("no list", "列表", remedy)
        return self.value

    def one_or_many(self) -> list[Node]:
        """Return the entries of a list, or the value itself as the only one."""
        return self.value if isinstance(self.value, list) else [self]

    def text(self) -> str:
        """Return a text that is not empty; a number counts as what was written."""
        if isinstance(self.value, dict | list | bool) or not self.raw.strip():
            raise self._wrong("no text", "文字", Words("write a text", "写一段文字"))
        return self.raw.strip()

    def boolean(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            problem = Words(
                f"{self.shown()} is neither true nor false", f"{self.shown().zh} 既不是 true 也不是 false"
            )
            raise self.refuse(problem, Words("write true or false", "写 true 或 false"))
        return self.value

    def integer(self) -> int:
        """Return a whole number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self._wrong("no whole number", "整数", Words("write digits only", "只写数字"))
        return self.value

    def choice(self, known: Collection[str]) -> str:
        """Return a text that is one of `known`."""
        text = self.text()
        if text not in known:
            problem = Words(f"{text!r} is not known here", f"这里没有 {text!r}")
            raise self.refuse(problem, known_names(text, known))
        return text

    def _wrong(self, no_what: str, what_zh: str, remedy: Words) -> Refused:
        shown = self.shown()
        return self.refuse(Words(f"{shown} is {no_what}", f"{shown.zh} 不是{what_zh}"), remedy)

    def plain(self) -> Any:
        """Return the value with everything inside it as plain Python values; fractions are Decimals."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


def read_yaml(text: str, file: str) -> Node:
    """Return the root of a YAML text; `file` is the name that messages show.

    Raises:
        ScenarioRefused: it is no YAML, empty, too large, nested too deep, or has equal keys or aliases.
    """

    def refused(line: int, problem: Words, remedy: Words) -> ScenarioRefused:
        return ScenarioRefused([Problem(file, line, "", problem, remedy)])

    if len(text) > MOST_CHARACTERS:
        raise refused(
            1,
            Words("the file is too large", "文件太大"),
            Words(f"keep it below {MOST_CHARACTERS} characters", f"不要超过 {MOST_CHARACTERS} 个字符"),
        )
    try:
        root = compose(text)
        if root is None:
            raise refused(
                1,
                Words("the file is empty", "文件是空的"),
                Words("write `scenarios:` and a list below it", "写上 `scenarios:`，下面列出各个场景"),
            )
        return _node(root, file, root.start_mark.line + 1, "")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        problem = Words(f"no YAML: {error.problem}", f"不是 YAML：{error.problem}")
        raise refused(line, problem, Words("mend this line", "修正这一行")) from None
    except yaml.YAMLError as error:
        problem = Words(f"no YAML: {error}", f"不是 YAML：{error}")
        raise refused(1, problem, Words("save the file as UTF-8 text", "存成 UTF-8 文字")) from None
    except RecursionError:
        raise refused(
            1, Words("the file nests too deep", "文件嵌套太深"), Words("write it flatter", "写得平一些")
        ) from None
    except Refused as error:
        raise ScenarioRefused([error.problem]) from None


def _node(raw: Any, file: str, line: int, where: str) -> Node:
    if isinstance(raw, yaml.MappingNode):
        return Node(_entries(raw, file, where), file, line, where)
    if isinstance(raw, yaml.SequenceNode):
        entries = [
            _node(entry, file, entry.start_mark.line + 1, f"{where}[{number}]")
            for number, entry in enumerate(raw.value, 1)
        ]
        return Node(entries, file, line, where)
    return Node(_scalar(raw), file, line, where, str(raw.value))


def _entries(raw: yaml.MappingNode, file: str, where: str) -> dict[str, Node]:
    entries: dict[str, Node] = {}
    for key_node, value_node in raw.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise Node(None, file, line, where).refuse(
                Words("a key is no text", "键不是文字"), Words("write a plain key", "写一个普通的键")
            )
        key = str(key_node.value)
        made = _node(value_node, file, line, f"{where}.{key}" if where else key)
        if key in entries:
            raise made.refuse(
                Words(
                    f"{key!r} comes twice, first in line {entries[key].line}",
                    f"{key!r} 出现了两次，第一次在第 {entries[key].line} 行",
                ),
                Words("keep one of the two", "只留一个"),
            )
        entries[key] = made
    return entries


def _scalar(node: Any) -> str | int | bool | Decimal | None:
    text = str(node.value)
    if node.style:
        return text
    if node.tag.endswith(":null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    return text
