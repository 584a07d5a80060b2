"""Every expression is FEEL that can be read."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.tasks import FORMATS
from engine.definitions.checks.told import told
from engine.definitions.constants import constant_of
from engine.definitions.expressions import compile_text, compile_timer, is_feel, moment_form, remedy_for
from engine.definitions.findings import Finding
from engine.definitions.model import Expression, Node, SequenceFlow
from engine.definitions.package import Package
from engine.feel import FeelSyntaxError
from engine.words import Words

#: The default that BPMN itself gives to files which name no language.
XPATH = "http://www.w3.org/1999/XPath"
#: When a task is due, and from when it is to be looked at again.
MOMENTS = ("dueDate", "followUpDate")


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    diagram = package.diagram
    language = diagram.expression_language
    if not is_feel(language) and language != XPATH:
        yield Finding(
            diagram.file,
            None,
            "",
            Words(f"expressions in {language} are not executed", f"不执行 {language} 表达式"),
            Words("use FEEL in every expression", "请一律使用 FEEL 表达式"),
        )
    for scope in diagram.scopes():
        for flow in scope.flows.values():
            if flow.condition is not None and flow.condition.text:
                yield from _check(package, flow, flow.condition)
        for node in scope.nodes.values():
            for text, timer in expressions_of(node):
                yield from _check(package, node, text, timer)


def expressions_of(node: Node) -> Iterator[tuple[Expression, str | None]]:
    """Yield every expression of a node, with the form of the timer it stands in."""
    for event in (*node.events, *(node.loop.thrown if node.loop is not None else ())):
        if event.expression is not None and event.expression.text:
            yield event.expression, event.form
        if "correlationKey" in event.attributes:
            yield Expression(event.attributes["correlationKey"], event.line), None
    if "correlationKey" in node.huan:
        yield Expression(node.huan["correlationKey"], node.line), None
    for parameter in (*node.inputs, *node.outputs):
        yield parameter.expression, None
    for parameter in (*node.passed, *node.returned):
        if parameter.expression.text:
            yield parameter.expression, None
    for attribute in ("assignee", "priority"):
        if attribute in node.camunda:
            yield Expression(node.camunda[attribute], node.line), None
    if node.group_expression is not None:
        yield Expression(node.group_expression, node.line), None
    for attribute in MOMENTS:
        if node.camunda.get(attribute):
            yield Expression(node.camunda[attribute], node.line), moment_form(node.camunda[attribute])
    for text in (node.script if _in_feel(node) else None, node.condition):
        if text is not None and text.text:
            yield text, None
    if node.loop is not None:
        loop = node.loop
        rules = (rule.condition for rule in loop.complex if rule.condition is None or rule.condition.text)
        for text in (loop.condition, loop.cardinality, loop.collection, loop.completion, *rules):
            if text is not None:
                yield text, None


def _in_feel(node: Node) -> bool:
    """Return whether a script is FEEL; the rule `tasks` refuses the others."""
    form = node.attributes.get("scriptFormat", "feel")
    return form.lower() in FORMATS or is_feel(form)


def _check(
    package: Package, element: Node | SequenceFlow, text: Expression, timer: str | None = None
) -> Iterator[Finding]:
    if not is_feel(text.language):
        yield told(
            package,
            element,
            Words(f"{text.language} is not executed", f"不执行 {text.language}"),
            Words("write FEEL", "请写 FEEL"),
            line=text.line,
        )
        return
    try:
        made = compile_text(text, "") if timer is None else compile_timer(text, timer, "")
    except FeelSyntaxError as error:
        line, column = error.position or (1, 1)
        problem = _at(text, line, column, error.problem)
        remedy = remedy_for(text.text) or error.remedy
        yield told(package, element, problem, remedy, line=text.line)
        return
    if timer is not None and constant_of(text, timer) is not None:
        return  # the rules `timers` and `task_moments` look at its value
    for note in made.warnings:
        yield told(
            package,
            element,
            _at(text, note.line, note.column, note.message),
            Words("write what you mean", "请明确写出您的意思"),
            line=text.line,
            severity="warning",
        )


def _at(text: Expression, line: int, column: int, message: Words) -> Words:
    """Return what FEEL says of an expression, with the place."""
    shown = f"`{_short(text.text)}`"
    return Words(
        f"{shown} at {line}:{column}: {message}", f"{shown} 第 {line} 行第 {column} 列：{message.zh}"
    )


def _short(text: str) -> str:
    return text if len(text) <= 200 else text[:199] + "…"
