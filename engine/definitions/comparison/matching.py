"""Which node of the new diagram is which of the old: by id, else by the same kind and the only name."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from engine.definitions.model import Diagram, Node, Scope


class Drawn(NamedTuple):
    """A node with the scope in which it is drawn."""

    scope: Scope
    node: Node


def drawn(diagram: Diagram) -> dict[str, Drawn]:
    """Return every node of a diagram by its id."""
    return {node.id: Drawn(scope, node) for scope, node in diagram.nodes()}


def same_nodes(old: dict[str, Drawn], new: dict[str, Drawn]) -> dict[str, str]:
    """Return new ids by old ids. A node that has another id now must have kept its kind and its name."""
    found = {key: key for key in old if key in new}
    gone = {key: one for key, one in old.items() if key not in found}
    come = {key: one for key, one in new.items() if key not in found}
    before, after = Counter(map(_face, gone.values())), Counter(map(_face, come.values()))
    by_face = {_face(one): key for key, one in come.items()}
    for key, one in gone.items():
        face = _face(one)
        if one.node.name and before[face] == after[face] == 1:
            found[key] = by_face[face]
    return found


def _face(one: Drawn) -> tuple[str, str]:
    return (one.node.kind, one.node.name)
