"""Compile a checked package into one immutable definition."""

from __future__ import annotations

from engine.definitions.compiling.scopes import compile_scope
from engine.definitions.package import Package
from engine.runtime import CompiledDefinition

#: Counts changes of compilation that could alter how a stored version runs. Part of a version's identity.
COMPILER = 1


def compile_package(
    package: Package, definition_id: str, operations: frozenset[str] = frozenset()
) -> CompiledDefinition:
    """Return the executable form of a package that `check_package` has found without errors.

    `operations` are the topics that act on the order within the step; every other topic becomes a job.

    Raises:
        FeelSyntaxError, KeyError: the package was not checked.
    """
    scopes = {}
    for scope in package.diagram.scopes():
        scopes[scope.id] = compile_scope(package, scope, operations)
    return CompiledDefinition(
        id=definition_id,
        package=package.key,
        main=package.process,
        scopes=scopes,
        processes=frozenset(package.diagram.processes),
        field_names=package.field_names,
    )
