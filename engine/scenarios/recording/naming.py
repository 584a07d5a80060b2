"""Tasks by the names that were drawn, where these are not those of others too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from engine.definitions import Package
from engine.scenarios.recording.steps import Written

#: The keys of a step that hold an element.
_ELEMENTS = (
    *("do", "claim", "give back", "return", "to", "withdraw", "job", "retry", "reopen", "settle"),
    *("reassign", "reject", "hand up", "take over", "delegate", "co-sign", "review", "agree", "refuse"),
    *("urge", "escalate"),
)


def with_names(written: Written, packages: Iterable[Package]) -> Written:
    """Return the steps with drawn names instead of ids, wherever a name means one element only.

    `packages` are those in play: names of others are not looked for when the file is read.
    """
    drawn = {node.id: node.name for package in packages for _, node in package.diagram.nodes()}
    often = Counter([*drawn.values(), *drawn])
    names = {key: name for key, name in drawn.items() if name and often[name] == 1}
    return Written(written.given, [_named(step, names) for step in written.steps])


def _named(step: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    made = {
        key: names.get(value, value) if key in _ELEMENTS and isinstance(value, str) else value
        for key, value in step.items()
    }
    expect = step.get("expect")
    if expect is not None and isinstance(expect.get("open"), list):
        made["expect"] = {**expect, "open": [names.get(key, key) for key in expect["open"]]}
    return made
