"""Make the validator of a schema: it fetches nothing, and its regular expressions run in linear time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jsonschema_rs

from engine.definitions.schemas.sentences import sentence
from engine.words import Words

#: The compiled program of one `pattern`, and what its search may keep: a refusal, not a slow machine.
_PATTERN_BYTES = 1_000_000
_PATTERN_REMEDY = Words(
    "write it without look-around and back-references, and lengths as minLength and maxLength",
    "请不用环视和反向引用，长度请写成 minLength 和 maxLength",
)
_CORRECT = Words("correct it", "请改正")


class SchemaUnfit(Exception):
    """A schema cannot be made a validator: `path` leads to what is wrong."""

    def __init__(self, path: str, problem: Words, remedy: Words = _CORRECT) -> None:
        super().__init__(problem)
        self.path, self.problem, self.remedy = path, problem, remedy


def validator_of(schema: Mapping[str, Any]) -> jsonschema_rs.Draft202012Validator:
    """Return the validator of a schema of the dialect 2020-12.

    What the schema says of its dialect is left out and `offline` set, so that no address in it is ever
    asked. Patterns run in an engine of finite automata (RE2's kind) that has no back-references and no
    look-around, and cannot be led into trying everything.

    Raises:
        SchemaUnfit: it is no JSON Schema, a reference leads nowhere, or a pattern is none.
    """
    plain = {keyword: value for keyword, value in schema.items() if keyword != "$schema"}
    try:
        return jsonschema_rs.Draft202012Validator(
            plain,
            validate_formats=True,
            offline=True,
            registry=jsonschema_rs.Registry([], retriever=_refuse),
            pattern_options=jsonschema_rs.RegexOptions(
                size_limit=_PATTERN_BYTES, dfa_size_limit=_PATTERN_BYTES
            ),
        )
    except jsonschema_rs.ValidationError as error:
        path = "/".join(map(str, error.instance_path))
        if error.kind.name == "format" and error.kind.value == "regex":
            raise SchemaUnfit(
                path, Words("the pattern cannot be checked", "这个 pattern 无法检查"), _PATTERN_REMEDY
            ) from None
        if error.kind.name == "$ref":
            raise SchemaUnfit(
                path,
                Words("a reference cannot be followed", "引用无法解析"),
                Words("use plain names in $defs", "请在 $defs 中用普通的名称"),
            ) from None
        problem, remedy = _said(error)
        raise SchemaUnfit(
            path, Words(f"is no JSON Schema: {problem}", f"不是 JSON Schema：{problem.zh}"), remedy
        ) from None
    except (jsonschema_rs.ReferencingError, ValueError) as error:
        why = str(error).splitlines()[0]
        raise SchemaUnfit("", Words(f"is no JSON Schema: {why}", f"不是 JSON Schema：{why}")) from None


def _said(error: jsonschema_rs.ValidationError) -> tuple[Words, Words]:
    """Return problem and remedy of a schema that is none, for whoever writes it."""
    if error.kind.name == "type" and set(error.kind.value) == {"boolean", "object"}:
        return Words("must be a schema", "必须是一个 schema"), Words('write {"type": …}', '请写 {"type": …}')
    if list(error.instance_path)[-1:] == ["type"]:
        types = "array, boolean, integer, null, number, object, string"
        return Words("must be a type", "必须是一个类型"), Words(f"one of {types}", f"可用：{types}")
    return sentence(error)


def _refuse(uri: str) -> Any:
    raise ValueError(f"{uri} is not fetched")
