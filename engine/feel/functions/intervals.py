"""Range functions (Table 78), after the intervals of HL7 CQL. An undefined endpoint lies at infinity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from engine.feel.environment import Environment
from engine.feel.functions.signature import Function, Parameter, Signature, one_of
from engine.feel.values import kinds
from engine.feel.values.comparison import ORDERED, ordered
from engine.feel.values.ranges import Range
from engine.feel.values.undefined import NotDefined
from engine.words import Words


class _Bound(NamedTuple):
    """An endpoint: at minus infinity (-1), at a value (0), or at infinity (1)."""

    level: int
    value: Any


def _start(range_: Range) -> _Bound:
    return _Bound(-1, None) if range_.start is None else _Bound(0, range_.start)


def _end(range_: Range) -> _Bound:
    return _Bound(1, None) if range_.end is None else _Bound(0, range_.end)


def _at(point: Any) -> _Bound:
    return _Bound(0, point)


def _before(one: _Bound, other: _Bound) -> bool:
    if one.level or other.level:
        return one.level < other.level
    return ordered("<", one.value, other.value)


def _equal(one: _Bound, other: _Bound) -> bool:
    return not _before(one, other) and not _before(other, one)


def _before_points(one: Any, other: Any) -> bool:
    return ordered("<", one, other)


def _before_point_range(point: Any, range_: Range) -> bool:
    start = _start(range_)
    return _before(_at(point), start) or (_equal(_at(point), start) and not range_.start_included)


def _before_range_point(range_: Range, point: Any) -> bool:
    end = _end(range_)
    return _before(end, _at(point)) or (_equal(end, _at(point)) and not range_.end_included)


def _before_ranges(one: Range, other: Range) -> bool:
    end, start = _end(one), _start(other)
    return _before(end, start) or (not (one.end_included and other.start_included) and _equal(end, start))


def _meets(one: Range, other: Range) -> bool:
    return one.end_included and other.start_included and _equal(_end(one), _start(other))


def _reaches(one: Range, other: Range) -> bool:
    """Return whether `one` ends at or after the start of `other`, sharing a point."""
    end, start = _end(one), _start(other)
    return _before(start, end) or (_equal(start, end) and one.end_included and other.start_included)


def _overlaps(one: Range, other: Range) -> bool:
    return _reaches(one, other) and _reaches(other, one)


def _overlaps_before(one: Range, other: Range) -> bool:
    start, other_start, end, other_end = _start(one), _start(other), _end(one), _end(other)
    starts_first = _before(start, other_start) or (
        _equal(start, other_start) and one.start_included and not other.start_included
    )
    ends_within = _before(end, other_end) or (
        _equal(end, other_end) and (not one.end_included or other.end_included)
    )
    return starts_first and _reaches(one, other) and ends_within


def _overlaps_after(one: Range, other: Range) -> bool:
    start, other_start, end, other_end = _start(one), _start(other), _end(one), _end(other)
    starts_later = _before(other_start, start) or (
        _equal(other_start, start) and other.start_included and not one.start_included
    )
    ends_outside = _before(other_end, end) or (
        _equal(other_end, end) and (not other.end_included or one.end_included)
    )
    return starts_later and _reaches(other, one) and ends_outside


def _finishes_point(point: Any, range_: Range) -> bool:
    return range_.end_included and _equal(_end(range_), _at(point))


def _finishes_range(one: Range, other: Range) -> bool:
    start, other_start = _start(one), _start(other)
    return (
        one.end_included == other.end_included
        and _equal(_end(one), _end(other))
        and (
            _before(other_start, start)
            or (_equal(start, other_start) and (not one.start_included or other.start_included))
        )
    )


def _includes_point(range_: Range, point: Any) -> bool:
    start, end, at = _start(range_), _end(range_), _at(point)
    return (
        (_before(start, at) and _before(at, end))
        or (_equal(start, at) and range_.start_included)
        or (_equal(end, at) and range_.end_included)
    )


def _includes_range(one: Range, other: Range) -> bool:
    start, other_start, end, other_end = _start(one), _start(other), _end(one), _end(other)
    return (
        _before(start, other_start)
        or (_equal(start, other_start) and (one.start_included or not other.start_included))
    ) and (
        _before(other_end, end) or (_equal(end, other_end) and (one.end_included or not other.end_included))
    )


def _starts_point(point: Any, range_: Range) -> bool:
    return range_.start_included and _equal(_start(range_), _at(point))


def _starts_range(one: Range, other: Range) -> bool:
    end, other_end = _end(one), _end(other)
    return (
        _equal(_start(one), _start(other))
        and one.start_included == other.start_included
        and (
            _before(end, other_end)
            or (_equal(end, other_end) and (not one.end_included or other.end_included))
        )
    )


def _coincide_points(one: Any, other: Any) -> bool:
    return _equal(_at(one), _at(other))


def _coincide_ranges(one: Range, other: Range) -> bool:
    return (
        _equal(_start(one), _start(other))
        and _equal(_end(one), _end(other))
        and one.start_included == other.start_included
        and one.end_included == other.end_included
    )


_Relation = Callable[[Any, Any], bool]


def _flipped(relation: _Relation) -> _Relation:
    return lambda one, other: relation(other, one)


def _signature(relation: _Relation, *names: str) -> Signature:
    def call(env: Environment, one: Any, other: Any) -> bool:
        del env
        for operand in (one, other):
            if isinstance(operand, Range) and operand.operator == "!=":
                raise NotDefined(Words("a range written with `!=` has no ends", "用 `!=` 写的区间没有两端"))
        return relation(one, other)

    return Signature(call, tuple(_parameter(name) for name in names))


def _parameter(name: str) -> Parameter:
    if name.startswith("range"):
        return one_of(name, kinds.RANGE)
    return Parameter(name, ORDERED)


_POINTS, _POINT_RANGE = ("point1", "point2"), ("point", "range")
_RANGE_POINT, _RANGES = ("range", "point"), ("range1", "range2")
_RELATIONS: dict[str, tuple[tuple[_Relation, tuple[str, str]], ...]] = {
    "before": (
        (_before_points, _POINTS),
        (_before_point_range, _POINT_RANGE),
        (_before_range_point, _RANGE_POINT),
        (_before_ranges, _RANGES),
    ),
    "after": (
        (_flipped(_before_points), _POINTS),
        (_flipped(_before_range_point), _POINT_RANGE),
        (_flipped(_before_point_range), _RANGE_POINT),
        (_flipped(_before_ranges), _RANGES),
    ),
    "meets": ((_meets, _RANGES),),
    "met by": ((_flipped(_meets), _RANGES),),
    "overlaps": ((_overlaps, _RANGES),),
    "overlaps before": ((_overlaps_before, _RANGES),),
    "overlaps after": ((_overlaps_after, _RANGES),),
    "finishes": ((_finishes_point, _POINT_RANGE), (_finishes_range, _RANGES)),
    "finished by": ((_flipped(_finishes_point), _RANGE_POINT), (_flipped(_finishes_range), _RANGES)),
    "includes": ((_includes_point, _RANGE_POINT), (_includes_range, _RANGES)),
    "during": ((_flipped(_includes_point), _POINT_RANGE), (_flipped(_includes_range), _RANGES)),
    "starts": ((_starts_point, _POINT_RANGE), (_starts_range, _RANGES)),
    "started by": ((_flipped(_starts_point), _RANGE_POINT), (_flipped(_starts_range), _RANGES)),
    "coincides": ((_coincide_points, _POINTS), (_coincide_ranges, _RANGES)),
}
FUNCTIONS = tuple(
    Function(name, tuple(_signature(relation, *names) for relation, names in forms), boolean=True)
    for name, forms in _RELATIONS.items()
)
