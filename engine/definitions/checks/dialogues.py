"""A dialogue is one thing after another on the telephone: its own topics, and a way out of every question."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.calling.dialogues import PREFIX, TOPICS, Topic
from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node, Scope
from engine.definitions.package import SHEET, Package
from engine.words import Words

#: What may be drawn: nobody waits for a person, a message or the clock while somebody is on the line.
DRAWN = (
    *("startEvent", "endEvent", "boundaryEvent", "exclusiveGateway"),
    *("serviceTask", "businessRuleTask", "scriptTask", "callActivity", "subProcess"),
)
_EVENTS = ("error", "terminate")
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_CHOICE = re.compile(r"\bif\b.*?\bthen\b", re.DOTALL)
_FIXED = re.compile(r'(?:\s|\(|\)|\belse\b|")*"(?:\s|\(|\)|\belse\b|")*')


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    if package.kind != "dialogue":
        for _, node in package.diagram.nodes():
            topic = node.camunda.get("topic", "")
            if topic.startswith(PREFIX):
                yield told(
                    package,
                    node,
                    Words(
                        f"{topic} is for callers on the telephone, and this package is no dialogue",
                        f"{topic} 用于与来电者通话，而这个流程包不是语音导航",
                    ),
                    Words(f"add kind: dialogue to {SHEET}", f"请在 {SHEET} 中加上 kind: dialogue"),
                )
        return
    if package.category is not None:
        yield Finding(
            package.label(SHEET),
            None,
            "category",
            Words("a dialogue serves no order", "语音导航不办理工单"),
            Words("remove category", "请删除 category"),
            package.lines.get("category"),
        )
    for scope, node in package.diagram.nodes():
        if node.kind not in DRAWN or node.loop or any(one.kind not in _EVENTS for one in node.events):
            yield told(
                package,
                node,
                Words("a caller on the telephone cannot wait for this", "正在通话的来电者等不了这个"),
                Words(
                    "draw one after another: tasks with ivr. topics, rules, exclusive gateways, "
                    "error boundaries, calls",
                    "请依次画出：ivr. 主题的任务、规则、排他网关、错误边界、调用",
                ),
            )
        elif node.kind == "serviceTask":
            yield from _task(package, scope, node)


def _task(package: Package, scope: Scope, node: Node) -> Iterator[Finding]:
    name = node.camunda.get("topic", "")
    topic = TOPICS.get(name)
    if topic is None:
        known = ", ".join(TOPICS)
        yield told(
            package,
            node,
            Words(f"no telephone does {name!r}", f"电话做不了 {name!r}"),
            Words(f"choose one of: {known}", f"请选择：{known}"),
        )
        return
    yield from _inputs(package, node, name, topic)
    caught = _caught(scope, node)
    for code in sorted(topic.must_catch):
        if code not in caught and None not in caught:
            yield told(
                package,
                node,
                Words(
                    f"when it ends with {code!r} the caller has no way to go",
                    f"以 {code!r} 结束时来电者无路可走",
                ),
                Words("attach an error boundary event with this code", "请附上这个代码的错误边界事件"),
            )
    if topic.last and any(scope.nodes[flow.target].kind != "endEvent" for flow in scope.outgoing(node.id)):
        yield told(
            package,
            node,
            Words(f"after {name} nobody is on the line", f"{name} 之后线上已没有人"),
            Words("lead it to an end event", "请连到结束事件"),
        )


def _inputs(package: Package, node: Node, name: str, topic: Topic) -> Iterator[Finding]:
    given = {one.name: one for one in node.inputs}
    for missing in sorted(topic.required - set(given)):
        yield told(
            package,
            node,
            Words(f"{name} needs {missing!r}", f"{name} 需要 {missing!r}"),
            Words("give it as an input parameter, in FEEL", "请用 FEEL 写成输入参数"),
        )
    for unknown in sorted(set(given) - topic.inputs):
        known = ", ".join(sorted(topic.inputs))
        yield told(
            package,
            node,
            Words(f"{name} reads no {unknown!r}", f"{name} 不读 {unknown!r}"),
            Words(f"one of {known or 'none'}", f"可用：{known or '无'}"),
        )
    for spoken in sorted(topic.texts & set(given)):
        text = _CHOICE.sub("", _TEXT.sub('"', given[spoken].expression.text))
        if not _FIXED.fullmatch(text):
            yield told(
                package,
                node,
                Words(
                    f"its {spoken} cannot be recorded: it is put together during the call",
                    f"它的 {spoken} 无法预先录音：是通话中拼出来的",
                ),
                Words(
                    'write whole texts in quotation marks, chosen by if … then "…" else "…"; '
                    "say values by ivr.say",
                    '请写引号中的完整文本，用 if … then "…" else "…" 选择；数值请用 ivr.say 播报',
                ),
                line=given[spoken].expression.line,
            )


def _caught(scope: Scope, node: Node) -> set[str | None]:
    """Return the codes that boundaries of a node catch; None stands for every code."""
    return {
        event.reference
        for boundary in scope.boundaries(node.id)
        for event in boundary.events
        if event.kind == "error"
    }
