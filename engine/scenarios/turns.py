"""What a worker does between the steps of a scenario, and how time passes.

Everything that can be done is done at once. An effect succeeds by itself, unless the scenario says
somewhere how the job of that element ends: then it is begun and waits for that step, as an effect does that
is on its way.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from engine.commands.expire_messages import ExpireMessages
from engine.commands.jobs import BeginJob, FailJob, FinishJob
from engine.effects import EffectCall, EffectFailed, Notify
from engine.errors import HuanError
from engine.feel import decode_value
from engine.org import Actor
from engine.scenarios.stage import Stage
from engine.store.jobs import job_by_id
from engine.store.timers import next_due
from engine.words import Words
from engine.workers import apply_deliveries, fire_due_timers

WORKER = Actor("system:jobs")
OWNER = "scenario"
MOST_TURNS = 1000
MOST_TIMERS = 10_000
#: What effects bring when nobody decides: as if the other side had answered well.
SUCCESS: Mapping[str, Mapping[str, Any]] = {
    "customer-message": {"sent": True},
    # Where no telephone is set up: a person has to call.
    "order.call-customer": {"result": "no-exchange", "answers": {}},
    "webhook": {"status": 200, "answer": None},
}


def drain(stage: Stage, by_hand: Collection[str]) -> None:
    """Apply deliveries, fire due timers and do jobs until nothing is left.

    Raises:
        HuanError: there is no end to it.
        OutOfTime: the stage's deadline is over.
    """
    for _ in range(MOST_TURNS):
        stage.require_time()
        done = apply_deliveries(stage.engine, OWNER) + fire_due_timers(stage.engine, OWNER)
        if not done + _do_a_job(stage, by_hand):
            return
    raise HuanError(
        Words(
            f"after {MOST_TURNS} turns there is still work; something goes round without end",
            f"{MOST_TURNS} 轮之后仍有事要做；有什么在无尽地循环",
        )
    )


def begin_jobs(stage: Stage, by_hand: Collection[str]) -> None:
    """Begin the jobs that are ready and do those that end by themselves."""
    while _do_a_job(stage, by_hand):
        stage.require_time()


def pass_time(stage: Stage, until: datetime, by_hand: Collection[str]) -> None:
    """Let time pass: the clock stops at the moment of every timer on the way, which fires there."""
    for _ in range(MOST_TIMERS):
        with stage.database.reading() as tx:
            due = next_due(tx)
        if due is None or due > until:
            break
        if due > stage.now:
            stage.set_clock(due)
        drain(stage, by_hand)
        with stage.database.reading() as tx:
            if next_due(tx) == due:
                break  # it cannot fire; the incident or the suspended process says why
    else:
        raise HuanError(
            Words(
                f"more than {MOST_TIMERS} timers fired; let less time pass at once",
                f"触发了超过 {MOST_TIMERS} 个定时器；请一次少过一些时间",
            )
        )
    stage.set_clock(until)
    stage.run(ExpireMessages())
    drain(stage, by_hand)


def _do_a_job(stage: Stage, by_hand: Collection[str]) -> int:
    engine = stage.engine
    begun = engine.run(BeginJob(OWNER, lease_seconds=3600), WORKER)
    key = begun["job"]
    if key is None:
        return 0
    with stage.database.reading() as tx:
        job = job_by_id(tx, key)
    if job is not None and job.element_id in by_hand:
        return 1
    values = SUCCESS.get(begun["handler"], {})
    if begun["handler"] == "notify":
        call = EffectCall(
            key, decode_value(begun["payload"]), begun["attempt"], begun["order"], begun["instance"]
        )
        try:
            values = Notify(engine)(call)
        except EffectFailed as failure:
            engine.run(FailJob(key, failure.message, failure.permanent), WORKER)
            return 1
    engine.run(FinishJob(key, values), WORKER)
    return 1
