"""What nobody reads is refused, wherever it stands; what no engine executes is left alone."""

from __future__ import annotations

import pytest
from lxml import etree

from engine.definitions import check_package, errors_of, read_files
from engine.definitions.reading.names import BPMN
from engine.definitions.reading.understood import EXTENSIONS, UNDERSTOOD
from tests.drawing import HEADER, draw, end, mapped, start, user
from tests.engine.definitions.cases import call, line, task
from tests.engine.definitions.conftest import files_with

#: Everything that is understood, each element at least once, with everything that is read of it.
EVERYTHING = f"""{HEADER.replace('targetNamespace="tests"', "")[:-1]}
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0"
    xmlns:modeler="http://camunda.org/schema/modeler/1.0" xmlns:own="http://utility.example/notes"
    id="d" name="d" targetNamespace="tests" exporter="Camunda Modeler" exporterVersion="5" typeLanguage="x"
    expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/" modeler:executionPlatform="Camunda Platform"
    camunda:diagramRelationId="x" own:note="x">
  <bpmn:itemDefinition id="item" itemKind="Information"/>
  <bpmn:category id="category"><bpmn:categoryValue id="value" value="x"/></bpmn:category>
  <bpmn:dataStore id="store"/>
  <bpmn:collaboration id="col">
    <bpmn:participant id="pool" name="Pool" processRef="p"/>
    <bpmn:participant id="customer" name="Customer"/>
    <bpmn:messageFlow id="mf" sourceRef="customer" targetRef="pool"/>
    <bpmn:textAnnotation id="note"><bpmn:text>words</bpmn:text></bpmn:textAnnotation>
  </bpmn:collaboration>
  <bpmn:message id="message.m" name="m" itemRef="item" huan:correlationKey="order.number"/>
  <bpmn:error id="error.E" name="E" errorCode="E" structureRef="item"/>
  <bpmn:escalation id="escalation.up" name="up" escalationCode="up" structureRef="item"/>
  <bpmn:signal id="signal" name="unused" structureRef="item"/>
  <bpmn:timerEventDefinition id="shared"><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>
  <bpmn:process id="p" name="P" processType="Private" isClosed="false" isExecutable=" 1 " definitionalCollaborationRef="col">
    <bpmn:documentation textFormat="text/plain">Words, <b xmlns="http://www.w3.org/1999/xhtml">bold</b>.</bpmn:documentation>
    <bpmn:extensionElements>
      <camunda:properties><camunda:property id="x" name="a" value="b"/></camunda:properties>
      <own:anything><own:more/></own:anything>
      <modeler:template id="x"/>
    </bpmn:extensionElements>
    <bpmn:laneSet id="lanes"><bpmn:lane id="lane" name="L"><bpmn:flowNodeRef>a</bpmn:flowNodeRef>
      <bpmn:childLaneSet id="inner"><bpmn:lane id="lane2"/></bpmn:childLaneSet></bpmn:lane></bpmn:laneSet>
    <bpmn:startEvent id="s" name="S" isInterrupting="true" parallelMultiple="false" camunda:formKey="f" huan:stage="x">
      <bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" name="one" sourceRef="s" targetRef="a" isImmediate="true"/>
    <bpmn:userTask id="a" name="A" implementation="##unspecified" default="f2" startQuantity="1" completionQuantity="1"
        isForCompensation="false" camunda:assignee="order.opened_by" camunda:candidateGroups="repair@county"
        camunda:formKey="f" camunda:priority="order.priority" camunda:followUpDate="P1D" camunda:modelerTemplate="t" camunda:modelerTemplateVersion="1"
        huan:limit="accept" huan:milestone="accepted" huan:stage="x" color:background-color="#fff" bioc:fill="#fff">
      <bpmn:extensionElements><camunda:inputOutput>
        <camunda:inputParameter name="i">1</camunda:inputParameter>
        <camunda:outputParameter name="o">2</camunda:outputParameter></camunda:inputOutput></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:boundaryEvent id="late" attachedToRef="a" cancelActivity="0" parallelMultiple="false" huan:everyMissed="true"
        huan:milestone="accepted">
      <bpmn:extensionElements><camunda:inputOutput><camunda:outputParameter name="o">1</camunda:outputParameter>
        </camunda:inputOutput></bpmn:extensionElements>
      <bpmn:timerEventDefinition id="t1"><bpmn:timeCycle xsi:type="bpmn:tFormalExpression" id="tc">R/PT1H</bpmn:timeCycle>
      </bpmn:timerEventDefinition></bpmn:boundaryEvent>
    <bpmn:boundaryEvent id="failed" attachedToRef="a"><bpmn:errorEventDefinition id="ed" errorRef="error.E"/></bpmn:boundaryEvent>
    <bpmn:boundaryEvent id="raised" attachedToRef="a" cancelActivity="false">
      <bpmn:escalationEventDefinition id="xd" escalationRef="escalation.up"/></bpmn:boundaryEvent>
    <bpmn:boundaryEvent id="dated" attachedToRef="a"><bpmn:timerEventDefinition><bpmn:timeDate>2026-12-01T08:00:00</bpmn:timeDate>
      </bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:sequenceFlow id="l0" sourceRef="dated" targetRef="m"/>
    <bpmn:sequenceFlow id="l1" sourceRef="late" targetRef="m"/>
    <bpmn:sequenceFlow id="l2" sourceRef="failed" targetRef="m"/>
    <bpmn:sequenceFlow id="l3" sourceRef="raised" targetRef="m"/>
    <bpmn:sequenceFlow id="f2" sourceRef="a" targetRef="m"/>
    <bpmn:manualTask id="m" camunda:candidateGroups="repair@county" huan:limit="accept">
      <bpmn:standardLoopCharacteristics id="sl" testBefore="1" loopMaximum=" 3 ">
        <bpmn:loopCondition xsi:type="bpmn:tFormalExpression" language="feel">again</bpmn:loopCondition>
      </bpmn:standardLoopCharacteristics></bpmn:manualTask>
    <bpmn:sequenceFlow id="f3" sourceRef="m" targetRef="j"/>
    <bpmn:serviceTask id="j" implementation="##WebService" camunda:type="external" camunda:topic="webhook">
      <bpmn:multiInstanceLoopCharacteristics id="mi" isSequential="1" behavior="All" camunda:elementVariable="one">
        <bpmn:documentation>each</bpmn:documentation>
        <bpmn:loopDataInputRef>people</bpmn:loopDataInputRef><bpmn:loopDataOutputRef>answers</bpmn:loopDataOutputRef>
        <bpmn:outputDataItem id="out" name="answer" itemSubjectRef="item" isCollection="false"/>
        <bpmn:completionCondition xsi:type="bpmn:tFormalExpression">answer = 1</bpmn:completionCondition>
      </bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>
    <bpmn:sequenceFlow id="f4" sourceRef="j" targetRef="c"/>
    <bpmn:callActivity id="c" calledElement="q" camunda:calledElementBinding="version" camunda:calledElementVersion="1">
      <bpmn:extensionElements><camunda:in source="people" target="x"/><camunda:in variables="all"/>
        <camunda:out sourceExpression="y + 1" target="z"/></bpmn:extensionElements>
      <bpmn:multiInstanceLoopCharacteristics behavior="Complex"><bpmn:loopCardinality>2</bpmn:loopCardinality>
        <bpmn:inputDataItem id="in" name="z"/><bpmn:complexBehaviorDefinition id="cb">
        <bpmn:condition xsi:type="bpmn:tFormalExpression" id="cbc">x &gt; 1</bpmn:condition>
        <bpmn:event id="cbe" name="thrown"><bpmn:signalEventDefinition id="cbs" signalRef="signal"/></bpmn:event>
        </bpmn:complexBehaviorDefinition></bpmn:multiInstanceLoopCharacteristics></bpmn:callActivity>
    <bpmn:sequenceFlow id="f5" sourceRef="c" targetRef="g"/>
    <bpmn:exclusiveGateway id="g" gatewayDirection="Diverging" default="f6"/>
    <bpmn:sequenceFlow id="f6" sourceRef="g" targetRef="i"/>
    <bpmn:sequenceFlow id="f7" sourceRef="g" targetRef="v">
      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" id="ce" language="FEEL">x &gt; 1</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:inclusiveGateway id="i"/><bpmn:parallelGateway id="par"/>
    <bpmn:sequenceFlow id="f8" sourceRef="i" targetRef="par"/><bpmn:sequenceFlow id="f9" sourceRef="par" targetRef="x"/>
    <bpmn:eventBasedGateway id="v" instantiate="false" eventGatewayType="Exclusive"/>
    <bpmn:intermediateCatchEvent id="v1" huan:stage="x">
      <bpmn:messageEventDefinition id="md" messageRef="message.m" huan:correlationKey="x"/></bpmn:intermediateCatchEvent>
    <bpmn:intermediateCatchEvent id="v2"><bpmn:eventDefinitionRef>shared</bpmn:eventDefinitionRef></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f10" sourceRef="v" targetRef="v1"/><bpmn:sequenceFlow id="f11" sourceRef="v" targetRef="v2"/>
    <bpmn:sequenceFlow id="f12" sourceRef="v1" targetRef="x"/><bpmn:sequenceFlow id="f13" sourceRef="v2" targetRef="x"/>
    <bpmn:subProcess id="x" name="X" triggeredByEvent="false" huan:stage="x">
      <bpmn:dataObject id="do" name="note" isCollection="false"/><bpmn:dataObjectReference id="dor" dataObjectRef="do"/>
      <bpmn:dataStoreReference id="dsr" dataStoreRef="store"/>
      <bpmn:startEvent id="xs"/><bpmn:endEvent id="xe"><bpmn:terminateEventDefinition id="te"/></bpmn:endEvent>
      <bpmn:sequenceFlow id="x1" sourceRef="xs" targetRef="xe"/></bpmn:subProcess>
    <bpmn:sequenceFlow id="f14" sourceRef="x" targetRef="th"/>
    <bpmn:intermediateThrowEvent id="th" huan:escalateTo="city"><bpmn:escalationEventDefinition escalationRef="escalation.up"/>
    </bpmn:intermediateThrowEvent>
    <bpmn:sequenceFlow id="f15" sourceRef="th" targetRef="ab"/>
    <bpmn:task id="ab"/><bpmn:sequenceFlow id="f16" sourceRef="ab" targetRef="sc"/>
    <bpmn:scriptTask id="sc" scriptFormat="feel" camunda:resultVariable="o"><bpmn:script>1 + 1</bpmn:script></bpmn:scriptTask>
    <bpmn:sequenceFlow id="f17" sourceRef="sc" targetRef="ru"/>
    <bpmn:businessRuleTask id="ru" implementation="##unspecified" camunda:type="external" camunda:topic="webhook">
      <bpmn:ioSpecification id="io"><bpmn:dataInput id="di1" name="i" itemSubjectRef="item" isCollection="false">
        <bpmn:dataState id="st1"/></bpmn:dataInput><bpmn:dataOutput id="do1" name="k"><bpmn:dataState id="st2"/></bpmn:dataOutput>
        <bpmn:inputSet id="is1"><bpmn:dataInputRefs>di1</bpmn:dataInputRefs><bpmn:outputSetRefs>os1</bpmn:outputSetRefs></bpmn:inputSet>
        <bpmn:outputSet id="os1"><bpmn:dataOutputRefs>do1</bpmn:dataOutputRefs><bpmn:inputSetRefs>is1</bpmn:inputSetRefs></bpmn:outputSet>
      </bpmn:ioSpecification>
      <bpmn:property id="placeholder" name="placeholder" itemSubjectRef="item"><bpmn:dataState id="st3"/></bpmn:property>
      <bpmn:dataInputAssociation id="da1"><bpmn:sourceRef>n1</bpmn:sourceRef><bpmn:targetRef>di1</bpmn:targetRef>
        <bpmn:transformation id="tr" language="feel">1 + 1</bpmn:transformation></bpmn:dataInputAssociation>
      <bpmn:dataOutputAssociation id="da2"><bpmn:sourceRef>do1</bpmn:sourceRef><bpmn:targetRef>n1</bpmn:targetRef>
        <bpmn:transformation id="tr2">k</bpmn:transformation></bpmn:dataOutputAssociation>
      <bpmn:dataOutputAssociation id="da3"><bpmn:sourceRef>do1</bpmn:sourceRef><bpmn:targetRef>n1</bpmn:targetRef>
        <bpmn:assignment id="as1"><bpmn:from id="fr">k</bpmn:from><bpmn:to id="tt">o</bpmn:to></bpmn:assignment></bpmn:dataOutputAssociation>
      <bpmn:dataInputAssociation id="da4"><bpmn:sourceRef>n1</bpmn:sourceRef><bpmn:targetRef>placeholder</bpmn:targetRef>
        <bpmn:assignment id="as2"><bpmn:from id="fr2">k</bpmn:from><bpmn:to id="tt2">o</bpmn:to></bpmn:assignment></bpmn:dataInputAssociation>
    </bpmn:businessRuleTask>
    <bpmn:dataObject id="n1" name="noted"/>
    <bpmn:sequenceFlow id="f18" sourceRef="ru" targetRef="se"/>
    <bpmn:sendTask id="se" implementation="##WebService" messageRef="message.m" huan:correlationKey="x"/>
    <bpmn:sequenceFlow id="f19" sourceRef="se" targetRef="re"/>
    <bpmn:receiveTask id="re" implementation="##WebService" messageRef="message.m" instantiate="false" huan:correlationKey="x"/>
    <bpmn:sequenceFlow id="f20" sourceRef="re" targetRef="tx"/>
    <bpmn:transaction id="tx" method="##Compensate"><bpmn:task id="txa"/><bpmn:endEvent id="txe"><bpmn:cancelEventDefinition id="cd"/>
      </bpmn:endEvent><bpmn:sequenceFlow id="tx1" sourceRef="txa" targetRef="txe"/></bpmn:transaction>
    <bpmn:boundaryEvent id="txc" attachedToRef="tx"><bpmn:cancelEventDefinition id="cd2"/></bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="f21" sourceRef="txc" targetRef="ah"/><bpmn:sequenceFlow id="f22" sourceRef="tx" targetRef="ah"/>
    <bpmn:adHocSubProcess id="ah" ordering="Parallel" cancelRemainingInstances="true"><bpmn:task id="aha"/>
      <bpmn:completionCondition xsi:type="bpmn:tFormalExpression" id="cc">x &gt; 1</bpmn:completionCondition></bpmn:adHocSubProcess>
    <bpmn:sequenceFlow id="f23" sourceRef="ah" targetRef="cx"/>
    <bpmn:complexGateway id="cx" gatewayDirection="Unspecified" default="f24">
      <bpmn:activationCondition xsi:type="bpmn:tFormalExpression" id="ac">activationCount &gt; 1</bpmn:activationCondition></bpmn:complexGateway>
    <bpmn:sequenceFlow id="f24" sourceRef="cx" targetRef="sg"/>
    <bpmn:intermediateCatchEvent id="sg"><bpmn:signalEventDefinition id="sd" signalRef="signal"/></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f25" sourceRef="sg" targetRef="cn"/>
    <bpmn:intermediateCatchEvent id="cn"><bpmn:conditionalEventDefinition id="cnd">
      <bpmn:condition xsi:type="bpmn:tFormalExpression" id="cond">x &gt; 1</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f26" sourceRef="cn" targetRef="th2"/>
    <bpmn:intermediateThrowEvent id="th2" huan:correlationKey="x">
      <bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name="i">1</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements>
      <bpmn:compensateEventDefinition id="cmd" waitForCompletion="true"/></bpmn:intermediateThrowEvent>
    <bpmn:sequenceFlow id="f27" sourceRef="th2" targetRef="lk"/>
    <bpmn:intermediateThrowEvent id="lk"><bpmn:linkEventDefinition id="ld" name="on"><bpmn:target>ld2</bpmn:target>
      </bpmn:linkEventDefinition></bpmn:intermediateThrowEvent>
    <bpmn:intermediateCatchEvent id="lk2"><bpmn:linkEventDefinition id="ld2" name="on"><bpmn:source>ld</bpmn:source>
      </bpmn:linkEventDefinition></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f28" sourceRef="lk2" targetRef="e"/>
    <bpmn:endEvent id="e" huan:milestone="accepted"/>
    <bpmn:group id="gr" categoryValueRef="value"/><bpmn:association id="as" sourceRef="a" targetRef="ta"/>
    <bpmn:textAnnotation id="ta"><bpmn:text>words</bpmn:text></bpmn:textAnnotation>
  </bpmn:process>
  <bpmn:globalTask id="gt"/><bpmn:globalUserTask id="gu" implementation="x" camunda:candidateGroups="repair@county"/>
  <bpmn:globalManualTask id="gm" camunda:candidateGroups="repair@county"/>
  <bpmn:globalScriptTask id="gs" scriptLanguage="feel" camunda:resultVariable="o"><bpmn:script>1</bpmn:script></bpmn:globalScriptTask>
  <bpmn:globalBusinessRuleTask id="gb" implementation="x" camunda:type="external" camunda:topic="webhook"/>
  <bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="pl" bpmnElement="col">
    <bpmndi:BPMNShape id="sh" bpmnElement="a" bioc:stroke="#000"><dc:Bounds x="1" y="1" width="1" height="1"/>
    </bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>""".encode()
