"""From events to steps: what people and the outside did, each at its moment; the rest happens by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from engine.calling.messages import ANSWERED, DIGITS, MESSAGES, OFFERED, OUTCOME_REVISED, PREFIX
from engine.commands.order_requests import CANCEL, HOLD, RELEASE
from engine.commands.repeats import REPEAT_CALL
from engine.definitions import Form, Package
from engine.definitions.model import Node
from engine.history import SealedEvent
from engine.runtime import Kind
from engine.scenarios.moments import told, told_span
from engine.scenarios.recording.operations import BESIDE, operation
from engine.scenarios.recording.private import PLACEHOLDER, Discreet, quoted
from engine.scenarios.recording.refusing import RecordingRefused
from engine.scenarios.recording.roles import Roles
from engine.scenarios.recording.story_of import Story
from engine.scenarios.seen import body_of, written_by
from engine.scenarios.turns import SUCCESS
from engine.words import Words

#: Recorded when somebody asks; what counts comes as a message right after.
REQUESTS = (CANCEL, HOLD, RELEASE)
_PASSED_OVER = ("timer.fired", "clocks.determined", "clocks.recomputed", *REQUESTS, *BESIDE)
_SWITCHES = {"instance.suspended": "suspend", "instance.resumed": "resume", "instance.cancelled": "cancel"}
_SYSTEM = "system:"
_CALLS = "order.call-customer"


@dataclass
class Written:
    """A scenario as plain values: what is given, and the steps."""

    given: dict[str, Any] = field(default_factory=dict)
    steps: list[dict[str, Any]] = field(default_factory=list)


class Writer:
    """Writes the steps of one story; `package` is the one whose scenario it becomes.

    `exact` writes waits to the microsecond, as a story needs in which much happens within a second.
    """

    def __init__(
        self, story: Story, package: Package, packages: Mapping[str, Package], roles: Roles, exact: bool
    ) -> None:
        self._story, self._package, self._roles = story, package, roles
        self._packages = packages
        self._discreet = Discreet(roles, quoted(package.files))
        self._exact = exact
        self._departments: dict[str, str | None] = {}
        self._by_hand = _jobs_by_hand(story.events)
        self._jobs: dict[str, tuple[str, str]] = {}
        self._unknown: set[str] = set()
        self._stuck: dict[str, str] = {}
        self._throwing = _throwing(packages.values())
        #: Names of messages and signals that the process itself has thrown, and moments of signals told.
        self._thrown: set[str] = set()
        self._heard: set[tuple[str, datetime]] = set()
        self._written = Written()
        self._now = self._moment(story.events[0].entered_at)

    def write(self) -> Written:
        """Return the scenario.

        Raises:
            RecordingRefused: something happened that no step can say.
        """
        events = self._story.events
        self._written.given["at"] = told(self._now)
        if self._story.packages and set(self._story.packages.values()) - {self._package.key}:
            others = sorted(set(self._story.packages.values()) - {self._package.key})
            self._written.given["packages"] = others
        skip: set[int] = set()
        begun = False
        for number, event in enumerate(events):
            self._note(event)
            if number in skip:
                continue
            if not begun and self._begin(event):
                continue
            for step in self._step(number, event, skip):
                begun = True
                self._pass_time(event.entered_at)
                self._written.steps.append(step)
        self._pass_time(events[-1].entered_at)
        if self._could_call() and not any(handler == _CALLS for handler, _ in self._jobs.values()):
            self._written.given["calls out"] = False
        empty = self._roles.empty()
        if empty:
            self._written.given["empty"] = empty
        return self._written

    def _could_call(self) -> bool:
        """Return whether customers are called anywhere in what is played, if the installation does so."""
        keys, found = [*self._story.packages.values(), self._package.key], set[str]()
        while keys:
            if (key := keys.pop()) in self._packages and key not in found:
                found.add(key)
                keys += self._packages[key].calls
        nodes = (node for key in found for _, node in self._packages[key].diagram.nodes())
        return any(node.camunda.get("topic") == _CALLS for node in nodes)

    # What is given

    def _begin(self, event: SealedEvent) -> bool:
        """Take an event into what is given; return whether it belongs there."""
        given, call = self._written.given, self._story.call
        if event.type == "order.opened" and "order" not in given:
            given["order"] = self._order(event, from_call="call" in given)
            return True
        if event.type == "instance.started":
            instance = self._story.instances[event.instance_id or ""]
            if (
                call is not None
                and instance.call_id == call.id
                and "call" not in given
                and "order" not in given
            ):
                given["call"] = self._call(event.element_id)
            elif event.actor == "system:scenario" or "order" not in given:
                given["start"] = {"variables": self._discreet.said(written_by(event))}
            return True
        return False

    def _call(self, start: str | None) -> dict[str, Any]:
        """Return how the call came to its process, which began at the element `start`."""
        call = self._story.call
        assert call is not None
        made: dict[str, Any] = {}
        begins = (self._references("message", start or "") or OFFERED).removeprefix(PREFIX)
        if begins != OFFERED.removeprefix(PREFIX):
            made["begins"] = begins
        if call.caller_number:
            made["caller"] = _NUMBER
        return made

    def _order(self, event: SealedEvent, from_call: bool) -> dict[str, Any]:
        """Return how an order was opened."""
        order = self._story.order
        assert order is not None
        wrote = written_by(event)
        made: dict[str, Any] = {"by": self._roles.person(event.actor), "title": PLACEHOLDER}
        if order.category != self._package.category:
            made["category"] = order.category
        if order.area is not None and order.area != "urban":
            made["area"] = order.area
        if order.customer_class not in (None, "ordinary"):
            made["class"] = order.customer_class
        if order.priority:
            made["priority"] = order.priority
        if from_call:
            made["from call"] = True
        elif order.caller_number is not None:
            made["caller"] = _NUMBER
        if event.event_at != event.entered_at and not from_call:
            made["called"] = told(event.event_at)
        served = self._packages.get(order.package or "")
        form = _form_of_start(served) if served is not None else None
        if form is not None:
            names = form.schema.get("properties", {})
            fields = {name: value for name, value in wrote.items() if name in names}
            if fields:
                made["fields"] = self._discreet.typed(fields, form)
        return made

    # Steps

    def _step(self, number: int, event: SealedEvent, skip: set[int]) -> Iterator[dict[str, Any]]:
        """Yield what a step says of an event: nothing, or one step."""
        element, body = event.element_id or "", body_of(event)
        personal = not event.actor.startswith(_SYSTEM)
        operated = operation(event, body, lambda: self._by(event), self._roles)
        if operated is not None:
            yield operated
            return
        match event.type:
            case "order.opened":
                yield {"open order": self._order(event, from_call=self._story.call is not None)}
            case "task.completed" | "task.stuck":
                yield {"do": element, **self._by(event), **self._happened(event), **self._typed(event)}
            case "task.submitted":
                yield self._submitted(number, event, skip)
            case "task.claimed":
                yield {"claim": element, **self._by(event)}
            case "task.released":
                yield {"give back": element, **self._by(event)}
            case "task.returned":
                yield {"return": element, "to": body["target"], "reason": PLACEHOLDER, **self._by(event)}
            case "task.withdrawn":
                yield {"withdraw": element, "reason": PLACEHOLDER, **self._by(event)}
            case "message.received":
                yield from self._message(event, body)
            case "signal.received":
                yield from self._signal(event)
            case "order.repeat-call":
                yield {"call again": PLACEHOLDER, **self._by(event)}
            case "order.held" if personal:
                until = told(datetime.fromisoformat(body["until"]))
                yield {"hold": body["reason"], "until": until, **self._by(event)}
            case "order.released" if personal:
                yield {"release": "this order", **self._by(event)}
            case "instance.suspended" | "instance.resumed" | "instance.cancelled":
                yield {_SWITCHES[event.type]: PLACEHOLDER, **self._by(event)}
            case "incident.task-reopened":
                yield {"reopen": self._stuck[str(body["incident"])], **self._by(event)}
            case "incident.resolved":
                yield self._mended(number, event, skip)
            case "job.done" | "job.failed" | "job.unknown" | "job.stuck":
                yield from self._job(event, body)
            case "instance.started":
                pass  # of a linked or called process; what began the story is given
            case other if other not in _PASSED_OVER and not other.startswith("order.released"):
                raise RecordingRefused(
                    Words(
                        f"{other} happened to it, which no step of a scenario says",
                        f"发生过 {other}，场景没有相应的步骤",
                    )
                )

    def _submitted(self, number: int, event: SealedEvent, skip: set[int]) -> dict[str, Any]:
        """Say that a task was completed which others sign after; what was typed stands at its completion."""
        for later, one in enumerate(self._story.events[number + 1 :], number + 1):
            if one.element_id == event.element_id and one.type in ("task.completed", "task.stuck"):
                skip.add(later)
                return {
                    "do": event.element_id,
                    **self._by(event),
                    **self._happened(event),
                    **self._typed(one),
                }
        return {"do": event.element_id, **self._by(event), **self._happened(event)}

    def _message(self, event: SealedEvent, body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        row = self._story.messages.get(str(body.get("message")))
        if row is None:
            raise RecordingRefused(
                Words(
                    f"the message that came at {event.element_id} is not stored any more",
                    f"在 {event.element_id} 收到的消息已不在库中",
                )
            )
        if row.name == REPEAT_CALL or row.name in self._thrown:
            return  # `call again` has said it, or the process itself sends it
        call = self._story.call
        if call is not None and row.key == call.id and row.name in MESSAGES:
            step: dict[str, Any] = {"call": row.name.removeprefix(PREFIX)}
            if row.name == ANSWERED and call.agent_person_id is not None:
                step["by"] = self._roles.person(call.agent_person_id)
            to = row.payload.get("to_agent")
            if to is not None and self._roles.knows_person(to):
                step["to"] = self._roles.person(to)
            if row.name == DIGITS:
                step["keys"] = str(row.payload["digits"])
            if row.name == OUTCOME_REVISED:
                step["call"] = "answered"
            yield step
            return
        payload = self._discreet.said(row.payload)
        yield {"message": row.name, **({"with": payload} if payload else {})}

    def _signal(self, event: SealedEvent) -> Iterator[dict[str, Any]]:
        """Say that a signal came, once for all who heard it; not when the process itself has thrown it."""
        name = self._references("signal", event.element_id or "")
        if name is None or name in self._thrown or (name, event.entered_at) in self._heard:
            return
        self._heard.add((name, event.entered_at))
        yield {"signal": name}

    def _references(self, kind: str, element: str) -> str | None:
        """Return the name of the message or signal that an element refers to."""
        for package in self._packages.values():
            for _, node in package.diagram.nodes():
                if node.id == element:
                    return next((one.reference for one in node.events if one.kind == kind), None)
        return None

    def _job(self, event: SealedEvent, body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Say how an effect ended, where it does not end so by itself."""
        element = event.element_id or ""
        job = str(body.get("job"))
        if element not in self._by_hand:
            return
        if event.type in ("job.done", "job.stuck"):
            usual, written = SUCCESS.get(self._jobs.get(job, ("", ""))[0], {}), written_by(event)
            self._require_usual(element, usual, written)
            values = {**usual, **self._discreet.said(written)}
            yield {"job": element, "succeeds": values or True}
        elif event.type == "job.unknown":
            self._unknown.add(str(body.get("incident")))
            yield {"job": element, "unknown": PLACEHOLDER}
        elif "incident" in body:
            yield {"job": element, "fails": PLACEHOLDER}
        else:
            yield {"job": element, "error": self._caught_code(event)}

    def _require_usual(self, element: str, usual: Mapping[str, Any], written: Mapping[str, Any]) -> None:
        """Refuse an effect that answered otherwise than it usually does, when the diagram made much of it.

        The history has only what came of its output parameters.
        """
        for package in self._packages.values():
            for _, node in package.diagram.nodes():
                if node.id != element:
                    continue
                renamed = {one.expression.text: one.name for one in node.outputs}
                if any(
                    written.get(renamed[name], value) != value
                    for name, value in usual.items()
                    if name in renamed
                ):
                    raise RecordingRefused(
                        Words(
                            f"{element}: what it answered stands in no history, only what the diagram made "
                            "of it (its output parameters): write this scenario by hand",
                            f"{element}：历史中没有它的原始结果，只有流程图由它得出的值（输出参数）："
                            "请手工编写此场景",
                        )
                    )

    def _caught_code(self, event: SealedEvent) -> str:
        """Return the BPMN error code of a failed effect: what caught it knows it, or takes every one."""
        moves = body_of(event).get("moves", ())
        caught = {element for kind, element, _, _ in moves if kind == Kind.CAUGHT.value}
        for package in self._packages.values():
            for _, node in package.diagram.nodes():
                if node.id in caught and any(one.kind == "error" for one in node.events):
                    return next((one.reference for one in node.events if one.reference), None) or "ERROR"
        return "ERROR"

    def _mended(self, number: int, event: SealedEvent, skip: set[int]) -> dict[str, Any]:
        """Say how an incident was mended: retried, or an unknown outcome found out."""
        incident = str(body_of(event).get("incident"))
        if incident not in self._unknown:
            return {"retry": event.element_id or "", **self._by(event)}
        following = self._story.events[number + 1 : number + 2]
        happened = bool(following) and following[0].type == "job.done" and following[0].actor == event.actor
        if happened:
            skip.add(number + 1)
        found_out = "happened" if happened else "did not happen"
        return {"settle": event.element_id or "", "as": found_out, **self._by(event)}

    # Parts of steps

    def _by(self, event: SealedEvent) -> dict[str, str]:
        if event.actor.startswith(_SYSTEM):
            return {}
        body = body_of(event)
        task = body.get("task")
        key = task.get("task") if isinstance(task, dict) else task
        return {"by": self._roles.person(event.actor, self._departments.get(str(key)))}

    def _happened(self, event: SealedEvent) -> dict[str, str]:
        return {} if event.event_at == event.entered_at else {"happened": told(event.event_at)}

    def _typed(self, event: SealedEvent) -> dict[str, Any]:
        """Return what was typed into the form of a task, as far as it may stand there."""
        package = self._packages[self._story.packages[event.instance_id or ""]]
        form = None
        for one in (package, *self._packages.values()):
            node = next((node for _, node in one.diagram.nodes() if node.id == event.element_id), None)
            if node is not None:
                form = _form(one, node)
                break
        if form is None:
            return {}
        names = form.schema.get("properties", {})
        written = written_by(event)
        values = {name: value for name, value in written.items() if name in names}
        for collected in written.values():
            # A member of a multi-instance gives one value: what was typed into several fields is a context.
            if isinstance(collected, Mapping) and collected.keys() <= names.keys():
                values = {**collected, **values}
        typed = self._discreet.typed(values, form)
        return {"with": typed} if typed else {}

    def _note(self, event: SealedEvent) -> None:
        """Note whose tasks were opened, and which effects were asked for."""
        body = body_of(event)
        for opened in body.get("opened", ()):
            self._departments[opened["task"]] = opened.get("department")
        for key, handler, element in body.get("jobs", ()):
            self._jobs[key] = (handler, element)
        for kind, element, _, _ in body.get("moves", ()):
            if kind == Kind.COMPLETED.value and element in self._throwing:
                self._thrown.add(self._throwing[element])
        if event.type == "task.stuck":
            self._stuck[str(body["incident"])] = event.element_id or ""

    def _pass_time(self, at: datetime) -> None:
        moment = self._moment(at)
        if moment > self._now:
            self._written.steps.append({"wait": told_span(moment - self._now)})
            self._now = moment

    def _moment(self, at: datetime) -> datetime:
        return at if self._exact else at - timedelta(microseconds=at.microsecond)


