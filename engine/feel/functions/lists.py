"""List functions (Table 75) but for the statistics."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cmp_to_key
from typing import Any

from engine.feel.environment import Environment
from engine.feel.functions.positions import end_of_length, index_of_position
from engine.feel.functions.signature import (
    Function,
    Signature,
    a_list,
    anything,
    function,
    number,
    one_of,
    optional,
)
from engine.feel.values import kinds
from engine.feel.values.comparison import equal, ordered
from engine.feel.values.functions import FunctionValue
from engine.feel.values.kinds import kind_of
from engine.feel.values.numbers import Number, as_number
from engine.feel.values.undefined import NotDefined
from engine.words import Words

# Kinds whose equal values are equal Python values of equal hash.
_HASHED = frozenset(
    (kinds.NULL, kinds.BOOLEAN, kinds.STRING, kinds.NUMBER, kinds.DATE, kinds.DAYS, kinds.MONTHS)
)


def _list_contains(env: Environment, items: list[Any], element: Any) -> bool:
    env.spend(len(items))
    return any(equal(item, element, env.spend) is True for item in items)


def _count(env: Environment, items: list[Any]) -> int:
    del env
    return len(items)


def _extreme(env: Environment, items: list[Any], sign: str) -> Any:
    if not items:
        return None
    env.spend(len(items))
    best = items[0]
    ordered(sign, best, best)  # a single item must have an order as well
    for item in items[1:]:
        if ordered(sign, item, best):
            best = item
    return as_number(best) if kind_of(best) is kinds.NUMBER else best


def _min(env: Environment, items: list[Any]) -> Any:
    return _extreme(env, items, "<")


def _max(env: Environment, items: list[Any]) -> Any:
    return _extreme(env, items, ">")


def _all(env: Environment, items: list[Any]) -> bool | None:
    return _decided(env, items, False)


def _any(env: Environment, items: list[Any]) -> bool | None:
    return _decided(env, items, True)


def _decided(env: Environment, items: list[Any], decisive: bool) -> bool | None:
    """Return `decisive` when an item is it, its opposite when all items are that, else null."""
    env.spend(len(items))
    if any(item is decisive for item in items):
        return decisive
    if all(item is (not decisive) for item in items):
        return not decisive
    return None


def _sublist(env: Environment, items: list[Any], start: Number, length: Number | None = None) -> list[Any]:
    first = index_of_position(start, len(items), "start position")
    return env.sized_list(items[first : end_of_length(first, length, len(items))])


def _append(env: Environment, items: list[Any], more: list[Any]) -> list[Any]:
    return env.sized_list([*items, *more])


def _concatenate(env: Environment, lists: list[list[Any]]) -> list[Any]:
    total: list[Any] = []
    for items in lists:
        total.extend(items)
        env.allow_list(len(total))
    return env.sized_list(total)


def _insert_before(env: Environment, items: list[Any], position: Number, item: Any) -> list[Any]:
    at = index_of_position(position, len(items))
    return env.sized_list([*items[:at], item, *items[at:]])


def _remove(env: Environment, items: list[Any], position: Number) -> list[Any]:
    at = index_of_position(position, len(items))
    return env.sized_list([*items[:at], *items[at + 1 :]])


def _list_replace(env: Environment, items: list[Any], position: Number, item: Any) -> list[Any]:
    at = index_of_position(int(position), len(items))  # Table 75 asks for a number here, not a whole one
    return env.sized_list([*items[:at], item, *items[at + 1 :]])


def _list_replace_matching(env: Environment, items: list[Any], match: FunctionValue, item: Any) -> list[Any]:
    """Replace every item for which `match(item, newItem)` is true; null when it gives no boolean."""
    replaced: list[Any] = []
    for old in items:
        answer = match.call(env, (old, item))
        if not isinstance(answer, bool):
            raise NotDefined(
                Words(
                    f"`match` gave {kind_of(answer)}, not boolean",
                    f"`match` 得出{kind_of(answer).zh}，而不是布尔值",
                )
            )
        replaced.append(item if answer else old)
    return replaced


def _sort(env: Environment, items: list[Any], precedes: FunctionValue) -> list[Any]:
    """Sort stably: an item goes before another when `precedes` says so."""

    def compare(one: Any, other: Any) -> int:
        answer = precedes.call(env, (one, other))
        if not isinstance(answer, bool):
            raise NotDefined(
                Words(
                    f"`precedes` gave {kind_of(answer)}, not boolean",
                    f"`precedes` 得出{kind_of(answer).zh}，而不是布尔值",
                )
            )
        return -1 if answer else 1

    return sorted(items, key=cmp_to_key(compare))


def _reverse(env: Environment, items: list[Any]) -> list[Any]:
    return env.sized_list(items[::-1])


def _index_of(env: Environment, items: list[Any], match: Any) -> list[int]:
    env.spend(len(items))
    return [at for at, item in enumerate(items, 1) if equal(item, match, env.spend) is True]


def _union(env: Environment, lists: list[list[Any]]) -> list[Any]:
    return _distinct(env, (item for items in lists for item in items))


def _distinct_values(env: Environment, items: list[Any]) -> list[Any]:
    return _distinct(env, items)


def _distinct(env: Environment, items: Iterable[Any]) -> list[Any]:
    """Keep the first of equal items. Simple values are found by hash, the others compared one by one."""
    kept: list[Any] = []
    hashed: set[tuple[str, Any]] = set()
    compared: list[Any] = []
    for item in items:
        kind = kind_of(item)
        if kind in _HASHED:
            env.spend(1)
            key = kind, (as_number(item) if kind is kinds.NUMBER else item)
            if key in hashed:
                continue
            hashed.add(key)
        else:
            env.spend(len(compared) + 1)
            if any(equal(item, other, env.spend) is True for other in compared):
                continue
            compared.append(item)
        kept.append(item)
    env.allow_list(len(kept))
    return kept


def _flatten(env: Environment, items: list[Any]) -> list[Any]:
    flat: list[Any] = []
    waiting = [iter(items)]
    while waiting:
        for item in waiting[-1]:
            env.spend(1)
            if isinstance(item, list):
                if len(waiting) > env.budget.list_length:
                    raise NotDefined(Words("the list is nested too deeply", "列表嵌套过深"))
                waiting.append(iter(item))
                break
            flat.append(item)
        else:
            waiting.pop()
    env.allow_list(len(flat))
    return flat


def over_items(name: str, implementation: Any, boolean: bool = False) -> Function:
    """Return a function of one list, or of its items as arguments: `min([1, 2])` and `min(1, 2)`."""
    return Function(
        name,
        (
            Signature(implementation, (a_list(),)),
            Signature(implementation, (), rest=anything("item")),
        ),
        boolean=boolean,
    )


_ITEM = anything("newItem")
FUNCTIONS = (
    function("list contains", _list_contains, a_list(), anything("element"), boolean=True),
    function("count", _count, a_list()),
    over_items("min", _min),
    over_items("max", _max),
    over_items("all", _all, boolean=True),
    over_items("any", _any, boolean=True),
    function("sublist", _sublist, a_list(), number("start position"), optional(number("length"))),
    Function("append", (Signature(_append, (a_list(),), rest=anything("item")),)),
    Function("concatenate", (Signature(_concatenate, (), rest=a_list()),)),
    function("insert before", _insert_before, a_list(), number("position"), _ITEM),
    function("remove", _remove, a_list(), number("position")),
    Function(
        "list replace",
        (
            Signature(_list_replace, (a_list(), number("position"), _ITEM)),
            Signature(_list_replace_matching, (a_list(), one_of("match", kinds.FUNCTION), _ITEM)),
        ),
    ),
    function("sort", _sort, a_list(), one_of("precedes", kinds.FUNCTION)),
    function("reverse", _reverse, a_list()),
    function("index of", _index_of, a_list(), anything("match")),
    Function("union", (Signature(_union, (), rest=a_list()),)),
    function("distinct values", _distinct_values, a_list()),
    function("flatten", _flatten, a_list()),
)
