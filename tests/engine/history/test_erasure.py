"""Personal data is erased, and it stays provable that it was there and who erased it."""

from __future__ import annotations

import pytest

from engine.commands.erase import EraseValues
from engine.errors import InvalidInput, NotAllowed
from engine.history import ERASED, state_at
from engine.queries.audit import verify
from engine.store.history import chain_events
from tests.stage import Stage


@pytest.fixture
def stage(database_url):
    made = Stage(database_url)
    yield made
    made.system.close()


def test_erased_values_are_gone_everywhere_and_the_chain_stays_whole(stage):
    order = stage.open_order()["order"]
    stage.run(EraseValues(order, ("caller_name", "caller_number"), "客户要求"), "auditor")
    found = verify(stage.system.database)
    assert (found.faults, found.erased) == ([], 2)
    assert stage.order(order).caller_number is None
    with stage.system.database.reading() as tx:
        events = chain_events(tx, order)
    assert "13800000001" not in "".join(event.content or "" for event in events)
    assert "王女士" not in "".join(event.content or "" for event in events)
    moment = state_at(events, stage.now)
    assert moment.values["caller_name"] == ERASED
    assert moment.values["title"] == "全家停电"


def test_only_an_auditor_erases_and_must_say_why(stage):
    order = stage.open_order()["order"]
    with pytest.raises(NotAllowed):
        stage.run(EraseValues(order, ("caller_name",), "x"), "agent")
    with pytest.raises(InvalidInput, match="a reason"):
        stage.run(EraseValues(order, ("caller_name",)), "auditor")
    with pytest.raises(InvalidInput, match="has no value"):
        stage.run(EraseValues(order, ("shoe_size",), "x"), "auditor")
