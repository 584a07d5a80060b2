"""Whether what was found is what was expected. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from engine.scenarios.moments import told
from engine.scenarios.words import differs, in_order, listed
from engine.words import Words, in_chinese

_MISSING, _UNEXPECTED = Words("missing", "缺少"), Words("not expected", "多出")
Wanted = TypeVar("Wanted")
There = TypeVar("There")


def same_names(what: Words, expected: Iterable[str], found: Iterable[str]) -> Iterator[Words]:
    """Yield a line unless both have the same names equally often; it shows both, and the difference."""
    wanted, there = Counter(expected), Counter(found)
    if wanted == there:
        return
    missing, unexpected = list((wanted - there).elements()), list((there - wanted).elements())
    apart = [
        Words(f"{name}: {listed(names)}", f"{name.zh}：{listed(names).zh}")
        for name, names in ((_MISSING, missing), (_UNEXPECTED, unexpected))
        if names
    ]
    line = differs(what, listed(wanted.elements()), listed(there.elements()))
    more_zh = "；".join(one.zh for one in apart)
    yield Words(f"{line} ({'; '.join(apart)})", f"{line.zh}（{more_zh}）")


def all_matched(
    what: Words,
    expected: Iterable[Wanted],
    found: Iterable[There],
    fits: Callable[[There, Wanted], bool],
    tell_wanted: Callable[[Wanted], str],
    tell_found: Callable[[There], str],
) -> Iterator[Words]:
    """Yield a line for all that is expected and not there, and for all that is there and not expected."""
    left = list(found)
    for one in expected:
        match = next((there for there in left if fits(there, one)), None)
        if match is None:
            yield differs(what, tell_wanted(one), in_order(map(tell_found, left)))
        else:
            left.remove(match)
    for there in left:
        told_there = tell_found(there)
        yield Words(
            f"{what}: nobody expected {told_there}", f"{what.zh}：没有人预期 {in_chinese(told_there)}"
        )


def equal(found: Any, expected: Any) -> bool:
    """Return whether a value is the one that a scenario wrote; numbers are equal by value."""
    if isinstance(found, bool) or isinstance(expected, bool):
        return found is expected
    if isinstance(found, datetime):
        return expected in (told(found), found.isoformat())
    if isinstance(found, int | Decimal | float) and isinstance(expected, int | Decimal):
        return Decimal(str(found)) == Decimal(str(expected))
    if isinstance(found, list) and isinstance(expected, list):
        return len(found) == len(expected) and all(map(equal, found, expected))
    if isinstance(found, dict) and isinstance(expected, dict):
        return found.keys() == expected.keys() and contains(found, expected)
    return bool(found == expected)


def contains(found: Mapping[str, Any], expected: Mapping[str, Any]) -> bool:
    """Return whether all expected names are there with equal values."""
    return all(name in found and equal(found[name], value) for name, value in expected.items())
