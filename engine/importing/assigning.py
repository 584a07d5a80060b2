"""Write what assigns variables as a script task of FEEL."""

from __future__ import annotations

import json
import re

from lxml import etree

from engine.definitions.reading.names import BPMN, children
from engine.importing.drawn import set_camunda

_NAME = re.compile(r"[A-Za-z_一-鿿]\w*")


def assign(element: etree._Element, values: dict[str, str]) -> None:
    """Make an activity a script task that gives these variables their values, all as of one moment.

    One variable is the script's result; several are the entries of a context that the script gives.
    """
    for child in list(children(element, "script")):
        element.remove(child)
    element.tag = f"{{{BPMN}}}scriptTask"
    element.set("scriptFormat", "feel")
    script = etree.SubElement(element, f"{{{BPMN}}}script")
    if len(values) == 1:
        ((name, script.text),) = values.items()
        set_camunda(element, "resultVariable", name)
    else:
        entries = (f"{_key(name)}: {text}" for name, text in values.items())
        script.text = "{" + ", ".join(entries) + "}"


def _key(name: str) -> str:
    return name if _NAME.fullmatch(name) else json.dumps(name, ensure_ascii=False)
