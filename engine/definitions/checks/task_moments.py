"""When a task is due, or to be followed up, is a time; and there is one due time, not two."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.expressions import MOMENTS
from engine.definitions.checks.told import told
from engine.definitions.constants import SOME_TIME, ZONE, constant_of
from engine.definitions.expressions import limits_named, moment_form
from engine.definitions.findings import Finding
from engine.definitions.model import Expression, Node
from engine.definitions.package import Package
from engine.errors import InvalidInput
from engine.limits.task_moments import task_moment
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for _, node in package.diagram.nodes():
        if "limit" in node.huan and "dueDate" in node.camunda:
            yield told(
                package,
                node,
                Words(
                    "it has a limit and a due date, and shows one due time",
                    "它既有时限又有到期日，但只显示一个到期时间",
                ),
                Words("keep huan:limit or camunda:dueDate", "请保留 huan:limit 或 camunda:dueDate 之一"),
            )
        for attribute in MOMENTS:
            if node.camunda.get(attribute):
                yield from _moment(package, node, attribute, node.camunda[attribute])


def _moment(package: Package, node: Node, attribute: str, text: str) -> Iterator[Finding]:
    if limits_named(text):
        yield told(
            package,
            node,
            Words(f"its {attribute} is a limit, whose time moves", f"它的 {attribute} 是时限，其时间会变"),
            Words("name the limit in huan:limit", "请在 huan:limit 中写时限"),
        )
        return
    constant = constant_of(Expression(text, node.line), moment_form(text))
    if constant is None:
        return
    try:
        found = task_moment(constant.value, SOME_TIME, ZONE, attribute)
    except InvalidInput:
        found = None
    if found is None:
        shown = constant.shown()
        yield told(
            package,
            node,
            Words(
                f"its {attribute} is always {shown}, which is no time",
                f"它的 {attribute} 永远是 {shown.zh}，不是时间",
            ),
            Words(
                'write a date and time, a date or a duration, such as P3D or now() + duration("P3D")',
                '请写日期时间、日期或时长，例如 P3D 或 now() + duration("P3D")',
            ),
        )
