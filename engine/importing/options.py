"""What a person says about an import: names, and whose the tasks are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.importing.dialect import Dialect


@dataclass(frozen=True)
class Options:
    """`groups` tells for a group or lane of the other engine the department of ours, such as `repair@county`;
    `topics` for a job type or class the topic of ours. `category` is the order category that starts it;
    `dialect` the engine that the file is from, None to see for oneself.
    """

    key: str | None = None
    category: str | None = None
    dialect: Dialect | None = None
    groups: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
