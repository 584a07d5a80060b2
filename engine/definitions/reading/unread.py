"""Find everything in a file that nobody reads, by the table of what is understood.

Attributes and elements of BPMN, of Camunda 7 and of `huan:` that the table does not name are told, and so are
those of other engines, which a designer believes in. Left alone is what no engine executes: diagram
interchange with colours, notes of modelling tools, and namespaces of companies (ISO/IEC 19510 §8.2.3: an
extension that is not understood may be ignored, unless `mustUnderstand` says otherwise; `bpmn:extension`
itself is refused).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.definitions.model import Unread
from engine.definitions.reading.names import (
    BPMN,
    CAMUNDA,
    HUAN,
    children,
    elements,
    line_of,
    local,
    name_of,
    namespace,
    split,
)
from engine.definitions.reading.understood import (
    EXTENSIONS,
    FLOW_NODES,
    FOR_PEOPLE,
    NOTHING,
    SINGLE,
    UNDERSTOOD,
    Understood,
)
from engine.words import Words

#: Namespaces of engines whose extensions say how to execute; by a part of the address.
ENGINES = {
    "camunda.org/schema/zeebe": "zeebe",
    "activiti.org/bpmn": "activiti",
    "flowable.org/bpmn": "flowable",
    "spiffworkflow.org/bpmn": "spiffworkflow",
    "jboss.org/drools": "drools",
    "bpmn.sourceforge.net": "yaoqiang",
}
_PREFIXES = {CAMUNDA: "camunda", HUAN: "huan"}
_REMEDIES: dict[str, Words] = {
    "candidateUsers": Words(
        "name departments in camunda:candidateGroups, or one person in camunda:assignee",
        "请在 camunda:candidateGroups 中写部门，或在 camunda:assignee 中写一个人",
    ),
    **dict.fromkeys(
        ("dueDate", "followUpDate"),
        Words("only people's tasks have it: draw a user task", "只有人的任务才有：请画用户任务"),
    ),
    **dict.fromkeys(
        ("formRef", "formData", "formHandlerClass"),
        Words(
            "write forms/NAME.json, and NAME in camunda:formKey",
            "请写 forms/NAME.json，并在 camunda:formKey 中写 NAME",
        ),
    ),
    "formKey": Words(
        "only user tasks and the start event have a form: draw a user task",
        "只有用户任务和开始事件有表单：请画用户任务",
    ),
    "assignee": Words("only people have an assignee: draw a user task", "只有人才能被指派：请画用户任务"),
    "candidateGroups": Words(
        "only people belong to groups: draw a user task", "只有人才属于候选组：请画用户任务"
    ),
    **dict.fromkeys(
        ("class", "delegateExpression", "expression", "operationRef"),
        Words(
            'use camunda:type="external" and camunda:topic', '请用 camunda:type="external" 和 camunda:topic'
        ),
    ),
    "resultVariable": Words("map the result in an output parameter", "请在输出参数中映射结果"),
    "connector": Words(
        'use camunda:type="external" and the topic webhook', '请用 camunda:type="external" 和主题 webhook'
    ),
    "field": Words("pass the value in an input parameter", "请用输入参数传值"),
    **dict.fromkeys(
        ("taskListener", "executionListener"),
        Words(
            "draw what it does as a service task, or compute values in output parameters",
            "请把它做的事画成服务任务，或在输出参数中计算",
        ),
    ),
    "script": Words("write FEEL as the text of the parameter", "请在参数的文本中写 FEEL"),
    "list": Words(
        "write a FEEL list as the text of the parameter, such as [1, 2]",
        "请在参数的文本中写 FEEL 列表，例如 [1, 2]",
    ),
    "map": Words(
        'write a FEEL context as the text of the parameter, such as {a: 1, b: "x"}',
        '请在参数的文本中写 FEEL 上下文，例如 {a: 1, b: "x"}',
    ),
    "inputOutput": Words(
        "compute values in the output parameters of a task before it", "请在它前面任务的输出参数中计算"
    ),
    **dict.fromkeys(
        ("errorCodeVariable", "errorMessageVariable", "escalationCodeVariable"),
        Words(
            "map message.code in an output parameter of the event", "请在事件的输出参数中映射 message.code"
        ),
    ),
    "errorEventDefinition": Words(
        "let the effect fail, and catch it with an error boundary event",
        "请让外部动作失败，并用错误边界事件捕获",
    ),
    **dict.fromkeys(
        ("asyncBefore", "asyncAfter", "exclusive"),
        Words(
            "remove it: every effect is a job of its own, and each step is one transaction",
            "请删除：每个外部动作都是单独的作业，每一步是一个事务",
        ),
    ),
    "failedJobRetryTimeCycle": Words(
        "remove it: effects are retried as their handler says", "请删除：外部动作按其处理器的规定重试"
    ),
    **dict.fromkeys(
        ("jobPriority", "taskPriority"),
        Words("remove it: effects have no priority", "请删除：外部动作没有优先级"),
    ),
    "historyTimeToLive": Words("remove it: history is kept whole", "请删除：历史完整保留"),
    "initiator": Words(
        "remove it: who opened the order is in order.opened_by", "请删除：建单人在 order.opened_by 中"
    ),
    "businessKey": Words(
        "remove it: a called process has the key of its caller", "请删除：被调用的流程沿用调用者的业务键"
    ),
    **dict.fromkeys(
        ("decisionRefVersion", "decisionRefVersionTag"),
        Words(
            "remove it: a decision is the one of the same version of the package",
            "请删除：决策总是取流程包同一版本中的",
        ),
    ),
    "decisionRefTenantId": Words("remove it: there are no tenants", "请删除：没有租户"),
    "calledElementTenantId": Words("remove it: there are no tenants", "请删除：没有租户"),
    "caseRef": Words("call a process: set calledElement", "请调用流程：设置 calledElement"),
    "local": Words("remove it, and name the values that are passed", "请删除，并写明传递哪些值"),
    **dict.fromkeys(
        ("potentialOwner", "resourceRole"),
        Words("use camunda:candidateGroups", "请用 camunda:candidateGroups"),
    ),
    **dict.fromkeys(("humanPerformer", "performer"), Words("use camunda:assignee", "请用 camunda:assignee")),
    "participantMultiplicity": Words("draw one pool", "请只画一个泳池"),
    "import": Words("put everything into one file", "请把内容放在一个文件中"),
    "extension": Words("remove it: no extension can be demanded", "请删除：不能强制要求扩展"),
    "resource": Words(
        "write the FEEL expression as the text of the condition", "请把 FEEL 表达式写成条件的文本"
    ),
}
REMEDY = Words("remove it", "请删除它")
#: What a person sees as a thing of its own, and findings are told of.
_DRAWN = FLOW_NODES | {"sequenceFlow"}
_PEOPLE = Understood(camunda=frozenset({"modelerTemplate"}), extensions=frozenset({"properties"}))


#: Of what is drawn for people, what all the same would be executed.
_EXECUTED = {"participantMultiplicity"}


def find_unread(definitions: etree._Element) -> tuple[Unread, ...]:
    """Return everything in a file that is not read, in document order."""
    found = list(_attributes(definitions, UNDERSTOOD["definitions"], definitions))
    found += _children(definitions, UNDERSTOOD["definitions"], None)
    return tuple(found)


def _element(element: etree._Element, drawn: etree._Element) -> Iterator[Unread]:
    """Yield what is not read of a BPMN element and below it; `drawn` is what a person sees of it."""
    tag = local(element)
    if tag in FOR_PEOPLE:
        yield from _for_people(element, drawn)
    elif tag in UNDERSTOOD:
        yield from _attributes(element, UNDERSTOOD[tag], drawn)
        yield from _children(element, UNDERSTOOD[tag], drawn)
    # What remains are nodes and events that the rule `supported` refuses as a whole.


def _attributes(element: etree._Element, known: Understood, drawn: etree._Element) -> Iterator[Unread]:
    for key in element.attrib:
        space, name = split(key)
        if space is not None:
            yield from _foreign_attribute(element, space, name, known, drawn)
        elif name not in known.attributes:
            yield _unread(element, drawn, _same(name), name)


def _foreign_attribute(
    element: etree._Element, space: str, name: str, known: Understood, drawn: etree._Element
) -> Iterator[Unread]:
    prefix = _engine(space)
    allowed = {CAMUNDA: known.camunda, HUAN: known.huan}.get(space, NOTHING)
    if prefix is not None and name not in allowed:
        yield _unread(element, drawn, _same(f"{prefix}:{name}"), name)


def _children(element: etree._Element, known: Understood, drawn: etree._Element | None) -> Iterator[Unread]:
    """Yield what is not read of an element's children; `drawn` None makes each child its own."""
    seen: dict[str, str] = {}
    for child in elements(element):
        tag = local(child)
        own = child if drawn is None or tag in _DRAWN else drawn
        if namespace(child) != BPMN:
            yield from _extension(child, NOTHING, element if drawn is None else drawn)
        elif tag not in known.children:
            yield _unread(child, own, _same(tag), tag)
        elif tag in SINGLE and SINGLE[tag] in seen:
            first = seen[SINGLE[tag]]
            what = Words(f"{tag} beside {first}", f"{first} 之外的 {tag}")
            if first == tag:
                what = Words(f"a second {tag}", f"第二个 {tag}")
            remedy = Words("keep one of them", "请只保留一个")
            yield Unread(own.get("id"), _name(own), what, remedy, line_of(child))
        else:
            seen.setdefault(SINGLE.get(tag, ""), tag)
            if tag == "extensionElements":
                yield from _extensions(child, known, element if drawn is None else drawn)
            else:
                yield from _element(child, own)


