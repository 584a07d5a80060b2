"""Forms of Camunda 8 and of Camunda 7's modeler (form-js, `.form`): components with keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.importing.forms.made import Made, choices, titled
from engine.importing.report import Kind

#: Components that only show something, or arrange others.
_SHOWN = {"text", "html", "image", "separator", "spacer", "button", "iframe", "table", "documentPreview"}
_AROUND = {"group", "columns", "dynamiclist", "default"}
_MOST_DEPTH = 12


def from_form_js(form: dict[str, Any], title: str, rename: Callable[[str], str]) -> Made:
    """Return the schema of a form-js form; `form` is its JSON."""
    made = Made(rename, title)
    _components(made, form.get("components"), 0)
    return made


def _components(made: Made, components: Any, depth: int) -> None:
    for component in components if isinstance(components, list) else ():
        if isinstance(component, dict) and depth < _MOST_DEPTH:
            _component(made, component, depth)


def _component(made: Made, component: dict[str, Any], depth: int) -> None:
    kind, key = str(component.get("type")), component.get("key")
    if kind == "dynamiclist":
        _list(made, component, depth)
    elif kind in _AROUND:
        if component.get("path"):
            made.tell(
                Kind.DECIDE,
                f"the group {component['path']!r} nests its fields; here they are the form's own",
                f"分组 {component['path']!r} 把字段嵌套在内；这里它们直接属于表单",
            )
        _components(made, component.get("components"), depth + 1)
    elif kind in _SHOWN or not isinstance(key, str) or not key:
        _not_a_field(made, component, kind)
    else:
        _field(made, key, kind, component)


def _not_a_field(made: Made, component: dict[str, Any], kind: str) -> None:
    shown = " ".join(str(component.get("text") or component.get("label") or "").split())[:60]
    made.tell(
        Kind.LEFT_OUT, f"the form's {kind} `{shown}`: it is no field", f"表单的 {kind} `{shown}`：不是字段"
    )


def _list(made: Made, component: dict[str, Any], depth: int) -> None:
    inner = Made(made.rename)
    _components(inner, component.get("components"), depth + 1)
    made.told += inner.told
    key = str(component.get("path") or component.get("key") or "")
    if not key:
        made.tell(Kind.LEFT_OUT, "a list of the form without a path", "表单中没有路径的列表")
        return
    item: dict[str, Any] = {"type": "object", "properties": inner.properties}
    if inner.required:
        item["required"] = inner.required
    made.add(key, {"type": "array", **titled(component.get("label")), "items": item})


def _field(made: Made, key: str, kind: str, component: dict[str, Any]) -> None:
    rules = component.get("validate")
    rules = rules if isinstance(rules, dict) else {}
    schema = _schema(made, key, kind, component)
    if schema is None:
        made.tell(
            Kind.DECIDE,
            f"the form's field {key!r} of type {kind} has no equal: taken as a text",
            f"表单字段 {key!r} 的类型 {kind} 没有对应：按文本处理",
        )
        schema = {"type": "string"}
    if "." in key:
        made.tell(
            Kind.DECIDE,
            f"the form's field {key!r} writes into a variable; here it is one of its own",
            f"表单字段 {key!r} 写入某个变量的一部分；这里是单独的字段",
        )
    schema = {**schema, **titled(component.get("label"))}
    if component.get("description"):
        schema["description"] = str(component["description"])
    if component.get("defaultValue") not in (None, ""):
        schema["default"] = component["defaultValue"]
    if component.get("readonly") is True or component.get("disabled") is True:
        schema["readOnly"] = True
    for rule, keyword in (("minLength", "minLength"), ("maxLength", "maxLength"), ("pattern", "pattern")):
        if rule in rules and schema["type"] == "string":
            schema[keyword] = rules[rule]
    for rule, keyword in (("min", "minimum"), ("max", "maximum")):
        if isinstance(rules.get(rule), int | float) and schema["type"] in ("number", "integer"):
            schema[keyword] = rules[rule]
    if rules.get("validationType") == "email":
        schema["format"] = "email"
    if component.get("conditional"):
        made.tell(
            Kind.DECIDE,
            f"the form's field {key!r} is shown on a condition: write it with if and then",
            f"表单字段 {key!r} 按条件显示：请用 if 和 then 写",
        )
    made.add(key, schema, required=rules.get("required") is True)


def _schema(made: Made, key: str, kind: str, component: dict[str, Any]) -> dict[str, Any] | None:
    match kind:
        case "textfield":
            return {"type": "string"}
        case "textarea":
            return {"type": "string", "x-widget": "textarea"}
        case "number":
            whole = component.get("decimalDigits") == 0
            return {"type": "integer" if whole else "number"}
        case "checkbox":
            return {"type": "boolean"}
        case "datetime":
            form = {"date": "date", "time": "time"}.get(str(component.get("subtype")), "date-time")
            return {"type": "string", "format": form}
        case "select" | "radio":
            return _choice(made, key, component)
        case "checklist" | "taglist":
            return {"type": "array", "uniqueItems": True, "items": _choice(made, key, component)}
    return None


def _choice(made: Made, key: str, component: dict[str, Any]) -> dict[str, Any]:
    given = component.get("values") or component.get("data", {})
    values = (
        [
            (one.get("value"), one.get("label"))
            for one in given
            if isinstance(one, dict) and isinstance(one.get("value"), str | int | float | bool)
        ]
        if isinstance(given, list)
        else []
    )
    if not values:
        made.tell(
            Kind.DECIDE,
            f"the choices of the form's field {key!r} come from a variable: name them in the form",
            f"表单字段 {key!r} 的选项来自变量：请在表单中写出",
        )
        return {"type": "string"}
    kinds = sorted({_type(value) for value, _ in values})
    return {"type": kinds[0] if len(kinds) == 1 else kinds, "oneOf": choices(values)}


def _type(value: Any) -> str:
    return {bool: "boolean", int: "integer", float: "number"}.get(type(value), "string")
