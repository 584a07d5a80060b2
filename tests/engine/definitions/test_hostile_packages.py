"""A package from a broken tool, or from somebody who means ill, is refused or fine: no crash, no hang."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.commands.deploy import Deploy
from engine.definitions import (
    DiagramRefused,
    check_package,
    compile_package,
    errors_of,
    read_files,
)
from engine.errors import HuanError
from engine.orders import OPERATIONS
from engine.scenarios import catalogue_of
from engine.store.definitions import all_definitions
from tests.engine.definitions.mutations import files_of, mutated_package
from tests.stage import PACKAGES, Stage

SOAK = os.environ.get("HUAN_SOAK") == "1"
#: Of processor time, so that other work on the machine does not matter.
MOST_SECONDS = 5.0
SHIPPED = ("repair", "follow-up", "inbound-call")
ORIGINALS = {name: files_of(PACKAGES / name) for name in SHIPPED}
READ = {name: read_files(files, name) for name, files in ORIGINALS.items()}
quick = settings(
    max_examples=2_000 if SOAK else 40,
    deadline=None,
    derandomize=not SOAK,
    suppress_health_check=list(HealthCheck),
)


def judged(files: dict[str, bytes]) -> str:
    """Return `unread`, `refused` or `fine`; what is fine also compiles."""
    begun = time.process_time()
    try:
        package = read_files(files, "p")
    except DiagramRefused:
        verdict = "unread"
    else:
        found = check_package(package, catalogue_of(package, READ.values()))
        for finding in found:
            assert finding.problem
            assert finding.remedy
            assert finding.problem.zh
            str(finding).encode()
        verdict = "refused" if errors_of(found) else "fine"
        if verdict == "fine":
            compile_package(package, "d", frozenset(OPERATIONS))
    assert time.process_time() - begun < MOST_SECONDS
    return verdict


@given(st.sampled_from(SHIPPED), st.integers(0, 2**32), st.sampled_from((1, 1, 2, 3, 8, 30)))
@quick
def test_a_mutated_package_is_refused_with_findings_or_compiles(name: str, seed: int, changes: int) -> None:
    judged(mutated_package(ORIGINALS[name], seed, changes))


def test_the_mutations_reach_every_verdict() -> None:
    seen = {judged(mutated_package(ORIGINALS["follow-up"], seed, 1 + seed % 3)) for seed in range(40)}
    assert seen == {"unread", "refused", "fine"}


@pytest.fixture(scope="module")
def stage(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    from tests.conftest import sqlite_copy

    return Stage(sqlite_copy(sqlite_template, tmp_path_factory.mktemp("hostile")))


def deployed(stage: Stage) -> list[tuple[object, ...]]:
    """Everything that the database knows of versions, and what listens for their starts."""
    from sqlalchemy import select

    from engine.store.tables import subscription, timer

    with stage.system.database.reading() as tx:
        versions = list(all_definitions(tx))
    listening = stage.rows(select(subscription.c.definition_id, subscription.c.name))
    timers = stage.rows(select(timer.c.definition_id, timer.c.element_id))
    return [*versions, *map(tuple, (row.items() for row in listening + timers))]


@given(st.sampled_from(SHIPPED), st.integers(0, 2**32), st.sampled_from((1, 1, 2, 3)))
@settings(quick, max_examples=500 if SOAK else 15)
def test_a_mutated_package_is_deployed_whole_or_not_at_all(
    stage: Stage, name: str, seed: int, changes: int
) -> None:
    files = mutated_package(ORIGINALS[name], seed, changes)
    before = deployed(stage)
    try:
        texts = {path: content.decode() for path, content in files.items()}
    except UnicodeDecodeError:
        return
    try:
        answer = stage.run(Deploy(texts), "designer")
    except HuanError:
        assert deployed(stage) == before
    else:
        with stage.system.database.reading() as tx:
            assert stage.engine.services.definition(tx, answer["id"]).row.active
        stage.run(Deploy({path: text.decode() for path, text in ORIGINALS[name].items()}), "designer")
