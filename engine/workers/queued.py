"""Workers on any number of machines: RQ on Redis carries hints, the rows stay the truth.

At most one hint of a kind waits at a time: thousands of commits in a second become one RQ job, and no
process is forked for it. Redis may be flushed or restarted: pollers find what its hints would have told.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Mapping
from typing import Any

import orjson
import structlog
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.exceptions import StopRequested
from rq.serializers import JSONSerializer

from engine.commands import Change, Engine, Hint
from engine.effects import Effect
from engine.errors import HuanError
from engine.workers.hub import RESET, Hub
from engine.workers.inline import InlineWorker, worker_name
from engine.workers.migrations import advance_migrations
from engine.workers.recomputations import advance_recomputations
from engine.workers.reorganisations import advance_reorganisations
from engine.workers.turns import apply_deliveries, do_a_job, fire_due_timers

log = structlog.get_logger("huan.worker")
QUEUE = "huan"
CHANNEL = "huan:changes"
#: A hint that was enqueued and lost is enqueued again after this long.
COALESCED_SECONDS = 5
#: How soon a worker that lost Redis looks for it again.
AGAIN_SECONDS = 1.0


class QueuedHints:
    """Gives hints to RQ and changes to every server's hub. Trouble with Redis is logged, never raised."""

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)
        self._queue = Queue(QUEUE, connection=self._redis, serializer=JSONSerializer)

    def give(self, hints: Collection[Hint], changes: Collection[Change]) -> None:
        """Enqueue one coalesced hint a kind, and publish the changes."""
        try:
            for hint in hints:
                if self._redis.set(_waiting_key(hint), 1, nx=True, ex=COALESCED_SECONDS):
                    self._queue.enqueue(f"{__name__}.take_hint", hint.value, result_ttl=0, failure_ttl=0)
            if changes:
                message = orjson.dumps([[change.kind, change.id] for change in changes])
                self._redis.publish(CHANNEL, message)
        except RedisError as error:
            log.warning("hint lost", reason=str(error))


def _waiting_key(hint: Hint) -> str:
    return f"huan:hint:{hint.value}"


class _Here:
    """What the RQ jobs of this process work with; set before the worker starts."""

    engine: Engine
    effects: Mapping[str, Effect]
    redis: Redis
    name: str


_here = _Here()


def take_hint(kind: str) -> int:
    """The RQ job: do everything that a kind of hint may have been about; return how much it was."""
    hint = Hint(kind)
    # Deleted before looking: a commit from now on enqueues a hint of its own.
    _here.redis.delete(_waiting_key(hint))
    done = 0
    while turn := _turn(hint):
        done += turn
    return done


def _turn(hint: Hint) -> int:
    try:
        match hint:
            case Hint.JOBS:
                return do_a_job(_here.engine, _here.effects, _here.name)
            case Hint.DELIVERIES:
                return apply_deliveries(_here.engine, _here.name)
            case Hint.TIMERS:
                return fire_due_timers(_here.engine, _here.name)
            case Hint.MIGRATIONS:
                done = advance_migrations(_here.engine) + advance_recomputations(_here.engine)
                return done + advance_reorganisations(_here.engine)
    except HuanError as error:
        log.warning("a turn failed", hint=hint.value, code=error.code)
    return 0


class _Messenger(SimpleWorker):
    """RQ's worker without a fork, which tells whether a signal ended it."""

    def __init__(self, redis: Redis, stop: threading.Event) -> None:
        queue = Queue(QUEUE, connection=redis, serializer=JSONSerializer)
        super().__init__([queue], connection=redis, serializer=JSONSerializer, default_result_ttl=0)
        self._stop = stop

    def request_stop(self, signum: Any, frame: Any) -> None:
        """Take a signal; RQ then asks Redis for its own state, and may not get an answer."""
        self._stop.set()
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]


def run_worker(
    engine: Engine, effects: Mapping[str, Effect], url: str, *, pollers: InlineWorker | None
) -> None:
    """Run one worker process until it is told to stop: RQ for hints, and threads that poll.

    `pollers` find what no hint told of: lost hints, timers that fall due, lapsed leases. None: they are other
    processes, which there must be.

    RQ's worker gives up when Redis is restarted or flushed while it has a hint in hand. It carries nothing
    that the rows do not have, so another one takes its place.
    """
    _here.engine, _here.effects, _here.name = engine, effects, worker_name("rq")
    _here.redis = Redis.from_url(url)
    if pollers is not None:
        pollers.start()
    engine.hints = QueuedHints(url)
    stop = threading.Event()
    while not stop.is_set():
        try:
            _Messenger(_here.redis, stop).work(logging_level="CRITICAL", with_scheduler=False)
            if not stop.is_set():
                time.sleep(AGAIN_SECONDS)
        except RedisError as error:
            log.warning("Redis does not answer; polling goes on", reason=str(error))
            time.sleep(AGAIN_SECONDS)
        except StopRequested:
            break
    if pollers is not None:
        pollers.stop()


class ChangesFromRedis:
    """Brings the changes of all processes to this server's hub; after a gap every page is told to reset."""

    def __init__(self, url: str, hub: Hub) -> None:
        self._url, self._hub = url, hub
        self._stop = threading.Event()

    def start(self) -> None:
        """Listen in a thread."""
        threading.Thread(target=self._listen, name="changes", daemon=True).start()

    def stop(self) -> None:
        """Stop listening."""
        self._stop.set()

    def _listen(self) -> None:
        while not self._stop.is_set():
            try:
                self._read(Redis.from_url(self._url, socket_timeout=10))
            except RedisError as error:
                log.warning("changes: Redis does not answer", reason=str(error))
                self._stop.wait(1)

    def _read(self, redis: Redis) -> None:
        listener: Any = redis.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
        listener.subscribe(CHANNEL)
        self._hub.publish([RESET])
        while not self._stop.is_set():
            message = listener.get_message(timeout=5)
            if message is not None:
                self._hub.publish([Change(kind, key) for kind, key in orjson.loads(message["data"])])
