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
_REMEDIES = {
    "candidateUsers": "name departments in camunda:candidateGroups, or one person in camunda:assignee",
    "dueDate": "name the limit of the order in huan:limit, or draw a timer boundary event",
    "followUpDate": "draw a timer event before the task",
    "formRef": "write forms/NAME.json, and NAME in camunda:formKey",
    "formData": "write forms/NAME.json, and NAME in camunda:formKey",
    "formHandlerClass": "write forms/NAME.json, and NAME in camunda:formKey",
    "formKey": "only user tasks and the start event have a form: draw a user task",
    "assignee": "only people have an assignee: draw a user task",
    "candidateGroups": "only people belong to groups: draw a user task",
    "class": 'use camunda:type="external" and camunda:topic',
    "delegateExpression": 'use camunda:type="external" and camunda:topic',
    "expression": 'use camunda:type="external" and camunda:topic',
    "resultVariable": "map the result in an output parameter",
    "connector": 'use camunda:type="external" and the topic webhook',
    "field": "pass the value in an input parameter",
    "taskListener": "draw what it does as a service task, or compute values in output parameters",
    "executionListener": "draw what it does as a service task, or compute values in output parameters",
    "script": "write FEEL as the text of the parameter",
    "list": "write a FEEL list as the text of the parameter, such as [1, 2]",
    "map": 'write a FEEL context as the text of the parameter, such as {a: 1, b: "x"}',
    "inputOutput": "compute values in the output parameters of a task before it",
    "errorCodeVariable": "map message.code in an output parameter of the event",
    "errorMessageVariable": "map message.code in an output parameter of the event",
    "escalationCodeVariable": "map message.code in an output parameter of the event",
    "errorEventDefinition": "let the effect fail, and catch it with an error boundary event",
    "asyncBefore": "remove it: every effect is a job of its own, and each step is one transaction",
    "asyncAfter": "remove it: every effect is a job of its own, and each step is one transaction",
    "exclusive": "remove it: every effect is a job of its own, and each step is one transaction",
    "failedJobRetryTimeCycle": "remove it: effects are retried as their handler says",
    "jobPriority": "remove it: effects have no priority",
    "taskPriority": "remove it: effects have no priority",
    "historyTimeToLive": "remove it: history is kept whole",
    "versionTag": "remove it: a version is told by its number and the hash of its files",
    "initiator": "remove it: who opened the order is in order.opened_by",
    "businessKey": "remove it: a called process has the key of its caller",
    "calledElementVersion": "remove it: a call takes the active version",
    "calledElementVersionTag": "remove it: a call takes the active version",
    "calledElementTenantId": "remove it: there are no tenants",
    "caseRef": "call a process: set calledElement",
    "local": "remove it, and name the values that are passed",
    "ioSpecification": "use camunda:inputOutput",
    "dataInputAssociation": "use camunda:inputOutput; data objects may be drawn without arrows",
    "dataOutputAssociation": "use camunda:inputOutput; data objects may be drawn without arrows",
    "property": "declare a data object, or a variable by an output parameter",
    "potentialOwner": "use camunda:candidateGroups",
    "humanPerformer": "use camunda:assignee",
    "performer": "use camunda:assignee",
    "resourceRole": "use camunda:candidateGroups",
    "operationRef": 'use camunda:type="external" and camunda:topic',
    "participantMultiplicity": "draw one pool",
    "import": "put everything into one file",
    "extension": "remove it: no extension can be demanded",
    "resource": "write the FEEL expression as the text of the condition",
}
REMEDY = "remove it"
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
            yield _unread(element, drawn, name, name)


def _foreign_attribute(
    element: etree._Element, space: str, name: str, known: Understood, drawn: etree._Element
) -> Iterator[Unread]:
    prefix = _engine(space)
    allowed = {CAMUNDA: known.camunda, HUAN: known.huan}.get(space, NOTHING)
    if prefix is not None and name not in allowed:
        yield _unread(element, drawn, f"{prefix}:{name}", name)


def _children(element: etree._Element, known: Understood, drawn: etree._Element | None) -> Iterator[Unread]:
    """Yield what is not read of an element's children; `drawn` None makes each child its own."""
    seen: dict[str, str] = {}
    for child in elements(element):
        tag = local(child)
        own = child if drawn is None or tag in _DRAWN else drawn
        if namespace(child) != BPMN:
            yield from _extension(child, NOTHING, element if drawn is None else drawn)
        elif tag not in known.children:
            yield _unread(child, own, tag, tag)
        elif tag in SINGLE and SINGLE[tag] in seen:
            first = seen[SINGLE[tag]]
            what = f"a second {tag}" if first == tag else f"{tag} beside {first}"
            yield Unread(own.get("id"), _name(own), what, "keep one of them", line_of(child))
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
            yield _unread(child, drawn, tag, tag)
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
        yield _unread(element, drawn, f"{name} among extensions", name)
    elif space == CAMUNDA and name in known:
        yield from _inside(element, drawn)
    elif (prefix := _engine(space)) is not None:
        yield _unread(element, drawn, f"{prefix}:{name}", name)


def _inside(element: etree._Element, drawn: etree._Element) -> Iterator[Unread]:
    """Yield what is not read inside an extension element of Camunda's."""
    own = local(element)
    attributes, within = EXTENSIONS[own]
    for key in element.attrib:
        _, name = split(key)
        if name not in attributes:
            yield _unread(element, drawn, f"{name} of camunda:{own}", name)
    for child in elements(element):
        if namespace(child) == CAMUNDA and local(child) in within:
            yield from _inside(child, drawn)
        else:
            yield _unread(child, drawn, f"{local(child)} inside camunda:{own}", local(child))


def _engine(space: str | None) -> str | None:
    """Return the usual prefix of an engine's namespace; None for one that no engine reads."""
    if space is None or space in _PREFIXES:
        return _PREFIXES.get(space or "")
    return next((prefix for part, prefix in ENGINES.items() if part in space), None)


def _unread(element: etree._Element, drawn: etree._Element, what: str, name: str) -> Unread:
    prefix = what.partition(":")[0]
    remedy = _REMEDIES.get(name, REMEDY)
    if prefix in ENGINES.values():
        remedy = "use the attributes of Camunda 7 and huan: that docs/packages.md lists"
    return Unread(drawn.get("id"), _name(drawn), what, remedy, line_of(element))


def _name(drawn: etree._Element) -> str:
    return drawn.get("name", "").strip()