FORM = b'{"type": "object", "properties": {"verdict": {"type": "string"}}}'
SHEET = b"key: test\nname: {zh: t, en: t}\ndiagram: test.bpmn\nprocess: p\ncalls: [other]\n"


def errors(diagram: bytes) -> list[tuple[str | None, str, str]]:
    files = files_with({"package.yaml": SHEET, "test.bpmn": diagram, "forms/f.json": FORM})
    return [(one.element, one.problem, one.remedy) for one in errors_of(check_package(read_files(files)))]


def test_everything_that_is_read_passes_and_what_no_engine_executes_is_left_alone() -> None:
    assert errors(EVERYTHING) == []


def test_everything_that_is_read_occurs_here() -> None:
    """A new entry of the table needs its place in this file, so that its value is known to pass."""
    root = etree.fromstring(EVERYTHING)
    for tag, known in UNDERSTOOD.items():
        elements = list(root.iter(f"{{{BPMN}}}{tag}"))
        assert elements, tag
        children = {
            etree.QName(child).localname for one in elements for child in one if isinstance(child.tag, str)
        }
        if tag not in ("definitions", "process", "subProcess", "transaction", "adHocSubProcess"):
            optional = {"auditing", "monitoring", "categoryValueRef", "documentation", "incoming", "outgoing"}
            # Every activity may have them, one shows them.
            optional |= {"ioSpecification", "dataInputAssociation", "dataOutputAssociation", "property"}
            wanted = {
                name
                for name in known.children - optional
                if not name.endswith(("EventDefinition", "Characteristics"))
            }
            assert wanted - {"extensionElements", "eventDefinitionRef"} <= children, tag


