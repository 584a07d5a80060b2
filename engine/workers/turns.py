"""What a worker does in one turn: fire what is due, apply what has come, do what is to be done outside.

Each function does a bounded piece of work and returns how much it did; 0 means that there was nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from engine.commands import Engine
from engine.commands.agents.settle import SettleAgent
from engine.commands.anchor import MakeAnchor
from engine.commands.apply_delivery import ApplyDelivery
from engine.commands.attempts import GiveUpAttempt
from engine.commands.controls.empty import EmptyControls
from engine.commands.expire_messages import ExpireMessages
from engine.commands.fire_timer import FireTimer
from engine.commands.jobs import BeginJob, FailJob, FinishJob
from engine.commands.lease import LeaseDeliveries, LeaseTimers
from engine.commands.limits import TellOfLimits
from engine.commands.notifications.send_due import SendDueNotices
from engine.commands.overflow.looking import judged
from engine.commands.overflow.settle import SettleOverflow
from engine.commands.places.turn import SettlePlace, due_places
from engine.commands.purge_expired import PurgeExpired
from engine.effects import Effect, EffectCall, EffectFailed, EffectWaits
from engine.errors import Conflict, HuanError, NotFound, Unavailable
from engine.faults import AFTER_CALL, BEFORE_CALL, reach
from engine.feel import decode_value
from engine.org import Actor
from engine.store.agents import due_agents
from engine.store.attempts import due_attempts
from engine.store.clocks import orders_to_tell
from engine.words import Words

log = structlog.get_logger("huan.worker")
TIMER, MESSENGER, WORKER, KEEPER, TELLER = (
    Actor("system:timer"),
    Actor("system:messages"),
    Actor("system:jobs"),
    Actor("system:keeper"),
    Actor("system:notify"),
)


def fire_due_timers(engine: Engine, owner: str, most: int = 200) -> int:
    """Lease and fire due timers; return how many were leased."""
    leased = engine.run(LeaseTimers(owner, most=most), TIMER)["timers"]
    for timer in leased:
        try:
            engine.run(FireTimer(timer["id"], timer["instance"], timer["order"]), TIMER)
        except (Conflict, NotFound) as error:
            log.info("timer left", timer=timer["id"], code=error.code)
    return len(leased)


def apply_deliveries(engine: Engine, owner: str, most: int = 100) -> int:
    """Lease and apply deliveries; return how many were leased."""
    leased = engine.run(LeaseDeliveries(owner, most=most), MESSENGER)["deliveries"]
    for delivery in leased:
        try:
            engine.run(ApplyDelivery(delivery["id"], delivery["instance"]), MESSENGER)
        except (Conflict, NotFound) as error:
            log.info("delivery left", delivery=delivery["id"], code=error.code)
    return len(leased)


def do_a_job(engine: Engine, effects: Mapping[str, Effect], owner: str) -> int:
    """Begin one job, do it outside any transaction, and store the result; return 1, or 0 without a job."""
    begun = engine.run(BeginJob(owner), WORKER)
    job_id = begun["job"]
    if job_id is None:
        return 1 if begun.get("outcome") == "unknown" else 0
    effect = effects.get(begun["handler"])
    if effect is None:
        reason = f"this worker has no handler for {begun['handler']!r}"
        engine.run(FailJob(job_id, reason, permanent=True), WORKER)
        return 1
    call = EffectCall(
        job_id, decode_value(begun["payload"]), begun["attempt"], begun["order"], begun["instance"]
    )
    reach(BEFORE_CALL, begun["handler"])
    try:
        values = effect(call)
    except EffectWaits:
        return 1
    except EffectFailed as failure:
        # Why is in the attempt's row: it may quote what was to be sent, and a log keeps no values.
        log.warning(
            "effect failed",
            handler=begun["handler"],
            job=job_id,
            permanent=failure.permanent,
            unknown=failure.unknown,
        )
        failed = FailJob(job_id, failure.message, failure.permanent, failure.unknown, failure.error_code)
        engine.run(failed, WORKER)
        return 1
    reach(AFTER_CALL, begun["handler"])
    engine.run(FinishJob(job_id, values), WORKER)
    return 1


def keep_house(engine: Engine) -> int:
    """Expire messages, forget what is over, empty old controls and make the hourly anchor; return how much
    there was to do.
    """
    expired: int = engine.run(ExpireMessages(), KEEPER)["expired"]
    expired += engine.run(PurgeExpired(), KEEPER)["purged"]
    expired += engine.run(EmptyControls(), KEEPER)["emptied"]
    made = engine.run(MakeAnchor(if_due=True), KEEPER)["number"]
    return expired + (made is not None)


def send_due_notices(engine: Engine) -> int:
    """Make jobs of the notices that were put off or collected and are due now; return how many they were."""
    done = 0
    while sent := engine.run(SendDueNotices(), TELLER)["sent"]:
        done += sent
    return done


def tell_of_limits(engine: Engine, most: int = 100) -> int:
    """Tell what up to `most` clocks have to tell now; return of how many orders people were told.

    An order that cannot be told of is logged and left alone, so that it does not stand before the others.
    """
    with engine.database.reading() as tx:
        now, _ = engine.services.time_and_place(tx)
        orders = orders_to_tell(tx, now, most)
    for order_id in orders:
        try:
            engine.run(TellOfLimits(order_id), TELLER)
        except Unavailable:
            raise  # the next turn begins here again
        except HuanError as error:
            log.warning("limits not told", order=order_id, code=error.code)
            engine.run(TellOfLimits(order_id, leave=True), TELLER)
        except Exception:  # one order that nobody foresaw must not hold up the others
            log.exception("telling of limits broke", order=order_id)
            engine.run(TellOfLimits(order_id, leave=True), TELLER)
    return len(orders)


def settle_agents(engine: Engine, most: int = 200) -> int:
    """End after-call work that is over and tell of breaks that are too long; return of how many agents."""
    with engine.database.reading() as tx:
        now, _ = engine.services.time_and_place(tx)
        due = due_agents(tx, now, most)
    for person_id in due:
        engine.run(SettleAgent(person_id), KEEPER)
    return len(due)


def give_up_attempts(engine: Engine, most: int = 100) -> int:
    """End attempts to call customers of which nothing has told in time; return how many."""
    with engine.database.reading() as tx:
        due = due_attempts(tx, most)
    for attempt_id in due:
        engine.run(GiveUpAttempt(attempt_id), KEEPER)
    return len(due)


def call_back_in_turn(engine: Engine) -> int:
    """Let those be called back whose kept place in a queue has its turn; return of how many places."""
    with engine.database.reading() as tx:
        due = due_places(tx)
    return sum(bool(engine.run(SettlePlace(place_id), KEEPER)["settled"]) for place_id in due)


def settle_overflow(engine: Engine) -> int:
    """Look at the queues that a rule can send on, and switch those where it says so; return of how many
    something new was seen.
    """
    with engine.database.reading() as tx:
        now, _ = engine.services.time_and_place(tx)
        found = judged(tx, engine.services.telephony_rules.overflow, now)
    news = [name for name, one in found.items() if one.is_news]
    for name in news:
        engine.run(SettleOverflow(name), KEEPER)
    return len(news)


def drain(engine: Engine, effects: Mapping[str, Effect], owner: str = "drain", most: int = 10_000) -> int:
    """Do everything that can be done now, until nothing is left; for tests, scenarios and replays.

    Raises:
        HuanError: after `most` turns there is still something, so something goes round without end.
    """
    done = 0
    for _ in range(most):
        turn = (
            apply_deliveries(engine, owner)
            + fire_due_timers(engine, owner)
            + do_a_job(engine, effects, owner)
        )
        if not turn:
            return done
        done += turn
    raise HuanError(
        Words(
            f"after {most} turns there is still work; something goes round without end",
            f"{most} 轮之后仍有事要做；有什么在无尽地循环",
        )
    )
