"""Camunda 8: extension elements of the zeebe namespace, with FEEL in them."""

from __future__ import annotations

import json
import re
from typing import Any

import orjson
from lxml import etree

from engine.definitions import DiagramRefused
from engine.definitions.reading.names import BPMN, CAMUNDA, local
from engine.definitions.safe_json import parse_json
from engine.importing.assigning import assign
from engine.importing.beside import add_form_js, fixed, form_js_named, slug
from engine.importing.drawn import (
    ZEEBE,
    add_parameter,
    extension,
    holder_of,
    remove,
    set_camunda,
)
from engine.importing.messages import set_key
from engine.importing.people import ask_groups, nobody_asked
from engine.importing.rules import ask_rule
from engine.importing.services import external, message_leaves
from engine.importing.work import Work
from engine.words import Words

_TASKS = {"userTask", "manualTask"}
_CATCHING = {"startEvent", "intermediateCatchEvent", "boundaryEvent"}
_MOST_LEVELS = 20
_PATH = re.compile(r"[A-Za-z_一-鿿]\w*(?:\.\w+)*")


def translate_camunda_8(work: Work) -> None:
    """Translate everything of Camunda 8 in the file."""
    for element in list(work.root.iter(f"{{{BPMN}}}*")):
        kind = local(element)
        if kind == "process":
            _tag(element)
        elif kind == "message":
            _subscription(work, element)
        elif kind == "multiInstanceLoopCharacteristics":
            _loop(work, element)
        elif kind == "callActivity":
            _call(work, element)
        else:
            _mapping(work, element, catching=kind in _CATCHING)
        if kind in _TASKS:
            _people(work, element)
        if kind in _TASKS:
            translate_form(work, element)
        _job(work, element)
        _script(work, element)
        _decision(work, element)


def _value(work: Work, element: etree._Element, text: str | None, what: Words) -> str:
    """Return a value as FEEL: an expression begins with `=`, every other text is that text."""
    if text is None:
        return "null"
    return work.value(element, text, what) if text else '""'


def _mapping(work: Work, element: etree._Element, *, catching: bool) -> None:
    mapping = extension(element, ZEEBE, "ioMapping")
    if mapping is None:
        return
    inputs: dict[str, Any] = {}
    for one in mapping.iterfind(f"{{{ZEEBE}}}input"):
        target = one.get("target", "")
        feel = _value(work, element, one.get("source"), Words(f"the input {target}", f"输入 {target}"))
        path = target.split(".")
        _put(inputs, path if len(path) <= _MOST_LEVELS else [target], feel)
    for name, value in inputs.items():
        add_parameter(element, "input", work.variable(element, name), _context(value))
    for one in mapping.iterfind(f"{{{ZEEBE}}}output"):
        _output(work, element, one, catching)
    remove(mapping)


def _put(into: dict[str, Any], path: list[str], feel: str) -> None:
    """Put a value at `a.b.c`: targets of Camunda 8 build contexts."""
    for name in path[:-1]:
        inner = into.setdefault(name, {})
        if not isinstance(inner, dict):
            inner = into[name] = {}
        into = inner
    into[path[-1]] = feel


def _context(value: Any) -> str:
    if isinstance(value, str):
        return value
    entries = (f"{json.dumps(name, ensure_ascii=False)}: {_context(inner)}" for name, inner in value.items())
    return "{" + ", ".join(entries) + "}"


def _output(work: Work, element: etree._Element, one: etree._Element, catching: bool) -> None:
    target = one.get("target", "")
    name = work.variable(element, target)
    source = one.get("source", "")
    what = Words(f"the output {name}", f"输出 {name}")
    plain = source.removeprefix("=").strip()
    if catching and _PATH.fullmatch(plain):
        # What a message brings is seen here under the name `message`.
        add_parameter(element, "output", name, f"message.{plain}")
        work.translated(
            element,
            f"{what}: `{source}` is `message.{plain}`",
            f"{what.zh}：`{source}` 译为 `message.{plain}`",
        )
        return
    add_parameter(element, "output", name, _value(work, element, source, what))
    if catching:
        work.decide(
            element,
            f"{what}: what the message brings must be written message.NAME in `{plain}`",
            f"{what.zh}：`{plain}` 中消息带来的值须写成 message.名称",
        )


