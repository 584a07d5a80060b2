"""What an effect is: something that leaves the database, tried by a worker, told by its result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from engine.errors import HuanError
from engine.words import Words


@dataclass(frozen=True)
class EffectCall:
    """One attempt, the `attempt`th since a person last had it tried, or since it was made.

    `key` is the idempotency key, the same in every attempt; `payload` the task's inputs.
    """

    key: str
    payload: Mapping[str, Any]
    attempt: int
    order_id: str | None
    instance_id: str | None


class EffectFailed(HuanError):
    """An attempt has failed.

    `permanent`: trying again cannot help. `unknown`: it may have happened all the same. `error_code`: a BPMN
    error that the diagram may catch.
    """

    code = "effect-failed"

    def __init__(
        self, message: Words, *, permanent: bool = False, unknown: bool = False, error_code: str | None = None
    ) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.unknown = unknown
        self.error_code = error_code


class EffectWaits(Exception):
    """What was begun goes on outside. The job is laid aside, and made ready again when that has ended."""


class Effect(Protocol):
    """A handler. `mode` is `repeatable` (tried again under the same key) or `once` (never by itself).

    `outside` is for what goes on beside us and has a row of its own: begun again it finds that, so the death
    of a worker leaves nothing in doubt, and what remains unknown is told to a person as of `once`.

    A new one is a folder here with its handler and tests, and an entry in `installed_effects`.
    """

    @property
    def mode(self) -> str:
        """`repeatable`, `once` or `outside`."""

    @property
    def attempts(self) -> int:
        """How often it is tried before it becomes an incident; as often again when a person says so."""

    def __call__(self, call: EffectCall) -> Mapping[str, Any]:
        """Do it; return values for the process.

        Raises:
            EffectFailed: with what is known about the failure.
            EffectWaits: it has not ended.
        """


def text_of(payload: Mapping[str, Any], name: str) -> str:
    """Return a text that the payload must have, or raise a permanent failure naming it."""
    value = payload.get(name)
    if not isinstance(value, str) or not value.strip():
        raise EffectFailed(
            Words(f"the input parameter {name!r} must be a text", f"输入参数 {name!r} 必须是文本"),
            permanent=True,
        )
    return value.strip()
