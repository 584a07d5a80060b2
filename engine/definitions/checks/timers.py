"""A timer has a date, a duration or a cycle, and one that is always the same is a time."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.constants import SOME_TIME, ZONE, constant_of
from engine.definitions.findings import Finding
from engine.definitions.model import EventDefinition, Node
from engine.definitions.package import Package
from engine.errors import InvalidInput
from engine.limits import DurationTimer, LimitTimer, TimerKind, timer_spec

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
            "the timer has no time",
            'write a date, duration or cycle, e.g. duration("PT45M")',
        )
        return
    constant = constant_of(text, event.form)
    if constant is None:
        return
    try:
        spec = timer_spec(KINDS[event.form], constant.value, ZONE, "")
        if not isinstance(spec, LimitTimer):
            spec.anchored(SOME_TIME).first_due(SOME_TIME, None)
    except InvalidInput as error:
        problem, _, remedy = error.message.removeprefix(": ").partition("; ")
        if constant.value is None:
            problem, remedy = (
                f"`{text.text}` is no time: {constant.why or 'it is null'}",
                remedy.partition("; ")[0],
            )
        yield told(package, node, problem, remedy, line=text.line)
        return
    if isinstance(spec, DurationTimer) and spec.period.after(SOME_TIME, ZONE) < SOME_TIME:
        problem = f"`{text.text}` lies before the timer begins"
        yield told(package, node, problem, "write a duration that leads forward", line=text.line)
