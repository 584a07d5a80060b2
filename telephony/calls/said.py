"""What an exchange said elsewhere than in an event, to be read as one."""

from __future__ import annotations

from collections.abc import Mapping

from telephony.esl import Event
from telephony.esl.values import Value


class Said(Event):
    """An event of headers that are given."""

    __slots__ = ("_given",)

    def __init__(self, given: Mapping[str, Value]) -> None:
        super().__init__(0)
        self._given = given

    @property
    def body(self) -> str:
        return ""

    def raw(self, name: str) -> Value | None:
        return self._given.get(name)

    def _find(self, name: str) -> Value | None:
        return self._given.get(name)

    def _decode(self) -> dict[str, Value]:
        return dict(self._given)
