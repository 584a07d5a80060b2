"""Arguments of built-in functions, and the type of what such a call gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.feel.functions import FUNCTIONS
from engine.feel.functions.results import result_of
from engine.feel.functions.signature import Function
from engine.feel.syntax import nodes
from engine.feel.syntax.nodes import Node
from engine.feel.types import operands
from engine.feel.types.findings import Teller
from engine.feel.types.kinds import kind_type, plain
from engine.feel.types.model import ANY, Type
from engine.feel.values.temporal_text import parse_duration
from engine.feel.values.undefined import NotDefined
from engine.words import Words


def result_of_call(
    teller: Teller, node: nodes.Call, positional: Sequence[Type], named: Mapping[str, Type]
) -> Type:
    """Return the type of what a call gives, and tell the arguments that never fit; Any for the host's."""
    function = FUNCTIONS.get(node.function)
    if function is None:
        return ANY
    if node.named is None:
        wrong = operands.misfit(function, list(positional))
        if wrong is not None:
            at, parameter = wrong
            _tell(
                teller,
                node.positional[at],
                node.function,
                parameter.name,
                parameter.described(),
                positional[at],
            )
    elif len(function.signatures) == 1:
        _look_at_named(teller, node, function, named)
    arguments = positional or list(named.values())
    if node.function == "duration" and len(node.positional) == 1:
        return _duration_type(node.positional[0])
    if node.function == "abs" and arguments:
        return plain(arguments[0])
    return result_of(node.function)


def _look_at_named(teller: Teller, node: nodes.Call, function: Function, given: Mapping[str, Type]) -> None:
    parameters = {parameter.name: parameter for parameter in function.signatures[0].parameters}
    for name, argument in node.named or ():
        if name in parameters and not operands.takes(parameters[name], given[name]):
            _tell(teller, argument, function.name, name, parameters[name].described(), given[name])


def _tell(teller: Teller, node: Node, function: str, parameter: str, wanted: Words, found: Type) -> None:
    name = operands.named(found)
    teller.tell(
        node,
        Words(
            f"{function}: `{parameter}` must be {wanted}, not {name}: the result is always null",
            f"{function}：`{parameter}` 应为{wanted.zh}，而不是{name.zh}：结果总是空值",
        ),
        Words(f"give {wanted}", f"请给出{wanted.zh}"),
    )


def _duration_type(argument: Node) -> Type:
    """Return which of the two kinds of durations a constant text is; Any for everything else."""
    if not isinstance(argument, nodes.Literal) or not isinstance(argument.value, str):
        return ANY
    try:
        return kind_type(parse_duration(argument.value))
    except NotDefined:
        return ANY
