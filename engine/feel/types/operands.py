"""Which operators and parameters take values of which types, and what they give (Tables 53-62)."""

from __future__ import annotations

from engine.feel.functions.signature import Function, Parameter
from engine.feel.types.kinds import kind_named, plain
from engine.feel.types.model import ANY, BOOLEAN, DAYS, NUMBER, AnyType, ListType, NullType, RangeType, Type
from engine.feel.values import kinds
from engine.feel.values.arithmetic import is_defined
from engine.feel.values.comparison import ORDERED
from engine.words import Words

_DURATIONS = (kinds.DAYS, kinds.MONTHS)


def arithmetic_result(sign: str, left: Type, right: Type) -> Type | None:
    """Return the type of `left sign right`, Any when it cannot be told, None when it is certainly null."""
    kind, other = kind_named(left), kind_named(right)
    if kind is None or other is None:
        return ANY
    if not is_defined(sign, kind, other):
        return None
    if sign == "**" or (sign == "/" and kind == other):
        return NUMBER
    if sign == "-" and kind not in (kinds.NUMBER, *_DURATIONS) and other not in _DURATIONS:
        return DAYS
    if kind in (kinds.NUMBER, *_DURATIONS) and other != kinds.NUMBER and kind != other:
        return plain(right)
    return plain(left)


def have_order(left: Type, right: Type) -> bool:
    """Return whether values of both types may have an order."""
    kind, other = kind_named(left), kind_named(right)
    if kind is None or other is None:
        return all(one is None or one in ORDERED for one in (kind, other))
    return kind == other and kind in ORDERED


def may_equal(left: Type, right: Type) -> bool:
    """Return whether an equality of both types can be true or false; null equals or differs from all."""
    if isinstance(left, NullType) or isinstance(right, NullType):
        return True
    kind, other = kind_named(left), kind_named(right)
    return kind is None or other is None or kind == other


def may_be(found: Type, wanted: Type) -> bool:
    """Return whether a value of type `found` may be had as `wanted`, conversions included."""
    found, wanted = plain(found), plain(wanted)
    if isinstance(found, AnyType | NullType) or found.conforms_to(wanted) or wanted.conforms_to(found):
        return True
    if isinstance(found, ListType) and isinstance(wanted, ListType):
        return may_be(found.item, wanted.item)
    if isinstance(found, ListType):
        return may_be(found.item, wanted)
    if isinstance(wanted, ListType):
        return may_be(found, wanted.item)
    kind, other = kind_named(found), kind_named(wanted)
    return (kind == other and kind is not None) or (kind == kinds.DATE and other == kinds.DATE_TIME)


def may_be_tested(value: Type, test: Type) -> bool:
    """Return whether a value may equal, lie in or be contained in what a test stands for."""
    test = plain(test)
    if isinstance(test, ListType):
        return may_equal(value, test) or may_be_tested(value, test.item)
    if isinstance(test, RangeType):
        return may_equal(value, test) or may_be_tested(value, test.endpoint)
    return may_equal(value, test)


def takes(parameter: Parameter, found: Type) -> bool:
    """Return whether an argument of type `found` may fit a parameter of a built-in function."""
    found = plain(found)
    kind = kind_named(found)
    if parameter.kinds is None or kind is None or kind in parameter.kinds:
        return True
    if kind == kinds.NULL:
        return parameter.optional or parameter.nullable
    if isinstance(found, ListType):
        return takes(parameter, found.item)
    return kinds.LIST in parameter.kinds or (kind == kinds.DATE and kinds.DATE_TIME in parameter.kinds)


def misfit(function: Function, arguments: list[Type]) -> tuple[int, Parameter] | None:
    """Return place and parameter of the argument that fits no signature; None when all may fit."""
    found: tuple[int, Parameter] | None = None
    for signature in function.by_position(len(arguments)):
        rest = [signature.rest] * len(arguments) if signature.rest else []
        parameters = [*signature.parameters, *rest][: len(arguments)]
        wrong = next(
            (
                (at, p)
                for at, (p, type_) in enumerate(zip(parameters, arguments, strict=True))
                if not takes(p, type_)
            ),
            None,
        )
        if wrong is None:
            return None
        found = found or wrong
    return found


def named(type_: Type) -> Words:
    """Return what a message calls a type: its kind, in both languages."""
    kind = kind_named(type_)
    return kind if kind is not None else Words(str(type_), "任意值")


def is_condition(type_: Type) -> bool:
    """Return whether a value may be a boolean; null is none, and certainly no condition."""
    return not isinstance(type_, NullType) and (isinstance(type_, AnyType) or plain(type_) == BOOLEAN)
