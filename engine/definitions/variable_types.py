"""What is known of the types of a package's variables before anything runs."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.model import Node
from engine.definitions.package import Package
from engine.feel.types.model import ANY, BOOLEAN, DATE_TIME, NUMBER, STRING, ContextType, Type
from engine.feel.types.schema import type_of_schema

#: What every order tells its process (engine.orders.order.Order.facts).
ORDER: dict[str, Type] = {
    **dict.fromkeys(("id", "number", "category", "status", "stage", "title", "area"), STRING),
    **dict.fromkeys(("customer_class", "caller_name", "caller_number", "opened_by", "outcome"), STRING),
    **dict.fromkeys(("round", "priority", "urges", "merged"), NUMBER),
    **dict.fromkeys(("opened_at", "event_at", "expected_at"), DATE_TIME),
    "has_crew": BOOLEAN,
    "is_merged": BOOLEAN,
}
#: What a telephone call tells its process (engine.store.calls.CallRow.as_facts).
CALL: dict[str, Type] = {
    **dict.fromkeys(("id", "kind", "state", "outcome", "hung_up_by", "queue", "agent", "last_agent"), STRING),
    **dict.fromkeys(("caller_number", "caller_name", "dialled_number"), STRING),
    **dict.fromkeys(("started_at", "queued_at", "ringing_at", "answered_at", "ended_at"), DATE_TIME),
    **dict.fromkeys(("waiting_seconds", "talk_seconds", "hold_seconds", "recording_seconds"), NUMBER),
}
#: Work that brings values under names of its own, which no form declares.
BRINGING = {"businessRuleTask", "scriptTask", "sendTask", "receiveTask"}
#: The names under which operations and effects bring what they give.
BROUGHT = {"round", "status", "answer", "sent"}


def variable_types(package: Package) -> dict[str, Type]:
    """Return the types of `order`, of `call` and of the variables that only forms write, by name.

    A name that anything else writes too, or that two forms declare differently, is not there: nothing
    certain is known of it.
    """
    declared = type_of_schema(package.fields, closed=True) if package.fields else None
    fields = dict(declared.entries) if isinstance(declared, ContextType) else {}
    order = ContextType({**ORDER, **fields}, closed=True, optional=frozenset(fields) | frozenset(ORDER))
    found: dict[str, Type] = {"order": order}
    if package.kind != "dialogue":  # a dialogue sees a call of its own (engine.commands.dialogues.opening)
        found["call"] = ContextType(CALL, closed=True, optional=frozenset(CALL))
    if any(_brings_unknown(node) for _, node in package.diagram.nodes()):
        return found
    written = BROUGHT | {name for _, node in package.diagram.nodes() for name in _written(node)}
    for form in package.forms.values():
        shape = type_of_schema(form, closed=True)
        for name, type_ in shape.entries.items() if isinstance(shape, ContextType) else ():
            if name not in written:
                found[name] = type_ if found.get(name, type_) == type_ else ANY
    return {name: type_ for name, type_ in found.items() if type_ is not ANY}


def _written(node: Node) -> Iterator[str]:
    """Yield the names that a node writes from expressions, or brings into being."""
    for parameter in (*node.inputs, *node.outputs, *node.passed, *node.returned):
        yield parameter.name
    if node.loop is not None:
        yield from node.loop.item_names
        yield from (name for name in (node.loop.output_collection, node.loop.output_item) if name)


def _brings_unknown(node: Node) -> bool:
    """Return whether what a node brings is written under names that nobody has drawn."""
    if any(parameter.all_variables for parameter in node.returned):
        return True
    return node.kind in BRINGING and not node.outputs
