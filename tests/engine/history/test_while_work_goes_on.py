"""The history is verified and the database examined while people go on working."""

from __future__ import annotations

from engine.commands.complete import CompleteTask
from engine.queries.audit import verify


def test_a_chain_that_grows_while_it_is_verified_is_whole(stage):
    orders = [stage.open_order(beside=True) for _ in range(3)]
    waiting = [order["opened"][0]["task"] for order in orders]

    def somebody_works(done, count):
        if waiting:
            for task in waiting:
                stage.run(CompleteTask(task), "agent")
            waiting.clear()

    audit = verify(stage.system.database, progress=somebody_works)
    assert (audit.chains, audit.faults) == (3, [])
    assert verify(stage.system.database).events == audit.events + 1
