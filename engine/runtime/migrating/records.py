"""What has been completed and can be undone (ISO/IEC 19510 §13.5.5), as the new version calls it."""

from __future__ import annotations

from collections.abc import Sequence

from engine.runtime.compensation import Done
from engine.runtime.definition import CompiledDefinition
from engine.runtime.migrating.kinds import counterpart, kind_of
from engine.runtime.migrating.mapping import ElementMapping
from engine.runtime.specs.activity import Activity
from engine.runtime.specs.element import Element
from engine.runtime.specs.process import ScopeSpec
from engine.runtime.specs.subprocess import SubProcess


class CannotUndo(Exception):
    """The new version cannot undo what has been completed at `element`."""

    def __init__(self, element: Element) -> None:
        super().__init__(element.element_id)
        self.element = element


def carried(
    records: Sequence[Done],
    old: ScopeSpec,
    new: ScopeSpec,
    source: CompiledDefinition,
    target: CompiledDefinition,
    mapping: ElementMapping,
) -> list[Done]:
    """Return the records of a scope, and of all that has completed inside them, for the scope's counterpart.

    Raises:
        CannotUndo: an activity has no counterpart of its kind that can be undone.
    """
    return [_carried(record, old, new, source, target, mapping) for record in records]


def _carried(
    record: Done,
    old: ScopeSpec,
    new: ScopeSpec,
    source: CompiledDefinition,
    target: CompiledDefinition,
    mapping: ElementMapping,
) -> Done:
    before = old.task_specs[record.element]
    after = counterpart(new, before, mapping.elements.get(before.element_id, ""))
    if not isinstance(after, Activity) or kind_of(after) != kind_of(before):
        raise CannotUndo(before)
    if record.inside is None:
        if after.compensation is None:
            raise CannotUndo(before)
        return record._replace(element=after.name)
    if record.definition != source.id:
        return record._replace(element=after.name)  # it ran in the version of another package
    assert isinstance(before, SubProcess)
    assert isinstance(after, SubProcess)
    inner_old = source.scopes[before.inner_scope_id]
    inner_new = target.scopes.get(after.inner_scope_id)
    if inner_new is None:
        raise CannotUndo(before)
    inside = carried(record.inside, inner_old, inner_new, source, target, mapping)
    return record._replace(element=after.name, definition=target.id, inside=inside)
