"""kill -9 of a worker at every named fault point: every order ends as it should.

The receiver counts without deduplicating. A *once* effect arrives at most once, an unknown outcome being an
incident that a person settles; a *repeatable* one at least once, always under the same key.
"""

from __future__ import annotations

import pytest

from engine.commands.correlate import CorrelateMessage
from engine.commands.retry_incident import RetryIncident
from engine.commands.settle_outcome import SettleOutcome
from engine.faults import AFTER_CALL, AFTER_COMMIT, BEFORE_CALL, BEFORE_COMMIT
from tests.drawing import catch, draw, message, start, user
from tests.stage import Stage

KILLED_AT = [
    f"{BEFORE_COMMIT}:lease-timers",
    f"{BEFORE_COMMIT}:fire-timer",
    f"{AFTER_COMMIT}:fire-timer",
    f"{BEFORE_COMMIT}:begin-job",
    f"{AFTER_COMMIT}:begin-job",
    f"{BEFORE_CALL}:webhook",
    f"{AFTER_CALL}:webhook",
    f"{BEFORE_COMMIT}:finish-job",
    f"{AFTER_COMMIT}:finish-job",
    f"{BEFORE_CALL}:customer-message",
    f"{AFTER_CALL}:customer-message",
]


@pytest.mark.parametrize("fault", KILLED_AT)
def test_a_killed_worker_loses_nothing_and_sends_nothing_twice(theatre, fault):
    order = theatre.order()
    theatre.set_clock(theatre.now.replace(minute=11))
    assert theatre.worker(fault).wait(60) == -9
    theatre.lapse_leases()
    theatre.drain()

    for incident in theatre.incidents():
        assert incident["kind"] == "outcome-unknown"
        sent = bool(theatre.receiver.at("/sms"))
        assert sent == (fault != f"{BEFORE_CALL}:customer-message")
        theatre.run(_settle(incident, sent), "operator")
        theatre.drain()

    assert theatre.open(order) == ["done"]
    hooks = theatre.receiver.at("/hook")
    assert len(hooks) >= 1
    assert len({key for key, _ in hooks}) == 1
    assert len(theatre.receiver.at("/sms")) == 1
    assert theatre.incidents() == []
    theatre.require_whole()


def _settle(incident, sent):
    return SettleOutcome(incident["id"], happened=sent)


def test_a_once_effect_whose_worker_died_is_told_to_a_person_and_not_repeated(theatre):
    theatre.order()
    theatre.set_clock(theatre.now.replace(minute=11))
    assert theatre.worker(f"{AFTER_CALL}:customer-message").wait(60) == -9
    theatre.lapse_leases()
    theatre.drain()
    theatre.lapse_leases()
    theatre.drain()
    assert len(theatre.receiver.at("/sms")) == 1
    (incident,) = theatre.incidents()
    assert "nobody knows whether it happened" in incident["message"]
    assert theatre.open() == []


@pytest.mark.parametrize("point", [BEFORE_COMMIT, AFTER_COMMIT])
def test_a_message_whose_delivery_was_interrupted_arrives_once(theatre, point):
    paid = catch("paid", message("paid", "order.number"))
    theatre.deploy(draw(start("s"), paid, user("done"), flows="s > paid > done"))
    order = theatre.order()
    theatre.run(CorrelateMessage("paid", Stage.order(theatre, order).number), "operator")
    assert theatre.worker(f"{point}:apply-delivery").wait(60) == -9
    theatre.lapse_leases()
    theatre.drain()
    assert theatre.open(order) == ["done"]
    assert [event.type for event in theatre.history(order)].count("message.received") == 1
    theatre.require_whole()


@pytest.mark.parametrize("point", [BEFORE_COMMIT, AFTER_COMMIT])
def test_a_failure_that_was_not_written_down_becomes_one_incident_all_the_same(theatre, point):
    theatre.receiver.refused.add("/hook")
    order = theatre.order()
    theatre.set_clock(theatre.now.replace(minute=11))
    assert theatre.worker(f"{point}:fail-job").wait(60) == -9
    theatre.lapse_leases()
    theatre.drain()
    (incident,) = theatre.incidents()
    assert (incident["kind"], incident["element_id"]) == ("job-failed", "hook")
    theatre.receiver.refused.clear()
    theatre.run(RetryIncident(incident["id"]), "operator")
    theatre.drain()
    assert theatre.open(order) == ["done"]
    assert len({key for key, _ in theatre.receiver.at("/hook")}) == 1
    theatre.require_whole()
