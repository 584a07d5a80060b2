"""What a step needed is free as soon as it is stored."""

from __future__ import annotations

import gc

from engine.runtime.instance import Instance


def test_no_instance_waits_for_the_collector(stage):
    stage.open_order()
    gc.collect()
    gc.disable()
    try:
        stage.do("dispatch", "agent")
        stage.do("accept", "desk", {"decision": "accept"})
        stage.later(minutes=30)
        left = [one for one in gc.get_objects() if isinstance(one, Instance)]
    finally:
        gc.enable()
    assert left == []
