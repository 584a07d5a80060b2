"""Which element of the new version stands for which of the old one: proposed, and examined when given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.runtime.definition import CompiledDefinition
from engine.runtime.migrating.kinds import kind_of, scope_of_element
from engine.runtime.specs.element import Element
from engine.runtime.specs.process import ScopeSpec


@dataclass(frozen=True)
class ElementMapping:
    """Old ids to new ids: `elements` are processes, sub-processes and flow nodes, `flows` sequence flows.

    An element that is not in it has no counterpart. Each new element stands for one old one at most. Flows
    need to be mapped only where a branch waits at a join and nothing else tells which flow is meant.
    """

    elements: Mapping[str, str]
    flows: Mapping[str, str] = field(default_factory=dict)

    def changed(self, elements: Mapping[str, str | None], flows: Mapping[str, str]) -> ElementMapping:
        """Return the mapping with some elements mapped otherwise; None takes a counterpart away.

        What was proposed for the same new element gives way.
        """
        taken = {new for new in elements.values() if new is not None}
        kept = {old: new for old, new in self.elements.items() if old not in elements and new not in taken}
        given = {old: new for old, new in elements.items() if new is not None}
        return ElementMapping({**kept, **given}, {**self.flows, **flows})

    @property
    def renamed(self) -> dict[str, str]:
        """Return the elements whose ids differ."""
        return {old: new for old, new in self.elements.items() if old != new}


@dataclass(frozen=True)
class MappingFault:
    """What is wrong with one line of a mapping: problem and remedy in English and Chinese."""

    element: str
    problem: str
    remedy: str
    problem_zh: str
    remedy_zh: str


def propose(source: CompiledDefinition, target: CompiledDefinition) -> ElementMapping:
    """Return the mapping that suggests itself.

    1. A process stands for the one with the same id; the main process for the main process. 2. An element
    stands for one with the same id and kind, wherever it lies. 3. Of the rest, those of a scope stand for
    those of its counterpart that have the same drawn name and kind, where both are the only ones. Outer
    scopes come first, so that a renamed sub-process brings its contents with it.
    """
    found = {key: key for key in source.processes & target.processes}
    if source.main not in found and target.main not in found:
        found[source.main] = target.main
    by_id = dict(_elements(target))
    for key, element in _elements(source):
        other = by_id.get(key)
        if other is not None and kind_of(other) == kind_of(element):
            found[key] = key
    for scope in _outer_first(source):
        counterpart = target.scopes.get(found.get(scope.element_id, ""))
        if counterpart is not None:
            found.update(_by_name(scope, counterpart, found))
    return ElementMapping(found)


def faults_of(
    mapping: ElementMapping, source: CompiledDefinition, target: CompiledDefinition
) -> list[MappingFault]:
    """Return what is wrong with a mapping whatever instance it is used on."""
    old = {**dict(_elements(source)), **dict.fromkeys(source.processes)}
    new = {**dict(_elements(target)), **dict.fromkeys(target.processes)}
    used = Counter(mapping.elements.values())
    faults = []
    for key, value in mapping.elements.items():
        if key not in old:
            faults.append(_unknown(key, key, "old", "旧"))
        elif value not in new:
            faults.append(_unknown(key, value, "new", "新"))
        elif used[value] > 1:
            faults.append(
                MappingFault(
                    key,
                    f"{value} stands for several elements",
                    "map one of them only",
                    f"{value} 对应了多个元素",
                    "只能映射其中一个",
                )
            )
        elif not _same_kind(old[key], new[value]):
            faults.append(
                MappingFault(
                    key,
                    f"{value} is of another kind",
                    "map it to an element of the same kind",
                    f"{value} 是另一类元素",
                    "请映射到同类元素",
                )
            )
    flows_old, flows_new = _flows(source), _flows(target)
    for key, value in mapping.flows.items():
        if key not in flows_old:
            faults.append(_unknown(key, key, "old", "旧"))
        elif value not in flows_new:
            faults.append(_unknown(key, value, "new", "新"))
    return faults


def _unknown(element: str, what: str, which: str, which_zh: str) -> MappingFault:
    return MappingFault(
        element,
        f"{what} is not in the {which} version",
        "correct the id",
        f"{which_zh}版本中没有 {what}",
        "请更正标识",
    )


def _same_kind(old: Element | None, new: Element | None) -> bool:
    if old is None or new is None:
        return old is new
    return kind_of(old) == kind_of(new)


def _elements(definition: CompiledDefinition) -> Iterator[tuple[str, Element]]:
    for scope in definition.scopes.values():
        yield from scope.by_element.items()


def _flows(definition: CompiledDefinition) -> set[str]:
    return {
        flow.id
        for scope in definition.scopes.values()
        for element in scope.task_specs.values()
        for flow in element.outgoing
    }


def _outer_first(definition: CompiledDefinition) -> list[ScopeSpec]:
    """Return the scopes, each after the one in which it is drawn."""

    def depth(scope: ScopeSpec) -> int:
        outer = scope_of_element(definition, scope.element_id)
        return 0 if outer is None else 1 + depth(outer)

    return sorted(definition.scopes.values(), key=depth)


def _by_name(scope: ScopeSpec, counterpart: ScopeSpec, found: Mapping[str, str]) -> dict[str, str]:
    taken = set(found.values())
    olds = [element for key, element in scope.by_element.items() if key not in found]
    news = [element for key, element in counterpart.by_element.items() if key not in taken]
    matched = {}
    for element in olds:
        if element.title == element.element_id:
            continue  # it has no name: that both have none says nothing
        mine = [one for one in olds if _alike(one, element)]
        others = [one for one in news if _alike(one, element)]
        if len(mine) == len(others) == 1:
            matched[element.element_id] = others[0].element_id
    return matched


def _alike(one: Element, other: Element) -> bool:
    return one.title == other.title and kind_of(one) == kind_of(other)
