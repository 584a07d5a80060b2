"""Lists, contexts, ranges and filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.feel.compiler.names import ABSENT, compile_base, record_path
from engine.feel.compiler.scope import Entries, Item, Scope
from engine.feel.environment import Frame, Run
from engine.feel.functions import FUNCTIONS
from engine.feel.syntax import nodes
from engine.feel.syntax.nodes import Node
from engine.feel.syntax.source import Place
from engine.feel.values import kinds
from engine.feel.values.comparison import make_range, open_range
from engine.feel.values.kinds import kind_of
from engine.feel.values.numbers import Number, as_number, from_host, whole
from engine.feel.values.undefined import NotDefined
from engine.words import Words

if TYPE_CHECKING:
    from engine.feel.compiler.core import Compiler

_TICK = 64
"""Items between two looks at the budget."""


def compile_list(compiler: Compiler, node: nodes.ListLiteral, scope: Scope) -> Run:
    """`[a, b]`."""
    runs = [compiler.compile(item, scope) for item in node.items]
    return lambda frame: [run(frame) for run in runs]


def compile_context(compiler: Compiler, node: nodes.ContextLiteral, scope: Scope) -> Run:
    """`{a: 1, b: a}`: each value sees the entries before it. A key that stands twice makes null."""
    slot, place = compiler.new_slot(), node.place
    entries = Entries(scope, slot)
    runs: list[tuple[str, Run]] = []
    for key, value in node.entries:
        if isinstance(value, nodes.FunctionLiteral):
            entries.keys.add(key)  # a function may call itself
        runs.append((key, compiler.compile(value, entries)))
        entries.keys.add(key)
    if len(entries.keys) < len(runs):

        def refuse(frame: Frame) -> None:
            frame.env.note(place, Words("a key of the context stands twice", "上下文中有键出现了两次"))

        return refuse

    def make(frame: Frame) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, run in runs:
            frame.slots[slot] = made  # again each time: evaluating an entry may have used the slot
            made[key] = run(frame)
        return made

    return make


def compile_interval(compiler: Compiler, node: nodes.Interval, scope: Scope) -> Run:
    """`[a..b]` as a value."""
    start, end, place = compiler.compile(node.start, scope), compiler.compile(node.end, scope), node.place
    start_included, end_included = node.start_included, node.end_included

    def interval(frame: Frame) -> Any:
        try:
            return make_range(from_host(start(frame)), from_host(end(frame)), start_included, end_included)
        except NotDefined as undefined:
            frame.env.note(place, undefined.reason)
            return None

    return interval


def compile_comparator(compiler: Compiler, node: nodes.Comparator, scope: Scope) -> Run:
    """`< 5` as a value: a range without one of its ends."""
    endpoint, sign, place = compiler.compile(node.endpoint, scope), node.operator, node.place

    def comparator(frame: Frame) -> Any:
        try:
            return open_range(sign, endpoint(frame))
        except NotDefined as undefined:
            frame.env.note(place, undefined.reason)
            return None

    return comparator


def compile_filter(compiler: Compiler, node: nodes.Filter, scope: Scope) -> Run:
    """`base[condition]` (Table 68): an index when the condition is a number, else a filter."""
    record_path(compiler, node, scope)
    base, place = compile_base(compiler, node.base, scope), node.place
    slot = compiler.new_slot()
    condition = compiler.compile(node.condition, Item(scope, slot))
    if compiler.is_constant(condition) and _is_number(compiler.constant_value(condition)):
        return _compile_index(base, as_number(compiler.constant_value(condition)), place)
    may_be_index = not _is_boolean(node.condition)

    def select(frame: Frame) -> Any:
        source = base(frame)
        if source is None:
            frame.env.note(place, Words("cannot filter null", "空值不能筛选"))
            return None
        items = source if kind_of(source) is kinds.LIST else [source]
        if may_be_index:
            position = _as_index(frame, condition, slot)
            if position is not None:
                return _at(frame, items, position, place)
        return _kept(frame, items, condition, slot, place)

    return select


def _compile_index(base: Run, position: Number, place: Place) -> Run:
    def index(frame: Frame) -> Any:
        source = base(frame)
        if source is None:
            frame.env.note(place, Words("cannot take an item of null", "空值没有项"))
            return None
        return _at(frame, source if kind_of(source) is kinds.LIST else [source], position, place)

    return index


def _at(frame: Frame, items: list[Any], position: Number, place: Place) -> Any:
    number = whole(position)
    if number is not None and 0 < abs(number) <= len(items):
        return from_host(items[number - 1 if number > 0 else number])
    frame.env.note(
        place,
        Words(
            f"there is no item {position} in a list of {len(items)}",
            f"共 {len(items)} 项的列表中没有第 {position} 项",
        ),
    )
    return None


def _as_index(frame: Frame, condition: Run, slot: int) -> Number | None:
    """Return the condition's value outside any item when it is a number; it leaves no notes."""
    env = frame.env
    quiet, env.quiet = env.quiet, True
    frame.slots[slot] = ABSENT
    value = condition(frame)
    env.quiet = quiet
    return as_number(value) if _is_number(value) else None


def _kept(frame: Frame, items: list[Any], condition: Run, slot: int, place: Place) -> list[Any] | None:
    """Return the items for which the condition is true; null when it is no condition (Table 68)."""
    env, slots = frame.env, frame.slots
    kept: list[Any] = []
    for at, item in enumerate(items):
        if not at % _TICK:
            env.spend(min(_TICK, len(items) - at))
        slots[slot] = item
        answer = condition(frame)
        if answer is True:
            kept.append(item)
        elif answer is not False and answer is not None:
            env.note(
                place,
                Words(
                    f"the condition of a filter is {kind_of(answer)}, not boolean",
                    f"筛选条件是{kind_of(answer).zh}，不是布尔值",
                ),
            )
            return None
    env.allow_list(len(kept))
    return kept


def _is_number(value: Any) -> bool:
    return kind_of(value) is kinds.NUMBER


def _is_boolean(node: Node) -> bool:
    """Return whether the value can only be a boolean or null."""
    if isinstance(node, nodes.Comparison | nodes.Between | nodes.In | nodes.Conjunction | nodes.Disjunction):
        return True
    if isinstance(node, nodes.Quantified | nodes.InstanceOf):
        return True
    if isinstance(node, nodes.Literal):
        return not _is_number(node.value)
    if isinstance(node, nodes.Call):
        function = FUNCTIONS.get(node.function)
        return function is not None and function.boolean
    return False
