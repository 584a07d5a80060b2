"""Short ways for the commonest conditions: a variable, or an entry of one, compared with a constant.

A short way reads the variable itself instead of calling the closure of its name. Whatever is not as usual
(no such variable, a value of another kind) goes the ordinary way from the start, which also leaves the notes.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.feel.compiler.names import is_free
from engine.feel.compiler.scope import Scope
from engine.feel.environment import Frame, Run
from engine.feel.syntax import nodes
from engine.feel.syntax.nodes import Node

Variable = tuple[str, str | None]
"""The name of a variable, and of the entry of it that is meant, or None for the variable itself."""


def variable_of(node: Node, scope: Scope) -> Variable | None:
    """Return what a node reads when that is a variable of the caller or an entry of one, else None."""
    if isinstance(node, nodes.Name) and is_free(node.name, scope):
        return node.name, None
    if isinstance(node, nodes.Path) and isinstance(node.base, nodes.Name) and is_free(node.base.name, scope):
        return node.base.name, node.name
    return None


def ordered_variable(
    variable: Variable, compare: Callable[[Any, Any], bool], limit: int | Decimal, usual: Run
) -> Run:
    """Return the comparison of a variable with a number; `usual` is the ordinary way."""
    name, key = variable
    if key is None:

        def compare_variable(frame: Frame) -> Any:
            try:
                value = frame.variables[name]
            except KeyError:
                return usual(frame)
            kind = type(value)
            return compare(value, limit) if kind is int or kind is Decimal else usual(frame)

        return compare_variable

    def compare_entry(frame: Frame) -> Any:
        try:
            value = frame.variables[name][key]
        except (KeyError, TypeError):
            return usual(frame)
        kind = type(value)
        return compare(value, limit) if kind is int or kind is Decimal else usual(frame)

    return compare_entry


def equal_variable(variable: Variable, constant: str | int | bool, usual: Run) -> Run:
    """Return the equality of a variable and a constant; `usual` is the ordinary way."""
    (name, key), kind = variable, type(constant)
    if key is None:

        def equals_variable(frame: Frame) -> Any:
            try:
                value = frame.variables[name]
            except KeyError:
                return usual(frame)
            return value == constant if type(value) is kind else usual(frame)

        return equals_variable

    def equals_entry(frame: Frame) -> Any:
        try:
            value = frame.variables[name][key]
        except (KeyError, TypeError):
            return usual(frame)
        return value == constant if type(value) is kind else usual(frame)

    return equals_entry


def pair(first: Run, second: Run, decisive: bool, combined: Callable[[Frame, Any, Any], bool | None]) -> Run:
    """Return `and` (decisive False) or `or` (decisive True) of two conditions; `combined` takes the rest."""
    otherwise = not decisive

    def both(frame: Frame) -> bool | None:
        one = first(frame)
        if one is decisive:
            return not otherwise
        other: bool | None = second(frame)
        if one is otherwise and (other is True or other is False):
            return other
        return combined(frame, one, other)

    return both
