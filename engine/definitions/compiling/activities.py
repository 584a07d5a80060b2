"""Compile tasks, sub-processes and call activities, and the loops around them."""

from __future__ import annotations

from engine.definitions.bindings import binding_of
from engine.definitions.compiling.decisions import PackageDecision
from engine.definitions.compiling.events import message_of, thrown
from engine.definitions.compiling.parts import compiled, mappings_of, marks_of
from engine.definitions.expressions import compile_moment, compile_text
from engine.definitions.model import EventDefinition, Loop, Node, Scope
from engine.definitions.model import Expression as Text
from engine.definitions.package import Package
from engine.feel import Expression
from engine.runtime.specs.activity import Activity
from engine.runtime.specs.ad_hoc import AdHocSubProcess
from engine.runtime.specs.behavior import Behavior, Thrown
from engine.runtime.specs.element import NO_MARKS
from engine.runtime.specs.looping import MultiInstance, StandardLoop
from engine.runtime.specs.parts import Part
from engine.runtime.specs.process import ScopeSpec
from engine.runtime.specs.receiving import ReceiveTask
from engine.runtime.specs.rules import RuleTask
from engine.runtime.specs.scripts import AbstractTask, ScriptTask
from engine.runtime.specs.sending import SendTask
from engine.runtime.specs.subprocess import CallActivity, SubProcess
from engine.runtime.specs.tasks import Assignment, JobTask, OperationTask, UserTask

ACTIVITIES = {
    "task",
    "userTask",
    "manualTask",
    "serviceTask",
    "scriptTask",
    "businessRuleTask",
    "sendTask",
    "receiveTask",
    "subProcess",
    "transaction",
    "adHocSubProcess",
    "callActivity",
}


def compile_activity(
    package: Package, spec: ScopeSpec, scope: Scope, node: Node, operations: frozenset[str]
) -> Activity:
    """Return the activity, or the container that repeats it; the milestone belongs to the whole."""
    if node.loop is None:
        return _body(package, spec, scope, node, operations, node.id)
    body = _body(package, spec, scope, node, operations, f"{node.id}#member")
    body.title = node.name or node.id
    marks, body.marks = body.marks, NO_MARKS
    container = _container(spec, node, node.loop, body)
    container.marks = marks
    return container


def _body(
    package: Package, spec: ScopeSpec, scope: Scope, node: Node, operations: frozenset[str], name: str
) -> Activity:
    marks, mappings = marks_of(node), mappings_of(node)
    match node.kind:
        case "userTask" | "manualTask":
            return UserTask(spec, name, node.id, _assignment(scope, node), marks, mappings)
        case "task":
            return AbstractTask(spec, name, node.id, marks, mappings)
        case "scriptTask":
            assert node.script is not None
            script = compile_text(node.script, node.id)
            return ScriptTask(
                spec, name, node.id, script, node.camunda.get("resultVariable"), marks, mappings
            )
        case "receiveTask":
            receive = ReceiveTask(spec, name, node.id, marks, mappings)
            receive.part = Part(spec, f"{name}#message", node.id, message_of(node, node.events[0]))
            return receive
        case "sendTask" if node.events:
            return SendTask(spec, name, node.id, message_of(node, node.events[0]), marks, mappings)
        case "businessRuleTask" if "decisionRef" in node.camunda:
            decision = package.decisions.find(node.camunda["decisionRef"])
            assert decision is not None
            result = node.camunda.get("resultVariable")
            return RuleTask(spec, name, node.id, PackageDecision(decision), result, marks, mappings)
        case "serviceTask" | "sendTask" | "businessRuleTask":
            topic = node.camunda["topic"]
            kind = OperationTask if topic in operations else JobTask
            return kind(spec, name, node.id, topic, marks, mappings)
        case "subProcess" | "transaction":
            return SubProcess(spec, name, node.id, marks, mappings, node.triggered_by_event)
        case "adHocSubProcess":
            completion = node.condition
            return AdHocSubProcess(
                spec,
                name,
                node.id,
                compile_text(completion, node.id) if completion is not None else None,
                sequential=node.attributes.get("ordering") == "Sequential",
                cancel_remaining=node.flag("cancelRemainingInstances", True),
                marks=marks,
                mappings=mappings,
            )
    called, binding = node.attributes["calledElement"], binding_of(node)
    own = called in package.diagram.processes
    packages = (package.key,) if own else package.calls
    return CallActivity(
        spec,
        name,
        node.id,
        called,
        marks,
        mappings,
        packages=None if own and binding.kind in ("latest", "deployment") else packages,
        binding=binding,
        passed=compiled(node.passed, node.id),
        pass_all=any(parameter.all_variables for parameter in node.passed),
        returned=compiled(node.returned, node.id),
        return_all=any(parameter.all_variables for parameter in node.returned),
    )


def _assignment(scope: Scope, node: Node) -> Assignment:
    return Assignment(
        candidate_groups=node.candidate_groups,
        assignee=_attribute(node, "assignee"),
        form_key=node.camunda.get("formKey"),
        limit=node.huan.get("limit"),
        priority=_attribute(node, "priority"),
        lane=scope.lanes.get(node.id),
        due=_moment(node, "dueDate"),
        follow_up=_moment(node, "followUpDate"),
        groups=_attribute(node, "candidateGroups") if node.group_expression is not None else None,
    )


def _moment(node: Node, name: str) -> Expression | None:
    text = node.camunda.get(name)
    return compile_moment(Text(text, node.line), node.id) if text else None


def _attribute(node: Node, name: str) -> Expression | None:
    text = node.camunda.get(name)
    return compile_text(Text(text, node.line), node.id) if text else None


def _container(spec: ScopeSpec, node: Node, loop: Loop, body: Activity) -> StandardLoop | MultiInstance:
    def text(expression: Text | None) -> Expression | None:
        return compile_text(expression, node.id) if expression is not None else None

    if loop.kind == "standard":
        return StandardLoop(
            spec,
            node.id,
            node.id,
            body,
            test_before=loop.test_before,
            condition=text(loop.condition),
            maximum=loop.maximum,
        )
    return MultiInstance(
        spec,
        node.id,
        node.id,
        body,
        sequential=loop.sequential,
        cardinality=text(loop.cardinality),
        collection=text(loop.collection),
        item_name=loop.item_name,
        output_collection=loop.output_collection,
        output_item=loop.output_item,
        completion=text(loop.completion),
        behavior=_behavior(node, loop),
    )


def _behavior(node: Node, loop: Loop) -> Behavior | None:
    """Return what the activity throws as its instances complete; None for nothing."""
    if loop.behavior == "All":
        return None
    return Behavior(
        each=_thrown(node, loop.none_event) if loop.none_event is not None else None,
        first=_thrown(node, loop.one_event) if loop.one_event is not None else None,
        rules=tuple(
            (compile_text(rule.condition, node.id), tuple(_thrown(node, event) for event in rule.events))
            for rule in loop.complex
            if rule.condition is not None
        ),
    )


def _thrown(node: Node, event: EventDefinition) -> Thrown:
    made = thrown(node, event)
    assert isinstance(made, Thrown)
    return made
