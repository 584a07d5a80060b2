"""What is read at some elements of a kind only does not stand at the others, where it would be ignored."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node, Scope
from engine.definitions.package import Package

EVENTS = {"startEvent", "intermediateCatchEvent", "boundaryEvent"}


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope, node in package.diagram.nodes():
        kinds = {event.kind for event in node.events}
        if node.kind in EVENTS:
            yield from _values(package, scope, node)
            yield from _triggers(package, scope, node)
        if "milestone" in node.huan and (
            node.kind == "eventBasedGateway" or ("error" in kinds and node.kind == "endEvent")
        ):
            yield told(
                package,
                node,
                f"an {'error end event' if kinds else 'event-based gateway'} reaches no milestone",
                "set huan:milestone on the element before it",
            )


def _values(package: Package, scope: Scope, node: Node) -> Iterator[Finding]:
    """Only what has happened brings values, and only people fill in a form: where the order is opened."""
    if node.inputs:
        yield told(
            package,
            node,
            "input parameters of an event are not read",
            "write the expression where it is used, or keep only output parameters",
        )
    if node.outputs and not node.events:
        yield told(
            package,
            node,
            "output parameters of a start event without a trigger are not read",
            "compute the values in the output parameters of the task after it",
        )
    main = scope.kind == "process" and scope.id == package.process
    if "formKey" in node.camunda and (node.events or not main):
        yield told(
            package,
            node,
            "only the plain start event of the main process has a form",
            "draw a user task after it",
        )


def _triggers(package: Package, scope: Scope, node: Node) -> Iterator[Finding]:
    """What belongs to a message or a timer stands at one, and not where the whole package is started."""
    starts_package = node.kind == "startEvent" and scope.kind == "process"
    messages = [event for event in node.events if event.kind == "message"]
    keyed = "correlationKey" in node.huan or any("correlationKey" in event.attributes for event in messages)
    if keyed and (starts_package or not messages):
        yield told(
            package,
            node,
            "a correlation key is not read here" if messages else "only messages have a correlation key",
            "remove it: every message of that name starts an instance"
            if messages
            else "remove huan:correlationKey",
        )
    cycle = any(event.form == "cycle" for event in node.events)
    if "everyMissed" in node.huan and (starts_package or not cycle):
        yield told(
            package,
            node,
            "huan:everyMissed is not read here",
            "remove it: only a cycle that an instance waits for can miss a time",
        )
    if node.kind == "startEvent" and not scope.by_event and not node.flag("isInterrupting", True):
        yield told(
            package,
            node,
            "only the start of an event sub-process can be non-interrupting",
            'remove isInterrupting="false"',
        )
