"""Shipped scenarios pass on PostgreSQL too, saved and reloaded at every step; `huan test` plays on SQLite.

`HUAN_SOAK=1` plays all of them, otherwise the first file of each package.
"""

import os
from pathlib import Path

import pytest

from engine.scenarios import read_scenarios, run_scenarios, told_outcome
from engine.scenarios.folders import find
from tests.postgres_databases import PostgresDatabases

PACKAGES = Path(__file__).parents[3] / "bpmn"
FOUND = find([PACKAGES])
MOST = None if os.environ.get("HUAN_SOAK") == "1" else 1
FILES = [(folder, file) for folder, files in FOUND.files.items() for file in files[:MOST]]


@pytest.mark.postgres
@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "file"), FILES, ids=[f"{folder.name}-{file.stem}" for folder, file in FILES]
)
def test_the_scenarios_of_a_file_pass_on_postgresql(folder, file, postgres, postgres_template):
    packages = FOUND.by_key(folder)
    scenarios = read_scenarios(file.read_text("utf-8"), file.name, FOUND.packages[folder].key, packages)
    databases = PostgresDatabases(postgres, postgres_template)
    outcomes, _ = run_scenarios(scenarios, packages, databases=databases)
    databases.close()
    for outcome in outcomes:
        assert outcome.passed, told_outcome(outcome)
