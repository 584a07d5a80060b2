"""Reads the YAML that a utility edits, strictly, and says for every fault where it is and what was expected.

Plain `yaml.safe_load` keeps the last of two equal keys, turns `12:30` into 750 and forgets the lines; a
rules file must not be understood differently from how it reads. Here a document becomes a tree of `Item`s
that know their file, line and field; equal keys and aliases are refused.

A reader asks items for what it needs (`item.text()`, `item.fields(...)`). A fault is added to the report and
leaves the nearest `report.part()` block, so that one reading names the faults of every rule, not the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from engine.errors import InvalidInput
from engine.words import Words
from engine.yaml_nodes import compose

MAX_CHARACTERS = 1_000_000
_INTEGER = re.compile(r"-?[0-9]{1,9}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_CORRECT = Words("correct it", "请改正")
_FIELDS = Words("a mapping of fields", "由字段组成的映射")


def _one_of(allowed: Sequence[str]) -> Words:
    return Words("one of " + ", ".join(allowed), "可用：" + "、".join(allowed))


class _Fault(Exception):
    """Raised after a fault was reported, to leave the part that cannot be read."""


class Report:
    """The faults of one file, collected while it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[dict[str, Any]] = []

    def add(
        self, line: int, field: str, problem: Words, expected: Words, remedy: Words | None = None
    ) -> None:
        """Note a fault. `line` counts from 1; `field` is the path inside the file, such as rules[3].stop."""
        remedy = remedy or _CORRECT
        self.findings.append(
            {
                "file": self.file,
                "line": line,
                "field": field,
                "problem": problem,
                "problem_zh": problem.zh,
                "expected": expected,
                "expected_zh": expected.zh,
                "remedy": remedy,
                "remedy_zh": remedy.zh,
            }
        )

    @contextmanager
    def part(self) -> Iterator[None]:
        """Read one part; a fault ends it and the reader goes on with what follows the block."""
        try:
            yield
        except _Fault:
            return

    def raise_if_any(self) -> None:
        """Raise InvalidInput with all findings, in the order of the lines; do nothing without any."""
        if not self.findings:
            return
        self.findings.sort(key=lambda finding: int(finding["line"]))
        lines = [
            f"{f['file']}, line {f['line']}, {f['field'] or 'document'}: {f['problem']}; "
            f"expected {f['expected']}; {f['remedy']}"
            for f in self.findings
        ]
        lines_zh = [
            f"{f['file']}，第 {f['line']} 行，{f['field'] or '文档'}：{f['problem_zh']}；"
            f"应为{f['expected_zh']}；{f['remedy_zh']}"
            for f in self.findings
        ]
        raise InvalidInput(Words("\n".join(lines), "\n".join(lines_zh)), findings=self.findings)


@dataclass(frozen=True, slots=True)
class Item:
    """One value of the document: str, int, bool, date, None, dict of text to Item, or list of Item."""

    value: Any
    line: int
    field: str
    report: Report

    def fail(self, problem: Words, expected: Words, remedy: Words | None = None) -> _Fault:
        """Report a fault of this item and return the exception that leaves the part."""
        self.report.add(self.line, self.field, problem, expected, remedy)
        return _Fault()

    def fields(self, required: Sequence[str], optional: Sequence[str] = ()) -> dict[str, Item]:
        """Return the item's fields by name; a missing or unknown one is a fault."""
        fields = self.mapping()
        allowed = [*required, *optional]
        for name, item in fields.items():
            if name not in allowed:
                raise item.fail(
                    Words(f"unknown field {name!r}", f"未知的字段 {name!r}"),
                    _one_of(allowed),
                    Words("correct or remove it", "请改正或删除它"),
                )
        for name in required:
            if name not in fields:
                raise self.missing(name)
        return fields

    def missing(self, name: str) -> _Fault:
        """Report that a field is missing and return the exception that leaves the part."""
        return self.fail(
            Words(f"field {name!r} is missing", f"缺少字段 {name!r}"),
            Words(f"a field {name!r}", f"字段 {name!r}"),
            Words(f"add {name!r}", f"请加上 {name!r}"),
        )

    def mapping(self) -> dict[str, Item]:
        """Return the fields of a mapping whatever their names."""
        if not isinstance(self.value, dict):
            raise self.fail(Words(f"{self.shown()} is no mapping", f"{self.shown().zh} 不是映射"), _FIELDS)
        return self.value

    def items(self) -> list[Item]:
        """Return the entries of a list."""
        if not isinstance(self.value, list):
            raise self.fail(
                Words(f"{self.shown()} is no list", f"{self.shown().zh} 不是列表"), Words("a list", "列表")
            )
        return self.value

    def text(self) -> str:
        """Return a text that is not empty."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.fail(
                Words(f"{self.shown()} is no text", f"{self.shown().zh} 不是文本"),
                Words("a text", "文本"),
                Words("write it in quotation marks", "请加引号"),
            )
        return self.value

    def boolean(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            raise self.fail(
                Words(f"{self.shown()} is neither true nor false", f"{self.shown().zh} 既非 true 也非 false"),
                Words("true or false", "true 或 false"),
            )
        return self.value

    def integer(self, lowest: int, highest: int) -> int:
        """Return a whole number in [lowest, highest]."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
            raise self.fail(
                Words(f"{self.shown()} cannot be used", f"{self.shown().zh} 不能用"),
                Words(f"a whole number from {lowest} to {highest}", f"{lowest} 到 {highest} 的整数"),
            )
        return value

    def choice(self, allowed: Sequence[str]) -> str:
        """Return a text that is one of `allowed`."""
        if not isinstance(self.value, str) or self.value not in allowed:
            raise self.fail(
                Words(f"{self.shown()} is not known", f"没有 {self.shown().zh}"), _one_of(allowed)
            )
        return self.value

    def choices(self, allowed: Sequence[str]) -> tuple[str, ...]:
        """Return one or several of `allowed`, written as a text or as a list without repetition."""
        entries = self.items() if isinstance(self.value, list) else [self]
        values = tuple(entry.choice(allowed) for entry in entries)
        if len(set(values)) != len(values):
            raise self.fail(
                Words("a value comes twice", "有一个值出现两次"),
                Words("each value once", "每个值一次"),
                Words("remove the second one", "请删除第二个"),
            )
        return values

    def shown(self) -> Words:
        """Return the value as a message may show it."""
        if isinstance(self.value, dict):
            return Words("a mapping", "映射")
        if isinstance(self.value, list):
            return Words("a list", "列表")
        if self.value is None:
            return Words("nothing", "空值")
        text = repr(self.value) if isinstance(self.value, str) else str(self.value).lower()
        return Words(text, text)


