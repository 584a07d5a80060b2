"""Small packages, each with one thing wrong: which rule finds it, at which element, and what it says.

A row is a package that only its rule refuses. `test_rules` holds that no rule can be taken away without a
row being let through, and that each sentence of each rule stands in a row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from engine.definitions import Catalogue
from engine.definitions.catalogue import KnownVersion
from tests.drawing import (
    HEADER,
    arrows,
    association,
    boundary,
    catch,
    compensate,
    conditional,
    draw,
    element,
    end,
    error,
    escalation,
    event_sub,
    file,
    gateway,
    link,
    loop,
    mapped,
    message,
    multi,
    passed,
    process,
    returned,
    service,
    signal,
    start,
    sub,
    terminate,
    throw,
    timer,
    user,
)

CATALOGUE = Catalogue(
    department_kinds=frozenset({"repair", "duty"}),
    operations=frozenset({"order.urge", "order.archive", "order.hold"}),
    handlers=frozenset({"webhook", "notify"}),
    limits=frozenset({"accept", "arrive"}),
    limits_of={"complaint": frozenset({"accept"}), "praise": frozenset()},
    pauses=frozenset({"customer-wish", "force-majeure"}),
    pauses_of={"complaint": frozenset({"customer-wish"}), "praise": frozenset()},
    facts={"complaint_level": frozenset({"major", "ordinary"}), "on_motorway": frozenset({"yes", "no"})},
    departments=frozenset(
        {"repair@province", "repair@city", "repair@county", "duty@province", "duty@county"}
    ),
    milestones=frozenset({"accepted", "followed-up"}),
    packages={"other": frozenset({"q", "r"}), "third": frozenset({"t"})},
    unreadable=frozenset({"broken"}),
    together={"other": frozenset({"q", "r"})},
    versions={
        "test": (),
        "other": (
            KnownVersion(2, frozenset({"q", "r"}), {"q": "spring"}),
            KnownVersion(1, frozenset({"q"}), {}),
        ),
    },
)
FORM = b'{"type": "object", "properties": {"verdict": {"type": "string"}}}'
LANGUAGE = "http://www.w3.org/1999/XPath"


@dataclass(frozen=True)
class Case:
    """One wrong package. `says` is problem and remedy; `element` None is the file as a whole."""

    rule: str
    element: str | None
    problem: str
    remedy: str
    diagram: bytes
    sheet: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    file: str = "test.bpmn"
    severity: str = "error"

    def __str__(self) -> str:
        return f"{self.rule}: {self.problem[:60]}"


def line(*nodes: str, key: str = "p") -> bytes:
    """Draw start, the nodes one after the other, end."""
    ids = [node.split('id="', 1)[1].split('"', 1)[0] for node in nodes]
    return draw(start("s"), *nodes, end("e"), flows=" > ".join(["s", *ids, "e"]), key=key)


def task(inside: str = "", key: str = "a", **attributes: str) -> str:
    return user(key, inside, **attributes)


def call(called: str | None, more: str = "", **attributes: str) -> str:
    return element("callActivity", "c", mapped(more=more) if more else "", calledElement=called, **attributes)


def flowing(condition: str, more: str = "") -> bytes:
    """Draw a decision whose first flow has a condition."""
    return draw(
        start("s"), user("a"), gateway("exclusive", "g", default="g-e"), user("b"), end("e"), more,
        flows=f"s > a > g > b [{condition}] ; g > e [default] ; b > e",
    )  # fmt: skip


def bordered(*borders: str, host: str = "") -> bytes:
    """Draw a service task with boundary events that all lead to one task."""
    ids = [border.split('id="', 1)[1].split('"', 1)[0] for border in borders]
    led = " ; ".join(f"{key} > z" for key in ids)
    return draw(
        start("s"), host or service("a", "webhook"), *borders, user("z"), end("e"), flows=f"s > a > e ; {led}"
    )


def raw(inside: str, header: str = HEADER) -> bytes:
    return f"{header}{inside}</bpmn:definitions>".encode()


PLAIN = 'bpmn:process id="p" isExecutable="true"'
CASES: list[Case] = []
EVENTS = (catch("m", message("m")), catch("t", timer("duration", "PT1H")), end("e"))


def refused(rule: str, element: str | None, problem: str, remedy: str, diagram: bytes, **more: Any) -> None:
    CASES.append(Case(rule, element, problem, remedy, diagram, **more))


# schema: only ever a warning

ORDER = ", ".join(f"bpmn:{name}" for name in (
    *("incoming", "outgoing", "property", "dataInput", "dataInputAssociation", "inputSet", "eventDefinition"),
    *("cancelEventDefinition", "compensateEventDefinition", "conditionalEventDefinition"),
))  # fmt: skip
refused(
    "schema",
    None,
    f"Element 'bpmn:documentation': This element is not expected. Expected is one of ( {ORDER} ).",
    "save it with a BPMN 2.0 editor",
    draw(
        start("s"),
        end("e", "<bpmn:incoming>s-e</bpmn:incoming><bpmn:documentation>late</bpmn:documentation>"),
        flows="s > e",
    ),
    severity="warning",
)

# values

for value in ("yes", "TRUE", "2", ""):
    refused(
        "values", "m", f"cancelActivity={value!r} is no boolean", "write true or false",
        bordered(element("boundaryEvent", "m", message("x"), attachedToRef="a", cancelActivity=value)),
    )  # fmt: skip
refused(
    "values", "a", "isSequential='maybe' is no boolean", "write true or false",
    line(task(multi("2").replace('isSequential="false"', 'isSequential="maybe"'))),
)  # fmt: skip
refused(
    "values", "a", "testBefore='no' is no boolean", "write true or false",
    line(task(loop("again").replace('testBefore="false"', 'testBefore="no"'))),
)  # fmt: skip
refused(
    "values",
    "a",
    "isForCompensation='on' is no boolean",
    "write true or false",
    line(task(isForCompensation="on")),
)
refused("values", "p", "isExecutable='da' is no boolean", "write true or false",
        line(task()).replace(b'isExecutable="true"', b'isExecutable="da"'))  # fmt: skip
refused(
    "values", "m", "huan:everyMissed='x' is no boolean", "write true or false",
    bordered(boundary("m", "a", timer("cycle", "R/PT1H"), huan_everyMissed="x")),
)  # fmt: skip
refused(
    "values",
    "a",
    "startQuantity='1.5' is no whole number",
    "write digits only",
    line(task(startQuantity="1.5")),
)
refused(
    "values", "a", "loopMaximum='²' is no whole number", "write digits only",
    line(task(loop("again", maximum="²"))),  # type: ignore[arg-type]
)  # fmt: skip

# ids

refused("ids", "a", "several elements have this id", "give each element its own id",
        draw(start("s"), user("a"), '<bpmn:textAnnotation id="a"/>', end("e"), flows="s > a > e"))  # fmt: skip
refused("ids", None, "an element has no id", "give it an id",
        line(task()).replace(b'<bpmn:sequenceFlow id="s-a"', b"<bpmn:sequenceFlow"))  # fmt: skip
for wrong in ("1a", "a#b", "a&#10;"):
    refused(
        "ids", wrong.replace("&#10;", "\n"), "the id is no XML name",
        "use letters, digits, _ - . and begin with a letter",
        line(task()).replace(b'<bpmn:sequenceFlow id="s-a"', f'<bpmn:sequenceFlow id="{wrong}"'.encode()),
    )  # fmt: skip

# executable

refused(
    "executable", None, "process 'p' is not in the diagram (drawn: x)", "name the id of a process of the diagram",
    line(task(), key="x"), file="package.yaml",
)  # fmt: skip
refused("executable", "p", "the process is marked as not executable", 'set isExecutable="true"',
        line(task()).replace(b'isExecutable="true"', b'isExecutable="0"'))  # fmt: skip
refused("executable", "p", "a public process is not executed", 'set processType="Private", or draw the process itself',
        line(task()).replace(b'isExecutable="true"', b'isExecutable="true" processType="Public"'))  # fmt: skip
refused("executable", "x", "the process is empty", "draw its flow, or remove it",
        file(process(start("s"), end("e"), flows="s > e"), '<bpmn:process id="x" isExecutable="true"/>'))  # fmt: skip

# owners

refused(
    "owners", "q", "the process id belongs to package 'other'", "give the process an id of its own, such as test-q",
    file(process(start("s"), end("e"), flows="s > e"), process(start("t"), end("u"), flows="t > u", key="q")),
)  # fmt: skip

# messages: signals and conditions

refused(
    "messages", "x", "its signal has no name", "name a signal", line(catch("x", "<bpmn:signalEventDefinition/>")),
)  # fmt: skip
refused(
    "messages", "x", "its condition is empty", "write a FEEL expression",
    line(catch("x", "<bpmn:conditionalEventDefinition/>")),
)  # fmt: skip

# supported

refused(
    "supported", "x", "timer intermediateThrowEvent is not executed here", "use an intermediate timer catch event",
    line(throw("x", timer("duration", "PT1H"))),
)  # fmt: skip
refused(
    "supported", "x", "terminate intermediateThrowEvent is not executed here", "use a terminate end event",
    line(throw("x", terminate())),
)  # fmt: skip
refused(
    "supported", "x", "intermediateCatchEvent without a trigger is not executed here",
    "give it one of: conditional, link, message, signal, timer", line(catch("x", "")),
)  # fmt: skip
refused(
    "supported", "is", "message startEvent is not executed here", "use an intermediate catch event",
    line(sub("x", start("is", message("m")), user("a"), flows="is > a")),
)  # fmt: skip
refused(
    "supported", "is", "startEvent without a trigger is not executed here",
    "give it one of: compensate, conditional, error, escalation, message, signal, timer",
    draw(start("s"), user("a"), event_sub("x", start("is"), user("b"), flows="is > b"), flows="s > a"),
)  # fmt: skip
refused(
    "supported", "x", "conditional intermediateThrowEvent is not executed here",
    "use a message, signal or timer event", line(throw("x", conditional("x > 1"))),
)  # fmt: skip
refused(
    "supported", "x", "terminate stands beside other definitions of one event", "draw an event of its own",
    draw(start("s"), end("x", terminate() + signal("g")), flows="s > x"),
)  # fmt: skip
refused(
    "supported", "x", "a parallel multiple start of a process waits for messages only, not for signal",
    "use messages, which belong together by their key, or draw the wait behind the start",
    draw(start("s"), start("x", message("m") + signal("g"), parallelMultiple="true"), user("a"), flows="s > a ; x > a"),
)  # fmt: skip
refused(
    "supported", "x", 'waitForCompletion="false" is not executed', "remove it: the event waits until all is undone",
    line(throw("x", '<bpmn:compensateEventDefinition waitForCompletion="false"/>')),
)  # fmt: skip
refused("supported", "a", "startQuantity other than 1 is not executed", "draw the tokens as flows",
        line(task(startQuantity=" 2 ")))  # fmt: skip
refused("supported", "a", "completionQuantity other than 1 is not executed", "draw the tokens as flows",
        line(task(completionQuantity="0")))  # fmt: skip
refused(
    "supported", "s-a", 'isImmediate="false" is not executed', "remove it",
    line(task()).replace(b'<bpmn:sequenceFlow id="s-a"', b'<bpmn:sequenceFlow id="s-a" isImmediate="0"'),
)  # fmt: skip

# links

refused(
    "links", "x", "its link has no name", "name the link as its other end",
    draw(start("s"), throw("x", link(None)), flows="s > x"),
)  # fmt: skip
refused(
    "links", "x", "the link 'on' has no other end here", "draw both ends in one process or sub-process",
    draw(start("s"), user("a"), throw("x", link("on")), flows="s > a > x"),
)  # fmt: skip
LINKED = (start("s"), throw("t", link("on")), catch("c", link("on")), user("a"), end("e"))
refused(
    "links", "d", "c catches the link 'on' too", "give it another name",
    draw(*LINKED, catch("d", link("on")), flows="s > t ; c > a > e ; d > a"),
)  # fmt: skip
refused(
    "links", "t", "a flow stands where the link leads", "remove the flow, or use an event without a link",
    draw(*LINKED, flows="s > t > a ; c > a > e"),
)  # fmt: skip
refused(
    "links", "c", "the link 'on' has no other end here", "draw both ends in one process or sub-process",
    draw(start("s"), user("a"), catch("c", link("on")), end("e"), flows="s > a > e ; c > e"),
)  # fmt: skip

# instantiating

TWO = (catch("m", message("m")), catch("t", signal("g")), end("e"))
refused(
    "instantiating", "g", "only an instantiating gateway can wait for all its events",
    "use a parallel gateway before the events",
    draw(start("s"), gateway("eventBased", "g", eventGatewayType="Parallel"), *TWO, flows="s > g > m > e ; g > t > e"),
)  # fmt: skip
refused(
    "instantiating", "g", "it begins a process, but stands inside one", "remove instantiate, or the flows into it",
    draw(start("s"), gateway("eventBased", "g", instantiate=" 1 "), *TWO, flows="s > g > m > e ; g > t > e"),
)  # fmt: skip
refused(
    "instantiating", "t", "only messages and signals begin a process here", "use a message or signal event",
    draw(gateway("eventBased", "g", instantiate="true"), catch("m", message("m")), catch("t", timer("duration", "PT1H")),
         end("e"), flows="g > m > e ; g > t > e"),
)  # fmt: skip
refused(
    "instantiating", "r", "only the main process is begun by messages",
    "make this the main process (process in package.yaml)",
    file(process(start("s"), end("e"), flows="s > e"),
         process(element("receiveTask", "r", messageRef="message.m", instantiate="true"), flows="", key="q2")),
)  # fmt: skip

# tasks

refused(
    "tasks", "x", "it receives no message", "choose a message (messageRef)", line(element("receiveTask", "x"))
)
refused(
    "tasks", "x", "it says neither what to send nor who does it",
    'choose a message (messageRef), or set camunda:type="external" and camunda:topic', line(element("sendTask", "x")),
)  # fmt: skip
refused(
    "tasks", "x", "scripts in 'groovy' are not executed",
    'write FEEL, such as { days: 3, fee: amount * 1.5 }, and scriptFormat="feel"',
    line(element("scriptTask", "x", "<bpmn:script>1</bpmn:script>", scriptFormat="groovy")),
)  # fmt: skip
refused(
    "tasks",
    "x",
    "it has no script",
    "write a FEEL context of names and values",
    line(element("scriptTask", "x")),
)
refused(
    "tasks", "x", "it names no decision", "name one of rules/ in camunda:decisionRef",
    line(element("businessRuleTask", "x")),
)  # fmt: skip
refused(
    "tasks", "x", "rules/ has no decision 'fee'", "there: none",
    line(element("businessRuleTask", "x", camunda_decisionRef="fee")),
)  # fmt: skip
refused(
    "tasks", "x", "mapDecisionResult 'resultList' is not executed",
    "use one of: singleEntry, singleResult, collectEntries",
    line(element("businessRuleTask", "x", camunda_type="external", camunda_topic="webhook",
                 camunda_mapDecisionResult="resultList")),
)  # fmt: skip

refused(
    "tasks", "x", "the binding 'latest' of a decision is not executed: rules belong to the version of their package",
    "remove decisionRefBinding: the decision of the same version is made",
    line(element("businessRuleTask", "x", camunda_type="external", camunda_topic="webhook",
                 camunda_decisionRefBinding="latest")),
)  # fmt: skip

# compensation

UNDO = user("undo", isForCompensation="true")
refused(
    "compensation", "b", "no compensation handler is associated with it",
    'draw an association to an activity with isForCompensation="true"',
    draw(start("s"), user("a"), boundary("b", "a", compensate()), end("e"), flows="s > a > e"),
)  # fmt: skip
refused(
    "compensation", "b", "a flow leaves a compensation boundary event", "associate the handler instead",
    draw(start("s"), user("a"), boundary("b", "a", compensate()), UNDO, association("b", "undo"), end("e"),
         flows="s > a > e ; b > e"),
)  # fmt: skip
refused(
    "compensation", "undo", "a flow touches a compensation handler",
    "remove the flow: it runs when its activity is undone",
    draw(start("s"), user("a"), boundary("b", "a", compensate()), UNDO, association("b", "undo"), end("e"),
         flows="s > a > e ; undo > e"),
)  # fmt: skip
refused(
    "compensation", "undo", "it undoes no activity",
    "associate a compensation boundary event with it, or remove isForCompensation",
    draw(start("s"), user("a"), UNDO, end("e"), flows="s > a > e"),
)  # fmt: skip
refused(
    "compensation", "x", "it compensates 'nowhere', which is no activity of its process or sub-process",
    "choose an activity beside it", line(throw("x", compensate("nowhere"))),
)  # fmt: skip
refused(
    "compensation", "x", "a cannot be undone", "give that activity a compensation boundary event",
    line(task(), throw("x", compensate("a"))),
)  # fmt: skip
refused(
    "compensation", "is", "nobody can undo a whole process: a compensation start belongs into a sub-process",
    "draw the event sub-process inside the sub-process that it undoes",
    draw(start("s"), user("a"), event_sub("x", start("is", compensate()), user("b"), flows="is > b"), flows="s > a"),
)  # fmt: skip

# transactions

CANCEL = "<bpmn:cancelEventDefinition/>"
refused(
    "transactions", "x", "only a transaction can be cancelled",
    "draw it inside a transaction, or use an error end event", draw(start("s"), end("x", CANCEL), flows="s > x"),
)  # fmt: skip
refused(
    "transactions", "b", "a cancel boundary event sits on no transaction", "attach it to a transaction",
    bordered(boundary("b", "a", CANCEL)),
)  # fmt: skip
refused(
    "transactions", "x", "it can be cancelled, but nothing follows then", "add a cancel boundary event",
    line(element("transaction", "x", user("a") + end("xe", CANCEL) + arrows("a > xe"))),
)  # fmt: skip

refused(
    "transactions", "x", "the transaction method '##Store' is not executed",
    "remove it: what was completed is undone by compensation (##Compensate)",
    line(element("transaction", "x", user("a"), method="##Store")),
)  # fmt: skip

# ad_hoc


def ad_hoc(condition: str = "x > 1", inside: str = "", **attributes: str) -> bytes:
    """Draw an ad-hoc sub-process with one task."""
    until = f"<bpmn:completionCondition>{escape(condition)}</bpmn:completionCondition>" if condition else ""
    return line(element("adHocSubProcess", "x", user("a") + inside + until, **attributes))


refused(
    "ad_hoc", "x", "its completion condition is empty",
    "write a completionCondition, or remove it: then each activity is done once", ad_hoc(" "),
)  # fmt: skip
refused(
    "ad_hoc", "x", "its completion condition is never true", "let it depend on what the activities write",
    ad_hoc("false"),
)  # fmt: skip
refused(
    "ad_hoc", "x", "there is no ordering 'Random'", "one of Parallel, Sequential", ad_hoc(ordering="Random"),
)  # fmt: skip
refused(
    "ad_hoc", "xe", "a endEvent stands in an ad-hoc sub-process",
    "remove it: every activity that no flow enters can begin", ad_hoc(inside=end("xe") + arrows("a > xe")),
)  # fmt: skip

# unread: the whole table is in test_unread

refused(
    "unread", "c", "camunda:dueDate is not read here, so it would have no effect",
    "only people's tasks have it: draw a user task", line(call("q", camunda_dueDate="x")), sheet="calls: [other]\n",
)  # fmt: skip

# flows

CONNECT = "connect two nodes of the same process or sub-process"
refused("flows", "b-a", "the flow starts at 'b', which is no node of p", CONNECT,
        draw(start("s"), user("a"), end("e"), flows="s > a > e ; b > a"))  # fmt: skip
refused("flows", "a-b", "the flow leads to 'b', which is no node of p", CONNECT,
        draw(start("s"), user("a"), end("e"), flows="s > a > e ; a > b"))  # fmt: skip
refused("flows", "s", "a flow leads into a startEvent", "let the flow lead to the element after it",
        draw(start("s"), user("a"), flows="s > a > s"))  # fmt: skip
refused("flows", "m", "a flow leads into a boundaryEvent", "let the flow lead to the element after it",
        draw(start("s"), user("a"), boundary("m", "a", message("x")), user("z"), flows="s > a > m > z"))  # fmt: skip
refused("flows", "e", "a flow leaves an end event", "use an intermediate throw event",
        draw(start("s"), user("a"), end("e"), flows="s > e > a"))  # fmt: skip
refused("flows", "s", "nothing follows this startEvent", "draw a sequence flow from it",
        draw(start("s"), event_sub("x", start("is", message("m")), user("b"), flows="is > b")))  # fmt: skip
refused("flows", "m", "nothing follows this boundaryEvent", "draw a sequence flow from it",
        draw(start("s"), user("a"), boundary("m", "a", message("x")), flows="s > a"))  # fmt: skip
refused("flows", "m", "nothing follows this intermediateCatchEvent", "draw a sequence flow from it",
        draw(start("s"), catch("m", message("x")), flows="s > m"))  # fmt: skip
refused("flows", "x", "nothing follows this intermediateThrowEvent", "draw a sequence flow from it",
        draw(start("s"), throw("x", signal("m")), flows="s > x"))  # fmt: skip
refused("flows", "a-e", "the only flow of an activity has a condition",
        "draw where it goes when the condition is false, or remove the condition",
        draw(start("s"), user("a"), end("e"), flows="s > a > e [x > 1]"))  # fmt: skip
refused("flows", "x", "a flow touches an event sub-process", "it starts by its event: remove the flow",
        draw(start("s"), user("a"), event_sub("x", start("is", message("m")), user("b"), flows="is > b"),
             flows="s > a > x"))  # fmt: skip
refused(
    "flows",
    "a",
    "its default flow 'nix' does not leave it",
    "choose one of its own flows",
    line(task(default="nix")),
)
refused("flows", "a-e", "the default flow has a condition", "remove the condition or the default",
        draw(start("s"), user("a", default="a-e"), end("e"), end("f"), flows="s > a > e [x] ; a > f"))  # fmt: skip
refused("flows", "g-e", "conditions after a parallelGateway are not asked", "put an exclusive gateway after it",
        draw(start("s"), gateway("parallel", "g"), end("e"), end("f"), flows="s > g > e [x] ; g > f"))  # fmt: skip
refused("flows", "g-b", "the condition is empty", "write a FEEL expression", flowing(" "))
refused("flows", "g-f", "this flow of gateway g has no condition", "write a FEEL condition, or make it the default flow",
        draw(start("s"), gateway("exclusive", "g"), end("e"), end("f"), flows="s > g > e [x] ; g > f"))  # fmt: skip

# reachable

NO_PATH = "no path leads here from where the process begins"
DRAW_FLOW = "draw a sequence flow into it, or remove it"
refused("reachable", "b", NO_PATH, DRAW_FLOW,
        draw(start("s"), user("a"), user("b"), end("e"), flows="s > a > e ; b > e"))  # fmt: skip
refused("reachable", "g", NO_PATH, DRAW_FLOW,
        draw(start("s"), user("a"), gateway("exclusive", "g"), end("e"), flows="s > a > e ; g > a"))  # fmt: skip
refused("reachable", "b", NO_PATH, DRAW_FLOW,
        line(sub("x", start("is"), user("a"), user("b"), flows="is > a")))  # fmt: skip

# endless

WAIT = "put a task or an event that waits into the circle"
refused("endless", "m", "a circle without any wait: m > g > m", WAIT,
        draw(start("s"), gateway("exclusive", "m"), gateway("exclusive", "g", default="g-e"), end("e"),
             flows="s > m > g > m [x] ; g > e [default]"))  # fmt: skip
refused("endless", "g", "a circle without any wait: g > t > g", WAIT,
        draw(start("s"), user("a"), gateway("inclusive", "g", default="g-e"), throw("t"), end("e"),
             flows="s > a > g > t [x] ; t > g ; g > e [default]"))  # fmt: skip
refused("endless", "x", "a circle without any wait: x > g > x", WAIT,
        draw(start("s"), sub("x", start("is"), end("ie"), flows="is > ie"), gateway("exclusive", "g", default="g-e"),
             end("e"), flows="s > x > g > x [again] ; g > e [default]"))  # fmt: skip
refused(
    "endless", "m", "a circle that waits for nobody: m > g > m",
    "make sure that what the operation changes ends it, or put a task into it",
    draw(start("s"), service("m", "order.urge"), gateway("exclusive", "g", default="g-e"), end("e"),
         flows="s > m > g > m [x] ; g > e [default]"),
    severity="warning",
)  # fmt: skip

# starts

refused("starts", "t", "p has a second plain start event", "begin at one, and split after it",
        draw(start("s"), start("t"), user("a"), flows="s > a ; t > a"))  # fmt: skip
refused("starts", "p", "nothing in it can begin: every node is entered by a flow", "add a start",
        draw(user("a"), user("b"), flows="a > b > a"))  # fmt: skip
refused(
    "starts", "t", "a start event with a trigger is only heard in the main process",
    "make this the main process (process in package.yaml), or call it",
    file(process(start("s"), end("e"), flows="s > e"),
         process(start("t", message("m")), end("u"), flows="t > u", key="x")),
)  # fmt: skip
refused("starts", "t", "another start event waits for message 'm' too", "begin at one, and decide after it",
        draw(start("s", message("m")), start("t", message("m")), user("a"), flows="s > a ; t > a"))  # fmt: skip
refused(
    "starts", "p", "orders of category 'enquiry' cannot begin it: it has no plain start event",
    "add a start event without a trigger, or remove the category",
    draw(start("s", message("m")), user("a"), flows="s > a"), sheet="category: enquiry\n",
)  # fmt: skip

# directions

refused("directions", "g", "it says that it is Converging, but 1 flow(s) enter and 2 leave",
        "remove gatewayDirection, or draw what it says",
        draw(start("s"), gateway("parallel", "g", gatewayDirection="Converging"), end("e"), end("f"),
             flows="s > g > e ; g > f"))  # fmt: skip
refused("directions", "g", "there is no gatewayDirection 'Both'", "one of Converging, Diverging, Mixed",
        draw(start("s"), gateway("parallel", "g", gatewayDirection="Both"), end("e"), flows="s > g > e"))  # fmt: skip

# references

refused("references", "a", "it says that flow 'nix' enters it", "remove the line, or let the flow enter it",
        line(task("<bpmn:incoming>nix</bpmn:incoming>")))  # fmt: skip
refused("references", "a", "it says that flow 's-a' leaves it", "remove the line, or let the flow leave it",
        line(task("<bpmn:outgoing>s-a</bpmn:outgoing>")))  # fmt: skip
refused("references", "d", "it stands for 'nix', which is no data object", "choose a data object",
        draw(start("s"), user("a"), '<bpmn:dataObjectReference id="d" dataObjectRef="nix"/>', end("e"),
             flows="s > a > e"))  # fmt: skip
refused("references", "a", "its data association names 's', which is no data",
        "draw it between the activity and a data object",
        line(task('<bpmn:property id="o" name="o"/><bpmn:dataInputAssociation id="i"><bpmn:sourceRef>s</bpmn:sourceRef>'
                  "<bpmn:targetRef>o</bpmn:targetRef></bpmn:dataInputAssociation>")))  # fmt: skip

STORED = (
    '<bpmn:ioSpecification id="io"><bpmn:dataInput id="in" name="x"/><bpmn:inputSet><bpmn:dataInputRefs>in'
    "</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet/></bpmn:ioSpecification><bpmn:dataInputAssociation "
    'id="i"><bpmn:sourceRef>d</bpmn:sourceRef><bpmn:targetRef>in</bpmn:targetRef></bpmn:dataInputAssociation>'
)
refused("references", "a", "data store 'd' is not read or written",
        "draw a data object, or a service task that asks the store",
        draw(start("s"), user("a", STORED), '<bpmn:dataStoreReference id="d" name="files"/>', end("e"),
             flows="s > a > e"))  # fmt: skip

# message_flows


def exchanged(flow: str) -> bytes:
    """Draw a pool with a process that sends nothing, another pool, and a message flow."""
    pools = '<bpmn:participant id="ours" processRef="p"/><bpmn:participant id="theirs"/>'
    made = f'<bpmn:collaboration id="between">{pools}<bpmn:messageFlow id="m" {flow}/></bpmn:collaboration>'
    return file(made, process(start("s"), user("a"), user("b"), end("e"), flows="s > a > b > e"))


refused("message_flows", "m", "a message flow leaves s, a startEvent without a message of that direction",
        "let it lead from what sends to what receives", exchanged('sourceRef="s" targetRef="theirs"'))  # fmt: skip
refused("message_flows", "m", "a message flow leads to e, a endEvent without a message of that direction",
        "let it lead from what sends to what receives", exchanged('sourceRef="theirs" targetRef="e"'))  # fmt: skip
refused("message_flows", "m", "a message flow leads to s, a startEvent without a message of that direction",
        "let it lead from what sends to what receives", exchanged('sourceRef="theirs" targetRef="s"'),
        severity="warning")  # fmt: skip
refused("message_flows", "m", "a message flow stays inside one pool",
        "draw a sequence flow, or lead it to another pool", exchanged('sourceRef="a" targetRef="b"'))  # fmt: skip
refused("message_flows", "m", "a message flow stays inside one pool",
        "draw a sequence flow, or lead it to another pool", exchanged('sourceRef="a" targetRef="ours"'))  # fmt: skip

# boundaries

refused("boundaries", "m", "it is attached to 'nix', which is not here", "attach it anew",
        draw(start("s"), user("a"), boundary("m", "nix", message("x")), flows="s > a ; m > a"))  # fmt: skip
refused("boundaries", "m", "it is attached to a parallelGateway", "attach it to a task or sub-process",
        draw(start("s"), gateway("parallel", "g"), boundary("m", "g", message("x")), user("a"),
             flows="s > g > a ; m > a"))  # fmt: skip
refused("boundaries", "m", "an error boundary event must interrupt", 'remove cancelActivity="false"',
        bordered(element("boundaryEvent", "m", error("X"), attachedToRef="a", cancelActivity=" 0 ")))  # fmt: skip
refused("boundaries", "m", "a cancel boundary event must interrupt", 'remove cancelActivity="false"',
        draw(start("s"), element("transaction", "a", user("b") + boundary("t", "b", message("no")) + end("af")
                                 + end("ae", "<bpmn:cancelEventDefinition/>") + arrows("b > af ; t > ae")),
             boundary("m", "a", "<bpmn:cancelEventDefinition/>", interrupting=False), end("e"), user("z"),
             flows="s > a > e ; m > z > e"))  # fmt: skip
refused("boundaries", "m", "a compensate boundary event must interrupt", 'remove cancelActivity="false"',
        draw(start("s"), user("a"), boundary("m", "a", compensate(), interrupting=False), end("e"),
             user("undo", isForCompensation="true"), association("m", "undo"), flows="s > a > e"))  # fmt: skip
for made, code, told in (
    (error, "X", "'X'"), (error, None, "every code"), (escalation, "X", "'X'"), (escalation, None, "every code"),
):  # fmt: skip
    refused(
        "boundaries", "n", f"it catches the {made.__name__} {told}, as m does", "give it another code, or remove one of them",
        bordered(boundary("m", "a", made(code)), boundary("n", "a", made(code))),
    )  # fmt: skip

# event_subprocesses

refused("event_subprocesses", "x", "an event sub-process needs one start event, it has 0", "draw exactly one",
        draw(start("s"), user("a"), event_sub("x", user("b"), flows=""), flows="s > a"))  # fmt: skip
refused("event_subprocesses", "is", "an error start event must interrupt", 'remove isInterrupting="false"',
        draw(start("s"), service("a", "webhook"), event_sub("x", start("is", error("E"), isInterrupting="0"), user("b"),
                                              flows="is > b"), flows="s > a"))  # fmt: skip
refused("event_subprocesses", "is", "a compensate start event must interrupt", 'remove isInterrupting="false"',
        draw(start("s"), sub("u", user("a"), event_sub("x", start("is", compensate(), isInterrupting="false"),
                                                       user("b"), flows="is > b")), flows="s > u"))  # fmt: skip
refused("event_subprocesses", "x", "a transaction does not begin by an event",
        'draw a plain event sub-process around it, or remove triggeredByEvent="true"',
        draw(start("s"), user("a"), element("transaction", "x", start("is", message("m")) + user("b")
                                            + arrows("is > b"), triggeredByEvent="true"), flows="s > a"))  # fmt: skip
refused("event_subprocesses", "x", "an event sub-process cannot loop", "remove the loop marker",
        draw(start("s"), user("a"), sub("x", start("is", message("m")), user("b"), flows="is > b",
                                        extra=multi("2"), triggeredByEvent=" 1 "), flows="s > a"))  # fmt: skip
refused("event_subprocesses", "js", "it catches the error 'E', as is does", "give it another code, or remove one of them",
        draw(start("s"), service("a", "webhook"), event_sub("x", start("is", error("E")), user("b"), flows="is > b"),
             event_sub("y", start("js", error("E")), user("c"), flows="js > c"), flows="s > a"))  # fmt: skip

# event_gateways

refused("event_gateways", "g", "an event-based gateway needs at least two events", "add one, or remove it",
        draw(start("s"), gateway("eventBased", "g"), catch("m", message("m")), end("e"), flows="s > g > m > e"))  # fmt: skip
refused("event_gateways", "a", "a userTask follows event-based gateway g", "use a catch event",
        draw(start("s"), gateway("eventBased", "g"), user("a"), *EVENTS[:1], end("e"),
             flows="s > g > a > e ; g > m > e"))  # fmt: skip
refused("event_gateways", "m", "other flows than gateway g's lead into it", "draw an event of its own",
        draw(start("s"), user("a"), gateway("eventBased", "g"), *EVENTS, flows="s > a > g > m > e ; g > t > e ; a > m"))  # fmt: skip

# messages

refused(
    "messages", "m", "its message refers to 'nix', which the file does not define",
    "define the message, or choose another", line(catch("m", '<bpmn:messageEventDefinition messageRef="nix"/>')),
)  # fmt: skip
refused(
    "messages", "m", "no telephone call tells 'call.hungup'",
    "choose one of call.offered, call.answered, call.transferred, call.abandoned, call.lost, call.ended, call.recorded, "
    "call.outcome-revised, call.dialogue-ended, call.digits, call.voicemail, call.call-back-requested; names that begin with call. are calls'",
    line(catch("m", message("call.hungup"))),
)  # fmt: skip
refused("messages", "m", "its message has no name", "name a message",
        line(catch("m", "<bpmn:messageEventDefinition/>")))  # fmt: skip
refused("messages", "x", "the error it throws has no code", "give the error a code",
        draw(start("s"), end("x", error(None)), flows="s > x"))  # fmt: skip
refused(
    "messages",
    "x",
    "the escalation it throws has no code",
    "give the escalation a code",
    line(throw("x", escalation(None))),
)
refused("messages", "m", "the error it catches has no code", "give the error a code, or refer to none to catch every error",
        bordered(boundary("m", "a", error("X"))).replace(b' errorCode="X"', b' name="X"'))  # fmt: skip

# timers

DURATION = 'a duration or a limit, such as duration("PT45M") or limit("arrive") * 0.8'
DATE = 'a date and time, a date or a limit, such as date and time("2026-05-01T08:00:00")'
CYCLE = 'a repeating interval or a duration, such as "R3/PT10M" or duration("PT10M")'
refused("timers", "m", "the timer has no time", 'write a date, duration or cycle, e.g. duration("PT45M")',
        line(catch("m", "<bpmn:timerEventDefinition/>")))  # fmt: skip
refused("timers", "m", "the timer has no time", 'write a date, duration or cycle, e.g. duration("PT45M")',
        line(catch("m", timer("duration", " "))))  # fmt: skip
for form, text, problem, remedy in (
    ("duration", "PT", '`PT` is no time: duration: "PT" is not a duration such as PT45M, P3D or P1Y2M', f"expected {DURATION}"),
    ("duration", "45", "timeDuration is 45, a number", f"expected {DURATION}; correct the expression"),
    ("duration", "null", "`null` is no time: it is null", f"expected {DURATION}"),
    ("duration", '"soon"', "timeDuration is 'soon', a text", f"expected {DURATION}; correct the expression"),
    ("duration", "-PT5M", "`-PT5M` lies before the timer begins", "write a duration that leads forward"),
    ("duration", "R3/PT10M", '`R3/PT10M` is no time: duration: "R3/PT10M" is not a duration such as PT45M, P3D or P1Y2M', f"expected {DURATION}"),
    ("date", "PT1H", '`PT1H` is no time: date and time: "1H" is not a time such as '
     "13:20:00, 13:20:00+08:00 or 13:20:00@Asia/Shanghai", f"expected {DATE}"),
    ("date", "2026-02-30T08:00:00", "`2026-02-30T08:00:00` is no time: date and time: there is no day 2026-02-30",
     f"expected {DATE}"),
    ("date", 'date("2026-02-30")', '`date("2026-02-30")` is no time: date: there is no day 2026-02-30', f"expected {DATE}"),
    ("date", 'duration("PT1H")', "timeDate is 1:00:00, a duration", f"expected {DATE}; write it as timeDuration"),
    ("cycle", "R3/foo", "timeCycle is 'R3/foo', 'foo' is no duration such as PT10M or P1M",
     f"expected {CYCLE}; correct the expression"),
    ("cycle", "R/PT0S", "timeCycle is 'R/PT0S', its period is zero, so it would never come to rest",
     f"expected {CYCLE}; correct the expression"),
    ("cycle", "2026-02-03", "timeCycle is '2026-02-03', it does not begin with R, R/… or a number of repetitions such as R3/…",
     f"expected {CYCLE}; correct the expression"),
):  # fmt: skip
    refused("timers", "m", problem, remedy, line(catch("m", timer(form, text))))

refused("timers", "t", "this event happens once: of its cycle only the first time counts",
        "write a duration, or draw the cycle at a boundary or start event",
        line(catch("t", timer("cycle", "R3/PT10M"))), severity="warning")  # fmt: skip

# loops

refused("loops", "a", "the loop never ends", "give it a condition or a maximum", line(task(loop())))
refused("loops", "a", "the loop never ends", "give it a condition or a maximum", line(task(loop("1 = 1"))))
refused("loops", "a", "loopMaximum 0 is not above 0", "write a whole number above 0",
        line(task(loop("again", maximum="0"))))  # type: ignore[arg-type]  # fmt: skip
refused(
    "loops",
    "a",
    "the multi-instance has no count",
    "give it a cardinality or a collection",
    line(task(multi())),
)
refused(
    "loops",
    "a",
    "it has a cardinality and a collection",
    "keep one of them",
    line(task(multi("2", "people"))),
)
refused("loops", "a", "it has loopDataInputRef and camunda:collection", "keep one of them",
        line(task(multi(collection="people").replace("></bpmn:multi", "><bpmn:loopDataInputRef>x</bpmn:loopDataInputRef></bpmn:multi"))))  # fmt: skip
refused("loops", "a", "it has inputDataItem and camunda:elementVariable", "keep one of them",
        line(task(multi("2", item="x").replace("</bpmn:multi", '<bpmn:inputDataItem id="i" name="y"/></bpmn:multi'))))  # fmt: skip
refused("loops", "a", "its output needs a collection and an item", "give both or none",
        line(task(multi("2").replace("</bpmn:multi", "<bpmn:loopDataOutputRef>x</bpmn:loopDataOutputRef></bpmn:multi"))))  # fmt: skip
WHOLE = "write a whole number from 0 to 10000"
for text, told in (
    ("-3", "-3"), ('"x"', "'x'"), ("1.5", "1.5"), ("10001", "10001"), ("true", "true"), ("null", "null"),
    ("1 / 0", "null: cannot divide by zero"),
):  # fmt: skip
    refused("loops", "a", f"its cardinality is {told}", WHOLE, line(task(multi(text))))
refused("loops", "a", "its collection is 'people'", "write a list, or the name of a variable that is one",
        line(task(multi(collection='"people"'))))  # fmt: skip

# start_conditions

READS = "read facts that are told from outside, such as `level > 3`"
for condition, reads in (
    ('order.status = "held"', "order"),
    ('limit("accept").breached and x > 1', "limit()"),
):
    refused(
        "start_conditions", "x", f"its condition reads {reads}, but the process is not there yet", READS,
        draw(start("s"), start("x", conditional(condition)), user("a"), flows="s > a ; x > a"),
    )  # fmt: skip
refused(
    "start_conditions", "x", "its condition `1 > 2` reads no fact, so nothing that is told makes it true",
    "read facts that are told, or use a timer for what depends on time alone",
    draw(start("s"), start("x", conditional("1 > 2")), user("a"), flows="s > a ; x > a"),
)  # fmt: skip

# behaviors


def behaving(behavior: str, more: str = "", inside: str = "", roots: str = "") -> bytes:
    """Draw a multi-instance that throws something; `more` are attributes, `inside` are its rules."""
    many = multi("2").replace("isSequential", f'behavior="{behavior}" {more} isSequential')
    drawn = task(many.replace("</bpmn:multi", f"{inside}</bpmn:multi"))
    return file(roots, process(start("s"), drawn, end("e"), flows="s > a > e"))


def rule(condition: str, event: str) -> str:
    asked = f"<bpmn:condition>{escape(condition)}</bpmn:condition>" if condition else ""
    return f"<bpmn:complexBehaviorDefinition>{asked}<bpmn:event>{event}</bpmn:event></bpmn:complexBehaviorDefinition>"


GIVEN = '<bpmn:signalEventDefinition id="given" signalRef="signal.g"/>'
refused(
    "behaviors", "a", "there is no behavior 'Some'", "use one of: None, One, All, Complex", behaving("Some")
)
refused("behaviors", "a", "noneBehaviorEventRef has no effect with the behavior 'All'",
        "remove it, or set behavior to None",
        behaving("All", 'noneBehaviorEventRef="given"', roots=GIVEN))  # fmt: skip
refused("behaviors", "a", "the behavior 'One' needs a oneBehaviorEventRef: an event without a name reaches nobody",
        "say what is thrown, or use the behavior All", behaving("One"))  # fmt: skip
refused("behaviors", "a", "a complexBehaviorDefinition lacks its condition or its event", "give it both",
        behaving("Complex", inside=rule("", signal("g"))))  # fmt: skip
refused("behaviors", "a", "timer cannot be thrown as an instance completes",
        "use one of: message, signal, error, escalation",
        behaving("Complex", inside=rule("x > 1", timer("duration", "PT1H"))))  # fmt: skip
refused("conditions", "a", "the condition of a behavior `1` is always 1",
        'write an expression that is true or false, such as decision = "accept"',
        behaving("Complex", inside=rule("1", signal("g"))))  # fmt: skip
refused("messages", "a", "its event refers to 'nowhere', which the file does not define",
        "define the event, or choose another", behaving("None", 'noneBehaviorEventRef="nowhere"'))  # fmt: skip

# expressions

refused("expressions", "g-b", "`x == 3` at 1:3: `==` is not FEEL: write `=`", "write `=`", flowing("x == 3"))
refused("expressions", "g-b", "`${x > 5}` at 1:1: unexpected character `$`", "write FEEL without the braces: x > 5",
        flowing("${x > 5}"))  # fmt: skip
refused(
    "expressions", "m", "`0 0 9 * * ?` at 1:3: expected an operator or the end, found `0`",
    'write a repeating interval, such as "R/2026-01-01T08:00:00/P1D", instead of cron',
    line(catch("m", timer("cycle", "0 0 9 * * ?"))),
)  # fmt: skip
refused(
    "expressions",
    "a",
    "`` at 1:1: expected an expression, found the end",
    "write an expression",
    line(task(mapped({"x": ""}))),
)
refused("expressions", "a", "`a b` at 1:3: expected an operator or the end, found the name `b`; no name in scope is written `a b`",
        "write an operator or the end", line(task(camunda_assignee="a b")))  # fmt: skip
refused("expressions", "m", "`a b` at 1:3: expected an operator or the end, found the name `b`; no name in scope is written `a b`",
        "write an operator or the end", line(catch("m", message("m", "a b"))))  # fmt: skip
_AB = "`a b` at 1:3: expected an operator or the end, found the name `b`; no name in scope is written `a b`"
refused("expressions", "x", _AB, "write an operator or the end",
        line(element("scriptTask", "x", "<bpmn:script>a b</bpmn:script>")))  # fmt: skip
refused("expressions", "m", _AB, "write an operator or the end",
        line(catch("m", message("m"), huan_correlationKey="a b")))  # fmt: skip
refused(
    "expressions", "g-b", "groovy is not executed", "write FEEL",
    flowing("x").replace(b'xsi:type="bpmn:tFormalExpression"', b'xsi:type="bpmn:tFormalExpression" language="groovy"'),
)  # fmt: skip
refused("expressions", None, "expressions in http://x are not executed", "use FEEL in every expression",
        line(task()).replace(b"targetNamespace", b'expressionLanguage="http://x" targetNamespace'))  # fmt: skip
for text, told in (
    ("x = True", "at 1:5: `True` is a name here; the value is written `true`"),
    ('contains("a") = x', "at 1:1: contains takes (string, match), not 1 argument"),
):
    refused(
        "expressions", "g-b", f"`{text}` {told}", "write what you mean", flowing(text), severity="warning"
    )

# conditions

TRUTH = 'write an expression that is true or false, such as decision = "accept"'
refused("conditions", "g-b", "the condition `\"yes\"` is always 'yes'", TRUTH, flowing('"yes"'))
refused("conditions", "g-b", "the condition `null` is always null", TRUTH, flowing("null"))
refused("conditions", "g-b", "the condition `3` is always 3", TRUTH, flowing("3"))
refused("conditions", "a", "the loop condition `5` is always 5", TRUTH, line(task(loop("5"))))
refused(
    "conditions",
    "a",
    "the completion condition `5` is always 5",
    TRUTH,
    line(task(multi("2", completion="5"))),
)

# decisions

DMN = 'xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/"'


def rules(inside: str, namespace: str = "n") -> bytes:
    """Draw a DMN file."""
    return f'<definitions {DMN} name="n" namespace="{namespace}">{inside}</definitions>'.encode()


def decided(text: str, key: str = "fee") -> str:
    return f'<decision id="{key}" name="Fee"><literalExpression><text>{text}</text></literalExpression></decision>'


refused("decisions", "fee", "`days *` at 1:7: expected an expression, found the end",
        "write an expression", line(task()), files={"rules/fee.dmn": rules(decided("days *"))}, file="rules/fee.dmn")  # fmt: skip
refused("decisions", "fee", "rules/a.dmn has a decision with the id 'fee' too", "give it another id", line(task()),
        files={"rules/a.dmn": rules(decided("1")), "rules/b.dmn": rules(decided("2"), "m")}, file="rules/b.dmn")  # fmt: skip

# user_tasks

refused("user_tasks", "a", "nobody is asked to do it", 'set camunda:candidateGroups, e.g. "repair@county", or assignee',
        line(task(camunda_candidateGroups="")))  # fmt: skip
TIERS = "province, city, county, station, crew, unit, origin, superior, queue"
for group in ("repair@moon", "Repair@county", "repair@county@city", "repair"):
    refused("user_tasks", "a", f"candidate group {group!r} is no department at a tier",
            f'write KIND@TIER, e.g. "repair@county"; tiers: {TIERS}', line(task(camunda_candidateGroups=group)))  # fmt: skip
refused("user_tasks", "a", "'county' names no department kind", 'write KIND@county, e.g. "repair@county"',
        line(task(camunda_candidateGroups="county")))  # fmt: skip
refused("user_tasks", "a", "there is no department kind 'kitchen'", "known: duty, repair",
        line(task(camunda_candidateGroups="repair@county, kitchen@county")))  # fmt: skip
refused(
    "user_tasks",
    "a",
    "form 'nix' is not in forms/ (there: none)",
    "add it or choose another",
    line(task(camunda_formKey="nix")),
)
refused("user_tasks", "s", "form 'nix' is not in forms/ (there: f)", "add it or choose another",
        draw(start("s", camunda_formKey="nix"), end("e"), flows="s > e"), files={"forms/f.json": FORM})  # fmt: skip
refused("user_tasks", "a", "its assignee is always 5, which is not the id of a person",
        "write the id of a person in FEEL, such as order.opened_by", line(task(camunda_assignee="5")))  # fmt: skip
refused("user_tasks", "a", "its priority is always 'urgent', which is not a whole number",
        "write a whole number in FEEL, such as order.priority", line(task(camunda_priority='"urgent"')))  # fmt: skip

# service_tasks

refused("service_tasks", "a", "the service task has no topic", 'set camunda:type="external" and camunda:topic',
        line(element("serviceTask", "a")))  # fmt: skip
refused(
    "service_tasks",
    "a",
    "nobody handles the topic 'fax'",
    "choose one of: notify, order.archive, order.hold, order.urge, webhook",
    line(service("a", "fax")),
)
refused("service_tasks", "a", "camunda:type 'mail' is not executed", 'use "external"',
        line(element("serviceTask", "a", camunda_type="mail", camunda_topic="webhook")))  # fmt: skip

# dialogues

SPOKEN = "kind: dialogue\n"


def spoken(key: str, topic: str, **inputs: str) -> str:
    return service(key, topic, mapped(inputs))


refused("dialogues", "a", "ivr.play is for callers on the telephone, and this package is no dialogue",
        "add kind: dialogue to package.yaml", line(spoken("a", "ivr.play", text='"x"')))  # fmt: skip
refused("dialogues", None, "a dialogue serves no order", "remove category", line(spoken("a", "ivr.play", text='"x"')),
        sheet=SPOKEN + "category: enquiry\n", file="package.yaml")  # fmt: skip
for unheard in (user("a"), catch("a", timer("duration", 'duration("PT1H")'))):
    refused("dialogues", "a", "a caller on the telephone cannot wait for this",
            "draw one after another: tasks with ivr. topics, rules, exclusive gateways, error boundaries, calls",
            line(unheard), sheet=SPOKEN)  # fmt: skip
refused("dialogues", "a", "no telephone does 'webhook'",
        "choose one of: ivr.play, ivr.say, ivr.collect, ivr.look-up-order, ivr.find-agents, ivr.queue, ivr.ask-satisfaction, "
        "ivr.leave-message, ivr.ask-call-back, ivr.change-pin, ivr.transfer, ivr.hang-up", line(service("a", "webhook")), sheet=SPOKEN)  # fmt: skip
refused("dialogues", "a", "ivr.play needs 'text'", "give it as an input parameter, in FEEL",
        line(spoken("a", "ivr.play")), sheet=SPOKEN)  # fmt: skip
refused("dialogues", "a", "ivr.play reads no 'loud'", "one of text",
        line(spoken("a", "ivr.play", text='"x"', loud="true")), sheet=SPOKEN)  # fmt: skip
for put_together in (
    '"x" + call.caller_name',
    "call.caller_name",
    'if call.queue = null then "x" else call.queue',
):
    refused("dialogues", "a", "its text cannot be recorded: it is put together during the call",
            'write whole texts in quotation marks, chosen by if … then "…" else "…"; say values by ivr.say',
            line(spoken("a", "ivr.play", text=put_together)), sheet=SPOKEN)  # fmt: skip
refused("dialogues", "a", "when it ends with 'no-input' the caller has no way to go",
        "attach an error boundary event with this code",
        draw(start("s"), spoken("a", "ivr.collect", text='"x"'), boundary("b", "a", error("wrong-input")), end("e"),
             flows="s > a > e ; b > e"), sheet=SPOKEN)  # fmt: skip
refused("dialogues", "a", "after ivr.hang-up nobody is on the line", "lead it to an end event",
        line(spoken("a", "ivr.hang-up"), spoken("b", "ivr.play", text='"x"')), sheet=SPOKEN)  # fmt: skip

# calls

OTHER = "calls: [other]\n"
refused("calls", "c", "it calls nothing", "set calledElement to the id of a process", line(call(None)))
refused(
    "calls", "c", "process 'x' has no plain start event, at which a call begins", "give it one, or call another process",
    file(process(start("t", message("m")), end("u"), flows="t > u", key="x"),
         process(start("s"), call("x"), end("e"), flows="s > c > e", key="y")),
    sheet="process: x\n",
)  # fmt: skip
refused("calls", "c", "process 'q' is not drawn here, and package.yaml names no package that it calls",
        "add the package that has the process to calls in package.yaml", line(call("q")))  # fmt: skip
refused(
    "calls", "d", "'t' belongs to package 'third', which is not named in calls", "add third to calls in package.yaml",
    line(call("q"), element("callActivity", "d", calledElement="t")), sheet=OTHER,
)  # fmt: skip
refused("calls", "c", "nobody knows whether 'z' is there: package 'broken' cannot be read", "check broken",
        line(call("z")), sheet="calls: [broken]\n", severity="warning")  # fmt: skip
refused("calls", "d", "no package has a process 'z'", "deploy that package first",
        line(call("q"), element("callActivity", "d", calledElement="z")), sheet=OTHER)  # fmt: skip
refused("calls", None, "it names the package itself", "remove it: a package may always call its own processes",
        line(task()), sheet="calls: [test]\n", file="package.yaml")  # fmt: skip
refused("calls", None, "there is no package 'nix'", "deploy that package first, or remove it from calls",
        line(task()), sheet="calls: [nix]\n", file="package.yaml")  # fmt: skip
refused("calls", None, "it names package 'other', but calls none of its processes", "remove it from calls",
        line(task()), sheet=OTHER, file="package.yaml", severity="warning")  # fmt: skip

# bindings


def bound(called: str, binding: str, **more: str) -> bytes:
    """Draw a call that is bound to a version."""
    given = {f"camunda_calledElement{name}": text for name, text in more.items()}
    return line(call(called, camunda_calledElementBinding=binding, **given))


refused("bindings", "c", "there is no binding 'newest'", "use one of: latest, deployment, version, versionTag",
        bound("q", "newest"), sheet=OTHER)  # fmt: skip
refused("bindings", "c", "calledElementVersion has no effect with the binding 'latest'",
        "remove it, or set calledElementBinding to version", bound("q", "latest", Version="2"),
        sheet=OTHER)  # fmt: skip
refused(
    "bindings", "c", "no package of calls that is deployed with it has the process 't' (deployed with it: other)",
    "deploy both packages in one call, such as `huan deploy FOLDER`, or use the binding latest",
    bound("t", "deployment"), sheet="calls: [third]\n",
)  # fmt: skip
refused(
    "bindings", "c", "it is bound to a version, but calledElementVersion '0' is no whole number above 0",
    "write the number of a version, such as 2", bound("q", "version", Version="0"), sheet=OTHER,
)  # fmt: skip
refused("bindings", "c", "no package of calls has a version 3 with the process 'q'", "versions with it: 2, 1",
        bound("q", "version", Version="3"), sheet=OTHER)  # fmt: skip
refused("bindings", "c", "it is bound to a version tag, but names none", "set camunda:calledElementVersionTag",
        bound("q", "versionTag"), sheet=OTHER)  # fmt: skip
refused("bindings", "c", "no version of a package of calls has the process 'q' with the tag 'summer'",
        "tags of it: spring", bound("q", "versionTag", VersionTag="summer"), sheet=OTHER)  # fmt: skip

# mappings

refused("mappings", "a", "2 of its input parameters are called 'x'", "keep one of them",
        line(task(mapped({"x": "1"}).replace("</camunda:inputOutput>", '<camunda:inputParameter name="x">2</camunda:inputParameter></camunda:inputOutput>'))))  # fmt: skip
refused("mappings", "a", "2 of its output parameters are called 'x'", "keep one of them",
        line(task(mapped(outputs={"x": "1"}).replace("</camunda:inputOutput>", '<camunda:outputParameter name="x">2</camunda:outputParameter></camunda:inputOutput>'))))  # fmt: skip
refused("mappings", "c", "2 of its values passed are called 'x'", "keep one of them",
        line(call("q", passed("1", "x") + passed("2", "x"))), sheet=OTHER)  # fmt: skip
refused("mappings", "c", "2 of its values taken back are called 'x'", "keep one of them",
        line(call("q", returned("1", "x") + returned("2", "x"))), sheet=OTHER)  # fmt: skip
for more, problem, remedy in (
    (
        '<camunda:in source="a" sourceExpression="b" target="x"/>',
        "a mapping has source and sourceExpression",
        "keep one of them",
    ),
    ('<camunda:in variables="some"/>', "variables of a mapping can only be all", 'write variables="all"'),
    (
        '<camunda:in variables="all" target="x"/>',
        "a mapping of all variables has a target",
        "remove the target",
    ),
    ('<camunda:out sourceExpression="b"/>', "a mapping lacks its source or target", "give both"),
    ('<camunda:in target="x"/>', "a mapping lacks its source or target", "give both"),
    ('<camunda:in source="" target="x"/>', "a mapping lacks its source or target", "give both"),
    (
        '<camunda:in source="a-b" target="x"/>',
        "the source 'a-b' is no variable name",
        "write an expression as sourceExpression",
    ),
):
    refused("mappings", "c", problem, remedy, line(call("q", more)), sheet=OTHER)

# placed

ONLY_OUT = "write the expression where it is used, or keep only output parameters"
refused(
    "placed",
    "m",
    "input parameters of an event are not read",
    ONLY_OUT,
    line(catch("m", mapped({"x": "1"}) + message("m"))),
)
refused(
    "placed", "s", "output parameters of a start event without a trigger are not read",
    "compute the values in the output parameters of the task after it",
    draw(start("s", mapped(outputs={"x": "1"})), end("e"), flows="s > e"),
)  # fmt: skip
NO_FORM = "only the plain start event of the main process has a form"
refused("placed", "s", NO_FORM, "draw a user task after it",
        draw(start("s", message("m"), camunda_formKey="f"), end("e"), flows="s > e"), files={"forms/f.json": FORM})  # fmt: skip
refused("placed", "is", NO_FORM, "draw a user task after it",
        line(sub("x", start("is", camunda_formKey="f"), user("a"), flows="is > a")), files={"forms/f.json": FORM})  # fmt: skip
refused("placed", "s", "a correlation key is not read here", "remove it: every message of that name starts an instance",
        draw(start("s", message("m", "order.number")), end("e"), flows="s > e"))  # fmt: skip
refused("placed", "m", "only messages have a correlation key", "remove huan:correlationKey",
        line(catch("m", timer("duration", "PT1H"), huan_correlationKey="x")))  # fmt: skip
MISS = "remove it: only a cycle that an instance waits for can miss a time"
refused(
    "placed",
    "m",
    "huan:everyMissed is not read here",
    MISS,
    line(catch("m", timer("duration", "PT1H"), huan_everyMissed="true")),
)
refused("placed", "s", "huan:everyMissed is not read here", MISS,
        draw(start("s", timer("cycle", "R/PT1H"), huan_everyMissed="true"), end("e"), flows="s > e"))  # fmt: skip
refused("placed", "s", "only the start of an event sub-process can be non-interrupting", 'remove isInterrupting="false"',
        draw(start("s", message("m"), isInterrupting=" 0"), end("e"), flows="s > e"))  # fmt: skip
refused("placed", "g", "an event-based gateway reaches no milestone", "set huan:milestone on the element before it",
        draw(start("s"), gateway("eventBased", "g", huan_milestone="accepted"), *EVENTS, flows="s > g > m > e ; g > t > e"))  # fmt: skip
refused("placed", "x", "an error end event reaches no milestone", "set huan:milestone on the element before it",
        draw(start("s"), end("x", error("E"), huan_milestone="accepted"), flows="s > x"))  # fmt: skip

# sources


def choosing(field: str, **more: Any) -> dict[str, Any]:
    """Return a form whose field `unit` says this."""
    form = f'{{"type": "object", "properties": {{"unit": {{{field}}}}}}}'
    return {"file": "forms/f.json", "files": {"forms/f.json": form.encode()}, **more}


refused("sources", None, "there is no source 'crew'", "one of counties, crews", line(task()),
        **choosing('"type": "string", "x-source": "crew"'))  # fmt: skip
refused("sources", None, "there is no source {}", "one of counties, crews", line(task()),
        **choosing('"type": "string", "x-source": {}'))  # fmt: skip
refused("sources", None, "only a text has choices", 'write "type": "string"', line(task()),
        **choosing('"type": "number", "x-source": "crews"'))  # fmt: skip
refused("sources", None, "only a field of the form itself has choices", "make it one, or leave it out", line(task()),
        **choosing('"type": "array", "items": {"type": "string", "x-source": "crews"}'))  # fmt: skip
refused("sources", None, "an order that is not yet opened has no choices", "leave it out",
        line(task()), sheet="fields: intake.json\n", file="intake.json",
        files={"intake.json": b'{"type": "object", "properties": {"unit": {"type": "string", "x-source": "crews"}}}'})  # fmt: skip

refused("rejecting", None, "says nothing that is known of rejections", "write one of form, attachment", line(task()),
        **choosing('"type": "string"}, "x": {"type": "string"}}, "x-reject": "never", "$defs": {"d": {"type": "string"'))  # fmt: skip

# scripts: those at their places are in the shipped packages

WHERE = "put it at the form of the start event, at a field of it or one of its choices"
refused("scripts", None, "is said nowhere", WHERE, line(task()),
        **choosing('"type": "string", "x-say": "您好", "x-en-say": "Hello"'))  # fmt: skip
refused("scripts", None, "says nothing, or too much at once", "write a text of up to 500 characters, in both languages",
        draw(start("s", camunda_formKey="f"), end("e"), flows="s > e"), **choosing('"type": "string", "x-say": "您好"'))  # fmt: skip

# forms: the whole of it is in test_form_schemas

refused("forms", None, "unknown keyword, which would be ignored", "write maxLength", line(task()), file="forms/f.json",
        files={"forms/f.json": FORM.replace(b'"string"', b'"string", "maxlength": 5')})  # fmt: skip

# names

for name, problem in (
    ("order", "'order' would hide a name of the engine"),
    ("call", "'call' would hide a name of the engine"),
    ("instance", "'instance' would hide a name of the engine"),
    ("message", "'message' would hide a name of the engine"),
    ("loopCounter", "'loopCounter' would hide a name of the engine"),
    ("nrOfInstances", "'nrOfInstances' would hide a name of the engine"),
    ("null", "'null' is a word of FEEL, so no expression could read it"),
):
    for what, diagram in (
        ("its input parameter", line(task(mapped({name: "1"})))),
        ("its output parameter", line(task(mapped(outputs={name: "1"})))),
        ("its output parameter", line(catch("a", mapped(outputs={name: "1"}) + message("m")))),
        ("the item of its loop", line(task(multi("2", item=name)))),
        ("the output collection of its loop", line(task(multi("2", output=(name, "y"))))),
        *(
            []
            if name == "loopCounter"
            else [("the output item of its loop", line(task(multi("2", output=("x", name)))))]
        ),
    ):
        refused("names", "a", f"{what} {problem}", "use another name", diagram)
    for what, more in (
        ("what it passes as", passed("1", name)),
        ("what it takes back as", returned("1", name)),
    ):
        refused("names", "c", f"{what} {problem}", "use another name", line(call("q", more)), sheet=OTHER)
    for key, diagram in (
        ("p", draw(start("s"), end("e"), f'<bpmn:dataObject id="d" name="{name}"/>', flows="s > e")),
        (
            "x",
            line(
                sub("x", start("is"), user("a"), f'<bpmn:dataObject id="d" name="{name}"/>', flows="is > a")
            ),
        ),
    ):
        refused("names", key, f"its data object {problem}", "use another name", diagram)
refused("names", "a", "its input parameter 'a-b' is no variable name", "use letters, digits and _, up to 100",
        line(task(mapped({"a-b": "1"}))))  # fmt: skip
refused("names", "a", "its output parameter '' is no variable name", "use letters, digits and _, up to 100",
        line(task(mapped(outputs={"": "1"}))))  # fmt: skip
refused("names", "a", "the item of its loop '' is no variable name", "use letters, digits and _, up to 100",
        line(task(multi("2").replace("</bpmn:multi", '<bpmn:inputDataItem id="i"/></bpmn:multi'))))  # fmt: skip

# writes

COLLECT = "collect it with loopDataOutputRef and outputDataItem, or declare it as a data object of the sub-process that is repeated"
refused("writes", "a", "it writes 'x', which every member of multi-instance a would overwrite", COLLECT,
        line(task(mapped(outputs={"x": "1"}) + multi("2"))))  # fmt: skip
refused("writes", "a", "it writes 'verdict', which every member of multi-instance x would overwrite", COLLECT,
        line(sub("x", start("is"), user("a", camunda_formKey="f"), flows="is > a", extra=multi("2"))),
        files={"forms/f.json": FORM})  # fmt: skip
refused("writes", "c", "it writes 'all variables', which every member of multi-instance c would overwrite", COLLECT,
        line(element("callActivity", "c", mapped(more='<camunda:out variables="all"/>') + multi("2"), calledElement="q")),
        sheet=OTHER)  # fmt: skip

# assignments

refused(
    "assignments",
    "n",
    "there is no department kind 'kitchen' to be told",
    "known: duty, repair",
    line(service("n", "notify", mapped({"text": '"!"', "department": '"kitchen@county"'}))),
)
refused(
    "assignments",
    "a",
    "no city has a department 'duty'",
    "it is there at: county, province; else the task goes to the superior's",
    line(task(camunda_candidateGroups="duty@city")),
    severity="warning",
)

# task_moments

refused("task_moments", "a", "it has a limit and a due date, and shows one due time",
        "keep huan:limit or camunda:dueDate", line(task(huan_limit="accept", camunda_dueDate="P1D")))  # fmt: skip
refused("task_moments", "a", "its dueDate is a limit, whose time moves", "name the limit in huan:limit",
        line(task(camunda_dueDate='limit("accept") * 2')))  # fmt: skip
for _wrong, _shown in (
    ("5", "5"),
    ('"soon"', "'soon'"),
    ("true", "true"),
    ("2026-13-01", "null: date and time: there is no day 2026-13-01"),
):
    refused("task_moments", "a", f"its followUpDate is always {_shown}, which is no time",
            'write a date and time, a date or a duration, such as P3D or now() + duration("P3D")',
            line(task(camunda_followUpDate=_wrong)))  # fmt: skip

# marks

refused(
    "marks",
    "a",
    "no limit starts or stops at milestone 'coffee'",
    "known: accepted, followed-up",
    line(task(huan_milestone="coffee")),
)
refused(
    "marks",
    "a",
    "no operator profile has a limit 'lunch'",
    "known: accept, arrive",
    line(task(huan_limit="lunch")),
)
refused("marks", "m", "no operator profile has a limit 'lunch'", "known: accept, arrive",
        line(catch("m", timer("duration", 'limit("lunch") * 0.8'))))  # fmt: skip
refused("marks", "x", "only an escalation that is thrown can raise attention", "remove huan:escalateTo",
        line(throw("x", huan_escalateTo="city")))  # fmt: skip
refused("marks", "x", "there is no tier 'moon'", "one of station, county, city, province, superior",
        line(throw("x", escalation("up"), huan_escalateTo="moon")))  # fmt: skip

# category_limits

COMPLAINT, PRAISE = "category: complaint\n", "category: praise\n"
refused(
    "category_limits",
    "a",
    "no operator profile has a limit 'arrive' for orders of category 'complaint'",
    "add it to a profile, or name one of: accept",
    line(task(huan_limit="arrive")),
    sheet=COMPLAINT,
)
refused(
    "category_limits",
    "t",
    "no operator profile has a limit 'accept' for orders of category 'praise'",
    "add it to a profile, or name one of: none",
    line(catch("t", timer("duration", 'limit("accept") * 2'))),
    sheet=PRAISE,
)
HELD = {"until": 'now() + duration("P1D")'}
refused("category_limits", "h", "there is no reason 'tired' to hold an order", "one of: customer-wish, force-majeure",
        line(service("h", "order.hold", mapped({"reason": '"tired"', **HELD}))))  # fmt: skip
refused("category_limits", "h", "no limit of category 'complaint' is paused for 'force-majeure'",
        "allow it in a rule's pauses, or name one of: customer-wish",
        line(service("h", "order.hold", mapped({"reason": '"force-majeure"', **HELD}))), sheet=COMPLAINT)  # fmt: skip
LEVELS = b"""{"type": "object", "properties": {"complaint_level": {"type": "string", "enum": ["major", "huge"]}}}"""
refused(
    "category_limits",
    None,
    "the field 'complaint_level' chooses limits, and no rule can ask for 'huge'",
    "one of: major, ordinary; or give the field another name",
    line(task()),
    sheet="fields: fields.json\n",
    files={"fields.json": LEVELS},
    file="fields.json",
)

# soundness

TOGETHER = "join what an exclusive or inclusive gateway splits by the same kind, or lead every branch here"
refused("soundness", "j", "a run can wait here for ever: no token comes by a-j", TOGETHER,
        draw(start("s"), gateway("exclusive", "g", default="g-j"), user("a"), gateway("parallel", "j"), end("e"),
             flows="s > g > a [x] ; a > j > e ; g > j [default]"))  # fmt: skip
refused("soundness", "j", "a token can stay behind here for ever: the join has gone on without it",
        "let as many tokens come as the join takes: bring branches together before they come here",
        draw(start("s"), gateway("parallel", "g"), user("a"), user("b"), user("c"), gateway("exclusive", "m"),
             gateway("parallel", "j"), end("e"),
             flows="s > g > a > m > j ; g > b > m ; g > c > j > e"))  # fmt: skip
refused("soundness", "a", "no way leads from here to an end", "draw a way to an end event",
        draw(start("s"), gateway("exclusive", "g", default="g-e"), user("a"), user("b"), end("e"),
             flows="s > g > a [x] ; g > e [default] ; a > b > a"))  # fmt: skip
refused("soundness", "a", "it goes on from here until an event interrupts it",
        "draw a way to an end, if it should end of itself",
        draw(start("s"), sub("x", start("is"), user("a"), user("b"), flows="is > a > b > a"),
             boundary("m", "x", message("stop")), end("e"), flows="s > x ; m > e"), severity="warning")  # fmt: skip
refused("soundness", "a", "no run ever comes here, whatever is chosen", "change what leads here, or remove it",
        draw(start("s"), sub("x", start("is"), end("ie", error("E")), flows="is > ie"), boundary("m", "x", error("E")),
             user("a"), end("e"), flows="s > x > a ; m > e"), severity="warning")  # fmt: skip
refused("soundness", "m", "nothing throws what this event catches",
        "throw it where it happens, or remove the event",
        draw(start("s"), sub("x", start("is"), user("a"), flows="is > a"), boundary("m", "x", error("E")), end("e"),
             flows="s > x > e ; m > e"), severity="warning")  # fmt: skip
refused("soundness", "b", "each round brings one token more here, without end",
        "join the branches before the circle goes round again",
        draw(start("s"), gateway("exclusive", "m"), user("a"), gateway("parallel", "g"), user("b"),
             gateway("parallel", "j"), user("c"), end("e"),
             flows="s > m > a > g > b > j > e ; g > m ; s > c > j"))  # fmt: skip
refused("soundness", "g", "each round of the circle begins one more branch, which may still run in the next",
        "join the branches before the circle goes round again, if they should not pile up",
        draw(start("s"), user("a"), gateway("parallel", "g"), user("b"), gateway("exclusive", "h", default="h-e"), end("e"),
             flows="s > a > g > b > e ; g > h > a [again] ; h > e [default]"), severity="warning")  # fmt: skip
refused("soundness", "p", "it is not decided whether every run comes to an end: too many states, or a complex gateway that asks for values",
        "split it into sub-processes with few joins each, or play the doubtful cases as scenarios",
        draw(start("s"), gateway("inclusive", "g", default="g-j"), *(user(f"t{n}") for n in range(9)),
             gateway("inclusive", "j"), end("e"),
             flows=" ; ".join(["s > g > j [default]", "j > e", *(f"g > t{n} [c{n}] ; t{n} > j" for n in range(9))])),
        severity="warning")  # fmt: skip
refused("soundness", "a", "nothing is unsound here, though huan:unsound says why", "remove huan:unsound",
        line(task(huan_unsound="x")))  # fmt: skip
refused("soundness", "j",
        "a run can wait here for ever: no token comes by a-j (taken as it is: x always holds here)", TOGETHER,
        draw(start("s"), gateway("exclusive", "g", default="g-j"), user("a"),
             gateway("parallel", "j", huan_unsound="x always holds here"), end("e"),
             flows="s > g > a [x] ; a > j > e ; g > j [default]"), severity="warning")  # fmt: skip

# closed loop

CLOSED = "closed-loop: true\n"


def closing(*nodes: str, flows: str, **more: Any) -> dict[str, Any]:
    return {"diagram": draw(start("s"), *nodes, end("e"), flows=flows), "sheet": CLOSED, **more}


CALLED_BACK = throw("f", huan_milestone="followed-up")
ARCHIVED = service("v", "order.archive")
refused("closed_loop", "e", "the loop is not closed: a run ends here without a follow-up",
        'lead every way past an element with huan:milestone="followed-up", or state huan:exempt',
        **closing(gateway("exclusive", "g", default="g-v"), CALLED_BACK, ARCHIVED,
                  flows="s > g > f [x] ; f > v > e ; g > v [default]"))  # fmt: skip
refused("closed_loop", "e", "the loop is not closed: a run ends here without the archive",
        'lead every way past a service task with camunda:topic="order.archive", or state huan:exempt',
        **closing(CALLED_BACK, flows="s > f > e"))  # fmt: skip
refused("closed_loop", "ie", "the loop is not closed: a run ends here without a follow-up",
        'lead every way past an element with huan:milestone="followed-up", or state huan:exempt',
        **closing(CALLED_BACK, ARCHIVED, event_sub("x", start("is", message("m")), service("w", "order.archive"),
                                                   end("ie"), flows="is > w > ie"),
                  flows="s > f > v > e"))  # fmt: skip

# closed_loop_limits

refused("closed_loop_limits", "a", "in a closed loop a step has a limit, and this one has none",
        "draw a timer boundary event, and lead it to an escalation with huan:escalateTo",
        **closing(user("a"), CALLED_BACK, ARCHIVED, flows="s > a > f > v > e"), severity="warning")  # fmt: skip
for groups, above in (("repair@county", "county"), ("repair@city,repair@crew", None)):
    refused("closed_loop_limits", "a", "nobody above hears when its limit is breached",
            "lead the timer to an escalation with huan:escalateTo, or to a task or notice above",
            **closing(user("a", camunda_candidateGroups=groups), boundary("b", "a", timer("duration", "PT1H"), False),
                      end("up", escalation("x"), huan_escalateTo=above), CALLED_BACK, ARCHIVED,
                      flows="s > a > f > v > e ; b > up"), severity="warning")  # fmt: skip

# exempt

refused("exempt", "e", "huan:exempt is only read in a closed loop",
        "write closed-loop: true in package.yaml, or remove it",
        draw(start("s"), end("e", huan_exempt="merged"), flows="s > e"))  # fmt: skip
STATE_IT = "state it at an end event, a user task or a manual task"
refused(
    "exempt",
    "f",
    "only an end event or somebody's task can be exempt",
    STATE_IT,
    **closing(
        throw("f", huan_milestone="followed-up", huan_exempt="merged"), ARCHIVED, flows="s > f > v > e"
    ),
)
REASON = "one of cancelled, lapsed, not-feasible, reclassified, merged, anonymous, answered-at-once, follow-up-refused"
refused("exempt", "e", "'tired' is no reason for an exemption", REASON,
        draw(start("s"), end("e", huan_exempt="tired"), flows="s > e"), sheet=CLOSED)  # fmt: skip
IN_SHEET = {"file": "package.yaml"}
refused("exempt", None, "it exempts 'nobody', which is no end event or task", STATE_IT,
        **closing(CALLED_BACK, ARCHIVED, flows="s > f > v > e") | {"sheet": CLOSED + "exempt: {nobody: merged}\n"},
        **IN_SHEET)  # fmt: skip
refused("exempt", None, "'tired' is no reason for an exemption", REASON,
        **closing(CALLED_BACK, ARCHIVED, flows="s > f > v > e") | {"sheet": CLOSED + "exempt: {e: tired}\n"},
        **IN_SHEET)  # fmt: skip

# types

refused("types", "g-b", "there is no entry `urgd`", "write one of `urges`, `merged`", flowing("order.urgd"))
refused(
    "types",
    "g-b",
    "there is no entry `talk_secs`",
    "write one of `talk_seconds`",
    flowing("call.talk_secs > 5"),
)
refused("types", "g-b", "string is compared with number: the result is always null",
        "compare values of one kind: convert one by number(…), string(…) or date(…), or write another constant",
        flowing("verdict > 3"), files={"forms/f.json": FORM})  # fmt: skip
refused("types", "a", "`+` is not defined for number and string: the result is always null",
        "convert one of them, such as number(…) or string(…)",
        line(task(mapped(outputs={"x": 'order.round + "a"'}))))  # fmt: skip
refused("types", "g-b", "the result is a number, not a boolean", "write an expression whose result is a boolean",
        flowing("order.round"))  # fmt: skip
