"""Which type a value has, and the narrowest type that several types have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.feel.types.model import (
    A_CONTEXT,
    A_FUNCTION,
    A_LIST,
    A_RANGE,
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS,
    MONTHS,
    NULL,
    NUMBER,
    STRING,
    TIME,
    ChoiceType,
    ContextType,
    FunctionType,
    ListType,
    RangeType,
    Type,
)
from engine.feel.values import kinds
from engine.feel.values.kinds import kind_of
from engine.words import Words

_OF_KIND: Mapping[str, Type] = {
    kinds.NUMBER: NUMBER,
    kinds.STRING: STRING,
    kinds.BOOLEAN: BOOLEAN,
    kinds.NULL: NULL,
    kinds.DATE: DATE,
    kinds.TIME: TIME,
    kinds.DATE_TIME: DATE_TIME,
    kinds.DAYS: DAYS,
    kinds.MONTHS: MONTHS,
    kinds.LIST: A_LIST,
    kinds.CONTEXT: A_CONTEXT,
    kinds.RANGE: A_RANGE,
    kinds.FUNCTION: A_FUNCTION,
}


def kind_type(value: Any) -> Type:
    """Return the type of the value's kind, without looking inside; Any for what is no value of FEEL."""
    return _OF_KIND.get(kind_of(value), ANY)


def plain(type_: Type) -> Type:
    """Return a type without its list of choices."""
    return type_.base if isinstance(type_, ChoiceType) else type_


def kind_named(type_: Type) -> Words | None:
    """Return the kind that all values of a type have; None for Any."""
    type_ = plain(type_)
    if isinstance(type_, ListType):
        return kinds.LIST
    if isinstance(type_, ContextType):
        return kinds.CONTEXT
    if isinstance(type_, RangeType):
        return kinds.RANGE
    if isinstance(type_, FunctionType):
        return kinds.FUNCTION
    return next((kind for kind in kinds.ALL if _OF_KIND.get(kind) == type_), None)


def joined(types: Iterable[Type]) -> Type:
    """Return a type that every one of `types` conforms to: one of them, or Any; null changes nothing."""
    result: Type = NULL
    for type_ in types:
        if type_.conforms_to(result):
            continue
        if result.conforms_to(type_):
            result = type_
        elif plain(type_) == plain(result):
            result = plain(type_)
        elif isinstance(type_, ListType) and isinstance(result, ListType):
            result = ListType(joined((type_.item, result.item)))
        else:
            return ANY
    return result