@pytest.mark.parametrize("tag", sorted(UNDERSTOOD))
@pytest.mark.parametrize(
    ("attribute", "what"),
    [
        ("nonsense", "nonsense"),
        ("{http://camunda.org/schema/1.0/bpmn}nonsense", "camunda:nonsense"),
        ("{urn:huan:bpmn:1}nonsense", "huan:nonsense"),
        ("{http://camunda.org/schema/zeebe/1.0}nonsense", "zeebe:nonsense"),
        ("{http://flowable.org/bpmn}nonsense", "flowable:nonsense"),
    ],
)
def test_an_attribute_that_nobody_reads_is_refused_at_every_element(
    tag: str, attribute: str, what: str
) -> None:
    root = etree.fromstring(EVERYTHING)
    next(iter(root.iter(f"{{{BPMN}}}{tag}"))).set(attribute, "x")
    (told,) = errors(etree.tostring(root))
    assert told[1] == f"{what} is not read here, so it would have no effect"
    assert told[2]


@pytest.mark.parametrize("tag", sorted(UNDERSTOOD))
@pytest.mark.parametrize(
    "space", [BPMN, "http://camunda.org/schema/1.0/bpmn", "http://camunda.org/schema/zeebe/1.0"]
)
def test_an_element_that_nobody_reads_is_refused_in_every_element(tag: str, space: str) -> None:
    root = etree.fromstring(EVERYTHING)
    etree.SubElement(next(iter(root.iter(f"{{{BPMN}}}{tag}"))), f"{{{space}}}nonsense")
    assert any("nonsense is not read here" in problem for _, problem, _ in errors(etree.tostring(root)))


