"""Hostile work ends alone: past its time, its processor time, its memory; and what comes after goes on."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.definitions import Catalogue, DiagramRefused
from engine.definitions.blank import blank_package
from engine.errors import NotFound, Unavailable
from engine.sandbox import LONG, QUICK, Job, Limits, Sandbox, SandboxFailed, TooHeavy
from tests.stage import PACKAGES

BLANK = blank_package("meter", "换表", "Meter change")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    made = Sandbox(patience_seconds=20)
    yield made
    made.close()


def check(sandbox: Sandbox, limits: Limits = QUICK, files: dict[str, str] = BLANK):
    return sandbox.run(Job.CHECK, limits, files=files, catalogue=Catalogue())


def repair() -> dict[str, str]:
    folder = PACKAGES / "repair"
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_job_answers_with_what_it_found(sandbox: Sandbox) -> None:
    answer = check(sandbox)
    assert (answer["errors"], answer["findings"], answer["package"]["key"]) == (0, [], "meter")
    broken = check(sandbox, files={**BLANK, "meter.bpmn": "<"})
    assert (broken["errors"], broken["package"], broken["source_hash"]) == (1, None, None)
    assert broken["findings"][0]["problem_zh"]


def test_what_takes_longer_than_it_may_is_ended_and_the_next_job_goes_on(sandbox: Sandbox) -> None:
    begun = time.monotonic()
    with pytest.raises(TooHeavy, match=r"longer than the 0\.2 seconds"):
        sandbox.run(Job.TEST, Limits(0.2, 60), files=repair(), beside={}, only=None)
    assert time.monotonic() - begun < 10
    assert check(sandbox)["errors"] == 0


def test_what_computes_longer_than_it_may_is_ended(sandbox: Sandbox) -> None:
    with pytest.raises(TooHeavy):
        sandbox.run(Job.TEST, Limits(60, 1), files=repair(), beside={"follow-up": _follow_up()}, only=None)
    assert check(sandbox)["errors"] == 0


def _follow_up() -> dict[str, str]:
    folder = PACKAGES / "follow-up"
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file() and "scenarios" not in path.parts
    }


def test_what_needs_more_memory_than_it_may_is_refused(sandbox: Sandbox) -> None:
    many = {**BLANK, **{f"{number}.txt": "x" * 4_000_000 for number in range(4)}}
    with pytest.raises(TooHeavy, match="memory"):
        check(sandbox, Limits(20, 20, memory_bytes=1_000_000), many)
    assert check(sandbox, files=many)["errors"] == 0


def test_an_answer_that_is_too_large_is_not_sent(sandbox: Sandbox) -> None:
    with pytest.raises(TooHeavy, match="too much to tell"):
        check(sandbox, Limits(20, 20, answer_bytes=10))


def test_what_a_job_refuses_is_raised_with_its_findings(sandbox: Sandbox) -> None:
    with pytest.raises(DiagramRefused) as refused:
        sandbox.run(Job.TEST, LONG, files={"package.yaml": "key: ["}, beside={}, only=None)
    assert refused.value.report[0].problem.zh
    with pytest.raises(NotFound, match="没有"):
        sandbox.run(Job.TEST, LONG, files=BLANK, beside={}, only="没有")


def test_a_job_that_fails_is_told_with_its_traceback(sandbox: Sandbox) -> None:
    with pytest.raises(SandboxFailed, match="TypeError"):
        sandbox.run(Job.CHECK, nonsense=1)


def test_a_fork_server_that_was_killed_is_replaced(sandbox: Sandbox) -> None:
    check(sandbox)
    assert sandbox._server is not None
    os.kill(sandbox._server.pid, signal.SIGKILL)
    sandbox._server.wait()
    assert check(sandbox)["errors"] == 0


def test_more_at_once_than_may_be_are_asked_to_come_again() -> None:
    busy = Sandbox(quick=1, patience_seconds=0.05)
    with busy._slots[True], pytest.raises(Unavailable, match="try again"):
        check(busy)
    assert check(busy)["errors"] == 0
    busy.close()


def test_many_threads_get_each_their_own_answer(sandbox: Sandbox) -> None:
    keys: list[str] = []

    def ask(number: int) -> None:
        files = blank_package(f"package-{number}", "名", "name")
        keys.append(check(sandbox, files=files)["package"]["key"])

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(keys) == [f"package-{number}" for number in range(6)]


def test_a_job_sees_no_secret_and_leaves_nothing_behind(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUAN_DATABASE_URL", "postgresql://secret")
    own = Sandbox()
    check(own)
    assert own._server is not None
    environment = Path(f"/proc/{own._server.pid}/environ").read_bytes()
    assert b"secret" not in environment
    pid = own._server.pid
    own.close()
    assert not Path(f"/proc/{pid}").exists()
    before = set(Path("/dev/shm").glob("huan-job-*"))
    with pytest.raises(TooHeavy):
        sandbox.run(Job.TEST, Limits(0.5, 60), files=repair(), beside={}, only=None)
    assert set(Path("/dev/shm").glob("huan-job-*")) <= before
