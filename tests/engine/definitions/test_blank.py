"""The smallest package runs as it is."""

from __future__ import annotations

import pytest

from engine.definitions import bytes_of, read_files
from engine.definitions.blank import blank_package
from engine.definitions.checks import check_package
from engine.errors import InvalidInput
from engine.scenarios import catalogue_of, read_scenarios, run_scenarios


def test_a_blank_package_has_no_findings_and_its_scenario_passes():
    name = "Meter \"A\" & <b>: 'é' {x}"
    files = blank_package("meter-change", "换表：“一户”", name)
    scenario = files.pop("scenarios/meter-change.yaml")
    package = read_files(bytes_of(files), "meter-change")
    assert (package.key, package.name) == ("meter-change", {"zh": "换表：“一户”", "en": name})
    assert check_package(package, catalogue_of(package, [])) == []
    packages = {package.key: package}
    played = read_scenarios(scenario, "s.yaml", package.key, packages)
    outcomes, coverage = run_scenarios(played, packages)
    assert [outcome.failure for outcome in outcomes] == [None]
    assert coverage.of(package.key).complete


@pytest.mark.parametrize("key", ["", "Meter", "a--b", "../a", "a" * 61, 'a"b'])
def test_a_key_that_is_none_is_refused(key):
    with pytest.raises(InvalidInput) as refused:
        blank_package(key, "名", "name")
    assert [finding["field"] for finding in refused.value.findings] == ["key"]
