"""Forms of spiff-arena: a JSON Schema (draft 7 and RJSF's habits) with a UI schema beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.importing.forms.made import Made, choices, titled
from engine.importing.report import Kind

_SAME = (
    *("type", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    *("minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "description", "default"),
    *("readOnly", "writeOnly", "examples"),
)
_FORMATS = {
    *("date", "date-time", "time", "duration", "email", "hostname", "ipv4", "ipv6", "uri", "uuid", "regex"),
}
_MOST_DEPTH = 12


def from_json_schema(
    schema: dict[str, Any], ui: dict[str, Any], title: str, rename: Callable[[str], str]
) -> Made:
    """Return the schema of a form; `ui` is its UI schema, empty when there is none."""
    made = Made(rename, title)
    required = schema.get("required")
    required = required if isinstance(required, list) else []
    properties = schema.get("properties")
    for key, field in (properties if isinstance(properties, dict) else {}).items():
        if isinstance(field, dict):
            own = ui.get(key)
            made.add(
                key,
                _schema(made, key, field, own if isinstance(own, dict) else {}, schema, 0),
                required=key in required,
            )
    for keyword in ("dependencies", "allOf", "anyOf", "oneOf", "if", "dependentRequired", "dependentSchemas"):
        if keyword in schema:
            made.tell(
                Kind.DECIDE,
                f"`{keyword}` of the form depends on values: write it with if and then in the form's file",
                f"表单的 `{keyword}` 依赖取值：请在表单文件中用 if 和 then 写",
            )
    missing = [name for name in required if name not in (properties or {})]
    if missing:
        made.tell(
            Kind.LEFT_OUT,
            f"the form demands {', '.join(map(str, missing))}, which is no field of it",
            f"表单要求 {'、'.join(map(str, missing))}，但它不是表单的字段",
        )
    return made


def _schema(
    made: Made, key: str, field: dict[str, Any], ui: dict[str, Any], root: dict[str, Any], depth: int
) -> dict[str, Any]:
    field = _followed(made, key, field, root)
    found: dict[str, Any] = {word: field[word] for word in _SAME if word in field}
    found |= titled(field.get("title", ui.get("ui:title")))
    _options(made, key, field, found)
    if field.get("format") in _FORMATS:
        found["format"] = field["format"]
    elif "format" in field:
        made.tell(
            Kind.LEFT_OUT,
            f"the format {field['format']!r} of the form's field {key!r}",
            f"表单字段 {key!r} 的格式 {field['format']!r}",
        )
    if "type" not in found and "enum" not in found and "oneOf" not in found:
        found["type"] = "object" if "properties" in field else "string"
    if ui.get("ui:widget") == "textarea" and found.get("type") == "string":
        found["x-widget"] = "textarea"
    elif "ui:widget" in ui:
        made.tell(
            Kind.LEFT_OUT,
            f"the widget {ui['ui:widget']!r} of the form's field {key!r}",
            f"表单字段 {key!r} 的控件 {ui['ui:widget']!r}",
        )
    if depth < _MOST_DEPTH:
        _inside(made, field, ui, root, found, depth)
    return found


def _followed(made: Made, key: str, field: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """Return what a reference inside the file points to; one that leads elsewhere is told."""
    target: Any = root
    reference = field.get("$ref")
    if not isinstance(reference, str):
        return field
    for part in reference.removeprefix("#/").split("/"):
        target = target.get(part) if isinstance(target, dict) else None
    if not reference.startswith("#/") or not isinstance(target, dict) or "$ref" in target:
        made.tell(
            Kind.DECIDE,
            f"the form's field {key!r} refers to {reference!r}: write it out",
            f"表单字段 {key!r} 引用 {reference!r}：请直接写出",
        )
        return {name: value for name, value in field.items() if name != "$ref"}
    return {**target, **{name: value for name, value in field.items() if name != "$ref"}}


def _options(made: Made, key: str, field: dict[str, Any], found: dict[str, Any]) -> None:
    """Translate choices with names: `anyOf`/`oneOf` of constants, and RJSF's `enumNames`."""
    for word in ("anyOf", "oneOf"):
        options = field.get(word)
        if not isinstance(options, list):
            continue
        values = [(one, _only(one)) for one in options if isinstance(one, dict)]
        if values and all(only is not None for _, only in values):
            found["oneOf"] = choices([(only[0], one.get("title")) for one, only in values if only])
        else:
            made.tell(
                Kind.DECIDE,
                f"the choices of the form's field {key!r} are made from data: name them in the form",
                f"表单字段 {key!r} 的选项由数据生成：请在表单中写出",
            )
    names = field.get("enumNames")
    if isinstance(names, list) and isinstance(field.get("enum"), list) and len(names) == len(field["enum"]):
        found["oneOf"] = choices(list(zip(field["enum"], names, strict=True)))
        del found["enum"]


def _only(option: dict[str, Any]) -> list[Any] | None:
    """Return the one value that an option of a choice allows, in a list; None when it is no such option."""
    if "const" in option:
        return [option["const"]]
    enum = option.get("enum")
    return enum if isinstance(enum, list) and len(enum) == 1 else None


def _inside(
    made: Made,
    field: dict[str, Any],
    ui: dict[str, Any],
    root: dict[str, Any],
    found: dict[str, Any],
    depth: int,
) -> None:
    items, properties = field.get("items"), field.get("properties")
    if isinstance(items, dict):
        own = ui.get("items")
        found["items"] = _schema(made, "items", items, own if isinstance(own, dict) else {}, root, depth + 1)
    if isinstance(properties, dict):
        found["properties"] = {
            key: _schema(made, key, inner, _of(ui, key), root, depth + 1)
            for key, inner in properties.items()
            if isinstance(inner, dict)
        }
        if isinstance(field.get("required"), list):
            found["required"] = [name for name in field["required"] if name in properties]


def _of(ui: dict[str, Any], key: str) -> dict[str, Any]:
    own = ui.get(key)
    return own if isinstance(own, dict) else {}
