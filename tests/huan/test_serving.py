"""A server by itself: who hears of what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.commands import Change
from engine.commands.complete import CompleteTask
from engine.org import Actor
from huan.serving import Server
from huan.wiring import build


@pytest.fixture
def stage(stage_on_sqlite):
    return stage_on_sqlite


def test_without_redis_the_pages_of_a_server_hear_what_it_did_itself(stage):
    order = stage.open_order()
    system = build(replace(stage.system.settings, redis_url=None))
    Server(system.settings, lambda: system, 1, inline=False).load()
    page = system.hub.subscribe([Change("task", "*")])
    system.engine.run(CompleteTask(order["opened"][0]["task"]), Actor(stage.ids["agent"]))
    assert page is not None
    assert page.next(0) == Change("task", order["opened"][0]["task"])
    system.close()
