"""Parse XML that a stranger may have written: no DTD, no entities, no network, bounded size and depth."""

from __future__ import annotations

from typing import Any

from lxml import etree

from engine.definitions.findings import DiagramRefused, Finding

MOST_BYTES = 5_000_000
MOST_ELEMENTS = 50_000
MOST_DEPTH = 100


def parse_xml(content: bytes, file: str) -> etree._Element:
    """Return the root element of `content`.

    Raises:
        DiagramRefused: not well-formed, too large or too deep, or it brings a document type.
    """
    if len(content) > MOST_BYTES:
        raise _refused(file, f"the file has {len(content)} bytes", f"keep a diagram below {MOST_BYTES} bytes")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = error.lineno if isinstance(error, etree.XMLSyntaxError) else None
        raise _refused(
            file, f"not well-formed XML: {error}", "save it again with a BPMN editor", line
        ) from None
    docinfo: Any = root.getroottree().docinfo
    if docinfo.doctype:
        raise _refused(file, "the file brings a document type", "remove <!DOCTYPE …>; BPMN needs none")
    _bounded(root, file)
    return root


def _bounded(root: etree._Element, file: str) -> None:
    count, stack = 0, [(root, 1)]
    while stack:
        element, depth = stack.pop()
        count += 1
        line: Any = element.sourceline
        if count > MOST_ELEMENTS:
            raise _refused(
                file, f"more than {MOST_ELEMENTS} elements", "split the diagram into called processes"
            )
        if depth > MOST_DEPTH:
            raise _refused(file, f"elements nested deeper than {MOST_DEPTH}", "flatten the diagram", line)
        if isinstance(element, etree._Entity):
            raise _refused(file, "the file brings an entity", "write the text itself", line)
        stack.extend((child, depth + 1) for child in element)


def _refused(file: str, problem: str, remedy: str, line: int | None = None) -> DiagramRefused:
    return DiagramRefused([Finding(file, None, "", problem, remedy, line)])