def _for_people(element: etree._Element, drawn: etree._Element) -> Iterator[Unread]:
    """Look only for what engines would execute: BPMN's own attributes and children mean nothing here."""
    for key in element.attrib:
        space, name = split(key)
        if space is not None:
            yield from _foreign_attribute(element, space, name, _PEOPLE, drawn)
    for child in children(element):
        tag = local(child)
        own = child if tag in _DRAWN or child.get("id") else drawn
        if tag in _EXECUTED:
            yield _unread(child, drawn, _same(tag), tag)
        elif tag == "extensionElements":
            yield from _extensions(child, _PEOPLE, drawn)
        elif tag in FOR_PEOPLE:
            yield from _for_people(child, own)


def _extensions(element: etree._Element, known: Understood, drawn: etree._Element) -> Iterator[Unread]:
    for child in elements(element):
        yield from _extension(child, known.extensions, drawn)


def _extension(element: etree._Element, known: frozenset[str], drawn: etree._Element) -> Iterator[Unread]:
    """Yield an element of another namespace when an engine would read it, or what in it is not read."""
    name, space = local(element), namespace(element)
    if space == BPMN:
        yield _unread(element, drawn, Words(f"{name} among extensions", f"扩展元素中的 {name}"), name)
    elif space == CAMUNDA and name in known:
        yield from _inside(element, drawn)
    elif (prefix := _engine(space)) is not None:
        yield _unread(element, drawn, _same(f"{prefix}:{name}"), name)


