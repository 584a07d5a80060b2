"""What a built-in function takes, and the implicit conversions of arguments (clause 10.3.2.9.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from engine.feel.environment import Environment
from engine.feel.values import kinds
from engine.feel.values.kinds import kind_of
from engine.feel.values.numbers import as_number
from engine.feel.values.temporal_arithmetic import as_date_time
from engine.feel.values.undefined import NotDefined
from engine.words import Words

_MISMATCH: Final = object()
_PLAIN: Final[dict[str, type]] = {
    kinds.STRING: str,
    kinds.NUMBER: int,
    kinds.BOOLEAN: bool,
    kinds.LIST: list,
    kinds.CONTEXT: dict,
    kinds.DATE: date,
    kinds.DAYS: timedelta,
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name in the standard and the kinds it takes; None takes anything, null included.

    An optional parameter may be left out or null, a nullable one only null.
    """

    name: str
    kinds: frozenset[Words] | None
    optional: bool = False
    nullable: bool = False

    def plain_types(self) -> frozenset[type]:
        """Return the Python types whose values need no conversion; a Decimal must be looked at (NaN)."""
        return frozenset(type_ for kind, type_ in _PLAIN.items() if kind in (self.kinds or ()))

    def converted(self, value: Any) -> Any:
        """Return the argument as one of the kinds, or _MISMATCH."""
        if self.kinds is None or (value is None and (self.optional or self.nullable)):
            return value
        kind = kind_of(value)
        if kind in self.kinds:
            return as_number(value) if kind is kinds.NUMBER else value
        if kind is kinds.LIST and len(value) == 1 and kind_of(value[0]) in self.kinds:
            return value[0]
        if value is None:
            return _MISMATCH
        if kinds.LIST in self.kinds:
            return [value]
        if kind is kinds.DATE and kinds.DATE_TIME in self.kinds:
            return as_date_time(value)
        return _MISMATCH

    def described(self) -> Words:
        """Return the kinds for a message."""
        listed = sorted(self.kinds or ())
        return Words(" or ".join(f"a {kind}" for kind in listed), "或".join(kind.zh for kind in listed))


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a function: `call(env, *arguments)`. `rest` takes all further arguments as one list."""

    call: Callable[..., Any]
    parameters: tuple[Parameter, ...]
    rest: Parameter | None = None

    def accepts(self, count: int) -> bool:
        """Return whether `count` positional arguments fit."""
        required = sum(not parameter.optional for parameter in self.parameters)
        if self.rest is not None:
            return count > required
        return required <= count <= len(self.parameters)

    def apply(self, env: Environment, values: Sequence[Any]) -> Any:
        """Convert `values` and call; raise NotDefined naming the parameter that does not fit."""
        arguments: list[Any] = []
        for parameter, value in zip(self.parameters, values, strict=False):
            arguments.append(_fitting(parameter, value))
        if self.rest is not None:
            rest = self.rest
            arguments.append([_fitting(rest, value) for value in values[len(self.parameters) :]])
        return self.call(env, *arguments)

    def fits(self, values: Sequence[Any]) -> bool:
        """Return whether every value can be converted."""
        return all(
            parameter.converted(value) is not _MISMATCH
            for parameter, value in zip(self.parameters, values, strict=False)
        )


@dataclass(frozen=True, slots=True)
class Function:
    """A built-in function.

    A `pure` one depends on its arguments alone; a `boolean` one gives true, false or null.
    """

    name: str
    signatures: tuple[Signature, ...]
    pure: bool = True
    boolean: bool = False

    def by_position(self, count: int) -> list[Signature]:
        """Return the signatures that take `count` positional arguments."""
        return [signature for signature in self.signatures if signature.accepts(count)]

    def by_name(self, names: Sequence[str]) -> Signature | None:
        """Return the signature that has all the named parameters and the fewest others, or None.

        `before(point, range)` and `before(range, point)` have the same names: there the order written
        tells which one is meant.
        """

        def distance(signature: Signature) -> tuple[int, bool]:
            order = [parameter.name for parameter in signature.parameters if parameter.name in names]
            return len(signature.parameters), order != list(names)

        fitting = [
            signature
            for signature in self.signatures
            if signature.rest is None and {p.name for p in signature.parameters}.issuperset(names)
        ]
        return min(fitting, key=distance, default=None)

    def usage(self) -> str:
        """Return the parameters for a message: "string, start position, length?"."""
        forms = []
        for signature in self.signatures:
            parts = [f"{p.name}?" if p.optional else p.name for p in signature.parameters]
            parts += [f"{signature.rest.name}, …"] if signature.rest else []
            forms.append(f"({', '.join(parts)})")
        return " or ".join(dict.fromkeys(forms))


def of_function(name: str, reason: Words) -> Words:
    """Return the reason with the name of the function in front."""
    return Words(f"{name}: {reason}", f"{name}：{reason.zh}")


def call(env: Environment, name: str, signatures: Sequence[Signature], values: Sequence[Any]) -> Any:
    """Call the first signature that fits `values`; raise NotDefined naming function and parameter."""
    chosen = signatures[0]
    if len(signatures) > 1:
        chosen = next((signature for signature in signatures if signature.fits(values)), chosen)
    try:
        return chosen.apply(env, values)
    except NotDefined as undefined:
        raise NotDefined(of_function(name, undefined.reason)) from undefined


def _fitting(parameter: Parameter, value: Any) -> Any:
    argument = parameter.converted(value)
    if argument is _MISMATCH:
        raise NotDefined(
            Words(
                f"`{parameter.name}` must be {parameter.described()}, not {kind_of(value)}",
                f"`{parameter.name}` 应为{parameter.described().zh}，而不是{kind_of(value).zh}",
            )
        )
    return argument


def text(name: str) -> Parameter:
    """Return a parameter for a string."""
    return Parameter(name, frozenset((kinds.STRING,)))


def number(name: str) -> Parameter:
    """Return a parameter for a number."""
    return Parameter(name, frozenset((kinds.NUMBER,)))


def a_list(name: str = "list") -> Parameter:
    """Return a parameter for a list."""
    return Parameter(name, frozenset((kinds.LIST,)))


def anything(name: str) -> Parameter:
    """Return a parameter that takes every value, null included."""
    return Parameter(name, None)


def one_of(name: str, *accepted: Words) -> Parameter:
    """Return a parameter for values of some kinds."""
    return Parameter(name, frozenset(accepted))


def optional(parameter: Parameter) -> Parameter:
    """Return the parameter as one that may be left out or null."""
    return Parameter(parameter.name, parameter.kinds, optional=True)


def function(
    name: str, implementation: Callable[..., Any], *parameters: Parameter, boolean: bool = False
) -> Function:
    """Return a pure function with one signature."""
    return Function(name, (Signature(implementation, parameters),), boolean=boolean)
