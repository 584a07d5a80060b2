"""A service task names an operation on the order or an effect that somebody handles."""

from __future__ import annotations

from collections.abc import Iterator

from engine.calling.dialogues import PREFIX
from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.package import Package
from engine.words import Words

#: Tasks that a topic may carry out.
DOING = ("serviceTask", "sendTask", "businessRuleTask")


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    for _, node in package.diagram.nodes():
        if node.kind not in DOING:
            continue
        topic = node.camunda.get("topic")
        if not topic and node.kind == "serviceTask":
            yield told(
                package,
                node,
                Words("the service task has no topic", "服务任务没有主题"),
                Words(
                    'set camunda:type="external" and camunda:topic',
                    '请设置 camunda:type="external" 和 camunda:topic',
                ),
            )
        elif (
            topic
            and not topic.startswith(PREFIX)  # `dialogues` looks at those
            and catalogue.handlers is not None
            and topic not in catalogue.handlers | catalogue.operations
        ):
            known = ", ".join(sorted(catalogue.handlers | catalogue.operations))
            yield told(
                package,
                node,
                Words(f"nobody handles the topic {topic!r}", f"没有人处理主题 {topic!r}"),
                Words(f"choose one of: {known}", f"请选择：{known}"),
            )
        if node.camunda.get("type", "external") != "external":
            yield told(
                package,
                node,
                Words(
                    f"camunda:type {node.camunda['type']!r} is not executed",
                    f"不执行 camunda:type {node.camunda['type']!r}",
                ),
                Words('use "external"', '请用 "external"'),
            )
