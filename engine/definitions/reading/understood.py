"""What of a BPMN file is read, element by element. Whatever else has meaning for execution is refused.

A table instead of scattered conditions, so that nothing can be drawn and ignored: `unread` walks the whole
file by it. An element's own attributes and children are BPMN's; `camunda` and `huan` are attributes of these
namespaces, `extensions` the elements of Camunda's inside `extensionElements`.

To read something new: read it, add it here, add a row to tests/engine/definitions/test_unread.py and to
docs/packages.md.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Understood:
    """What is read of one element."""

    attributes: frozenset[str] = NOTHING
    children: frozenset[str] = NOTHING
    camunda: frozenset[str] = NOTHING
    huan: frozenset[str] = NOTHING
    extensions: frozenset[str] = NOTHING


_NAMED = {"id", "name"}
_BASE = {"documentation", "extensionElements"}
#: Notes of tools: what an editor keeps about its own templates and links, and free properties.
_TOOLS = {"modelerTemplate", "modelerTemplateVersion", "diagramRelationId"}
_MARKS = {"milestone", "stage", "unsound", "exempt"}
_FLOW_ELEMENT = _BASE | {"auditing", "monitoring", "categoryValueRef"}
_NODE = _FLOW_ELEMENT | {"incoming", "outgoing"}
_LOOPS = {"standardLoopCharacteristics", "multiInstanceLoopCharacteristics"}
_QUANTITIES = {"isForCompensation", "startQuantity", "completionQuantity"}
_ASSIGNMENT = {"assignee", "candidateGroups", "dueDate", "followUpDate", "formKey", "priority"}
#: Data that an activity reads and writes; stores are drawn for people.
_DATA = {"ioSpecification", "dataInputAssociation", "dataOutputAssociation", "property"}
#: Supported or not is another rule's matter; here it counts that they are looked at.
EVENT_DEFINITIONS = {
    f"{kind}EventDefinition"
    for kind in (
        *("message", "timer", "error", "escalation", "terminate"),
        *("signal", "conditional", "compensate", "cancel", "link"),
    )
}
FLOW_NODES = {
    "task",
    "userTask",
    "manualTask",
    "serviceTask",
    "scriptTask",
    "businessRuleTask",
    "sendTask",
    "receiveTask",
    "callActivity",
    "subProcess",
    "transaction",
    "adHocSubProcess",
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "eventBasedGateway",
    "complexGateway",
}
#: Drawn for people: nothing in them is executed in BPMN either.
FOR_PEOPLE = {
    "documentation",
    "incoming",
    "outgoing",
    "auditing",
    "monitoring",
    "categoryValueRef",
    "laneSet",
    "lane",
    "childLaneSet",
    "partitionElement",
    "flowNodeRef",
    "textAnnotation",
    "text",
    "association",
    "group",
    "category",
    "categoryValue",
    "dataObject",
    "dataObjectReference",
    "dataStoreReference",
    "dataStore",
    "dataState",
    "collaboration",
    "participant",
    "messageFlow",
    "itemDefinition",
}
_CONTENTS = (
    FLOW_NODES
    | {"sequenceFlow", "laneSet", "textAnnotation", "association", "group"}
    | {"dataObject", "dataObjectReference", "dataStoreReference", "property"}
)


def _of(
    attributes: Set[str] = NOTHING,
    children: Set[str] = _BASE,
    camunda: Set[str] = NOTHING,
    huan: Set[str] = NOTHING,
    extensions: Set[str] = NOTHING,
) -> Understood:
    return Understood(
        frozenset(_NAMED | attributes),
        frozenset(children),
        frozenset(_TOOLS | camunda),
        frozenset(huan),
        frozenset({"properties"} | extensions),
    )


def _activity(
    attributes: Set[str],
    camunda: Set[str] = NOTHING,
    huan: Set[str] = NOTHING,
    children: Set[str] = NOTHING,
    extensions: Set[str] = NOTHING,
) -> Understood:
    return _of(
        _QUANTITIES | {"default"} | attributes,
        _NODE | _LOOPS | _DATA | children,
        camunda,
        _MARKS | huan,
        {"inputOutput"} | extensions,
    )


def _event(
    attributes: Set[str], huan: Set[str], camunda: Set[str] = NOTHING, extensions: Set[str] = NOTHING
) -> Understood:
    events = EVENT_DEFINITIONS | {"eventDefinitionRef"}
    return _of(attributes, _NODE | events, camunda, _MARKS | huan, extensions)


def _gateway(attributes: Set[str] = NOTHING) -> Understood:
    return _of({"gatewayDirection"} | attributes, _NODE, huan=_MARKS)


_EXPRESSION = Understood(frozenset({"id", "language"}))
_THROWING = {"escalateTo", "correlationKey"}
_RESULT = {"resultVariable"}
_DECISION = {"decisionRef", "decisionRefBinding", "mapDecisionResult"}
_CATCHING = {"correlationKey", "everyMissed"}

UNDERSTOOD: dict[str, Understood] = {
    "definitions": _of(
        {"targetNamespace", "expressionLanguage", "typeLanguage", "exporter", "exporterVersion"},
        _BASE
        | EVENT_DEFINITIONS
        | {"process", "collaboration", "message", "error", "escalation", "signal"}
        | {"globalTask", "globalUserTask", "globalManualTask"}
        | {"globalScriptTask", "globalBusinessRuleTask"}
        | {"itemDefinition", "category", "dataStore"},
    ),
    "process": _of(
        {"processType", "isClosed", "isExecutable", "definitionalCollaborationRef"},
        _BASE | {"auditing", "monitoring"} | _CONTENTS,
        {"versionTag"},
    ),
    "globalTask": _activity(NOTHING),
    "globalUserTask": _activity({"implementation"}, _ASSIGNMENT, {"limit"}),
    "globalManualTask": _activity(NOTHING, _ASSIGNMENT, {"limit"}),
    "globalScriptTask": _activity({"scriptLanguage", "scriptFormat"}, _RESULT, children={"script"}),
    "globalBusinessRuleTask": _activity({"implementation"}, {"type", "topic"} | _DECISION | _RESULT),
    "message": _of({"itemRef"}, huan={"correlationKey"}),
    "error": _of({"errorCode", "structureRef"}),
    "escalation": _of({"escalationCode", "structureRef"}),
    "signal": _of({"structureRef"}),
    "sequenceFlow": _of({"sourceRef", "targetRef", "isImmediate"}, _FLOW_ELEMENT | {"conditionExpression"}),
    "userTask": _activity({"implementation"}, _ASSIGNMENT, {"limit"}),
    "manualTask": _activity(NOTHING, _ASSIGNMENT, {"limit"}),
    "serviceTask": _activity({"implementation"}, {"type", "topic"}),
    "task": _activity(NOTHING),
    "scriptTask": _activity({"scriptFormat"}, _RESULT, children={"script"}),
    "businessRuleTask": _activity({"implementation"}, {"type", "topic"} | _DECISION | _RESULT),
    "sendTask": _activity({"implementation", "messageRef"}, {"type", "topic"}, {"correlationKey"}),
    "receiveTask": _activity({"implementation", "messageRef", "instantiate"}, huan={"correlationKey"}),
    "transaction": _activity({"method", "triggeredByEvent"}, children=_CONTENTS),
    "adHocSubProcess": _activity(
        {"ordering", "cancelRemainingInstances", "triggeredByEvent"},
        children=_CONTENTS | {"completionCondition"},
    ),
    "callActivity": _activity(
        {"calledElement"},
        {"calledElementBinding", "calledElementVersion", "calledElementVersionTag"},
        extensions={"in", "out"},
    ),
    "subProcess": _activity({"triggeredByEvent"}, children=_CONTENTS),
    "startEvent": _event({"isInterrupting", "parallelMultiple"}, _CATCHING, {"formKey"}, {"inputOutput"}),
    "intermediateCatchEvent": _event({"parallelMultiple"}, _CATCHING, extensions={"inputOutput"}),
    "boundaryEvent": _event(
        {"attachedToRef", "cancelActivity", "parallelMultiple"}, _CATCHING, extensions={"inputOutput"}
    ),
    "intermediateThrowEvent": _event(NOTHING, _THROWING, extensions={"inputOutput"}),
    "endEvent": _event(NOTHING, _THROWING, extensions={"inputOutput"}),
    "exclusiveGateway": _gateway({"default"}),
    "inclusiveGateway": _gateway({"default"}),
    "parallelGateway": _gateway(),
    "complexGateway": Understood(
        frozenset(_NAMED | {"gatewayDirection", "default"}),
        frozenset(_NODE | {"activationCondition"}),
        frozenset(_TOOLS),
        frozenset(_MARKS),
        frozenset({"properties"}),
    ),
    "eventBasedGateway": _gateway({"instantiate", "eventGatewayType"}),
    "messageEventDefinition": _of({"messageRef"}, huan={"correlationKey"}),
    "timerEventDefinition": _of(NOTHING, _BASE | {"timeDate", "timeDuration", "timeCycle"}),
    "signalEventDefinition": _of({"signalRef"}),
    "conditionalEventDefinition": _of(NOTHING, _BASE | {"condition"}),
    "linkEventDefinition": _of(NOTHING, _BASE | {"source", "target"}),
    "compensateEventDefinition": _of({"activityRef", "waitForCompletion"}),
    "cancelEventDefinition": _of(),
    "errorEventDefinition": _of({"errorRef"}),
    "escalationEventDefinition": _of({"escalationRef"}),
    "terminateEventDefinition": _of(),
    "standardLoopCharacteristics": _of({"testBefore", "loopMaximum"}, _BASE | {"loopCondition"}),
    "multiInstanceLoopCharacteristics": _of(
        {"isSequential", "behavior", "noneBehaviorEventRef", "oneBehaviorEventRef"},
        _BASE
        | {"loopCardinality", "loopDataInputRef", "loopDataOutputRef"}
        | {"inputDataItem", "outputDataItem", "completionCondition", "complexBehaviorDefinition"},
        {"collection", "elementVariable"},
    ),
    "complexBehaviorDefinition": _of(NOTHING, _BASE | {"condition", "event"}),
    "event": _of(NOTHING, _NODE | EVENT_DEFINITIONS | {"eventDefinitionRef"}),
    "inputDataItem": _of({"itemSubjectRef", "isCollection"}, {"documentation"}),
    "outputDataItem": _of({"itemSubjectRef", "isCollection"}, {"documentation"}),
    "eventDefinitionRef": Understood(),
    "loopDataInputRef": Understood(),
    "loopDataOutputRef": Understood(),
    "script": Understood(),
    "source": Understood(),
    "target": Understood(),
    "ioSpecification": _of(NOTHING, _BASE | {"dataInput", "dataOutput", "inputSet", "outputSet"}),
    **dict.fromkeys(
        ("dataInput", "dataOutput"), _of({"itemSubjectRef", "isCollection"}, _BASE | {"dataState"})
    ),
    "inputSet": _of(NOTHING, _BASE | {"dataInputRefs", "outputSetRefs"}),
    "outputSet": _of(NOTHING, _BASE | {"dataOutputRefs", "inputSetRefs"}),
    **dict.fromkeys(
        ("dataInputAssociation", "dataOutputAssociation"),
        _of(NOTHING, _BASE | {"sourceRef", "targetRef", "transformation", "assignment"}),
    ),
    "assignment": _of(NOTHING, _BASE | {"from", "to"}),
    "property": _of({"itemSubjectRef"}, _BASE | {"dataState"}),
    **dict.fromkeys(
        ("dataInputRefs", "dataOutputRefs", "inputSetRefs", "outputSetRefs", "sourceRef", "targetRef"),
        Understood(),
    ),
    **dict.fromkeys(("condition", "activationCondition", "transformation", "from", "to"), _EXPRESSION),
    **dict.fromkeys(
        ("conditionExpression", "loopCondition", "loopCardinality", "completionCondition"), _EXPRESSION
    ),
    **dict.fromkeys(("timeDate", "timeDuration", "timeCycle"), _EXPRESSION),
}

#: The inside of Camunda's extension elements: their attributes and their children.
EXTENSIONS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "inputOutput": (NOTHING, frozenset({"inputParameter", "outputParameter"})),
    "inputParameter": (frozenset({"name"}), NOTHING),
    "outputParameter": (frozenset({"name"}), NOTHING),
    "in": (frozenset({"source", "sourceExpression", "target", "variables"}), NOTHING),
    "out": (frozenset({"source", "sourceExpression", "target", "variables"}), NOTHING),
    "properties": (NOTHING, frozenset({"property"})),
    "property": (frozenset({"id", "name", "value"}), NOTHING),
}

#: Children of which only one is read. Those of a group exclude each other.
_TIMES = "a time"
_LOOP = "a loop"
SINGLE: dict[str, str] = {
    **{name: name for name in ("extensionElements", "conditionExpression", "loopCondition")},
    **{name: name for name in ("loopCardinality", "loopDataInputRef", "loopDataOutputRef")},
    **{name: name for name in ("inputDataItem", "outputDataItem", "completionCondition", "event")},
    **dict.fromkeys(("timeDate", "timeDuration", "timeCycle"), _TIMES),
    **dict.fromkeys(_LOOPS, _LOOP),
}
