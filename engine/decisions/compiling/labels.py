"""The names by which a caller may call the elements of a model and of what it imports."""

from __future__ import annotations

from collections import Counter

from engine.decisions.compiling.linking import Linked, Models
from engine.decisions.graph import Key

MOST_WAYS = 100
"""Ways through imports that are followed: many models can import each other in very many ways."""


def labels_of(models: Models) -> dict[Key, tuple[str, ...]]:
    """Return the labels of every element, the best first.

    In the main model they are name and id. Elsewhere they are the name behind the prefixes of each way of
    imports, `namespace#id`, and the bare name where no other element of all models has it.
    """
    labels: dict[Key, list[str]] = {}
    times = Counter(element.name for linked in models for element in linked.model.elements())
    for prefix, linked in _ways(models):
        for element in linked.model.elements():
            labels.setdefault((linked.model.namespace, element.id), []).append(f"{prefix}{element.name}")
    for linked in models:
        namespace = linked.model.namespace
        for element in linked.model.elements():
            found = labels.setdefault((namespace, element.id), [])
            if linked.model is models.main:
                found.append(element.id)
                continue
            found.append(f"{namespace}#{element.id}")
            if times[element.name] == 1:
                found.append(element.name)
    return {key: tuple(dict.fromkeys(found)) for key, found in labels.items()}


def _ways(models: Models) -> list[tuple[str, Linked]]:
    """Return each way from the main model through imports, as the text before a name."""
    ways = [("", models.of(models.main))]
    for prefix, linked in ways:
        for one, imported in linked.imports:
            if len(ways) < MOST_WAYS:
                ways.append((f"{prefix}{one.name}." if one.name else prefix, models.of(imported)))
    return ways
