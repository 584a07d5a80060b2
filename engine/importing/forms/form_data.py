"""Generated forms of Camunda 7: `camunda:formData` with its fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml import etree

from engine.definitions.reading.names import CAMUNDA
from engine.importing.forms.made import Made, choices, titled
from engine.importing.report import Kind

_TYPES: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "long": {"type": "integer"},
    "integer": {"type": "integer"},
    "double": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "enum": {"type": "string"},
}
#: Camunda's validators that a schema has as well: keyword, and whether it stands with numbers.
_VALIDATORS = {
    "min": ("minimum", True),
    "max": ("maximum", True),
    "minlength": ("minLength", False),
    "maxlength": ("maxLength", False),
}


def from_form_data(data: etree._Element, title: str, rename: Callable[[str], str]) -> Made:
    """Return the schema of a `camunda:formData`."""
    made = Made(rename, title)
    for field in data.iterfind(f"{{{CAMUNDA}}}formField"):
        _field(made, field)
    return made


def _field(made: Made, field: etree._Element) -> None:
    key, kind = field.get("id", ""), field.get("type", "string")
    if kind not in _TYPES:
        made.tell(
            Kind.DECIDE,
            f"the form's field {key!r} of type {kind} has no equal: taken as a text",
            f"表单字段 {key!r} 的类型 {kind} 没有对应：按文本处理",
        )
    schema = {**_TYPES.get(kind, {"type": "string"}), **titled(field.get("label"))}
    if kind == "enum":
        values = [(one.get("id", ""), one.get("name")) for one in field.iterfind(f"{{{CAMUNDA}}}value")]
        schema |= {"oneOf": choices([(value, name) for value, name in values])} if values else {}
    default = field.get("defaultValue")
    if default is not None:
        _default(made, key, schema, default)
    required = False
    for constraint in field.iterfind(f"{{{CAMUNDA}}}validation/{{{CAMUNDA}}}constraint"):
        name, config = constraint.get("name", ""), constraint.get("config", "")
        if name == "required":
            required = config != "false"
        elif name == "readonly":
            schema["readOnly"] = True
        elif name in _VALIDATORS and config.lstrip("-").isdecimal():
            keyword, of_number = _VALIDATORS[name]
            if of_number == (schema["type"] in ("integer", "number")):
                schema[keyword] = int(config)
        else:
            made.tell(
                Kind.LEFT_OUT,
                f"the validator {name!r} of the form's field {key!r}",
                f"表单字段 {key!r} 的校验器 {name!r}",
            )
    made.add(key, schema, required=required)


def _default(made: Made, key: str, schema: dict[str, Any], default: str) -> None:
    value: Any = default
    if schema["type"] == "boolean":
        value = {"true": True, "false": False}.get(default)
    elif schema["type"] == "integer" and default.lstrip("-").isdecimal():
        value = int(default)
    elif schema["type"] != "string" or schema.get("format") or "${" in default:
        value = None
    if value is None:
        made.tell(
            Kind.LEFT_OUT,
            f"the default `{default}` of the form's field {key!r}",
            f"表单字段 {key!r} 的默认值 `{default}`",
        )
    else:
        schema["default"] = value