def _inside(element: etree._Element, drawn: etree._Element) -> Iterator[Unread]:
    """Yield what is not read inside an extension element of Camunda's."""
    own = local(element)
    attributes, within = EXTENSIONS[own]
    for key in element.attrib:
        _, name = split(key)
        if name not in attributes:
            yield _unread(element, drawn, Words(f"{name} of camunda:{own}", f"camunda:{own} 的 {name}"), name)
    for child in elements(element):
        if namespace(child) == CAMUNDA and local(child) in within:
            yield from _inside(child, drawn)
        else:
            inner = local(child)
            yield _unread(
                child, drawn, Words(f"{inner} inside camunda:{own}", f"camunda:{own} 中的 {inner}"), inner
            )


def _engine(space: str | None) -> str | None:
    """Return the usual prefix of an engine's namespace; None for one that no engine reads."""
    if space is None or space in _PREFIXES:
        return _PREFIXES.get(space or "")
    return next((prefix for part, prefix in ENGINES.items() if part in space), None)


def _unread(element: etree._Element, drawn: etree._Element, what: Words, name: str) -> Unread:
    prefix = what.partition(":")[0]
    remedy = _REMEDIES.get(name, REMEDY)
    if prefix in ENGINES.values():
        remedy = Words(
            "use the attributes of Camunda 7 and huan: that docs/packages.md lists",
            "请用 docs/packages.md 列出的 Camunda 7 和 huan: 属性",
        )
    return Unread(drawn.get("id"), _name(drawn), what, remedy, line_of(element))


def _same(name: str) -> Words:
    """Return a name of XML, which is the same in every language."""
    return Words(name, name)


def _name(drawn: etree._Element) -> str:
    return name_of(drawn)
