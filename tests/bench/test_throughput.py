"""The benchmark of throughput works, at a small size: a process of its own completes tasks for a second."""

from __future__ import annotations

import pytest

from bench import throughput
from tests.servers import Postgres


@pytest.mark.postgres
def test_a_worker_completes_tasks_for_a_second(postgres: Postgres) -> None:
    (figure,) = throughput.run(postgres.create("bench_throughput"), workers=1, seconds=1, orders=3)
    postgres.drop("bench_throughput")
    assert (figure.name, figure.target) == ("throughput", 1200)
    assert figure.value == figure.notes["completions"] > 0
    assert figure.notes["application CPU ms each"] > 0
