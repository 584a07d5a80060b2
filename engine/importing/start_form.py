"""The form of the start event: what is filled in when an order is opened becomes the order's fields.

Expressions read them as `order.NAME` from then on. This needs a category, which only a person knows: without
one no order opens the process, and its variables stay variables.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from engine.definitions.reading.names import BPMN, CAMUNDA, children, local
from engine.importing.work import Work


def take_start_forms(
    work: Work, main: etree._Element, translate_form: Callable[[Work, etree._Element], None]
) -> None:
    """Translate the forms of all start events; that of the main process's plain start gives the fields."""
    for start in list(work.root.iter(f"{{{BPMN}}}startEvent")):
        translate_form(work, start)
        form = start.get(f"{{{CAMUNDA}}}formKey")
        if form is None or start.getparent() is not main or _has_trigger(start):
            continue
        if work.options.category is None:
            work.decide(
                start,
                "which order category begins it? Write category in package.yaml and the form's fields in "
                "fields.json, or import with --category",
                "哪类工单由它处理？请在 package.yaml 写 category，把表单字段写进 fields.json，"
                "或导入时加 --category",
            )
            continue
        schema = work.forms.get(form)
        if schema is not None:
            work.fields = {"type": "object", "properties": dict(schema["properties"])}
            work.read_from_order(list(schema["properties"]))
            fields = ", ".join(schema["properties"])
            work.translated(
                start,
                f"what is filled in becomes fields of the order ({fields}), read as order.NAME",
                f"填写的内容成为工单字段（{fields}），以 order.名称 读取",
            )


def _has_trigger(start: etree._Element) -> bool:
    return any(local(child).endswith(("EventDefinition", "EventDefinitionRef")) for child in children(start))
