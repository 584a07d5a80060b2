"""Every element has an id of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node, Scope, SequenceFlow
from engine.definitions.package import Package

_ID = re.compile(r"[A-Za-z_À-￿][\w.\-À-￿]*")


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    diagram = package.diagram
    for key, line in diagram.duplicates:
        yield Finding(
            diagram.file, key, "", "several elements have this id", "give each element its own id", line
        )
    for scope in diagram.scopes():
        drawn: list[Scope | Node | SequenceFlow] = [scope, *scope.nodes.values(), *scope.flows.values()]
        for element in drawn:
            if not element.id:
                yield told(package, element, "an element has no id", "give it an id")
            elif not _ID.fullmatch(element.id):
                yield told(
                    package,
                    element,
                    "the id is no XML name",
                    "use letters, digits, _ - . and begin with a letter",
                )
