"""The files that came with a diagram: forms by id or file name, decisions by id."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from engine.definitions import DiagramRefused
from engine.definitions.safe_json import parse_json
from engine.definitions.safe_xml import parse_xml
from engine.importing.expressions import Untranslatable
from engine.importing.forms import Made, from_form_js, from_json_schema
from engine.importing.work import Work

_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")


#: The slug of what has no letters or digits of ASCII.
UNNAMED = "unnamed"


def slug(text: str, most: int = 60) -> str:
    """Return small letters, digits and single hyphens for a name; `unnamed` where nothing is left."""
    words = _WORDS.findall(text)
    made = "-".join(word.lower() for word in words)[:most].strip("-")
    if not made:
        return UNNAMED
    return made if made[0].isalpha() else f"x-{made}"[:most].strip("-")


def json_named(work: Work, name: str) -> dict[str, Any] | None:
    """Return a JSON file by its name, wherever it lies; None when it did not come with the diagram."""
    for path, content in work.given.items():
        if PurePosixPath(path).name == PurePosixPath(name).name:
            return _json(work, path, content)
    return None


def _json(work: Work, path: str, content: bytes) -> dict[str, Any] | None:
    try:
        return parse_json(content, path)
    except DiagramRefused as refused:
        for finding in refused.report:
            work.decide(
                None, f"{path} cannot be read: {finding.problem}", f"{path} 无法读取：{finding.problem}"
            )
        return None


def form_js_named(work: Work, reference: str) -> dict[str, Any] | None:
    """Return a form-js form by the id in it or by its file name, without or with `.form`."""
    for path, content in work.given.items():
        if path.endswith(".form"):
            form = _json(work, path, content)
            name = PurePosixPath(path).name
            if form is not None and reference in (form.get("id"), name, name.removesuffix(".form")):
                return form
    return None


def add_form(work: Work, element: etree._Element, name: str, made: Made) -> str:
    """Put a form into the package, tell about it, and return its name there."""
    name = slug(name)
    schema = made.schema()
    number = 2
    base = name
    while work.forms.get(name, schema) != schema:
        name, number = f"{base}-{number}", number + 1
    work.forms[name] = schema
    work.translated(
        element,
        f"its form is forms/{name}.json, with the fields {', '.join(made.properties) or 'none'}",
        f"其表单为 forms/{name}.json，字段：{'、'.join(made.properties) or '无'}",
    )
    for kind, words in made.told:
        work.tell(kind, element, str(words), words.zh)
    return name


def add_form_js(work: Work, element: etree._Element, form: dict[str, Any], name: str) -> str:
    """Translate a form-js form into the package; return its name there."""
    return add_form(work, element, name, from_form_js(form, _title(element), _renaming(work, element)))


def add_json_schema(
    work: Work, element: etree._Element, schema: dict[str, Any], ui: dict[str, Any], name: str
) -> str:
    """Translate a form of spiff-arena into the package; return its name there."""
    title = str(schema.get("title") or _title(element))
    return add_form(work, element, name, from_json_schema(schema, ui, title, _renaming(work, element)))


def _title(element: etree._Element) -> str:
    return " ".join(element.get("name", "").split())


def _renaming(work: Work, element: etree._Element) -> Any:
    return lambda key: work.variable(element, key)


def decision_file(work: Work, decision: str) -> tuple[str, bytes] | None:
    """Return the DMN file that has a decision of that id; None when none came with the diagram."""
    for path, content in work.given.items():
        if not path.endswith((".dmn", ".dmn11.xml")):
            continue
        try:
            root = parse_xml(content, path)
        except DiagramRefused as refused:
            for finding in refused.report:
                work.decide(
                    None, f"{path} cannot be read: {finding.problem}", f"{path} 无法读取：{finding.problem}"
                )
            continue
        if any(
            isinstance(element.tag, str)
            and etree.QName(element).localname == "decision"
            and element.get("id") == decision
            for element in root
        ):
            return path, content
    return None


def fixed(work: Work, text: str) -> str | None:
    """Return the text of an attribute that is no expression; None when it is one."""
    if text.startswith("=") or "${" in text or "#{" in text:
        try:
            written = work.feel(text)
        except Untranslatable:
            return None
        literal = re.fullmatch(r'"([^"\\]*)"', written.text)
        return literal.group(1) if literal else None
    return text
