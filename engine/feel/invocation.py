"""Functions that are made, by an expression or by the host, and how they are called (Table 63)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.feel.environment import Environment
from engine.feel.types.model import ANY, AnyType, FunctionType, Type, coerced
from engine.feel.values.functions import FunctionValue
from engine.feel.values.kinds import kind_of
from engine.feel.values.undefined import NotDefined
from engine.words import Words


@dataclass(frozen=True, slots=True)
class FormalParameter:
    """A parameter of a function: its name, and the type its argument is converted to."""

    name: str
    type: Type = ANY


class DefinedFunction(FunctionValue):
    """A function with one list of parameters.

    `body` gets the environment and as many converted arguments as there are parameters. `result` is the
    type that the result is converted to; `name` is for messages.
    """

    __slots__ = ("_body", "_name", "_taken", "parameters", "result")

    def __init__(
        self,
        parameters: Sequence[FormalParameter],
        body: Callable[[Environment, list[Any]], Any],
        result: Type = ANY,
        name: str | None = None,
    ) -> None:
        self.parameters = tuple(parameters)
        self.result = result
        self._body = body
        self._name = name or "function"
        self._taken = tuple(parameter.type for parameter in parameters)

    def is_instance(self, wanted: FunctionType) -> bool:
        """Compare with the declared parameters and result; an undeclared result may be anything."""
        result = wanted.result if isinstance(self.result, AnyType) else self.result
        return FunctionType(self._taken, result).conforms_to(wanted)

    def call(self, env: Environment, arguments: Sequence[Any]) -> Any:
        """Return the result for arguments by position; NotDefined for a wrong number or type of them."""
        if len(arguments) != len(self.parameters):
            raise NotDefined(
                Words(
                    f"{self._name} takes {self._usage()}, not {len(arguments)} arguments",
                    f"{self._name} 的参数是 {self._usage()}，不是 {len(arguments)} 个",
                )
            )
        env.enter_call()
        try:
            converted = [
                self._converted(env, parameter, value)
                for parameter, value in zip(self.parameters, arguments, strict=True)
            ]
            return self._result(env, self._body(env, converted))
        finally:
            env.leave_call()

    def call_named(self, env: Environment, arguments: Mapping[str, Any]) -> Any:
        """Return the result for arguments by name; NotDefined for a name that no parameter has."""
        known = {parameter.name for parameter in self.parameters}
        unknown = [name for name in arguments if name not in known]
        if unknown:
            raise NotDefined(
                Words(
                    f"{self._name} takes {self._usage()}; there is no parameter `{unknown[0]}`",
                    f"{self._name} 的参数是 {self._usage()}；没有名为 `{unknown[0]}` 的参数",
                )
            )
        return self.call(env, [arguments.get(parameter.name) for parameter in self.parameters])

    def _converted(self, env: Environment, parameter: FormalParameter, value: Any) -> Any:
        fits, converted = coerced(value, parameter.type, env.spend)
        if not fits:
            kind = kind_of(value)
            raise NotDefined(
                Words(
                    f"{self._name}: `{parameter.name}` must be {parameter.type}, not {kind}",
                    f"{self._name}：`{parameter.name}` 应为 {parameter.type}，而不是{kind.zh}",
                )
            )
        return converted

    def _result(self, env: Environment, value: Any) -> Any:
        fits, converted = coerced(value, self.result, env.spend)
        if not fits:
            raise NotDefined(
                Words(
                    f"{self._name}: the result must be {self.result}, not {kind_of(value)}",
                    f"{self._name}：结果应为 {self.result}，而不是{kind_of(value).zh}",
                )
            )
        return converted

    def _usage(self) -> str:
        return f"({', '.join(parameter.name for parameter in self.parameters)})"


def make_function(
    parameters: Sequence[str | tuple[str, Type] | FormalParameter],
    body: Callable[[Environment, list[Any]], Any],
    *,
    result: Type = ANY,
    name: str | None = None,
) -> FunctionValue:
    """Return a function of FEEL whose body is Python, to be put among the variables.

    `parameters` are names, or names with types; `body` is called with the environment and the arguments in
    that order, converted to those types, and returns a value of FEEL. `result` is the type of what it
    returns (another value becomes null), `name` what messages call it.
    """
    return DefinedFunction([_parameter(parameter) for parameter in parameters], body, result, name)


def call_function(function: Any, env: Environment, arguments: Sequence[Any] | Mapping[str, Any] = ()) -> Any:
    """Return what a FEEL function gives for arguments by position, or by name when they are a mapping.

    Null, with a note that has no place in a text, where FEEL says null: the arguments do not fit, or
    `function` is none. Raises FeelEvaluationError when evaluation must stop.
    """
    try:
        if not isinstance(function, FunctionValue):
            kind = kind_of(function)
            raise NotDefined(Words(f"cannot call {kind}: it is no function", f"{kind.zh}不是函数，不能调用"))
        if isinstance(arguments, Mapping):
            return function.call_named(env, arguments)
        return function.call(env, arguments)
    except NotDefined as undefined:
        env.note(None, undefined.reason)
        return None


def _parameter(parameter: str | tuple[str, Type] | FormalParameter) -> FormalParameter:
    if isinstance(parameter, FormalParameter):
        return parameter
    return FormalParameter(parameter) if isinstance(parameter, str) else FormalParameter(*parameter)
