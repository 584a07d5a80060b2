"""Context functions (Table 81). Contexts are never changed: every function returns a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.feel.environment import Environment
from engine.feel.functions.signature import Function, Signature, a_list, anything, function, one_of, text
from engine.feel.values import kinds
from engine.feel.values.kinds import kind_of
from engine.feel.values.undefined import NotDefined
from engine.words import Words

Context = Mapping[str, Any]


def _get_value(env: Environment, context: Context, key: str) -> Any:
    del env
    return context.get(key)


def _get_entries(env: Environment, context: Context) -> list[dict[str, Any]]:
    env.spend(len(context))
    return [{"key": key, "value": value} for key, value in context.items()]


def _context(env: Environment, entries: list[Any]) -> dict[str, Any]:
    env.spend(len(entries))
    made: dict[str, Any] = {}
    for entry in entries:
        if kind_of(entry) is not kinds.CONTEXT or "key" not in entry or "value" not in entry:
            raise NotDefined(
                Words("each entry needs a `key` and a `value`", "每个条目都要有 `key` 和 `value`")
            )
        key = entry["key"]
        if not isinstance(key, str):
            raise NotDefined(
                Words(
                    f"a `key` is a {kind_of(key)}; it must be a string",
                    f"`key` 是{kind_of(key).zh}，应为文本",
                )
            )
        if key in made:
            raise NotDefined(Words(f'the key "{key}" stands twice', f'键 "{key}" 出现了两次'))
        made[key] = entry["value"]
    return made


def _context_put(env: Environment, context: Context, key: str, value: Any) -> dict[str, Any]:
    env.spend(len(context))
    return {**context, key: value}


def _context_put_deep(env: Environment, context: Context, keys: list[Any], value: Any) -> dict[str, Any]:
    if not keys:
        raise NotDefined(Words("`keys` is empty", "`keys` 是空的"))
    path: list[Context] = []
    inner: Any = context
    for key in keys:
        env.spend(1)
        if not isinstance(key, str):
            raise NotDefined(
                Words(
                    f"`keys` holds a {kind_of(key)}; it must hold strings",
                    f"`keys` 中有{kind_of(key).zh}，应都是文本",
                )
            )
        if kind_of(inner) is not kinds.CONTEXT:
            raise NotDefined(
                Words(f'there is no context to put "{key}" into', f'没有可以放入 "{key}" 的上下文')
            )
        path.append(inner)
        inner = inner.get(key)
    for outer, key in zip(reversed(path), reversed(keys), strict=True):
        value = _context_put(env, outer, key, value)
    return dict(value)


def _context_merge(env: Environment, contexts: list[Any]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for context in contexts:
        if kind_of(context) is not kinds.CONTEXT:
            raise NotDefined(
                Words(
                    f"`contexts` holds a {kind_of(context)}; it must hold contexts",
                    f"`contexts` 中有{kind_of(context).zh}，应都是上下文",
                )
            )
        env.spend(len(context) + 1)
        merged.update(context)
    return merged


_CONTEXT = one_of("context", kinds.CONTEXT)
FUNCTIONS = (
    function("get value", _get_value, one_of("m", kinds.CONTEXT), text("key")),
    function("get entries", _get_entries, one_of("m", kinds.CONTEXT)),
    function("context", _context, a_list("entries")),
    Function(
        "context put",
        (
            Signature(_context_put, (_CONTEXT, text("key"), anything("value"))),
            Signature(_context_put_deep, (_CONTEXT, a_list("keys"), anything("value"))),
        ),
    ),
    function("context merge", _context_merge, a_list("contexts")),
)
