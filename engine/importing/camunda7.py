"""Camunda 7: attributes and extension elements of the camunda namespace, with JUEL in them."""

from __future__ import annotations

import re

from lxml import etree

from engine.definitions.reading.names import BPMN, CAMUNDA, children, elements, local, text_in
from engine.importing.assigning import assign
from engine.importing.beside import add_form, add_form_js, form_js_named, slug
from engine.importing.drawn import (
    add_parameter,
    extension,
    extensions,
    parameters,
    remove,
    set_camunda,
    take,
)
from engine.importing.expressions import Untranslatable
from engine.importing.forms import from_form_data
from engine.importing.people import ask_groups, nobody_asked
from engine.importing.rules import take_rule
from engine.importing.services import external, message_leaves
from engine.importing.standard import is_iso
from engine.importing.work import Work, refused_always
from engine.words import Words

_TASKS = {"userTask", "manualTask"}
#: How a task of Camunda 7 names the code that does it.
_IMPLEMENTATIONS = {
    "class": ("the Java class", "Java 类"),
    "delegateExpression": ("the delegate", "委托"),
    "expression": ("the expression", "表达式"),
}
_FORM_KEY = re.compile(r"(?:camunda-forms|embedded):(?:deployment|app|engine):(.+)")
_PLAIN = re.compile(r"[A-Za-z_][\w.-]*")


def translate_camunda_7(work: Work) -> None:
    """Translate everything of Camunda 7 in the file."""
    for element in list(work.root.iter(f"{{{BPMN}}}*")):
        kind = local(element)
        _mappings(work, element)
        if kind in _TASKS:
            _people(work, element)
        if kind in _TASKS:
            translate_form(work, element)
        if kind in ("serviceTask", "sendTask", "businessRuleTask", "messageEventDefinition"):
            _service(work, element)
        elif kind == "scriptTask":
            _script(work, element)
        elif kind == "callActivity":
            _call(work, element)
        elif kind == "multiInstanceLoopCharacteristics":
            _collection(work, element)
        elif kind in ("errorEventDefinition", "escalationEventDefinition"):
            _codes(work, element)


def _people(work: Work, task: etree._Element) -> None:
    groups = [group.strip() for group in (take(task, CAMUNDA, "candidateGroups") or "").split(",")]
    ask_groups(work, task, [group for group in groups if group])
    for name in ("assignee", "dueDate", "followUpDate", "priority"):
        text = take(task, CAMUNDA, name)
        if text is None:
            continue
        what = Words(name, name)
        if name in ("dueDate", "followUpDate") and is_iso(text):
            made = text
        elif name == "priority" and text.strip().lstrip("-").isdecimal():
            made = text.strip()
        else:
            made = work.value(task, text, what)
        if name == "assignee":
            work.decide(
                task,
                f"the assignee {made} is a user of Camunda; here it must give the id of one of our people",
                f"负责人 {made} 是 Camunda 中的用户；这里须给出本系统人员的编号",
            )
        set_camunda(task, name, made)
    if not groups[0] and task.get(f"{{{CAMUNDA}}}assignee") is None:
        nobody_asked(work, task, None)


def translate_form(work: Work, element: etree._Element) -> None:
    """Translate the form of a task or of a start event into the package."""
    data = extension(element, CAMUNDA, "formData")
    reference = take(element, CAMUNDA, "formRef")
    for extra in ("formRefBinding", "formRefVersion"):
        take(element, CAMUNDA, extra)
    key = element.get(f"{{{CAMUNDA}}}formKey")
    name = None
    if data is not None:
        made = from_form_data(data, element.get("name", ""), lambda one: work.variable(element, one))
        name = add_form(work, element, element.get("id", "form"), made)
        remove(data)
    elif reference is not None or key is not None:
        wanted = reference or _file_of(key or "")
        form = form_js_named(work, wanted)
        name = slug(wanted.rsplit("/", 1)[-1].rsplit(".", 1)[0])
        if form is not None:
            name = add_form_js(work, element, form, name)
        else:
            _no_form(work, element, reference or key or "", name)
    if name is not None:
        set_camunda(element, "formKey", name)
        _keep_form_values(work, element, name)


def _file_of(key: str) -> str:
    match = _FORM_KEY.fullmatch(key.strip())
    return match.group(1) if match else key


def _no_form(work: Work, element: etree._Element, reference: str, name: str) -> None:
    what = "an HTML form" if reference.endswith((".html", ".jsp", ".xhtml")) else "a form"
    work.decide(
        element,
        f"{reference!r} is {what} that did not come with the diagram, or that is no schema: write "
        f"forms/{name}.json",
        f"{reference!r} 这个表单没有随图提供，或不是 JSON Schema：请写 forms/{name}.json",
    )


