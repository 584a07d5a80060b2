"""Write what assigns variables as a script task of FEEL."""

from __future__ import annotations

import json
import re

from lxml import etree

from engine.definitions.expressions import HOST_FUNCTIONS
from engine.definitions.reading.names import BPMN, children
from engine.feel import compile_expression
from engine.importing.drawn import set_camunda
from engine.importing.expressions import Untranslatable

_NAME = re.compile(r"[A-Za-z_一-鿿]\w*")


def assign(element: etree._Element, values: dict[str, str]) -> None:
    """Make an activity a script task that gives these variables their values, all as of one moment.

    One variable is the script's result; several are the entries of a context that the script gives.

    Raises:
        Untranslatable: the values need each other's old ones, which a context cannot say. Nothing is changed.
    """
    ordered = in_order(values)
    for child in list(children(element, "script")):
        element.remove(child)
    element.tag = f"{{{BPMN}}}scriptTask"
    element.set("scriptFormat", "feel")
    script = etree.SubElement(element, f"{{{BPMN}}}script")
    if len(values) == 1:
        ((name, script.text),) = values.items()
        set_camunda(element, "resultVariable", name)
    else:
        entries = (f"{_key(name)}: {text}" for name, text in ordered.items())
        script.text = "{" + ", ".join(entries) + "}"


def _key(name: str) -> str:
    return name if _NAME.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def in_order(values: dict[str, str]) -> dict[str, str]:
    """Return the values in an order in which none reads a variable that an earlier one has changed.

    In a context of FEEL an entry sees those before it under their names, and so no longer what the variables
    of these names were.

    Raises:
        Untranslatable: there is no such order, as when two variables exchange their values.
    """
    reads = {name: _names(text) - {name} for name, text in values.items()}
    left, found = list(values), {}
    while left:
        ready = next(
            (name for name in left if not any(name in reads[other] for other in left if other != name)), None
        )
        if ready is None:
            raise Untranslatable(
                f"{', '.join(left)} are computed from each other's old values",
                f"{'、'.join(left)} 由彼此原来的值计算",
            )
        left.remove(ready)
        found[ready] = values[ready]
    return found


def _names(text: str) -> frozenset[str]:
    expression = compile_expression(text, functions=HOST_FUNCTIONS)
    return expression.names | expression.item_names