#: The telephone number of everybody.
_NUMBER = "13800000001"


def _jobs_by_hand(events: list[SealedEvent]) -> set[str]:
    """Return the elements whose effects a scenario must end by steps: they failed, or others acted meanwhile.

    An effect that ended well before anything else happened ends by itself in a scenario too.
    """
    asked: dict[str, tuple[str, str]] = {}
    waiting: dict[str, str] = {}
    by_hand: set[str] = set()
    for event in events:
        body = body_of(event)
        if event.type in ("job.failed", "job.unknown", "job.stuck") and event.element_id:
            by_hand.add(event.element_id)
        if event.type == "job.done":
            handler, element = asked.get(str(body.get("job")), ("", event.element_id or ""))
            usual = SUCCESS.get(handler, {})
            if any(usual.get(name, event) != value for name, value in written_by(event).items()):
                by_hand.add(element)
            waiting.pop(str(body.get("job")), None)
        else:
            by_hand.update(waiting.values())
        for key, handler, element in body.get("jobs", ()):
            asked[key] = (handler, element)
            waiting[key] = element
    by_hand.update(waiting.values())
    return by_hand


def _throwing(packages: Iterable[Package]) -> dict[str, str]:
    """Return the elements that throw a message or signal, with its name."""
    return {
        node.id: event.reference
        for package in packages
        for _, node in package.diagram.nodes()
        if node.kind in ("sendTask", "intermediateThrowEvent", "endEvent")
        for event in node.events
        if event.kind in ("message", "signal") and event.reference
    }


def _form_of_start(package: Package) -> Form | None:
    """Return the form with which an order of a package is opened."""
    for node in package.diagram.processes[package.process].nodes.values():
        if node.kind == "startEvent" and not node.events:
            return _form(package, node)
    return None


def _form(package: Package, node: Node) -> Form | None:
    key = node.camunda.get("formKey")
    return Form(key, package.forms[key]) if key is not None and key in package.forms else None
