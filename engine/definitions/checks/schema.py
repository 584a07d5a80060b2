"""The file follows the schema of BPMN 2.0 (ISO/IEC 19510 annex), as other tools will expect.

A warning: tools differ in the order of elements, and what matters for execution has rules of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import XSD_PATH

from engine.definitions.catalogue import Catalogue
from engine.definitions.findings import Finding
from engine.definitions.package import Package
from engine.definitions.safe_xml import parse_xml
from engine.words import Words

#: More than these say nothing new.
MOST = 10


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(XSD_PATH))


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    file = package.label(package.diagram_path)
    root = parse_xml(package.files[package.diagram_path], file)
    schema = _schema()
    if schema.validate(root):
        return
    log: Any = schema.error_log  # iterable, though its stubs do not say so
    for number, error in enumerate(log):
        if number == MOST:
            return
        message = str(error.message).replace("{http://www.omg.org/spec/BPMN/20100524/MODEL}", "bpmn:")
        problem = Words(message, f"文件不符合 BPMN 2.0 的结构定义：{message}")
        remedy = Words("save it with a BPMN 2.0 editor", "请用 BPMN 2.0 编辑器重新保存")
        yield Finding(file, None, "", problem, remedy, error.line, "warning")
