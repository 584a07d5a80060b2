"""Compare two packages: sheet, diagram, forms, fields, rules, other files."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.comparison.diagrams import compare_diagrams
from engine.definitions.comparison.difference import Difference, change
from engine.definitions.comparison.forms import compare_forms, compare_schemas
from engine.definitions.comparison.rules import compare_rules
from engine.definitions.package import SHEET, Package
from engine.words import Words


def compare(old: Package, new: Package) -> list[Difference]:
    """Return what differs between two versions of a package; empty when their files are the same.

    A file that is stored otherwise although nothing in it differs (its layout, blanks, what nobody reads) is
    one difference about `layout`: such versions are two, and behave alike.
    """
    found = [
        *_sheet(old, new),
        *compare_diagrams(old.diagram, new.diagram, new.diagram_path),
        *compare_forms(old.forms, new.forms),
        *compare_schemas(
            old.fields, new.fields, new.fields_path, Words("the order's fields", "工单字段"), "field"
        ),
        *_rules(old, new),
    ]
    return [*found, *_files(old, new, {one.file for one in found})]


def _sheet(old: Package, new: Package) -> Iterator[Difference]:
    where = Words("package", "流程包")
    lines = (
        (Words("the key", "键"), old.key, new.key),
        (Words("the Chinese name", "中文名称"), old.name.get("zh"), new.name.get("zh")),
        (Words("the English name", "英文名称"), old.name.get("en"), new.name.get("en")),
        (Words("the Chinese description", "中文说明"), old.description.get("zh"), new.description.get("zh")),
        (Words("the English description", "英文说明"), old.description.get("en"), new.description.get("en")),
        (Words("the order category", "工单类别"), old.category, new.category),
        (Words("the main process", "主流程"), old.process, new.process),
        (Words("the packages that it calls", "调用的流程包"), ", ".join(old.calls), ", ".join(new.calls)),
    )
    for what, before, after in lines:
        if before != after:
            yield change("sheet", SHEET, None, None, where, what, before or None, after or None)


def _rules(old: Package, new: Package) -> Iterator[Difference]:
    for path in sorted(old.files.keys() & new.files.keys()):
        if path.endswith(".dmn") and old.files[path] != new.files[path]:
            yield from compare_rules(old.files[path], new.files[path], path) or []


def _files(old: Package, new: Package, told: set[str]) -> Iterator[Difference]:
    """Tell of files that came, went, or are stored otherwise although nothing was told of them."""
    parts = {SHEET, new.diagram_path, new.fields_path}
    for path in sorted(old.files.keys() | new.files.keys()):
        before, after = old.files.get(path), new.files.get(path)
        if before == after or path in told:
            continue
        if before is None or after is None:
            if path in parts or path.startswith("forms/"):
                continue  # its contents were told of
            what, done, done_zh = (
                ("added", "added", "新增") if before is None else ("removed", "removed", "删除")
            )
            words = Words(f"{done} file {path}", f"{done_zh}文件 {path}")
            yield Difference(
                what, "rule" if path.endswith(".dmn") else "file", path, None, None, None, None, words
            )
        elif path in parts or path.startswith("forms/") or path.endswith(".dmn"):
            words = Words(
                f"{path}: written or laid out otherwise, with the same meaning",
                f"{path}：写法或布局不同，含义相同",
            )
            yield Difference("changed", "layout", path, None, None, None, None, words)
        else:
            words = Words(f"{path}: its contents changed", f"{path}：内容已更改")
            yield Difference("changed", "file", path, None, None, None, None, words)
