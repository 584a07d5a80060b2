"""A timer has a date, a duration or a cycle, and one that is always the same is a time."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.constants import SOME_TIME, ZONE, constant_of
from engine.definitions.findings import Finding
from engine.definitions.model import EventDefinition, Node
from engine.definitions.package import Package
from engine.limits import DurationTimer, LimitTimer, TimerKind, TimerUnfit, timer_spec
from engine.words import Words

KINDS = {"date": TimerKind.DATE, "duration": TimerKind.DURATION, "cycle": TimerKind.CYCLE}


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for _, node in package.diagram.nodes():
        for event in node.events:
            if event.kind == "timer":
                yield from _timer(package, node, event)


def _timer(package: Package, node: Node, event: EventDefinition) -> Iterator[Finding]:
    text = event.expression
    if text is None or not text.text or event.form is None:
        yield told(
            package,
            node,
            Words("the timer has no time", "定时器没有时间"),
            Words(
                'write a date, duration or cycle, e.g. duration("PT45M")',
                '请写日期、时长或周期，例如 duration("PT45M")',
            ),
        )
        return
    constant = constant_of(text, event.form)
    if constant is None:
        return
    try:
        spec = timer_spec(KINDS[event.form], constant.value, ZONE, "")
        if not isinstance(spec, LimitTimer):
            spec.anchored(SOME_TIME).first_due(SOME_TIME, None)
    except TimerUnfit as error:
        problem = error.problem
        remedy = Words(f"{error.expected}; {error.remedy}", f"{error.expected.zh}；{error.remedy.zh}")
        if constant.value is None:
            remedy = error.expected
            problem = Words(
                f"`{text.text}` is no time: {constant.why or 'it is null'}",
                f"`{text.text}` 不是时间：{constant.why or '其值为 null'}",
            )
        yield told(package, node, problem, remedy, line=text.line)
        return
    if isinstance(spec, DurationTimer) and spec.period.after(SOME_TIME, ZONE) < SOME_TIME:
        problem = Words(f"`{text.text}` lies before the timer begins", f"`{text.text}` 早于定时器开始的时刻")
        remedy = Words("write a duration that leads forward", "请写指向未来的时长")
        yield told(package, node, problem, remedy, line=text.line)
    else:
        yield from _once(package, node, event)


def _once(package: Package, node: Node, event: EventDefinition) -> Iterator[Finding]:
    """A token that waits goes on once, whatever comes later in a cycle (§13.5.2)."""
    if node.kind == "intermediateCatchEvent" and event.form == "cycle":
        problem = Words(
            "this event happens once: of its cycle only the first time counts",
            "这个事件只发生一次：周期中只有第一个时刻有效",
        )
        remedy = Words(
            "write a duration, or draw the cycle at a boundary or start event",
            "请写时长，或把周期画在边界事件或开始事件上",
        )
        yield told(package, node, problem, remedy, severity="warning", line=event.line)
