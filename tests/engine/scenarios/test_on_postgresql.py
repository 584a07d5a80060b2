"""Shipped scenarios pass on PostgreSQL too, saved and reloaded at every step; `huan test` plays on SQLite.

`HUAN_SOAK=1` plays all of them, otherwise the first five at most of the first file, by name, of each package.
"""

import os
from pathlib import Path

import pytest

from engine.scenarios import read_scenarios, run_scenarios, told_outcome
from engine.scenarios.folders import find
from tests.postgres_databases import PostgresDatabases

PACKAGES = Path(__file__).parents[3] / "bpmn"
FOUND = find([PACKAGES])
SOAK = os.environ.get("HUAN_SOAK") == "1"
#: How many files of a package, and how many scenarios of a file; None: all.
MOST_FILES, MOST_SCENARIOS = (None, None) if SOAK else (1, 5)
FILES = [(folder, file) for folder, files in FOUND.files.items() for file in sorted(files)[:MOST_FILES]]


@pytest.mark.postgres
@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "file"), FILES, ids=[f"{folder.name}-{file.stem}" for folder, file in FILES]
)
def test_the_scenarios_of_a_file_pass_on_postgresql(folder, file, postgres, postgres_template):
    packages = FOUND.by_key(folder)
    scenarios = read_scenarios(file.read_text("utf-8"), file.name, FOUND.packages[folder].key, packages)
    databases = PostgresDatabases(postgres, postgres_template)
    outcomes, _ = run_scenarios(scenarios[:MOST_SCENARIOS], packages, databases=databases)
    databases.close()
    for outcome in outcomes:
        assert outcome.passed, told_outcome(outcome)
