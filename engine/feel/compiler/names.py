"""Names, `?` and paths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.feel.compiler.scope import Entries, Item, Local, Root, Scope, TestedValue
from engine.feel.environment import Environment, Frame, Run
from engine.feel.functions import BUILT_IN
from engine.feel.syntax import nodes
from engine.feel.syntax.nodes import Node
from engine.feel.syntax.source import Place
from engine.feel.values import kinds
from engine.feel.values.kinds import kind_of
from engine.feel.values.numbers import from_host
from engine.feel.values.properties import PROPERTIES
from engine.words import Words

if TYPE_CHECKING:
    from engine.feel.compiler.core import Compiler

ABSENT = object()
"""In the slot of a filter while its condition is tried as an index, outside any item."""


def compile_name(compiler: Compiler, node: nodes.Name, scope: Scope) -> Run:
    """A free name is a path of length one."""
    record_path(compiler, node, scope)
    return _resolve(compiler, node, scope, in_filter=False)


def compile_tested(compiler: Compiler, node: nodes.Tested, scope: Scope) -> Run:
    """`?` is the value of the innermost unary test."""
    del compiler, node
    while not isinstance(scope, TestedValue):
        if isinstance(scope, Root):
            raise AssertionError("the parser lets `?` through only inside unary tests")
        scope = scope.outer
    scope.used = True
    slot = scope.slot

    def tested(frame: Frame) -> Any:
        return frame.slots[slot]

    return tested


def compile_path(compiler: Compiler, node: nodes.Path, scope: Scope) -> Run:
    """`base.name`: an entry, a property, or the list of either for every item of a list."""
    record_path(compiler, node, scope)
    key, place = node.name, node.place
    if isinstance(node.base, nodes.Name) and is_free(node.base.name, scope):
        return _entry_of_variable(compiler, node.base, key, place, scope)
    base = compile_base(compiler, node.base, scope)

    def path_of(frame: Frame) -> Any:
        value = base(frame)
        if type(value) is dict and key in value:
            found = value[key]
            return found if type(found) is not float else from_host(found)
        return entry(frame.env, value, key, place)

    return path_of


def compile_base(compiler: Compiler, node: Node, scope: Scope) -> Run:
    """Compile what a path or filter is taken of: a part of a longer path, not one by itself."""
    compiler.parts.add(node)
    return compiler.compile(node, scope)


def record_path(compiler: Compiler, node: Node, scope: Scope) -> None:
    """Remember the free dotted name that `node` is, unless it is a part of a longer one."""
    if node not in compiler.parts:
        path = _static_path(node, scope)
        if path is not None:
            compiler.paths.add(path)


def entry(env: Environment, value: Any, key: str, place: Place) -> Any:
    """Return `value.key`; null with a note when there is none."""
    kind = kind_of(value)
    if kind is kinds.CONTEXT:
        if key in value:
            return from_host(value[key])
        env.note(place, Words(f"the context has no entry `{key}`", f"上下文中没有条目 `{key}`"))
        return None
    if kind is kinds.LIST:
        env.spend(len(value))
        return [entry(env, item, key, place) for item in value]
    if kind is kinds.HOST:
        found = value.feel_property(key)
        if found is None:
            env.note(place, Words(f"the {kind} has no value for `{key}`", f"{kind.zh}没有 `{key}`"))
        return from_host(found)
    read = PROPERTIES.get(kind, {}).get(key)
    if read is not None:
        return read(value)
    env.note(place, Words(f"cannot read `{key}` of {kind}", f"{kind.zh}没有 `{key}`"))
    return None


def _entry_of_variable(compiler: Compiler, base: nodes.Name, key: str, place: Place, scope: Scope) -> Run:
    """The commonest path, `order.priority`, in one closure."""
    name = base.name
    variable = _resolve(compiler, base, scope, in_filter=False)

    def entry_of_variable(frame: Frame) -> Any:
        try:
            found = frame.variables[name][key]
        except (KeyError, TypeError):
            return entry(frame.env, variable(frame), key, place)
        return found if type(found) is not float else from_host(found)

    return entry_of_variable


def _static_path(node: Node, scope: Scope) -> tuple[str, ...] | None:
    """Return the dotted free name that `node` is; filters and indexes do not interrupt it."""
    parts: list[str] = []
    while isinstance(node, nodes.Path | nodes.Filter):
        if isinstance(node, nodes.Path):
            parts.append(node.name)
        node = node.base
    if isinstance(node, nodes.Name) and is_free(node.name, scope):
        return (node.name, *reversed(parts))
    return None


def is_free(name: str, scope: Scope) -> bool:
    """Return whether the name can only be a variable."""
    while not isinstance(scope, Root):
        if isinstance(scope, Item) or _binds(scope, name):
            return False
        scope = scope.outer
    return True


def _resolve(compiler: Compiler, node: nodes.Name, scope: Scope, in_filter: bool) -> Run:
    while not isinstance(scope, Root | Item) and not _binds(scope, node.name):
        scope = scope.outer
    if isinstance(scope, Entries):
        return _entry_before(scope.slot, node.name)
    if isinstance(scope, Local):
        return _growing(scope.slot) if scope.copied and node not in compiler.parts else _local(scope.slot)
    if isinstance(scope, Item):
        outer = _resolve(compiler, node, scope.outer, in_filter=True)
        return (
            _of_item(scope.slot, outer)
            if node.name == "item"
            else _entry_of_item(scope.slot, node.name, outer)
        )
    if in_filter and node.name not in compiler.declared:
        if node.name != "item":
            compiler.item_names.add(node.name)
    else:
        compiler.names.add(node.name)
    return _variable(node.name, node.place)


def _binds(scope: Scope, name: str) -> bool:
    """Return whether this very scope gives `name` a meaning, leaving out what an item may hold."""
    if isinstance(scope, Local):
        return scope.name == name
    return isinstance(scope, Entries) and name in scope.keys


def _local(slot: int) -> Run:
    def local(frame: Frame) -> Any:
        return frame.slots[slot]

    return local


def _growing(slot: int) -> Run:
    def growing(frame: Frame) -> Any:
        value = frame.slots[slot]
        frame.env.spend(len(value))
        return value.copy()

    return growing


def _variable(name: str, place: Place) -> Run:
    built_in = BUILT_IN.get(name)

    def variable(frame: Frame) -> Any:
        try:
            value = frame.variables[name]
        except KeyError:
            if built_in is not None:
                return built_in
            frame.env.note(place, Words(f"unknown variable `{name}`", f"未知变量 `{name}`"))
            return None
        return value if type(value) is not float else from_host(value)

    return variable


def _entry_before(slot: int, key: str) -> Run:
    def entry_before(frame: Frame) -> Any:
        return frame.slots[slot][key]

    return entry_before


def _entry_of_item(slot: int, key: str, outer: Run) -> Run:
    def entry_of_item(frame: Frame) -> Any:
        item = frame.slots[slot]
        if isinstance(item, Mapping) and key in item:
            return from_host(item[key])
        return outer(frame)

    return entry_of_item


def _of_item(slot: int, outer: Run) -> Run:
    def item_itself(frame: Frame) -> Any:
        item = frame.slots[slot]
        if item is ABSENT:
            return outer(frame)
        if isinstance(item, Mapping) and "item" in item:
            return from_host(item["item"])
        return from_host(item)

    return item_itself
