"""The measurement of calls works, at a small size and in one process: an exchange on a socket, a listener, PostgreSQL."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from bench import calls
from bench.listening import Done
from bench.pages import Heard
from bench.ringing import Said
from bench.telephone import CallStage, Desk
from tests.servers import Postgres, free_port

NOBODY = "redis://127.0.0.1:1/0"


class Here:
    """A part in this process."""

    pid = os.getpid()

    def __init__(self, part: Any) -> None:
        self._part = part

    def ask(self, method: str, *arguments: Any) -> Any:
        return getattr(self._part, method)(*arguments)


@contextmanager
def here(make: Callable[..., Any], *arguments: Any) -> Iterator[Here]:
    part = make(*arguments)
    yield Here(part)
    part.close()


@pytest.mark.postgres
def test_a_listener_is_measured_that_lags_forgets_nothing_and_is_replaced(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "apart", here)
    monkeypatch.setattr(calls, "HELD_SECONDS", 1.0)
    monkeypatch.setattr(calls, "GAPS", 1)
    url = postgres.create("bench_calls")
    made = CallStage(url, agents=2)
    made.sign_in()
    with ExitStack() as parts:
        port = free_port()
        exchange, listener = calls._parts(parts, made, (url, NOBODY), port)
        spoken_with = calls._spoken_with(parts, made, listener, port, 3)
        figures = [
            calls._held(url, exchange, listener, 4),
            calls._remembered(exchange, listener, 8),
            calls._reconciled(exchange, listener, 8),
        ]
        listener.ask("close")
        figures.append(calls._taken_up(parts, exchange, (url, NOBODY)))
    made.stage.system.close()
    postgres.drop("bench_calls")
    assert (spoken_with.notes["callers"], spoken_with.notes["spoken to"]) == (3, 3)
    held, memory, reconciled, taken_up = figures
    assert (held.notes["of"], held.notes["calls not followed"]) == (4, 0)
    assert held.notes["waited to be written"] > 0, "nothing could be told, and all was followed"
    assert 0 < held.value < 10_000
    assert memory.value > memory.notes["before MB"] - 1 > 20
    assert memory.notes["calls"] >= 8
    assert reconciled.notes["hung up unheard"] == 2
    assert 0 < reconciled.value < calls.PATIENCE_SECONDS
    assert taken_up.notes["taken up"] >= 8
    assert {figure.name for figure in figures if figure.target is None} == set()
    assert json.loads(json.dumps([figure.document() for figure in figures]))[0]["unit"] == "ms p95"


def test_a_page_has_heard_of_a_ring_when_it_was_told_after_that_was_written() -> None:
    made = CallStage.__new__(CallStage)
    made.desks = [Desk("one", "p1", "10000", "d1"), Desk("two", "p2", "10001", "d2")]
    said = Said(
        offered={("a", "10000@default"): 1.0, ("b", "10001@default"): 2.0, ("c", "10000@default"): 5.0}
    )
    done = Done(written={("a", "10000@default"): 1.01, ("b", "10001@default"): 2.5})
    heard = [Heard(moments=[0.9, 1.05, 1.4]), Heard(moments=[2.1])]
    taken, lost = calls._deliveries(made, said, done, heard)
    assert taken == [pytest.approx(50)], "what was heard before is another call's"
    assert lost == 2
