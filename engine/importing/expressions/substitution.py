"""Put values in the place of names, so that a script of several statements becomes values of one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from engine.importing.expressions.errors import Untranslatable
from engine.importing.expressions.tree import Name, Repeated, Tree, fits


def replaced(tree: Tree, values: Mapping[str, Tree]) -> Tree:
    """Return the tree with each name of `values` replaced by its value.

    Raises:
        Untranslatable: the result is larger or deeper than an expression may be.
    """
    made = _replaced(tree, values)
    if not fits(made):
        raise Untranslatable("written as one expression it grows too large", "写成一个表达式会过大")
    return made


def _replaced(tree: Tree, values: Mapping[str, Tree]) -> Tree:
    if isinstance(tree, Name):
        return values.get(tree.name, tree)
    if isinstance(tree, Repeated):
        inside = {name: value for name, value in values.items() if name != tree.variable}
        over, value = _replaced(tree.over, values), _replaced(tree.value, inside)
        return replace(tree, over=over, value=value)
    changes: dict[str, Any] = {
        field.name: _inside(getattr(tree, field.name), values)
        for field in fields(tree)
        if isinstance(getattr(tree, field.name), Tree | tuple)
    }
    return replace(tree, **changes) if changes else tree


def _inside(value: Any, values: Mapping[str, Tree]) -> Any:
    if isinstance(value, Tree):
        return _replaced(value, values)
    return tuple(_inside(item, values) for item in value) if isinstance(value, tuple) else value
