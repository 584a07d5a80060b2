"""What two versions of limits say differently, rule by rule and line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson


@dataclass(frozen=True)
class LimitDifference:
    """One difference. `part` is rule, limit, source or notice; `key` names it, `field` what of it differs.

    `before` and `after` are texts; None: it is not there. `field` None: the whole thing came or went.
    """

    part: str
    key: str
    field: str | None
    before: str | None
    after: str | None


def compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[LimitDifference]:
    """Return the differences from one version's content to another's, in the order of the later one."""
    found: list[LimitDifference] = []
    for part, name in (("source", "sources"), ("notice", "notices"), ("rule", "rules")):
        found += _parts(part, _keyed(before.get(name)), _keyed(after.get(name)))
    return found


def _parts(part: str, before: dict[str, Any], after: dict[str, Any]) -> list[LimitDifference]:
    found: list[LimitDifference] = []
    for key in [*after, *(key for key in before if key not in after)]:
        was, now = before.get(key), after.get(key)
        if was is None or now is None:
            found.append(LimitDifference(part, key, None, _text(was), _text(now)))
            continue
        for field in dict.fromkeys([*now, *was]):
            if field != "limits" and was.get(field) != now.get(field):
                found.append(LimitDifference(part, key, field, _text(was.get(field)), _text(now.get(field))))
        found += _parts_of_limits(key, was.get("limits"), now.get("limits"))
    return found


def _parts_of_limits(key: str, before: Any, after: Any) -> list[LimitDifference]:
    was, now = ({_text(line.get("when")) or "": line for line in lines or ()} for lines in (before, after))
    found: list[LimitDifference] = []
    for when in [*now, *(when for when in was if when not in now)]:
        for layer in ("promise", "target"):
            one, other = was.get(when, {}).get(layer), now.get(when, {}).get(layer)
            if one != other:
                found.append(
                    LimitDifference("limit", f"{key} {when}".strip(), layer, _text(one), _text(other))
                )
    return found


def _keyed(entries: Any) -> dict[str, Any]:
    """Return entries by key; rules of one key are told apart by their categories and number."""
    if isinstance(entries, Mapping):
        return dict(entries)
    found: dict[str, Any] = {}
    for entry in entries or ():
        categories = _text(entry.get("categories"))
        name = f"{entry['key']} ({categories})" if categories else str(entry["key"])
        number = 2
        while name in found:
            name = f"{name.rpartition(' #')[0] or name} #{number}"
            number += 1
        found[name] = entry
    return found


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    if isinstance(value, Mapping) and {"amount", "unit"} <= value.keys():
        note = f" — {value['note']}" if value.get("note") else ""
        return f"{value['amount']} {value['unit']} ({value.get('source', '')}){note}"
    if isinstance(value, Mapping) and all(isinstance(one, (str, list)) for one in value.values()):
        return ", ".join(f"{name}: {_text(one)}" for name, one in value.items())
    return orjson.dumps(value).decode()
