"""What this release executes as the standard says: the one table that checks and docs/bpmn-support.md read.

A row names the construct, and the cases in tests/engine/constructs that show it: a diagram and its story.
What no row names is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from engine.definitions.glossary import zh
from engine.words import Words


class Construct(NamedTuple):
    """Something that can be drawn: a tag, and for an event its place and trigger (None: without one)."""

    tag: str
    cases: tuple[str, ...]
    place: str | None = None
    trigger: str | None = None
    note: Words | None = None


class Refused(NamedTuple):
    """Something that BPMN has and that is refused, with why and what to draw instead."""

    what: Words
    remedy: Words


#: The places of events, as messages call them.
START, INNER, EVENT_START = "start", "inner start", "event sub-process start"
CATCH, THROW, BOUNDARY, END = (
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
    "endEvent",
)

TASKS = (
    Construct("userTask", ("user-task",)),
    Construct("manualTask", ("manual-task",)),
    Construct("serviceTask", ("service-task", "service-task-operation")),
    Construct("sendTask", ("send-task",)),
    Construct("receiveTask", ("receive-task", "start-receive-task")),
    Construct("scriptTask", ("script-task",), note=Words("FEEL only", "只用 FEEL")),
    Construct("businessRuleTask", ("business-rule-task",)),
    Construct("task", ("abstract-task",), note=Words("done at once", "立即完成")),
    Construct("callActivity", ("call-activity", "call-activity-bindings", "global-task")),
    Construct("subProcess", ("sub-process", "sub-process-data")),
    Construct("transaction", ("transaction",)),
    Construct("adHocSubProcess", ("ad-hoc-parallel", "ad-hoc-sequential", "ad-hoc-once")),
)
GATEWAYS = (
    Construct("exclusiveGateway", ("exclusive-gateway",)),
    Construct("parallelGateway", ("parallel-gateway",)),
    Construct("inclusiveGateway", ("inclusive-gateway", "inclusive-gateway-loop")),
    Construct("eventBasedGateway", ("event-based-gateway", "start-event-based-gateway")),
    Construct("complexGateway", ("complex-gateway",)),
)


def _events(tag: str, place: str, *rows: tuple[str | None, str]) -> tuple[Construct, ...]:
    return tuple(Construct(tag, (case,), place, trigger) for trigger, case in rows)


EVENTS = (
    *_events(
        "startEvent",
        START,
        (None, "start-none"),
        ("message", "start-message"),
        ("timer", "start-timer"),
        ("signal", "start-signal"),
        ("conditional", "start-conditional"),
    ),
    *_events("startEvent", INNER, (None, "sub-process")),
    *_events(
        "startEvent",
        EVENT_START,
        ("message", "event-sub-process-message"),
        ("timer", "event-sub-process-timer"),
        ("signal", "event-sub-process-signal"),
        ("conditional", "event-sub-process-conditional"),
        ("error", "event-sub-process-error"),
        ("escalation", "event-sub-process-escalation"),
        ("compensate", "event-sub-process-compensation"),
    ),
    *_events(
        "intermediateCatchEvent",
        CATCH,
        ("message", "catch-message"),
        ("timer", "catch-timer"),
        ("signal", "catch-signal"),
        ("conditional", "catch-conditional"),
        ("link", "link"),
    ),
    *_events(
        "intermediateThrowEvent",
        THROW,
        (None, "throw-none"),
        ("message", "throw-message"),
        ("signal", "throw-signal"),
        ("escalation", "throw-escalation"),
        ("compensate", "throw-compensation"),
        ("link", "link"),
    ),
    *_events(
        "boundaryEvent",
        BOUNDARY,
        ("message", "boundary-message"),
        ("timer", "boundary-timer"),
        ("signal", "boundary-signal"),
        ("conditional", "boundary-conditional"),
        ("error", "boundary-error"),
        ("escalation", "boundary-escalation"),
        ("cancel", "transaction"),
        ("compensate", "throw-compensation"),
    ),
    *_events(
        "endEvent",
        END,
        (None, "start-none"),
        ("message", "end-message"),
        ("signal", "end-signal"),
        ("error", "end-error"),
        ("escalation", "end-escalation"),
        ("compensate", "end-compensation"),
        ("cancel", "transaction"),
        ("terminate", "end-terminate"),
    ),
)
SUBPROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess", "callActivity"})
ACTIVITIES = frozenset(row.tag for row in TASKS)
#: Events with several triggers or results.
SEVERAL = ("multiple-events", "parallel-multiple-events", "start-parallel-multiple", "multiple-throw")
#: What belongs to no single element.
BESIDE = (
    (
        Words("standard loop", "标准循环"),
        ("standard-loop",),
    ),
    (
        Words("multi-instance: sequential, parallel, completion condition", "多实例：顺序、并行、完成条件"),
        (
            "multi-instance-sequential",
            "multi-instance-parallel",
            "multi-instance-completion",
            "multi-instance-sub-process",
        ),
    ),
    (
        Words(
            "events that a multi-instance throws as instances complete (behavior)",
            "多实例在实例完成时抛出的事件（behavior）",
        ),
        ("multi-instance-behavior-none", "multi-instance-behavior-one", "multi-instance-behavior-complex"),
    ),
    (
        Words(
            "conditional, default and several flows of an activity", "活动的条件顺序流、默认流和多条顺序流"
        ),
        ("activity-flows",),
    ),
    (Words("implicit start and end", "隐式开始和结束"), ("implicit-start-and-end",)),
    (
        Words("data objects, data inputs and outputs", "数据对象、数据输入和输出"),
        ("data-object", "data-associations"),
    ),
    (Words("input and output parameters", "输入参数和输出参数"), ("input-output-mapping",)),
)
REFUSED = (
    Refused(
        Words(
            "a parallel multiple start event of a process with anything but messages",
            "流程的并行多重开始事件，含消息以外的触发器",
        ),
        Words(
            "only messages belong together, by their key: use these, or wait behind the start",
            "只有消息能靠关联键归到一起：请用消息，或在开始之后等待",
        ),
    ),
    Refused(
        Words('waitForCompletion="false"', 'waitForCompletion="false"'),
        Words("let the compensation be waited for", "请等待补偿完成"),
    ),
    Refused(
        Words("start and completion quantities other than 1", "不等于 1 的启动数量和完成数量"),
        Words("draw the tokens as flows", "请把多个令牌画成多条顺序流"),
    ),
    Refused(
        Words("associations of data stores with data inputs and outputs", "数据存储与数据输入输出的关联"),
        Words(
            "draw a data object, or a service task that asks the store",
            "请画数据对象，或画一个访问该存储的服务任务",
        ),
    ),
    Refused(
        Words("conversations and choreographies", "会话和编排"),
        Words("draw processes that exchange messages", "请画出交换消息的流程"),
    ),
)


def triggers_at(place: str) -> frozenset[str | None]:
    """Return the event definitions executed at a place; None stands for an event without one."""
    return frozenset(row.trigger for row in EVENTS if row.place == place)


def cases() -> frozenset[str]:
    """Return the names of all cases that the table promises."""
    rows: Iterable[Construct] = (*TASKS, *GATEWAYS, *EVENTS)
    named = {case for row in rows for case in row.cases}
    return frozenset(named | set(SEVERAL) | {case for _, found in BESIDE for case in found})


def told(row: Construct) -> Words:
    """Return what a row is called."""
    if row.place is None:
        return Words(row.tag, zh(row.tag))
    trigger = Words(row.trigger, zh(row.trigger)) if row.trigger else Words("none", "无触发器")
    where = Words(row.place, _PLACES.get(row.place, zh(row.tag)))
    return Words(f"{where}: {trigger}", f"{where.zh}：{trigger.zh}")


_PLACES = {START: "流程的开始事件", INNER: "子流程的开始事件", EVENT_START: "事件子流程的开始事件"}
