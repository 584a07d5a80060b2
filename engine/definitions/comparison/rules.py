"""Compare decision models: which decisions there are, what they say, and their tables rule by rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.definitions.comparison.difference import Difference, change
from engine.definitions.findings import DiagramRefused
from engine.definitions.safe_xml import parse_xml
from engine.words import Words

_DRAWN = {"decision", "businessKnowledgeModel", "decisionService", "inputData", "itemDefinition"}
_NOT_SAID = {"description", "extensionElements"}


def compare_rules(old: bytes, new: bytes, file: str) -> list[Difference] | None:
    """Return what differs between two DMN files; None when one of them cannot be read."""
    try:
        before, after = (_elements(parse_xml(content, file)) for content in (old, new))
    except DiagramRefused:
        return None
    return list(_compare(before, after, file))


def _compare(before: dict[str, Any], after: dict[str, Any], file: str) -> Iterator[Difference]:
    for key in dict.fromkeys([*after, *before]):
        if key not in before:
            yield _whole("added", after[key], key, file)
        elif key not in after:
            yield _whole("removed", before[key], key, file)
        else:
            yield from _element(before[key], after[key], key, file)


def _elements(root: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for node in root:
        if isinstance(node.tag, str) and _tag(node) in _DRAWN:
            found[node.get("id") or node.get("name") or str(len(found))] = node
    return found


def _whole(what: str, node: Any, key: str, file: str) -> Difference:
    where = _where(node, key)
    done, done_zh = ("added", "新增") if what == "added" else ("removed", "删除")
    is_new = what == "added"
    words = Words(f"{done} {where}", f"{done_zh}{where.zh}")
    return Difference(what, "rule", file, key if is_new else None, None if is_new else key, None, None, words)


def _where(node: Any, key: str) -> Words:
    name = node.get("name") or key
    return Words(f"{_tag(node)} '{name}'", f"决策元素 '{name}'")


def _element(old: Any, new: Any, key: str, file: str) -> Iterator[Difference]:
    where = _where(new, key)
    tables = [_table(one) for one in (old, new)]
    if tables[0] is None or tables[1] is None:
        before, after = _said(old), _said(new)
        if before != after:
            yield change("rule", file, key, key, where, Words("what it says", "内容"), before, after)
        return
    before, after = tables
    for name, words in (
        ("hitPolicy", Words("the hit policy", "命中策略")),
        ("aggregation", Words("the aggregation", "聚合")),
    ):
        if before.get(name) != after.get(name):
            yield change("rule", file, key, key, where, words, before.get(name), after.get(name))
    columns = [[_said(node) for node in one if _tag(node) in ("input", "output")] for one in (before, after)]
    if columns[0] != columns[1]:
        what = Words("its columns", "各列")
        yield change("rule", file, key, key, where, what, " | ".join(columns[0]), " | ".join(columns[1]))
    yield from _rows(_rules(before), _rules(after), key, file, where)


def _rows(
    before: dict[str, tuple[int, str]], after: dict[str, tuple[int, str]], key: str, file: str, where: Words
) -> Iterator[Difference]:
    for rule in dict.fromkeys([*after, *before]):
        (_, was), (_, now) = before.get(rule, (0, "")), after.get(rule, (0, ""))
        number = after[rule][0] if rule in after else before[rule][0]
        if was != now:
            what = Words(f"rule {number}", f"第 {number} 条规则")
            yield change("rule", file, key, key, where, what, was or None, now or None)
    common = [rule for rule in before if rule in after]
    if common != [rule for rule in after if rule in before]:
        words = Words(f"{where}: its rules stand in another order", f"{where.zh}：规则的先后不同")
        yield Difference("changed", "rule", file, key, key, None, None, words)


def _table(node: Any) -> Any:
    return next(
        (one for one in node.iter() if isinstance(one.tag, str) and _tag(one) == "decisionTable"), None
    )


def _rules(table: Any) -> dict[str, tuple[int, str]]:
    """Return number and cells of each rule, by its id, else by its number."""
    found = {}
    for number, rule in enumerate((one for one in table if _tag(one) == "rule"), 1):
        cells = [
            _said(cell) for cell in rule if _tag(cell) in ("inputEntry", "outputEntry", "annotationEntry")
        ]
        found[rule.get("id") or str(number)] = (number, " | ".join(cells))
    return found


def _said(node: Any) -> str:
    """Return what stands in an element: its texts and references, without ids and layout."""
    parts = []
    for one in node.iter():
        if not isinstance(one.tag, str) or _tag(one) in _NOT_SAID:
            continue
        parts += [value for name, value in one.attrib.items() if name not in ("id", "label")]
        if one.text and one.text.strip():
            parts.append(" ".join(one.text.split()))
    return " ".join(parts)


def _tag(node: Any) -> str:
    return str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""
