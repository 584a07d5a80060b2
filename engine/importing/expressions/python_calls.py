"""What functions and methods of a Python expression mean; others are named and left."""

from __future__ import annotations

import re
from decimal import Decimal

from engine.importing.expressions.by_kind import size_of
from engine.importing.expressions.errors import Untranslatable
from engine.importing.expressions.tree import Binary, Call, Context, Items, Literal, Member, Tree

_SAME = {"abs": "abs", "min": "min", "max": "max"}
_METHODS = {"upper": "upper case", "lower": "lower case"}
_UNITS = {"days": "P{}D", "hours": "PT{}H", "minutes": "PT{}M", "seconds": "PT{}S"}
_TESTS = {"startswith": "starts with", "endswith": "ends with"}


def function_of(name: str, arguments: tuple[Tree, ...]) -> Tree:
    """Return a function called by its name."""
    match name, arguments:
        case "len", (one,):
            return size_of(one, text=True)
        case "sum", (one,):
            # Python's sum of nothing is 0, FEEL's is null.
            return Call("sum", (Call("concatenate", (Items((Literal(Decimal(0)),)), one)),))
        case "round", (one,):
            return Call("decimal", (one, Literal(Decimal(0))))
        case "round", (one, places):
            return Call("decimal", (one, places))
        case (("any" | "all"), (Items() as one,)):
            return Call(name, (one,), truth=True)
        case "list", ():
            return Items(())
        case "dict", ():
            return Context(())
    if name in _SAME and arguments:
        return Call(_SAME[name], arguments)
    raise Untranslatable(f"{name}() has no equal in FEEL", f"{name}() 在 FEEL 中没有对应")


def method_of(base: Tree, name: str, arguments: tuple[Tree, ...]) -> Tree:
    """Return a method of a value."""
    match name, arguments:
        case "strip", ():
            return Call("replace", (base, Literal(r"^\s+|\s+$"), Literal("")))
        case "split", (Literal(value=str() as separator),) if separator:
            return Call("split", (base, Literal(_literally(separator))))
        case "replace", (Literal(value=str() as old), Literal(value=str() as new)) if old:
            return Call("string join", (Call("split", (base, Literal(_literally(old)))), Literal(new)))
        case "join", (parts,):
            return Call("string join", (parts, base))
        case "get", (Literal(value=str() as key),):
            return Member(base, key)
        case _, () if name in _METHODS:
            return Call(_METHODS[name], (base,))
        case _, (Literal(value=str()) as other,) if name in _TESTS:
            return Call(_TESTS[name], (base, other), truth=True)
    raise Untranslatable(f".{name}() has no equal in FEEL", f".{name}() 在 FEEL 中没有对应")


def timedelta_of(parts: list[tuple[str | None, Tree]]) -> Tree:
    """Return a span of time: fixed numbers in one text, a variable's as so many units."""
    spans: list[Tree] = []
    for unit, amount in parts:
        text = _UNITS.get(unit or "")
        if text is None:
            raise Untranslatable(
                f"timedelta({unit}=…) has no equal in FEEL", f"timedelta({unit}=…) 在 FEEL 中没有对应"
            )
        span = Call("duration", (Literal(text.format(1)),))
        if isinstance(amount, Literal) and isinstance(amount.value, Decimal):
            whole = amount.value == int(amount.value)
            spans.append(
                Call("duration", (Literal(text.format(int(amount.value))),))
                if whole
                else Binary("*", span, amount)
            )
        else:
            spans.append(Binary("*", span, amount))
    if not spans:
        return Call("duration", (Literal("PT0S"),))
    made = spans[0]
    for one in spans[1:]:
        made = Binary("+", made, one)
    return made


def _literally(text: str) -> str:
    """Return a regular expression that stands for the text itself."""
    return re.sub(r"([\\.^$|?*+(){}\[\]-])", r"\\\1", text)