def _people(work: Work, task: etree._Element) -> None:
    assignment = extension(task, ZEEBE, "assignmentDefinition")
    groups: list[str] = []
    if assignment is not None:
        assignee, listed = assignment.get("assignee"), assignment.get("candidateGroups", "")
        if assignee:
            made = work.value(task, assignee, Words("the assignee", "负责人"))
            set_camunda(task, "assignee", made)
            work.decide(
                task,
                f"the assignee {made} is a user of Camunda; here it must give the id of one of our people",
                f"负责人 {made} 是 Camunda 中的用户；这里须给出本系统人员的编号",
            )
        groups = _groups(work, task, listed)
        if assignment.get("candidateUsers"):
            work.left_out(
                task,
                "candidateUsers: name departments in camunda:candidateGroups",
                "candidateUsers：请在 camunda:candidateGroups 写部门",
            )
        remove(assignment)
    ask_groups(work, task, groups)
    if not groups and task.get(f"{{{CAMUNDA}}}assignee") is None:
        nobody_asked(work, task, None)
    schedule, priority = extension(task, ZEEBE, "taskSchedule"), extension(task, ZEEBE, "priorityDefinition")
    if schedule is not None:
        for name in ("dueDate", "followUpDate"):
            text = schedule.get(name)
            if text:
                set_camunda(
                    task, name, work.value(task, text, Words(name, name)) if text.startswith("=") else text
                )
        remove(schedule)
    if priority is not None:
        text = priority.get("priority", "")
        set_camunda(
            task,
            "priority",
            work.value(task, text, Words("priority", "优先级")) if text.startswith("=") else text,
        )
        remove(priority)
    mark = extension(task, ZEEBE, "userTask")
    if mark is not None:
        remove(mark)


def _groups(work: Work, task: etree._Element, text: str) -> list[str]:
    """Return the groups of a comma list or of a FEEL list of texts; another expression is told."""
    if not text.startswith("="):
        return [group.strip() for group in text.split(",") if group.strip()]
    try:
        listed = orjson.loads(text[1:])
    except orjson.JSONDecodeError:
        listed = None
    if isinstance(listed, list) and all(isinstance(one, str) for one in listed):
        return listed
    work.decide(
        task,
        f"the candidate groups `{text}` are chosen while running: write departments, such as repair@county",
        f"候选组 `{text}` 在运行时确定：请写部门，如 repair@county",
    )
    return []


def translate_form(work: Work, element: etree._Element) -> None:
    """Translate the form of a task or of a start event into the package."""
    definition = extension(element, ZEEBE, "formDefinition")
    if definition is None:
        return
    reference = (
        definition.get("formId") or definition.get("formKey") or definition.get("externalReference") or ""
    )
    remove(definition)
    embedded = reference.removeprefix("camunda-forms:bpmn:")
    form = _embedded(work, embedded) if embedded != reference else form_js_named(work, reference)
    name = slug(str(form.get("id") or embedded) if form is not None else embedded)
    if form is not None:
        name = add_form_js(work, element, form, name)
    else:
        work.decide(
            element,
            f"the form {reference!r} did not come with the diagram: write forms/{name}.json",
            f"表单 {reference!r} 没有随图提供：请写 forms/{name}.json",
        )
    set_camunda(element, "formKey", name)


def _embedded(work: Work, key: str) -> dict[str, Any] | None:
    """Return a form that stands in the diagram itself, in the extensions of the process."""
    for held in work.root.iter(f"{{{ZEEBE}}}userTaskForm"):
        if held.get("id") == key:
            try:
                return parse_json((held.text or "").encode(), key)
            except DiagramRefused:
                return None
    return None


def _job(work: Work, element: etree._Element) -> None:
    headers = extension(element, ZEEBE, "taskHeaders")
    if headers is not None and local(element) not in _TASKS:
        for header in headers.iterfind(f"{{{ZEEBE}}}header"):
            name = work.variable(element, header.get("key", ""))
            value = json.dumps(header.get("value", ""), ensure_ascii=False)
            add_parameter(element, "input", name, value)
            work.translated(
                element, f"the header {name} is an input parameter", f"任务头 {name} 改为输入参数"
            )
        remove(headers)
    definition = extension(element, ZEEBE, "taskDefinition")
    if definition is None:
        return
    if local(element) in ("intermediateThrowEvent", "endEvent"):
        message_leaves(work, element, definition.get("type", ""))
        remove(definition)
        return
    kind = fixed(work, definition.get("type", ""))
    if kind is None:
        work.decide(
            element,
            f"the job type `{definition.get('type')}` is chosen while running: write camunda:topic",
            f"作业类型 `{definition.get('type')}` 在运行时确定：请在 camunda:topic 写主题",
        )
    else:
        external(work, element, kind, "the job type", "作业类型")
    if definition.get("retries"):
        work.left_out(
            element,
            f"retries={definition.get('retries')}: effects are retried as their handler says",
            f"retries={definition.get('retries')}：效果按其处理程序重试",
        )
    remove(definition)


def _script(work: Work, element: etree._Element) -> None:
    script = extension(element, ZEEBE, "script")
    if script is None:
        return
    name = work.variable(element, script.get("resultVariable", "result"))
    feel = work.value(element, script.get("expression", ""), Words("the script", "脚本"))
    remove(script)
    assign(element, {name: feel})


def _decision(work: Work, element: etree._Element) -> None:
    decision = extension(element, ZEEBE, "calledDecision")
    if decision is None:
        return
    key, variable = fixed(work, decision.get("decisionId", "")), decision.get("resultVariable", "result")
    remove(decision)
    ask_rule(work, element, key, decision.get("decisionId", ""), work.variable(element, variable))


