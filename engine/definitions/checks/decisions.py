"""The decision models in rules/ are DMN 1.5 that can be executed, and each decision has an id of its own."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.decisions import finding_of
from engine.definitions.findings import Finding
from engine.definitions.package import Package
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for problem in package.decisions.problems():
        yield finding_of(problem)
    for twin, first in package.decisions.twins():
        yield Finding(
            twin.model.file,
            twin.offered.id,
            twin.offered.name,
            Words(
                f"{first.model.file} has a decision with the id {twin.offered.id!r} too",
                f"{first.model.file} 也有标识为 {twin.offered.id!r} 的决策",
            ),
            Words("give it another id", "请改用别的标识"),
        )
