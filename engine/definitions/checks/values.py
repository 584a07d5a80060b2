"""Booleans are booleans and whole numbers whole numbers, as XML Schema writes them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.findings import Finding
from engine.definitions.package import Package
from engine.definitions.reading.malformed import is_boolean


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for found in package.diagram.malformed:
        kind, remedy = "boolean", "write true or false"
        if not is_boolean(found.attribute):
            kind, remedy = "whole number", "write digits only"
        yield Finding(
            package.diagram.file,
            found.element,
            found.name,
            f"{found.attribute}={found.value!r} is no {kind}",
            remedy,
            found.line,
        )
