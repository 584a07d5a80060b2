"""A dialogue in memory: an instance of a dialogue package, from one thing asked of the telephone to the next.

No step of it is in the database: at 50 calls a second they would cost more than all else, and a caller does
not come back to where he hung up. What is left of a dialogue is its `dialogue_run`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from engine.calling.dialogues import TOPICS
from engine.errors import StepFailed
from engine.feel import Environment
from engine.runtime import Binding, Budget, CompiledDefinition, Instance, Kind, Transition
from engine.words import Words

ZONE = ZoneInfo("Asia/Shanghai")
#: Things asked of one caller; a dialogue that goes round for longer has lost its way.
MOST_ASKED = 400
_BUDGET = Budget(elements=2_000, depth=8)
#: What a token may wait for in a dialogue beside its job: errors are caught, nothing comes by itself.
_QUIET = ("error", "escalation", "cancel")


class Unsuitable(StepFailed):
    """A diagram asks for something that a dialogue has not: a person, a timer, a message."""


@dataclass(frozen=True)
class Asked:
    """What a dialogue asks of the telephone now."""

    element: str
    topic: str
    inputs: Mapping[str, Any]
    token: int


class _Surroundings:
    """What a dialogue sees: the call, and the time. It has no order and no fields."""

    def __init__(
        self, call: Mapping[str, Any], now: Callable[[], datetime], called: Mapping[str, CompiledDefinition]
    ) -> None:
        self.facts: Mapping[str, Any] = {"order": None, "call": dict(call)}
        self._now = now
        self._called = called

    def environment(self) -> Environment:
        return Environment(now=self._now(), zone=ZONE)

    def owns(self, name: str) -> bool:
        return False

    def write_field(self, name: str, value: Any) -> Any:
        raise _nothing(name)

    def reach(self, milestone: str, element: str) -> None:
        """A dialogue has no clocks."""

    def operate(self, operation: str, inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        raise _nothing(operation)

    def called_definition(
        self, process_id: str, packages: Collection[str], binding: Binding, caller: str
    ) -> CompiledDefinition:
        found = self._called.get(process_id)
        if found is None or found.package not in packages:
            raise StepFailed(
                Words(
                    f"no active package of {', '.join(packages)} has the process {process_id!r}: deploy it",
                    f"{'、'.join(packages)} 没有启用的版本拥有流程 {process_id!r}：请部署",
                )
            )
        return found

    def definition(self, definition_id: str) -> CompiledDefinition:
        for one in self._called.values():
            if one.id == definition_id:
                return one
        raise _nothing(definition_id)


class Talk:
    """One dialogue. `asked` is what it waits for, None once it has ended.

    `called` are the processes that may be called, by their ids, as compiled; everything is read beforehand,
    so that nothing here waits for a database. It begins with `variables`. `now` gives business time, aware
    UTC.

    Raises:
        HuanError: the diagram fails, or is no dialogue's; so do `finish` and `fail`.
    """

    def __init__(
        self,
        main: CompiledDefinition,
        process: str,
        called: Mapping[str, CompiledDefinition],
        call: Mapping[str, Any],
        now: Callable[[], datetime],
        variables: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        known = {**called, process: main}
        self._instance = Instance(main, _Surroundings(call, now, known), _BUDGET)
        self._waiting: deque[Asked] = deque()
        self._count = 0
        #: Everything that happened, for whoever follows it; taken by `moves`.
        self._moves: list[Transition] = []
        self._instance.start(process, dict(variables))
        self._settle()

    @property
    def asked(self) -> Asked | None:
        return self._waiting[0] if self._waiting else None

    def finish(self, values: Mapping[str, Any]) -> None:
        """What was asked is done, with these values."""
        self._instance.finish_job(self._waiting.popleft().token, values)
        self._settle()

    def fail(self, code: str, message: str) -> None:
        """What was asked has ended with a BPMN error."""
        self._instance.fail_job(self._waiting.popleft().token, code, message)
        self._settle()

    def moves(self) -> list[Transition]:
        """Take what has happened since this was last asked."""
        taken, self._moves = self._moves, []
        return taken

    def close(self) -> None:
        """Let go of everything."""
        self._waiting.clear()
        self._instance.take_apart()

    def _settle(self) -> None:
        """Note what is asked for now; what was taken away meanwhile is asked no more."""
        made, self._instance.transitions = self._instance.transitions, []
        self._moves += made
        for one in made:
            if one.kind is Kind.OPENED or (one.kind is Kind.ARMED and one.detail.trigger not in _QUIET):
                raise Unsuitable(
                    Words(
                        f"{one.element} waits for a person, a message or time, which a dialogue never does",
                        f"{one.element} 在等待人、消息或时间，而语音导航从不等待这些",
                    ),
                    element=one.element,
                )
            if one.kind is Kind.JOB:
                if one.detail.topic not in TOPICS:
                    raise Unsuitable(
                        Words(
                            f"{one.element} asks for {one.detail.topic!r}, which no telephone does",
                            f"{one.element} 要求 {one.detail.topic!r}，电话做不了",
                        ),
                        element=one.element,
                    )
                self._waiting.append(Asked(one.element, one.detail.topic, one.detail.inputs, one.token))
        gone = {one.token for one in made if one.kind is Kind.CANCELLED}
        self._waiting = deque(one for one in self._waiting if one.token not in gone)
        self._count += 1
        if self._count > MOST_ASKED:
            raise Unsuitable(
                Words(
                    f"after {MOST_ASKED} questions the dialogue has not ended: it goes round",
                    f"问了 {MOST_ASKED} 次仍未结束：语音导航在打转",
                )
            )


def _nothing(what: str) -> StepFailed:
    return StepFailed(
        Words(f"a dialogue has no order: {what!r} is not to be had", f"语音导航没有工单：得不到 {what!r}")
    )
