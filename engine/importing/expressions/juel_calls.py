"""What methods and functions of a JUEL expression mean: those of texts, collections, Spin and Joda time.

Everything else calls code of Java, which only its authors know; it is named and left to a person.
"""

from __future__ import annotations

import re
from decimal import Decimal

from engine.importing.expressions.by_kind import contains, has_key, size_of
from engine.importing.expressions.errors import Untranslatable
from engine.importing.expressions.tree import NOTHING, Binary, Call, Item, Literal, Member, Name, Tree

#: What the engine of Camunda puts into every expression (its variable scope).
_ENGINE = {
    *("execution", "task", "caseExecution", "authenticatedUserId", "requiresMigration"),
    *("externalTask", "variables"),
}
#: Methods of texts and of every value that have one equal in FEEL: name to FEEL's function.
_TEXTS = {"toUpperCase": "upper case", "toLowerCase": "lower case", "length": "string length"}
_TEXT_TESTS = {"startsWith": "starts with", "endsWith": "ends with"}
#: Spin wraps values of JSON; FEEL sees the values themselves.
_UNWRAPPED = {"numberValue", "stringValue", "boolValue", "value", "elements", "doubleValue", "intValue"}
_JODA = re.compile(r"(plus|minus)(Years|Months|Weeks|Days|Hours|Minutes|Seconds)")
_UNITS = {
    "Years": "P{}Y",
    "Months": "P{}M",
    "Weeks": "P{}D",
    "Days": "P{}D",
    "Hours": "PT{}H",
    "Minutes": "PT{}M",
    "Seconds": "PT{}S",
}


def member_of(base: Tree, name: str) -> Tree:
    """Return a property of a value."""
    if isinstance(base, Name) and base.name in _ENGINE:
        raise _unknown(f"{base.name}.{name}")
    return Member(base, name)


def function_of(name: str, arguments: tuple[Tree, ...]) -> Tree:
    """Return a function called without a base."""
    if name in ("now", "dateTime") and not arguments:
        return Call("now", ())
    raise _unknown(f"{name}()")


def method_of(base: Tree, name: str, arguments: tuple[Tree, ...]) -> Tree:
    """Return a method of a value."""
    if isinstance(base, Name) and base.name in _ENGINE:
        return _of_engine(base.name, name, arguments)
    found = _of_value(base, name, arguments)
    if found is None:
        shown = f"{base.name}.{name}()" if isinstance(base, Name) else f".{name}()"
        raise _unknown(shown)
    return found


def _of_engine(base: str, name: str, arguments: tuple[Tree, ...]) -> Tree:
    if name in ("getVariable", "getVariableLocal") and len(arguments) == 1:
        variable = arguments[0]
        if isinstance(variable, Literal) and isinstance(variable.value, str):
            return Name(variable.value)
    raise _unknown(f"{base}.{name}()")


def _of_value(base: Tree, name: str, arguments: tuple[Tree, ...]) -> Tree | None:
    match name, arguments:
        case "equals", (other,):
            return Binary("=", base, other)
        case "contains", (other,):
            return contains(base, other)
        case "containsKey", (key,):
            return has_key(base, key)
        case "isEmpty", ():
            return Call("list contains", (NOTHING, base), truth=True)
        case "size", ():
            return size_of(base, text=False)
        case "trim", ():
            return Call("replace", (base, Literal(r"^\s+|\s+$"), Literal("")))
        case (("prop" | "getProperty"), (Literal(value=str() as key),)):
            return Member(base, key)
        case "get", (Literal(value=str() as key),):
            return Member(base, key)
        case "get", (Literal(value=Decimal() as index),):
            return Item(base, int(index))
        case "substring", (Literal(value=Decimal() as start),):
            return Call("substring", (base, Literal(start + 1)))
        case "substring", (Literal(value=Decimal() as start), Literal(value=Decimal() as end)):
            return Call("substring", (base, Literal(start + 1), Literal(end - start)))
        case _, () if name in _TEXTS:
            return Call(_TEXTS[name], (base,))
        case _, (other,) if name in _TEXT_TESTS:
            return Call(_TEXT_TESTS[name], (base, other), truth=True)
        case _, () if name in _UNWRAPPED:
            return base
        case (("toDate" | "toString"), ()) if _is_time(base):
            return base if name == "toDate" else Call("string", (base,))
        case _, (Literal(value=Decimal() as amount),) if _is_time(base):
            return _moved(base, name, int(amount))
    return None


def _is_time(tree: Tree) -> bool:
    return tree == Call("now", ()) or (isinstance(tree, Binary) and _is_time(tree.left))


def _moved(base: Tree, name: str, amount: int) -> Tree | None:
    match = _JODA.fullmatch(name)
    if match is None:
        return None
    direction, unit = match.groups()
    text = _UNITS[unit].format(amount * 7 if unit == "Weeks" else amount)
    return Binary("+" if direction == "plus" else "-", base, Call("duration", (Literal(text),)))


def _unknown(what: str) -> Untranslatable:
    return Untranslatable(f"{what} is code outside the diagram", f"{what} 是图外的代码")
