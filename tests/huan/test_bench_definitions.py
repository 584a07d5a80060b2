"""The benchmark of definitions measures what it says."""

from __future__ import annotations

import pytest

from bench.definitions import SHIPPED, _chain, _compiled, _package, _refused, _renamed, _texts
from engine.definitions import bytes_of, check_package, errors_of, read_files
from engine.scenarios import catalogue_of


def test_its_diagram_has_as_many_elements_as_it_says_and_is_accepted() -> None:
    files = _package(_chain(500))
    diagram = read_files(files, "bench").diagram
    process = diagram.processes["bench"]
    assert len(process.nodes) + len(process.flows) in range(430, 501)
    _compiled(files)


def test_what_is_to_be_refused_is_refused_and_what_is_not_is_told() -> None:
    _refused(_package(_chain(10_000)))
    with pytest.raises(RuntimeError, match="was not refused"):
        _refused(_package(_chain(16)))


@pytest.mark.parametrize("name", SHIPPED)
def test_its_many_packages_are_the_shipped_ones_under_other_keys(name: str) -> None:
    files = _renamed(_texts(name), name, f"{name}-7")
    package = read_files(bytes_of(files), "p")
    assert (package.key, package.process, package.category) == (f"{name}-7", f"{name}-7", None)
    beside = [read_files(bytes_of(_texts(other)), other) for other in SHIPPED]
    assert errors_of(check_package(package, catalogue_of(package, beside))) == []