@pytest.mark.parametrize(
    "tag", sorted(tag for tag, known in UNDERSTOOD.items() if "extensionElements" in known.children)
)
def test_an_extension_that_nobody_reads_is_refused_in_every_element(tag: str) -> None:
    root = etree.fromstring(EVERYTHING)
    element = next(iter(root.iter(f"{{{BPMN}}}{tag}")))
    extensions = element.find(f"{{{BPMN}}}extensionElements")
    if extensions is None:
        extensions = etree.SubElement(element, f"{{{BPMN}}}extensionElements")
    for name in ("executionListener", "inputOutput"):
        etree.SubElement(extensions, f"{{http://camunda.org/schema/1.0/bpmn}}{name}")
    told = {problem.split(" ")[0] for _, problem, _ in errors(etree.tostring(root))}
    known = "inputOutput" in UNDERSTOOD[tag].extensions
    assert told == {"camunda:executionListener"} | (set() if known else {"camunda:inputOutput"})


@pytest.mark.parametrize("name", sorted(set(EXTENSIONS) - {"property", "properties"}))
def test_nothing_is_ignored_inside_camundas_extensions(name: str) -> None:
    space = "{http://camunda.org/schema/1.0/bpmn}"
    for tag in ("script", "list", "nonsense"):
        root = etree.fromstring(EVERYTHING)
        etree.SubElement(next(iter(root.iter(space + name))), space + tag)
        assert any(
            f"{tag} inside camunda:{name} is" in problem for _, problem, _ in errors(etree.tostring(root))
        )
    root = etree.fromstring(EVERYTHING)
    next(iter(root.iter(space + name))).set("nonsense", "x")
    assert any(f"nonsense of camunda:{name} is" in problem for _, problem, _ in errors(etree.tostring(root)))


