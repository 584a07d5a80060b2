"""The compiler: walks the tree, keeps what it learns about names, and hands each node to its module."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.feel.compiler.scope import Root, Scope
from engine.feel.environment import Note, Run
from engine.feel.syntax.nodes import Node
from engine.feel.syntax.source import Source
from engine.words import Words

#: Compiles one kind of node.
Method = Callable[["Compiler", Any, Scope], Run]


class Compiler:
    """Compiles one text. After compiling, the sets tell which names the text needs.

    `names` are free names that can only be variables; `item_names` stand in filters and may as well be
    entries of the filtered items; `paths` are free dotted names, as long as they are written.
    """

    def __init__(
        self,
        source: Source,
        declared: Iterable[str],
        functions: frozenset[str],
        methods: Mapping[type[Node], Method],
    ) -> None:
        self.source = source
        self._methods = methods
        self.declared = frozenset(declared)
        self.host_functions = functions
        self.slots = 0
        self.names: set[str] = set()
        self.item_names: set[str] = set()
        self.paths: set[tuple[str, ...]] = set()
        self.functions: set[str] = set()
        self.warnings: list[Note] = []
        self.parts: set[Node] = set()
        self.root = Root()
        self._constants: dict[Run, Any] = {}

    def compile(self, node: Node, scope: Scope) -> Run:
        """Return the closure that evaluates `node`."""
        return self._methods[type(node)](self, node, scope)

    def new_slot(self) -> int:
        """Return the number of a fresh slot."""
        self.slots += 1
        return self.slots - 1

    def constant(self, value: Any) -> Run:
        """Return the closure of a constant."""

        def constant(_: object) -> Any:
            return value

        self._constants[constant] = value
        return constant

    def is_constant(self, run: Run) -> bool:
        """Return whether the closure always gives the same value."""
        return run in self._constants

    def constant_value(self, run: Run) -> Any:
        """Return the value of a constant closure; None as well when it is none."""
        return self._constants.get(run)

    def warn(self, node: Node, message: Words) -> None:
        """Tell the author about something that is FEEL, but surely not meant."""
        line, column = node.place.position
        self.warnings.append(Note(message, line, column, self.source.where))