def _subscription(work: Work, message: etree._Element) -> None:
    found = extension(message, ZEEBE, "subscription")
    if found is None:
        return
    key = found.get("correlationKey", "")
    remove(found)
    if key:
        set_key(work, message, work.value(message, key, Words("the correlation key", "关联键")))


def _loop(work: Work, loop: etree._Element) -> None:
    found = extension(loop, ZEEBE, "loopCharacteristics")
    if found is None:
        return
    what = Words("the collection", "集合")
    set_camunda(loop, "collection", _value(work, loop, found.get("inputCollection"), what))
    if found.get("inputElement"):
        set_camunda(loop, "elementVariable", work.variable(loop, found.get("inputElement", "")))
    collection, item = found.get("outputCollection"), found.get("outputElement", "")
    remove(found)
    if collection:
        _collected(work, loop, work.variable(loop, collection), item)


def _collected(work: Work, loop: etree._Element, collection: str, item: str) -> None:
    """Collect a value of each member: a variable as it is, an expression by an output parameter."""
    activity = loop.getparent()
    name = item.removeprefix("=").strip()
    if activity is not None and not name.isidentifier():
        made = work.value(loop, item, Words("what each member leaves", "每个成员留下的值"))
        name = f"{collection}_item"
        add_parameter(activity, "output", name, made)
    _declare(work, loop, collection)
    reference = etree.Element(f"{{{BPMN}}}loopDataOutputRef")
    reference.text = collection
    output = etree.Element(
        f"{{{BPMN}}}outputDataItem", {"id": f"{loop.get('id') or collection}_output", "name": name}
    )
    at = sum(1 for one in loop if local(one) in ("documentation", "extensionElements", "loopCardinality"))
    loop.insert(at, reference)
    loop.insert(at + 1, output)
    work.translated(
        loop, f"{name} of each member is collected in {collection}", f"每个成员的 {name} 收集到 {collection}"
    )


def _declare(work: Work, loop: etree._Element, collection: str) -> None:
    """Declare the collection as a data object, to which BPMN's loopDataOutputRef refers: a modeler that finds
    none drops the reference when it saves.
    """
    if any(element.get("id") == collection for element in work.root.iter(f"{{{BPMN}}}*")):
        return
    scope = loop.getparent()
    while scope is not None and local(scope) not in ("process", "subProcess"):
        scope = scope.getparent()
    if scope is not None:
        before = sum(1 for one in scope if local(one) in ("documentation", "extensionElements", "laneSet"))
        scope.insert(before, etree.Element(f"{{{BPMN}}}dataObject", {"id": collection, "name": collection}))


def _tag(process: etree._Element) -> None:
    """Keep the tag by which calls find a process' version."""
    tag = extension(process, ZEEBE, "versionTag")
    if tag is not None:
        set_camunda(process, "versionTag", tag.get("value", ""))
        remove(tag)


def _call(work: Work, element: etree._Element) -> None:
    called = extension(element, ZEEBE, "calledElement")
    if called is not None:
        process = fixed(work, called.get("processId", ""))
        if process is None:
            work.decide(
                element,
                f"the called process `{called.get('processId')}` is chosen while running: draw a gateway, "
                f"and a call activity each",
                f"被调用的流程 `{called.get('processId')}` 在运行时选择：请画网关，每个流程一个调用活动",
            )
        else:
            element.set("calledElement", process)
        everything_in = called.get("propagateAllParentVariables", "true") != "false"
        everything_out = called.get("propagateAllChildVariables", "true") != "false"
        binding = called.get("bindingType")
        if binding is not None:
            set_camunda(element, "calledElementBinding", binding)
        tag = called.get("versionTag")
        if tag is not None:
            set_camunda(element, "calledElementVersionTag", tag)
        remove(called)
    else:
        everything_in = everything_out = True
    _passed(work, element, everything_in, everything_out)


def _passed(work: Work, element: etree._Element, everything_in: bool, everything_out: bool) -> None:
    """Translate what a called process gets and gives back; Camunda 8 gives all, unless told otherwise."""
    holder = holder_of(element)
    mapping = extension(element, ZEEBE, "ioMapping")
    ways = {"in": ("input", everything_in), "out": ("output", everything_out)}
    for tag, (way, everything) in ways.items():
        given = list(mapping.iterfind(f"{{{ZEEBE}}}{way}")) if mapping is not None else []
        if everything and not (tag == "out" and given):
            etree.SubElement(holder, f"{{{CAMUNDA}}}{tag}", {"variables": "all"})
            work.translated(
                element, f"all variables go {tag}", "传入全部变量" if tag == "in" else "取回全部变量"
            )
        for one in given:
            target = work.variable(element, one.get("target", ""))
            what = Words(f"what goes {tag} as {target}", f"{'传入' if tag == 'in' else '取回'} {target} 的值")
            source = _value(work, element, one.get("source"), what)
            etree.SubElement(holder, f"{{{CAMUNDA}}}{tag}", {"sourceExpression": source, "target": target})
    if mapping is not None:
        remove(mapping)
