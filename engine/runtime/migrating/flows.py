"""Which flow of the new version stands for one of the old, where a branch waits at a join."""

from __future__ import annotations

from engine.runtime.migrating.mapping import ElementMapping
from engine.runtime.specs.element import Element
from engine.runtime.specs.process import ScopeSpec


def sources_of(scope: ScopeSpec) -> dict[str, Element]:
    """Return the element that each flow of a scope leaves, by the flow's id."""
    return {flow.id: element for element in scope.task_specs.values() for flow in element.outgoing}


def incoming_flows(
    old: Element, new: Element, old_scope: ScopeSpec, new_scope: ScopeSpec, mapping: ElementMapping
) -> dict[str, str] | None:
    """Return which incoming flow of `new` stands for each of `old`; None when that cannot be told.

    1. As many must come in as before. 2. What is mapped counts. 3. Then a flow with the same id. 4. Then the
    one from the counterpart of the same element. 5. The last flow on each side stand for each other: a step
    that was added on one branch changes the flow by which it comes in.
    """
    if len(old.incoming) != len(new.incoming):
        return None
    olds, news = list(old.incoming), list(new.incoming)
    found: dict[str, str] = {}

    def match(key: str, value: str | None) -> None:
        if key in olds and value in news:
            olds.remove(key)
            news.remove(value)
            found[key] = value

    for key in list(olds):
        match(key, mapping.flows.get(key))
    for key in list(olds):
        match(key, key)
    old_sources, new_sources = sources_of(old_scope), sources_of(new_scope)
    for key in list(olds):
        source = mapping.elements.get(old_sources[key].element_id)
        same = [flow for flow in news if new_sources[flow].element_id == source]
        match(key, same[0] if len(same) == 1 else None)
    if len(olds) == len(news) == 1:
        match(olds[0], news[0])
    return None if olds else found
