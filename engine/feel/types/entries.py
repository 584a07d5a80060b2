"""What can follow a dot: entries of contexts, properties of dates and the like, either for every item."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from engine.feel.syntax import nodes
from engine.feel.types.findings import Teller
from engine.feel.types.kinds import kind_named, plain
from engine.feel.types.model import (
    ANY,
    BOOLEAN,
    DAYS,
    NUMBER,
    STRING,
    AnyType,
    ContextType,
    ListType,
    NullType,
    RangeType,
    Type,
)
from engine.feel.values import kinds
from engine.feel.values.properties import PROPERTIES
from engine.words import Words

_PROPERTY_TYPES: dict[str, Type] = {
    **dict.fromkeys(("year", "month", "day", "weekday", "hour", "minute", "second"), NUMBER),
    **dict.fromkeys(("years", "months", "days", "hours", "minutes", "seconds"), NUMBER),
    "timezone": STRING,
    "time offset": DAYS,
    "start included": BOOLEAN,
    "end included": BOOLEAN,
}


def entry_of(teller: Teller, node: nodes.Path, base: Type) -> Type:
    """Return the type of `base.name`, and tell what does not exist."""
    base = plain(base)
    if isinstance(base, ListType):
        return ListType(entry_of(teller, node, base.item))
    if isinstance(base, AnyType | NullType):
        return ANY
    if isinstance(base, ContextType):
        if node.name in base.entries:
            return base.entries[node.name]
        if base.closed:
            _tell_unknown(teller, node, "entry", "条目", base.entries)
        return ANY
    kind = kind_named(base)
    if kind is None or kind == kinds.HOST:
        return ANY
    properties = PROPERTIES.get(kind, {})
    if node.name not in properties:
        _tell_unknown(teller, node, f"property of a {kind}", f"{kind.zh}的属性", properties)
        return ANY
    if isinstance(base, RangeType) and node.name in ("start", "end"):
        return base.endpoint
    return _PROPERTY_TYPES[node.name]


def _tell_unknown(teller: Teller, node: nodes.Path, en: str, zh: str, known: Iterable[str]) -> None:
    names = list(known)
    near = get_close_matches(node.name, names, n=3, cutoff=0.6) or names[:10]
    listed = ", ".join(f"`{name}`" for name in near)
    remedy = (
        Words(f"write one of {listed}", f"请写其中之一：{listed}")
        if near
        else Words("remove what follows the dot", "请删去点号之后的部分")
    )
    teller.tell(node, Words(f"there is no {en} `{node.name}`", f"没有{zh} `{node.name}`"), remedy)
