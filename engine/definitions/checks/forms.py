"""Forms and the order's fields are JSON Schemas that can be checked and shown, and that fetch nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from engine.definitions.catalogue import Catalogue
from engine.definitions.findings import Finding
from engine.definitions.names import taken
from engine.definitions.package import Package
from engine.definitions.schemas import SchemaUnfit, faults_of, validator_of
from engine.words import Words

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
_TYPES = {"string", "number", "integer", "boolean", "array", "object"}
#: Keywords that would bring fields beside `properties`; only those named there are fields.
_MORE_FIELDS = ("patternProperties", "propertyNames", "$ref")


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for key, schema in package.forms.items():
        yield from _schema(package.label(f"forms/{key}.json"), schema)
    if package.fields:
        yield from _schema(package.label(package.fields_path), package.fields)


def _schema(file: str, schema: dict[str, Any]) -> Iterator[Finding]:
    faults = faults_of(schema)
    yield from (Finding(file, None, fault.path, fault.problem, fault.remedy) for fault in faults)
    # What could be large, go round or lead elsewhere is not tried; unknown words hide nothing.
    if all(fault.is_word for fault in faults):
        try:
            validator_of(schema)
        except SchemaUnfit as error:
            yield Finding(file, None, error.path, error.problem, error.remedy)
            if not faults:
                return
    properties = schema.get("properties")
    if schema.get("type") != "object" or not isinstance(properties, dict):
        yield Finding(
            file,
            None,
            "",
            Words("is no object with properties", "不是带 properties 的对象"),
            Words('write {"type": "object", "properties": …}', '请写 {"type": "object", "properties": …}'),
        )
        return
    for keyword in _MORE_FIELDS:
        if keyword in schema:
            yield Finding(
                file,
                None,
                keyword,
                Words("a form's fields are those in properties", "表单的字段就是 properties 中的字段"),
                Words("name each field there", "请在那里写明每个字段"),
            )
    for name, field in properties.items():
        yield from _field(file, name, field)
    required = schema.get("required", [])
    if not isinstance(required, list):
        return
    for name in sorted({one for one in required if isinstance(one, str)} - set(properties)):
        yield Finding(
            file,
            None,
            name,
            Words("is required but no property", "列为必填，却不在 properties 中"),
            Words("add it, or do not require it", "请加上它，或不列为必填"),
        )


def _field(file: str, name: str, field: Any) -> Iterator[Finding]:
    wrong = taken(name)
    if not _NAME.fullmatch(name):
        yield Finding(
            file,
            None,
            name,
            Words("the field's name is no variable name", "字段名不能作变量名"),
            Words("use letters, digits and _", "请用字母、数字和 _"),
        )
    elif wrong is not None:
        yield Finding(file, None, name, Words(f"the field {wrong[0]}", f"字段{wrong[0].zh}"), wrong[1])
    types = field.get("type") if isinstance(field, dict) else None
    listed = types if isinstance(types, list) else [types]
    if not {one for one in listed if one != "null"} & _TYPES and not (
        isinstance(field, dict) and {"enum", "$ref"} & set(field)
    ):
        types_known = ", ".join(sorted(_TYPES))
        yield Finding(
            file,
            None,
            name,
            Words("the field has no type", "字段没有类型"),
            Words(f"one of {types_known}", f"可用：{types_known}"),
        )
