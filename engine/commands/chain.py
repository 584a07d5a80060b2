"""The one chain in which every command runs: log, retry, transaction, idempotency, incidents, hints."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import is_dataclass
from functools import partial
from hashlib import sha256
from typing import cast

import orjson
import structlog

from engine.commands.command import Answer, Command, Keeping, Looking, Preparing
from engine.commands.ports import Hints, NoHints
from engine.commands.services import Services
from engine.commands.work import Work
from engine.errors import HuanError, IdempotencyMismatch, StepFailed
from engine.faults import AFTER_COMMIT, BEFORE_COMMIT, reach
from engine.feel import encode_value
from engine.org import Actor
from engine.store.database import Database
from engine.store.errors import LockConflict
from engine.store.idempotency import answer_of, keep_answer
from engine.words import Words

#: How often a unit of work is run again when another transaction was in the way.
MOST_TRIES = 8

log = structlog.get_logger("huan.commands")


class Engine:
    """Runs commands. Safe for threads; one a process."""

    def __init__(self, database: Database, services: Services, hints: Hints | None = None) -> None:
        self.database = database
        self.services = services
        self.hints: Hints = hints or NoHints()
        # Bound once: the module's logger is made anew by each call, even one that is filtered out.
        self._log = log.bind()
        #: Statements of the last command of this process, for the benchmarks.
        self.last_statements = 0

    def run(self, command: Command | Preparing, actor: Actor, key: str | None = None) -> Answer:
        """Run a command as `actor`; the same `key` and command give the same answer for a day.

        1. Try; when a lock was in the way, wait a moment and try again. What a command has to prepare is done
           before its transaction opens, each time.
        2. When it cannot be done, or was done under this key already, the answer kept under the key is the
           answer. The key is stored with the change, so looking for it only then costs nothing before.
        3. When the step fails after somebody acted, keep the trigger as an incident, in a transaction of
           its own, and answer that.
        4. After the commit, pass on hints. A hint that is lost loses nothing.

        Raises:
            HuanError: nothing has changed; the message says why and what to do.
        """
        for tried in range(1, MOST_TRIES + 1):
            try:
                return self._once(command, actor, key)
            except LockConflict:
                if tried == MOST_TRIES:
                    raise
                time.sleep(random.uniform(0.001, 0.01) * 2**tried)  # noqa: S311 - spreads contenders
            except HuanError as error:
                kept = self._kept_answer(command, actor, key) if key is not None else None
                if kept is not None:
                    return kept
                if isinstance(error, StepFailed):
                    return self._keep(command, actor, key, error)
                raise
        raise AssertionError("unreachable")

    def _once(self, command: Command | Preparing, actor: Actor, key: str | None) -> Answer:
        # Asked by name: isinstance of a protocol costs a completion 3 % of its time.
        prepare: Callable[[Looking], Command] | None = getattr(command, "prepare", None)
        ready = prepare(partial(self._look, actor)) if prepare is not None else cast(Command, command)
        with self.database.transaction() as tx:
            work = Work(tx, actor, self.services)
            answer = ready.perform(work)
            if key is not None:
                keep_answer(tx, actor.id, key, _digest(command), answer)
            reach(BEFORE_COMMIT, command.name)
        self.last_statements = tx.statements
        self._after(work, command)
        self._log.debug("done", command=command.name, actor=actor.id)
        return answer

    @contextmanager
    def _look(self, actor: Actor) -> Iterator[Work]:
        with self.database.reading() as tx:
            yield Work(tx, actor, self.services)

    def _kept_answer(self, command: Command | Preparing, actor: Actor, key: str) -> Answer | None:
        with self.database.reading() as tx:
            kept = answer_of(tx, actor.id, key)
        if kept is None:
            return None
        if kept.digest != _digest(command):
            raise IdempotencyMismatch(
                Words(
                    "this Idempotency-Key was used for another request; use a new key for a new request",
                    "这个 Idempotency-Key 已用于另一个请求；新的请求请用新的键",
                )
            )
        return dict(kept.answer)

    def _keep(
        self, command: Command | Preparing, actor: Actor, key: str | None, failure: StepFailed
    ) -> Answer:
        if not isinstance(command, Keeping):
            raise failure
        with self.database.transaction() as tx:
            work = Work(tx, actor, self.services)
            answer = command.keep(work, failure)
            if key is not None:
                keep_answer(tx, actor.id, key, _digest(command), answer)
        # Why is in the incident: the message may quote a value, and a log keeps none.
        log.warning(
            "incident",
            command=command.name,
            element=failure.element,
            code=failure.code,
            incident=answer.get("incident"),
            order=answer.get("order"),
        )
        self._after(work, command)
        return answer

    def _after(self, work: Work, command: Command | Preparing) -> None:
        reach(AFTER_COMMIT, command.name)
        if not work.hints and not work.changes:
            return
        try:
            self.hints.give(work.hints, work.changes)
        except HuanError as error:
            log.warning("hint lost", code=error.code)


def _digest(command: Command | Preparing) -> str:
    text = orjson.dumps([command.name, encode_value(_fields(command))], option=orjson.OPT_SORT_KEYS)
    return sha256(text).hexdigest()


def _fields(value: object) -> dict[str, object]:
    """Return the fields of a command by name; a part that is a value with fields is told in the same way."""
    parts = {name: getattr(value, name) for name in getattr(value, "__dataclass_fields__", ())}
    return {name: _plain(part) for name, part in parts.items()}


def _plain(part: object) -> object:
    if is_dataclass(part):
        return _fields(part)
    if isinstance(part, tuple):
        return [_plain(one) for one in part]
    return part
