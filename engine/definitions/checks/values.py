"""Booleans are booleans and whole numbers whole numbers, as XML Schema writes them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.findings import Finding
from engine.definitions.package import Package
from engine.definitions.reading.malformed import is_boolean
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for found in package.diagram.malformed:
        kind, remedy = Words("boolean", "布尔值"), Words("write true or false", "请写 true 或 false")
        if not is_boolean(found.attribute):
            kind, remedy = Words("whole number", "整数"), Words("write digits only", "请只写数字")
        yield Finding(
            package.diagram.file,
            found.element,
            found.name,
            Words(
                f"{found.attribute}={found.value!r} is no {kind}",
                f"{found.attribute}={found.value!r} 不是{kind.zh}",
            ),
            remedy,
            found.line,
        )