def _keep_form_values(work: Work, element: etree._Element, name: str) -> None:
    """Write the form's values also where output parameters stand: Camunda 7 writes both."""
    written = parameters(element, "output")
    if not written or local(element) not in _TASKS:
        return
    for field in work.forms.get(name, {}).get("properties", {}):
        if field not in written:
            add_parameter(element, "output", field, field)
            work.translated(element, f"the form's {field} is written too", f"表单的 {field} 也写入")


def _mappings(work: Work, element: etree._Element) -> None:
    """Translate input and output parameters: texts with `${…}`, lists and maps; scripts are told."""
    for mapping in extensions(element, CAMUNDA, "inputOutput"):
        for parameter in list(elements(mapping)):
            name = work.variable(element, parameter.get("name", ""))
            what = Words(f"the parameter {name}", f"参数 {name}")
            made = _parameter(work, element, parameter, what)
            for child in list(parameter):
                parameter.remove(child)
            parameter.set("name", name)
            parameter.text = made


def _parameter(work: Work, element: etree._Element, parameter: etree._Element, what: Words) -> str:
    inner = next(elements(parameter), None)
    if inner is None:
        text = text_in(parameter)
        return work.value(element, text, what) if text else "null"
    if local(inner) == "list":
        return "[" + ", ".join(_nested(work, element, one, what) for one in elements(inner)) + "]"
    if local(inner) == "map":
        entries = (
            f'"{one.get("key", "")}": {_parameter(work, element, one, what)}' for one in elements(inner)
        )
        return "{" + ", ".join(entries) + "}"
    text = text_in(inner)
    language = inner.get("scriptFormat", local(inner))
    work.untranslated(element, text, what, Words(f"it is a script ({language})", f"它是脚本（{language}）"))
    return refused_always(text)


def _nested(work: Work, element: etree._Element, item: etree._Element, what: Words) -> str:
    if local(item) == "value":
        return work.value(element, text_in(item), what)
    holder = etree.Element("holder")
    holder.append(item)
    return _parameter(work, element, holder, what)


def _service(work: Work, element: etree._Element) -> None:
    """Translate what does a task, or a thrown message: class, delegate, expression, connector, topic."""
    decision = element.get(f"{{{CAMUNDA}}}decisionRef")
    if decision is not None:
        _decision(work, element, decision)
        return
    if local(element) == "messageEventDefinition":
        _sender(work, element)
        return
    topic = take(element, CAMUNDA, "topic")
    if topic is not None:
        external(work, element, topic, "the topic", "主题")
        _fields(work, element)
        return
    connector = extension(element, CAMUNDA, "connector")
    if connector is not None:
        _connector(work, element, connector)
        return
    for name, (what, what_zh) in _IMPLEMENTATIONS.items():
        text = take(element, CAMUNDA, name)
        if text is None:
            continue
        if name == "expression" and _calculated(work, element, text):
            return
        _fields(work, element)
        external(work, element, text.strip("#${} "), what, what_zh)
        variable = take(element, CAMUNDA, "resultVariable")
        if variable is not None:
            work.decide(
                element,
                f"its result went to {variable!r}: write an output parameter {variable} from what the "
                f"topic gives",
                f"其结果写入 {variable!r}：请用主题的返回值写输出参数 {variable}",
            )
        return


def _sender(work: Work, definition: etree._Element) -> None:
    """Tell what sent a message: here a thrown message goes to whoever waits for it in this engine."""
    for name in ("topic", *_IMPLEMENTATIONS):
        text = take(definition, CAMUNDA, name)
        if text is not None:
            take(definition, CAMUNDA, "type")
            message_leaves(work, definition, text)


def _decision(work: Work, element: etree._Element, decision: str) -> None:
    take_rule(work, element, decision)
    binding = element.get(f"{{{CAMUNDA}}}decisionRefBinding", "deployment")
    if binding != "deployment":
        take(element, CAMUNDA, "decisionRefBinding")
        work.left_out(
            element,
            f"the binding {binding} of its decision: a decision is the one of the same version",
            f"其决策的绑定方式 {binding}：决策总是取流程包同一版本中的",
        )
    mapped = element.get(f"{{{CAMUNDA}}}mapDecisionResult", "resultList")
    if mapped == "resultList":
        take(element, CAMUNDA, "mapDecisionResult")
        work.decide(
            element,
            "its result was a list; here it is what the decision gives, such as a value or a context",
            "它的结果原是结果列表；这里是决策给出的值，例如一个值或上下文",
        )
    variable = element.get(f"{{{CAMUNDA}}}resultVariable")
    if variable is not None:
        set_camunda(element, "resultVariable", work.variable(element, variable))