@pytest.mark.parametrize(
    ("tag", "what"),
    [
        ("timeCycle", "timeDuration beside timeCycle"),
        ("loopCondition", "a second loopCondition"),
        ("conditionExpression", "a second conditionExpression"),
        ("completionCondition", "a second completionCondition"),
        (
            "standardLoopCharacteristics",
            "multiInstanceLoopCharacteristics beside standardLoopCharacteristics",
        ),
        ("extensionElements", "a second extensionElements"),
    ],
)
def test_of_what_is_read_once_a_second_is_refused(tag: str, what: str) -> None:
    root = etree.fromstring(EVERYTHING)
    first = next(one for one in root.iter(f"{{{BPMN}}}{tag}"))
    second = what.split(" ")[0] if "beside" in what else tag
    added = etree.SubElement(first.getparent(), f"{{{BPMN}}}{second}")
    added.text = "PT2H" if second == "timeDuration" else None
    told = [(problem, remedy) for _, problem, remedy in errors(etree.tostring(root))]
    assert (f"{what} is not read here, so it would have no effect", "keep one of them") in told


MAPPED = '<camunda:inputOutput><camunda:{side}Parameter name="x">{inside}</camunda:{side}Parameter></camunda:inputOutput>'


@pytest.mark.parametrize(
    ("diagram", "element", "what", "remedy"),
    [
        (line(f'<bpmn:exclusiveGateway id="g">{mapped({"x": "1"})}</bpmn:exclusiveGateway>'), "g", "camunda:inputOutput",
         "compute values in the output parameters of a task before it"),
        (line('<bpmn:serviceTask id="j" camunda:type="external" camunda:topic="webhook" camunda:assignee="x"/>'), "j",
         "camunda:assignee", "only people have an assignee: draw a user task"),
        (line('<bpmn:serviceTask id="j" camunda:type="external" camunda:topic="webhook" camunda:formKey="f"/>'), "j",
         "camunda:formKey", "only user tasks and the start event have a form: draw a user task"),
        (line('<bpmn:serviceTask id="j" camunda:type="external" camunda:topic="webhook" camunda:class="x.Y"/>'), "j",
         "camunda:class", 'use camunda:type="external" and camunda:topic'),
        (line(task(mapped(more='<camunda:taskListener event="create"/>'))), "a", "camunda:taskListener",
         "draw what it does as a service task, or compute values in output parameters"),
        (line(task(mapped(more='<camunda:formData/>'))), "a", "camunda:formData", "write forms/NAME.json, and NAME in camunda:formKey"),
        (line(task(camunda_asyncBefore="true")), "a", "camunda:asyncBefore",
         "remove it: every effect is a job of its own, and each step is one transaction"),
        (line(task(mapped(more=MAPPED.format(side="input", inside='<camunda:script scriptFormat="groovy">1</camunda:script>')))),
         "a", "script inside camunda:inputParameter", "write FEEL as the text of the parameter"),
        (line(task(mapped(more=MAPPED.format(side="output", inside="<camunda:list><camunda:value>1</camunda:value></camunda:list>")))),
         "a", "list inside camunda:outputParameter", "write a FEEL list as the text of the parameter, such as [1, 2]"),
        (line(call("q", '<camunda:in businessKey="#{execution.processBusinessKey}"/>')), "c", "businessKey of camunda:in",
         "remove it: a called process has the key of its caller"),
        (line(call("q", '<camunda:in source="a" target="b" local="true"/>')), "c", "local of camunda:in",
         "remove it, and name the values that are passed"),
        (line(task('<bpmn:potentialOwner id="po"/>')), "a", "potentialOwner", "use camunda:candidateGroups"),
        (line(task()).replace(b'<bpmn:sequenceFlow id="s-a"', b'<bpmn:sequenceFlow id="s-a" camunda:skipExpression="x"'),
         "s-a", "camunda:skipExpression", "remove it"),
        (line(task()).replace(b'<bpmn:sequenceFlow id="s-a" sourceRef="s" targetRef="a">',
                              b'<bpmn:sequenceFlow id="s-a" sourceRef="s" targetRef="a"><bpmn:extensionElements>'
                              b'<camunda:executionListener event="take"/></bpmn:extensionElements>'),
         "s-a", "camunda:executionListener", "draw what it does as a service task, or compute values in output parameters"),
        (line(task()).replace(b'isExecutable="true">', b'isExecutable="true"><bpmn:extensionElements><camunda:executionListener '
                              b'event="start" class="x"/></bpmn:extensionElements>'),
         "p", "camunda:executionListener", "draw what it does as a service task, or compute values in output parameters"),
        (line(task()).replace(b'isExecutable="true"', b'isExecutable="true" camunda:historyTimeToLive="180"'), "p",
         "camunda:historyTimeToLive", "remove it: history is kept whole"),
        (line(task()).replace(b"<bpmn:process", b'<bpmn:extension mustUnderstand="true" definition="x"/><bpmn:process'), None,
         "extension", "remove it: no extension can be demanded"),
        (draw(start("s"), user("a"), '<bpmn:boundaryEvent id="b" attachedToRef="a"><bpmn:errorEventDefinition '
              'camunda:errorCodeVariable="code"/></bpmn:boundaryEvent>', end("e"), flows="s > a > e ; b > e"),
         "b", "camunda:errorCodeVariable", "map message.code in an output parameter of the event"),
        (line(task(mapped(more='<zeebe:assignmentDefinition xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" assignee="x"/>'))),
         "a", "zeebe:assignmentDefinition", "use the attributes of Camunda 7 and huan: that docs/packages.md lists"),
        (line(task()).replace(b'<bpmn:process id="p"', b'<bpmn:collaboration id="c"><bpmn:participant id="pool" name="Pool" '
                              b'processRef="p"><bpmn:participantMultiplicity maximum="3"/></bpmn:participant>'
                              b'</bpmn:collaboration><bpmn:process id="p"'), "pool", "participantMultiplicity", "draw one pool"),
        (line(task()).replace(b'isExecutable="true">', b'isExecutable="true"><bpmn:laneSet id="ls"><bpmn:lane id="l" '
                              b'camunda:assignee="x"/></bpmn:laneSet>'), "l", "camunda:assignee",
         "only people have an assignee: draw a user task"),
    ],
)  # fmt: skip
def test_what_modelling_tools_write_is_refused_with_what_to_do_instead(
    diagram: bytes, element: str | None, what: str, remedy: str
) -> None:
    (told,) = errors(diagram)
    assert told == (element, f"{what} is not read here, so it would have no effect", remedy)
