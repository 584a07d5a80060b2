"""Parse XML that a stranger may have written: no DTD, no entities, no network, bounded size and depth."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from engine.definitions.findings import DiagramRefused, Finding

MOST_BYTES = 5_000_000
MOST_ELEMENTS = 50_000
MOST_DEPTH = 100
_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml\s[^>]*?encoding\s*=\s*["']([^"'>]*)["']""")
_UTF_8 = {b"UTF-8", b"UTF8", b"US-ASCII", b"ASCII"}


def safe_parser() -> etree.XMLParser:
    """Return a parser that loads nothing, expands nothing and bounds what it builds.

    `parse_xml` lets no document type pass, so these settings are a second wall behind the first.
    """
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )


def parse_xml(content: bytes, file: str) -> etree._Element:
    """Return the root element of `content`, a text in UTF-8.

    A document type is refused before anything is parsed: its entities could unfold in attributes.

    Raises:
        DiagramRefused: not well-formed, too large or too deep, in another encoding, or it brings a document
            type.
    """
    if len(content) > MOST_BYTES:
        raise _refused(file, f"the file has {len(content)} bytes", f"keep a diagram below {MOST_BYTES} bytes")
    doctype = content.find(b"<!DOCTYPE")
    if doctype >= 0:
        at = content.count(b"\n", 0, doctype) + 1
        raise _refused(file, "the file brings a document type", "remove <!DOCTYPE …>; BPMN needs none", at)
    declared = _ENCODING.match(content)
    if declared is not None and declared.group(1).upper() not in _UTF_8:
        name = declared.group(1).decode("ascii", "replace")
        raise _refused(file, f"the file declares the encoding {name}", "save it as UTF-8", 1)
    try:
        root = etree.fromstring(content, safe_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        line = error.lineno if isinstance(error, etree.XMLSyntaxError) else None
        raise _refused(
            file, f"not well-formed XML: {error}", "save it again with a BPMN editor", line
        ) from None
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
        stack.extend((child, depth + 1) for child in element)


def _refused(file: str, problem: str, remedy: str, line: int | None = None) -> DiagramRefused:
    return DiagramRefused([Finding(file, None, "", problem, remedy, line)])
