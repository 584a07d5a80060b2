"""Circles of requirements: a graph must be acyclic (DMN 1.5, clause 6.2.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

Node = TypeVar("Node")


def circles(edges: Mapping[Node, Sequence[Node]]) -> list[list[Node]]:
    """Return the groups of nodes that require each other.

    They are the strongly connected components with a circle in them (Tarjan 1972), found without recursion:
    a hostile file may draw a chain of thousands.
    """
    return [
        component
        for component in _components(edges)
        if len(component) > 1 or component[0] in edges[component[0]]
    ]


def way_round(edges: Mapping[Node, Sequence[Node]], circle: Sequence[Node]) -> list[Node]:
    """Return a shortest way from the first node of a circle back to it, along the edges, ends included."""
    start, inside = circle[0], set(circle)
    before: dict[Node, Node] = {}
    waiting = [start]
    for current in waiting:
        for child in edges[current]:
            if child == start:
                way = [start, current]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return way[::-1] if current != start else [start, start]
            if child in inside and child not in before:
                before[child] = current
                waiting.append(child)
    raise ValueError("the nodes are no circle")


def _components(edges: Mapping[Node, Sequence[Node]]) -> Iterator[list[Node]]:
    number: dict[Node, int] = {}
    lowest: dict[Node, int] = {}
    way: dict[Node, None] = {}
    for start in edges:
        if start in number:
            continue
        number[start] = lowest[start] = len(number)
        way[start] = None
        waiting = [(start, iter(edges[start]))]
        while waiting:
            current, following = waiting[-1]
            child = next((c for c in following if c in edges), None)
            if child is not None:
                if child not in number:
                    number[child] = lowest[child] = len(number)
                    way[child] = None
                    waiting.append((child, iter(edges[child])))
                elif child in way:
                    lowest[current] = min(lowest[current], number[child])
                continue
            waiting.pop()
            if waiting:
                around = waiting[-1][0]
                lowest[around] = min(lowest[around], lowest[current])
            if lowest[current] == number[current]:
                component: list[Node] = []
                while not component or component[-1] != current:
                    component.append(way.popitem()[0])
                yield component[::-1]
