"""Which stored version a call means that names one: by its number or by a tag."""

from __future__ import annotations

from collections.abc import Iterable

from engine.runtime import Binding
from engine.store.definitions import DefinitionRow
from engine.words import Words


def named_version(rows: Iterable[DefinitionRow], process: str, binding: Binding) -> str | None:
    """Return the id of the version that a call means, None when it is not there.

    `rows` are the versions of the packages that may have the process, the newest first: the newest that bears
    the tag is taken.
    """
    for row in rows:
        if process not in row.processes:
            continue
        if binding.kind == "version" and row.version == binding.version:
            return row.id
        if binding.kind == "versionTag" and row.tags.get(process) == binding.tag:
            return row.id
    return None


def told(binding: Binding) -> Words:
    """Return how a message tells which version is meant."""
    if binding.kind == "deployment":
        return Words("deployed together with the caller", "与调用者一同部署")
    if binding.kind == "version":
        return Words(f"with the number {binding.version}", f"编号为 {binding.version} ")
    return Words(f"with the tag {binding.tag!r}", f"标签为 {binding.tag!r} ")
