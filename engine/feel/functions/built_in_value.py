"""Built-in functions as values: `sort(list, f)` where f is `abs`, an argument named `sum`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.feel.environment import Environment
from engine.feel.functions.catalogue import FUNCTIONS
from engine.feel.functions.results import result_of
from engine.feel.functions.signature import Function, Parameter, Signature, call
from engine.feel.types.model import A_LIST, ANY, FunctionType, Type
from engine.feel.types.model import BUILT_IN as TYPES
from engine.feel.values.functions import FunctionValue
from engine.feel.values.undefined import NotDefined
from engine.words import Words


class BuiltInFunction(FunctionValue):
    """A built-in function that is passed on instead of being called by its name."""

    __slots__ = ("_function",)

    def __init__(self, function: Function) -> None:
        self._function = function

    def is_instance(self, wanted: FunctionType) -> bool:
        """Return whether one of the signatures takes and gives what the type says."""
        if wanted.parameters is None:
            return True
        count = len(wanted.parameters)
        return any(
            FunctionType(_parameter_types(signature, count), result_of(self._function.name)).conforms_to(
                wanted
            )
            for signature in self._function.by_position(count)
        )

    def call(self, env: Environment, arguments: Sequence[Any]) -> Any:
        """Return the result by the first signature that fits."""
        signatures = self._function.by_position(len(arguments))
        if not signatures:
            raise self._misfit(str(len(arguments)))
        return call(env, self._function.name, signatures, arguments)

    def call_named(self, env: Environment, arguments: Mapping[str, Any]) -> Any:
        """Return the result by the signature that has all these names."""
        signature = self._function.by_name(list(arguments))
        if signature is None:
            raise self._misfit(f"({', '.join(arguments)})")
        values = [arguments.get(parameter.name) for parameter in signature.parameters]
        return call(env, self._function.name, [signature], values)

    def _misfit(self, given: str) -> NotDefined:
        name, usage = self._function.name, self._function.usage()
        return NotDefined(
            Words(f"{name} takes {usage}, not {given}", f"{name} 的参数是 {usage}，不是 {given}")
        )


def _parameter_types(signature: Signature, count: int) -> tuple[Type, ...]:
    listed = [_type(parameter) for parameter in signature.parameters[:count]]
    rest = _type(signature.rest) if signature.rest else ANY
    return (*listed, *[rest] * (count - len(listed)))


def _type(parameter: Parameter) -> Type:
    if parameter.kinds is None or len(parameter.kinds) > 1:
        return ANY
    (kind,) = parameter.kinds
    return TYPES.get(kind, A_LIST)


BUILT_IN: dict[str, BuiltInFunction] = {
    name: BuiltInFunction(function) for name, function in FUNCTIONS.items()
}
"""The values that the names of built-in functions stand for."""