def _calculated(work: Work, element: etree._Element, text: str) -> bool:
    """Make a service task that only calculates a script task of FEEL; return whether it did so."""
    variable = element.get(f"{{{CAMUNDA}}}resultVariable")
    if variable is None or local(element) != "serviceTask":
        return False
    try:
        feel = work.feel(text).text
    except Untranslatable:
        return False
    take(element, CAMUNDA, "resultVariable")
    name = work.variable(element, variable)
    assign(element, {name: feel})
    work.translated(
        element,
        f"the expression `{text}` only calculates: it is a script task that gives {name} = `{feel}`",
        f"表达式 `{text}` 只做计算：改为脚本任务，{name} = `{feel}`",
    )
    return True


def _fields(work: Work, element: etree._Element) -> None:
    """Translate injected fields to input parameters."""
    for field in list(extensions(element, CAMUNDA, "field")):
        name = work.variable(element, field.get("name", ""))
        text = field.get("stringValue") or field.get("expression") or text_in(field)
        add_parameter(
            element, "input", name, work.value(element, text, Words(f"the field {name}", f"字段 {name}"))
        )
        remove(field)


def _connector(work: Work, element: etree._Element, connector: etree._Element) -> None:
    """Translate a connector: its inputs are the task's, and what it does is asked."""
    kind = next((text_in(one) for one in elements(connector) if local(one) == "connectorId"), "connector")
    for mapping in list(elements(connector)):
        if local(mapping) != "inputOutput":
            continue
        for parameter in list(elements(mapping)):
            name = work.variable(element, parameter.get("name", ""))
            what = Words(f"the parameter {name}", f"参数 {name}")
            way = "input" if local(parameter) == "inputParameter" else "output"
            add_parameter(element, way, name, _parameter(work, element, parameter, what))
    remove(connector)
    external(work, element, kind, "the connector", "连接器")


def _script(work: Work, element: etree._Element) -> None:
    language = element.get("scriptFormat", "").lower()
    script = next(children(element, "script"), None)
    if language == "feel" and script is not None:
        return
    text = text_in(script) if script is not None else element.get(f"{{{CAMUNDA}}}resource", "")
    variable = element.get(f"{{{CAMUNDA}}}resultVariable")
    if language == "juel" and variable is not None:
        name = work.variable(element, variable)
        assign(element, {name: work.value(element, text, Words("the script", "脚本"))})
        return
    element.set("scriptFormat", language or "unknown")  # without one it would be taken for FEEL
    reason = Words(f"it is {language or 'a script'}", f"它是 {language or '脚本'}")
    work.untranslated(element, text, Words("the script", "脚本"), reason)


def _call(work: Work, element: etree._Element) -> None:
    called = element.get("calledElement", "")
    if "${" in called or "#{" in called:
        work.decide(
            element,
            f"the called process `{called}` is chosen while running: draw a gateway and a call for each",
            f"被调用的流程 `{called}` 在运行时选择：请画网关，每个流程一个调用活动",
        )
    for tag in ("in", "out"):
        for passed in list(extensions(element, CAMUNDA, tag)):
            _passed(work, element, passed)


def _passed(work: Work, element: etree._Element, passed: etree._Element) -> None:
    if passed.get("businessKey") is not None:
        work.left_out(
            element,
            "the business key that is passed: a called process has the key of its caller",
            "传递的业务键：被调用的流程使用调用者的键",
        )
        remove(passed)
        return
    if passed.attrib.pop("local", ""):
        work.left_out(element, "local of a mapping: name the values", "映射的 local：请列出要传的值")
    target = passed.get("target")
    if target is not None:
        passed.set("target", work.variable(element, target))
    expression, source = passed.get("sourceExpression"), passed.get("source")
    if expression is not None:
        what = Words(f"what is passed as {target}", f"传为 {target} 的值")
        passed.set("sourceExpression", work.value(element, expression, what))
    elif source is not None and (read := work.names.renamed.get(source)) is not None:
        # A field of the order, or a variable that has another name here, is read by an expression.
        del passed.attrib["source"]
        work.names.used.add(source)
        passed.set("sourceExpression", read)


def _collection(work: Work, loop: etree._Element) -> None:
    collection = loop.get(f"{{{CAMUNDA}}}collection")
    if collection is not None:
        text = f"${{{collection}}}" if _PLAIN.fullmatch(collection) else collection
        set_camunda(loop, "collection", work.value(loop, text, Words("the collection", "集合")))
    item = loop.get(f"{{{CAMUNDA}}}elementVariable")
    if item is not None:
        set_camunda(loop, "elementVariable", work.variable(loop, item))


def _codes(work: Work, definition: etree._Element) -> None:
    """Translate the variable that takes the code of a caught error or escalation."""
    event = definition.getparent()
    for name in ("errorCodeVariable", "escalationCodeVariable"):
        variable = take(definition, CAMUNDA, name)
        if variable is not None and event is not None:
            target = work.variable(event, variable)
            add_parameter(event, "output", target, "message.code")
            work.translated(event, f"{target} takes message.code", f"{target} 取 message.code")
