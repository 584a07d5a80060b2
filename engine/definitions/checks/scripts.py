"""What the agent says 话术 stands in the intake form, in both languages, where it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.definitions.catalogue import Catalogue
from engine.definitions.findings import Finding
from engine.definitions.package import Package
from engine.definitions.schemas import inside
from engine.words import Words

SAY, SAY_LAST = "x-say", "x-say-last"
#: A word in Chinese, and the same in English.
_PAIRS = {SAY: "x-en-say", SAY_LAST: "x-en-say-last"}
MOST_CHARACTERS = 500


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    intake = _intake_form(package)
    for key, schema in package.forms.items():
        file = package.label(f"forms/{key}.json")
        yield from _form(file, schema, _places(schema) if key == intake else {})
    if package.fields:
        yield from _form(package.label(package.fields_path), package.fields, {})


def _intake_form(package: Package) -> str | None:
    process = package.diagram.processes.get(package.process)
    starts = [node for node in process.nodes.values() if node.kind == "startEvent"] if process else []
    return next((node.camunda.get("formKey") for node in starts if not node.events), None)


def _places(schema: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return where something can be said, by path, with the words that can say it there."""
    found: dict[str, tuple[str, ...]] = {"": (SAY, SAY_LAST)}
    properties = schema.get("properties")
    for name, field in (properties if isinstance(properties, dict) else {}).items():
        found[f"properties/{name}"] = (SAY,)
        choices = field.get("oneOf") if isinstance(field, dict) else None
        for number in range(len(choices) if isinstance(choices, list) else 0):
            found[f"properties/{name}/oneOf/{number}"] = (SAY,)
    return found


def _form(file: str, schema: Any, places: dict[str, tuple[str, ...]], path: str = "") -> Iterator[Finding]:
    if not isinstance(schema, dict):
        return
    for chinese, english in _PAIRS.items():
        said = {word: schema[word] for word in (chinese, english) if word in schema}
        at = f"{path}/{next(iter(said))}".removeprefix("/") if said else ""
        if said and chinese not in places.get(path, ()):
            yield Finding(
                file,
                None,
                at,
                Words("is said nowhere", "不会显示给坐席"),
                Words(
                    "put it at the form of the start event, at a field of it or one of its choices",
                    "请写在起始表单、其字段或可选值上",
                ),
            )
            continue
        for word in (chinese, english) if said else ():
            text = said.get(word)
            if not isinstance(text, str) or not 0 < len(text.strip()) <= MOST_CHARACTERS:
                yield Finding(
                    file,
                    None,
                    f"{path}/{word}".removeprefix("/"),
                    Words("says nothing, or too much at once", "没有内容，或一次说得太多"),
                    Words(
                        f"write a text of up to {MOST_CHARACTERS} characters, in both languages",
                        f"请写不超过 {MOST_CHARACTERS} 个字符的文本，中英文都写",
                    ),
                )
    for here, inner in inside(schema, path):
        yield from _form(file, inner, places, here)
