"""Every construct is executed as the standard says: its diagram and its story lie beside this test.

Each story is played twice, the second time saved and reloaded at every step, on SQLite and on PostgreSQL, and
together the stories of a case visit everything that its diagram has.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.definitions import check_package, errors_of
from engine.scenarios import Databases, SqliteDatabases, catalogue_of, run_scenarios, told_outcome
from tests.engine.constructs.construct import names, read
from tests.postgres_databases import PostgresDatabases


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def databases(request: pytest.FixtureRequest) -> Iterator[Databases]:
    """Where the stories' databases are made."""
    if request.param == "sqlite":
        made: Databases = SqliteDatabases()
    else:
        template = request.getfixturevalue("postgres_template")
        made = PostgresDatabases(request.getfixturevalue("postgres"), template)
    yield made
    made.close()


#: What no story can visit: the step that comes there fails, and what fails is undone.
UNDONE = {"end-error": {"bad", "work-bad"}, "boundary-escalation": {"up-more"}}


@pytest.mark.parametrize("name", names())
def test_a_construct_is_executed_as_its_story_tells(name: str, databases: Databases) -> None:
    construct = read(name)
    assert construct.scenarios, "there is no story"
    outcomes, coverage = run_scenarios(construct.scenarios, construct.packages, databases=databases)
    for outcome in outcomes:
        assert outcome.passed, told_outcome(outcome)
    for key in construct.own:
        missed = [str(one) for one in coverage.of(key).missed if one.id not in UNDONE.get(name, ())]
        assert not missed, f"no story visits {', '.join(missed)}"


@pytest.mark.parametrize("name", names())
def test_the_diagram_of_a_construct_has_no_finding(name: str) -> None:
    construct = read(name)
    for package in construct.packages.values():
        findings = errors_of(check_package(package, catalogue_of(package, construct.packages.values())))
        assert not findings, "\n".join(map(str, findings))
