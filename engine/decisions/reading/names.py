"""Namespaces of DMN, and small helpers for its elements in an lxml tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

#: DMN 1.1 to 1.5; what they have in common is read the same way.
DMN = frozenset(
    (
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    )
)
CAMUNDA = "http://camunda.org/schema/1.0/dmn"
_FEEL = re.compile(r"(?i)^(feel|https?://www\.omg\.org/spec/(dmn|feel)/.*)$")


def is_feel(language: str | None) -> bool:
    """Return whether an expression language is FEEL; None is the default, which is FEEL."""
    return not language or _FEEL.match(language) is not None


def local(element: etree._Element) -> str:
    """Return the tag without its namespace."""
    return str(element.tag).rpartition("}")[2]


def line_of(element: etree._Element) -> int | None:
    """Return the line of the file in which the element begins; None when it is not known."""
    line: Any = element.sourceline
    return int(line) if line else None


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the DMN child elements, all or those with one of these tags."""
    for child in element:
        tag: object = child.tag
        if isinstance(tag, str):
            space, _, name = tag[1:].partition("}")
            if space in DMN and (not names or name in names):
                yield child


def child(element: etree._Element, *names: str) -> etree._Element | None:
    """Return the first DMN child with one of these tags, or None."""
    return next(children(element, *names), None)


def text_of(element: etree._Element, name: str) -> str | None:
    """Return the text of the first DMN child with this tag; None when there is no such child."""
    found = child(element, name)
    return None if found is None else "".join(str(part) for part in found.itertext())


def name_of(element: etree._Element) -> str:
    """Return the name of an element, with single blanks as FEEL reads it (clause 10.3.1.4)."""
    return " ".join(str(element.get("name", "")).split())


def type_of(element: etree._Element) -> str | None:
    """Return the type reference of an element; None for none.

    DMN 1.1 wrote types as qualified names of XML (`feel:number`); that prefix is taken off.
    """
    reference = element.get("typeRef")
    if reference is None:
        written = child(element, "typeRef")
        reference = None if written is None else written.text
    return plain_type(reference, element)


def plain_type(reference: str | None, element: etree._Element) -> str | None:
    """Return a type's name without a prefix that stands for FEEL or for the model itself."""
    if reference is None or not reference.strip():
        return None
    name = " ".join(reference.split())
    prefix, colon, rest = name.partition(":")
    if not colon:
        return name
    space = element.nsmap.get(prefix)
    root: Any = element.getroottree().getroot()
    if space is not None and (is_feel(space) or space == root.get("namespace")):
        return rest
    return f"{prefix}.{rest}"
