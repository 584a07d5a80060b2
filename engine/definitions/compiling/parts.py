"""Parts that several kinds of elements share: marks and mappings."""

from __future__ import annotations

from engine.definitions.expressions import compile_text
from engine.definitions.model import Node, Parameter
from engine.feel import Expression
from engine.runtime.specs.activity import NO_MAPPINGS, Mappings
from engine.runtime.specs.element import NO_MARKS, Marks

Compiled = tuple[tuple[str, Expression], ...]


def marks_of(node: Node) -> Marks:
    """Return what the element means to its order."""
    milestone, stage, tier = (node.huan.get(key) for key in ("milestone", "stage", "escalateTo"))
    if milestone is None and stage is None and tier is None:
        return NO_MARKS
    return Marks(milestone, stage, tier)


def mappings_of(node: Node) -> Mappings:
    """Return the input and output parameters."""
    if not node.inputs and not node.outputs:
        return NO_MAPPINGS
    return Mappings(compiled(node.inputs, node.id), compiled(node.outputs, node.id))


def compiled(parameters: tuple[Parameter, ...], where: str) -> Compiled:
    """Compile named parameters, leaving out those that stand for all variables."""
    return tuple(
        (parameter.name, compile_text(parameter.expression, where))
        for parameter in parameters
        if not parameter.all_variables
    )
