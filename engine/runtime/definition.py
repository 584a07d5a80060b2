"""A compiled definition: one version of a package's diagram, ready to run and never changed by running."""

from __future__ import annotations

from dataclasses import dataclass

from engine.runtime.specs.process import ScopeSpec


@dataclass(frozen=True)
class CompiledDefinition:
    """The specs of one version.

    `scopes` holds a spec for every process and sub-process, by element id; `processes` names those that can
    be started or called; `main` is the one that a new order starts; `field_names` are the order's fields.
    """

    id: str
    package: str
    main: str
    scopes: dict[str, ScopeSpec]
    processes: frozenset[str]
    field_names: frozenset[str] = frozenset()
