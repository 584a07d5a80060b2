"""`for`, `some` and `every` (clause 10.3.2.14). Every pass is counted against the budget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from engine.feel.compiler.scope import Local, Scope
from engine.feel.environment import Frame, Run
from engine.feel.syntax import nodes
from engine.feel.syntax.binding_parser import PARTIAL
from engine.feel.values import kinds
from engine.feel.values.kinds import kind_of
from engine.feel.values.numbers import from_host, whole
from engine.feel.values.ranges import Range
from engine.feel.values.temporal_arithmetic import date_plus_days, minus_moment
from engine.feel.values.undefined import NotDefined
from engine.feel.values.wide import AnyDate
from engine.words import Words

if TYPE_CHECKING:
    from engine.feel.compiler.core import Compiler

_TICK = 64
"""Passes between two looks at the budget."""


@dataclass(frozen=True, slots=True)
class _Loop:
    """One iterator: the slot of its name, what it goes over, and the end of a range that stands bare."""

    slot: int
    source: Run
    end: Run | None


@dataclass(frozen=True, slots=True)
class _Items:
    """What a loop goes over, and how many there are: more than Python can count by `len`."""

    each: Iterable[Any]
    size: int


def compile_for(compiler: Compiler, node: nodes.For, scope: Scope) -> Run:
    """`for x in a, y in b return e`: the results in order, the last iterator changing fastest."""
    loops, scope = _loops(compiler, node.iterators, scope)
    partial = compiler.new_slot()
    result = compiler.compile(node.result, Local(scope, PARTIAL, partial, copied=True))
    place = node.place

    def iterate(frame: Frame) -> list[Any] | None:
        results: list[Any] = []
        outer, frame.slots[partial] = frame.slots[partial], results
        try:
            for _ in _passes(frame, loops, 0):
                results.append(result(frame))
                frame.slots[partial] = results
        except NotDefined as undefined:
            frame.env.note(place, undefined.reason)
            return None
        finally:
            frame.slots[partial] = outer
        frame.env.allow_list(len(results))
        return results

    return iterate


def compile_quantified(compiler: Compiler, node: nodes.Quantified, scope: Scope) -> Run:
    """`some` is the disjunction of its passes, `every` the conjunction, in three-valued logic."""
    loops, scope = _loops(compiler, node.iterators, scope)
    condition = compiler.compile(node.condition, scope)
    place, decisive, otherwise = node.place, not node.every, node.every
    word = "every" if node.every else "some"

    def quantify(frame: Frame) -> bool | None:
        result: bool | None = otherwise
        try:
            for _ in _passes(frame, loops, 0):
                answer = condition(frame)
                if answer is decisive:
                    return not otherwise
                if answer is not otherwise:
                    result = None
                    if answer is not None:
                        kind = kind_of(answer)
                        frame.env.note(
                            place,
                            Words(
                                f"`{word}` needs booleans, not {kind}",
                                f"`{word}` 需要布尔值，而不是{kind.zh}",
                            ),
                        )
        except NotDefined as undefined:
            frame.env.note(place, undefined.reason)
            return None
        return result

    return quantify


def _loops(
    compiler: Compiler, iterators: Sequence[nodes.Iterator], scope: Scope
) -> tuple[list[_Loop], Scope]:
    """Compile iterators, each of which sees the names of those before it; return the innermost scope."""
    loops: list[_Loop] = []
    for iterator in iterators:
        source = compiler.compile(iterator.source, scope)
        end = None if iterator.end is None else compiler.compile(iterator.end, scope)
        loops.append(_Loop(compiler.new_slot(), source, end))
        scope = Local(scope, iterator.name, loops[-1].slot)
    return loops, scope


def _passes(frame: Frame, loops: Sequence[_Loop], level: int) -> Iterator[None]:
    """Set the slots for each combination in turn; NotDefined for what cannot be gone over."""
    loop = loops[level]
    items = _items(frame, loop)
    spend, slots, slot = frame.env.spend, frame.slots, loop.slot
    is_innermost = level == len(loops) - 1
    for at, item in enumerate(items.each):
        if not at % _TICK:
            spend(min(_TICK, items.size - at))
        slots[slot] = item if type(item) is not float else from_host(item)
        if is_innermost:
            yield
        else:
            yield from _passes(frame, loops, level + 1)


def _items(frame: Frame, loop: _Loop) -> _Items:
    value = loop.source(frame)
    if loop.end is not None:
        return _between(value, loop.end(frame))
    kind = kind_of(value)
    if kind is kinds.LIST:
        return _Items(value, len(value))
    if kind is kinds.RANGE:
        return _within(value)
    if value is None:
        raise NotDefined(Words("cannot go over null", "空值无法逐项处理"))
    return _Items((value,), 1)


def _within(range_: Range) -> _Items:
    """Return what lies in a range value, upwards; an end that is not included is left out."""
    if range_.operator == "!=" or range_.start is None or range_.end is None:
        raise NotDefined(Words("cannot go over a range without ends", "没有两端的区间无法逐项处理"))
    items = _between(range_.start, range_.end)
    first, last = int(not range_.start_included), items.size - int(not range_.end_included)
    return _Items((item for at, item in enumerate(items.each) if first <= at < last), max(last - first, 0))


def _between(start: Any, end: Any) -> _Items:
    """Return the whole numbers or days from `start` to `end`, downwards when that comes first."""
    kind, other = kind_of(start), kind_of(end)
    if kind is kinds.NUMBER and other is kinds.NUMBER:
        first, last = whole(start), whole(end)
        if first is None or last is None:
            raise NotDefined(
                Words(
                    f"a loop goes over whole numbers, not from {start} to {end}",
                    f"循环只能逐个整数进行，不能从 {start} 到 {end}",
                )
            )
        step = 1 if first <= last else -1
        return _Items(range(first, last + step, step), abs(last - first) + 1)
    if kind is kinds.DATE and other is kinds.DATE:
        return _days(start, end)
    raise NotDefined(
        Words(
            f"a loop goes over numbers or dates, not from {kind} to {other}",
            f"循环只能逐个数字或日期进行，不能从{kind.zh}到{other.zh}",
        )
    )


def _days(start: AnyDate, end: AnyDate) -> _Items:
    distance = minus_moment(end, start).days
    step, size = (1 if distance >= 0 else -1), abs(distance) + 1
    return _Items((date_plus_days(start, timedelta(days=step * at)) for at in range(size)), size)
