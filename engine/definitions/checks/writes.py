"""The members of a multi-instance do not overwrite each other's values."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node
from engine.definitions.package import Package
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for _, node in package.diagram.nodes():
        if node.loop is not None and node.loop.kind == "multi":
            own = {*node.loop.item_names, node.loop.output_item, *(p.name for p in node.inputs)}
            yield from _collisions(package, node, node, {name for name in own if name})


def _collisions(package: Package, multi: Node, node: Node, declared: set[str]) -> Iterator[Finding]:
    """Yield the names written by `node`, or inside it, that every member of `multi` would overwrite."""
    for name in _written(package, node, own_form=node is not multi):
        if name not in declared:
            yield told(
                package,
                node,
                Words(
                    f"it writes {name!r}, which every member of multi-instance {multi.id} would overwrite",
                    f"它写入 {name!r}，多实例 {multi.id} 的每个成员都会互相覆盖",
                ),
                Words(
                    "collect it with loopDataOutputRef and outputDataItem, or declare it as a data object "
                    "of the sub-process that is repeated",
                    "请用 loopDataOutputRef 和 outputDataItem 汇集，或在被重复的子流程中声明为数据对象",
                ),
            )
    if node.scope is not None:
        for inner in node.scope.nodes.values():
            yield from _collisions(package, multi, inner, declared | set(node.scope.declares))


def _written(package: Package, node: Node, own_form: bool) -> Iterator[str]:
    """Yield the names that an activity writes outwards; a repeated task keeps its own form's values."""
    for parameter in (*node.outputs, *node.returned):
        yield "all variables" if parameter.all_variables else parameter.name
    form = package.forms.get(node.camunda.get("formKey", ""))
    if own_form and form is not None and not node.outputs:
        yield from form.get("properties", {})