def read_document(text: str, file: str) -> Item:
    """Read the YAML `text`; `file` is the name that messages show.

    Raises InvalidInput when it is no YAML, too large, too deep, or has equal keys or aliases.
    """
    report = Report(file)
    if len(text) > MAX_CHARACTERS:
        report.add(
            1,
            "",
            Words("the file is too large", "文件太大"),
            Words(f"at most {MAX_CHARACTERS} characters", f"最多 {MAX_CHARACTERS} 个字符"),
            Words("split it", "请拆分"),
        )
        report.raise_if_any()
    try:
        root = compose(text)
        if root is None:
            report.add(1, "", Words("the file is empty", "文件是空的"), _FIELDS)
            report.raise_if_any()
        return _item(root, "", report)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        report.add(
            mark.line + 1 if mark else 1,
            "",
            Words(f"no YAML: {error.problem}", f"不是 YAML：{error.problem}"),
            Words("YAML 1.1", "YAML 1.1 文本"),
            Words("mend this line", "请改正这一行"),
        )
    except yaml.YAMLError as error:
        report.add(
            1,
            "",
            Words(f"no YAML: {error}", f"不是 YAML：{error}"),
            Words("YAML 1.1 in UTF-8", "UTF-8 编码的 YAML 1.1 文本"),
            Words("remove what cannot be read", "请删除读不出来的内容"),
        )
    except RecursionError:
        report.add(
            1,
            "",
            Words("the file nests too deep", "文件嵌套太深"),
            Words("a flat list of rules", "平铺的规则列表"),
            Words("take it apart", "请拆开"),
        )
    except _Fault:
        pass
    report.raise_if_any()
    raise AssertionError("a fault was raised without being reported")


def plain_document(text: str, file: str) -> Any:
    """Return the YAML `text` as dicts, lists, texts, numbers and truth values. Raises as `read_document`."""
    return _plain(read_document(text, file))


def _plain(item: Item) -> Any:
    if isinstance(item.value, Mapping):
        return {name: _plain(entry) for name, entry in item.value.items()}
    if isinstance(item.value, list):
        return [_plain(entry) for entry in item.value]
    return item.value.isoformat() if isinstance(item.value, date) else item.value


def _item(node: Any, field: str, report: Report) -> Item:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return Item(_fields(node, field, report), line, field, report)
    if isinstance(node, yaml.SequenceNode):
        entries = [_item(entry, f"{field}[{n}]", report) for n, entry in enumerate(node.value, 1)]
        return Item(entries, line, field, report)
    return Item(_scalar(node), line, field, report)


def _fields(node: Any, field: str, report: Report) -> Mapping[str, Item]:
    fields: dict[str, Item] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise Item(None, key_node.start_mark.line + 1, field, report).fail(
                Words("a key is no text", "有一个键不是文本"), Words("a plain key", "普通的键")
            )
        name = str(key_node.value)
        path = f"{field}.{name}" if field else name
        if name in fields:
            line = key_node.start_mark.line + 1
            raise Item(None, line, path, report).fail(
                Words(
                    f"{name!r} comes twice (first in line {fields[name].line})",
                    f"{name!r} 出现两次（首次在第 {fields[name].line} 行）",
                ),
                Words("each key once", "每个键一次"),
                Words("remove one", "请删除一个"),
            )
        fields[name] = _item(value_node, path, report)
    return fields


def _scalar(node: Any) -> str | int | bool | date | None:
    """Return the plain value; whatever is not exactly null, true/false, a number or a date stays text."""
    value = str(node.value)
    if node.style:
        return value
    if node.tag.endswith(":null"):
        return None
    if value in ("true", "false"):
        return value == "true"
    if _INTEGER.fullmatch(value):
        return int(value)
    if _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value
