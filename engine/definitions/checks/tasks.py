"""Tasks that send, receive, decide or compute say what (ISO/IEC 19510 §10.3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.expressions import is_feel
from engine.definitions.findings import Finding
from engine.definitions.model import Node
from engine.definitions.package import Package
from engine.words import Words

#: What BPMN files call FEEL in scriptFormat.
FORMATS = ("feel", "application/feel", "text/feel")


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for _, node in package.diagram.nodes():
        match node.kind:
            case "receiveTask" if not node.events:
                yield told(
                    package,
                    node,
                    Words("it receives no message", "它不接收任何消息"),
                    Words("choose a message (messageRef)", "请选择消息（messageRef）"),
                )
            case "sendTask" if not node.events and "topic" not in node.camunda:
                yield told(
                    package,
                    node,
                    Words(
                        "it says neither what to send nor who does it",
                        "它没有说明发送什么，也没有说明由谁发送",
                    ),
                    Words(
                        'choose a message (messageRef), or set camunda:type="external" and camunda:topic',
                        '请选择消息（messageRef），或设置 camunda:type="external" 和 camunda:topic',
                    ),
                )
            case "scriptTask":
                yield from _script(package, node)
            case "businessRuleTask":
                yield from _decision(package, node)


def _script(package: Package, node: Node) -> Iterator[Finding]:
    form = node.attributes.get("scriptFormat", "feel")
    if form.lower() not in FORMATS and not is_feel(form):
        yield told(
            package,
            node,
            Words(f"scripts in {form!r} are not executed", f"不执行 {form!r} 脚本"),
            Words(
                'write FEEL, such as { days: 3, fee: amount * 1.5 }, and scriptFormat="feel"',
                '请写 FEEL，例如 { days: 3, fee: amount * 1.5 }，并设 scriptFormat="feel"',
            ),
        )
    elif node.script is None or not node.script.text:
        yield told(
            package,
            node,
            Words("it has no script", "它没有脚本"),
            Words("write a FEEL context of names and values", "请写一个由名称和值组成的 FEEL 上下文"),
        )


def _decision(package: Package, node: Node) -> Iterator[Finding]:
    reference = node.camunda.get("decisionRef")
    if reference is None and "topic" not in node.camunda:
        yield told(
            package,
            node,
            Words("it names no decision", "它没有指明决策"),
            Words(
                "name one of rules/ in camunda:decisionRef",
                "请在 camunda:decisionRef 中写 rules/ 里的一个决策",
            ),
        )
    elif reference is not None and package.decisions.find(reference) is None:
        known = ", ".join(sorted(one.offered.id for one in package.decisions)) or "none"
        yield told(
            package,
            node,
            Words(f"rules/ has no decision {reference!r}", f"rules/ 里没有决策 {reference!r}"),
            Words(f"there: {known}", f"那里有：{known}"),
        )
    binding = node.camunda.get("decisionRefBinding", "deployment")
    if binding != "deployment":
        yield told(
            package,
            node,
            Words(
                f"the binding {binding!r} of a decision is not executed: "
                "rules belong to the version of their package",
                f"不执行决策的绑定方式 {binding!r}：规则属于其流程包的版本",
            ),
            Words(
                "remove decisionRefBinding: the decision of the same version is made",
                "请删除 decisionRefBinding：取同一版本中的决策",
            ),
        )
    if node.camunda.get("mapDecisionResult", "singleEntry") not in MAPPED:
        yield told(
            package,
            node,
            Words(
                f"mapDecisionResult {node.camunda['mapDecisionResult']!r} is not executed",
                f"不执行 mapDecisionResult {node.camunda['mapDecisionResult']!r}",
            ),
            Words(f"use one of: {', '.join(MAPPED)}", f"请用：{'、'.join(MAPPED)}"),
        )


#: A decision gives what DMN says: a value, a context, or a list of them; these names of Camunda's mean that.
MAPPED = ("singleEntry", "singleResult", "collectEntries")
