"""Namespaces, and small helpers for lxml elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from engine.definitions.model import Expression

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
HUAN = "urn:huan:bpmn:1"
_CHINESE = r"[\u3000-\u9fff\uff00-\uffef]"
_BREAK_IN_CHINESE = re.compile(rf"(?<={_CHINESE})[ \t]*[\r\n]\s*(?={_CHINESE})")


def local(element: etree._Element) -> str:
    """Return the tag without its namespace."""
    return element.tag.rpartition("}")[2]


def namespace(element: etree._Element) -> str | None:
    """Return the namespace of the tag."""
    return element.tag[1:].rpartition("}")[0] or None


def name_of(element: etree._Element) -> str:
    """Return the drawn name on one line: editors break long ones to fit the shape, Chinese ones anywhere."""
    return " ".join(_BREAK_IN_CHINESE.sub("", element.get("name", "")).split())


def line_of(element: etree._Element) -> int:
    """Return the line of the file in which the element begins."""
    line: Any = element.sourceline
    return int(line or 0)


def text_in(element: etree._Element) -> str:
    """Return all text inside an element, without surrounding blanks."""
    return "".join(str(part) for part in element.itertext()).strip()


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the BPMN child elements, all or those with one of these tags."""
    wanted = {f"{{{BPMN}}}{name}" for name in names}
    for child in element:
        if child.tag in wanted if names else isinstance(child.tag, str) and namespace(child) == BPMN:
            yield child


def elements(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the child elements of every namespace, without comments and processing instructions."""
    for child in element:
        if isinstance(child.tag, str):
            yield child


def text_of(element: etree._Element, name: str) -> str:
    """Return the text of the first BPMN child with this tag, or an empty string."""
    child = next(children(element, name), None)
    return (child.text or "").strip() if child is not None else ""


def expression(element: etree._Element | None) -> Expression | None:
    """Return the expression that an element holds as its text; None without the element."""
    if element is None:
        return None
    return Expression(text_in(element), line_of(element), element.get("language"))


def split(key: object) -> tuple[str | None, str]:
    """Return namespace and name of an attribute's key; the namespace is None for BPMN's own."""
    space, _, name = str(key).rpartition("}")
    return space[1:] or None, name


def attributes(element: etree._Element, of: str | None) -> dict[str, str]:
    """Return the attributes of one namespace, without prefix; `of` None gives those without namespace."""
    found = {}
    for key, value in element.attrib.items():
        space, name = split(key)
        if space == of:
            found[name] = str(value)
    return found
