"""What happened in a dialogue, element by element: prompt and choice, nothing that could be a secret."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.calling.dialogues import COLLECT, MESSAGE, QUEUE, SATISFACTION
from engine.calling.prompts import LONGEST
from engine.commands.dialogues.talk import Asked

MOST_ENTRIES = 200
MOST_ANSWERS = 40
#: An answer of one key is a choice, and kept; a longer one may be a number that is somebody's.
_CHOICE = 1


class Trace:
    """Collects entries: element, topic, seconds since the beginning, how it came out."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._began = clock()
        self.entries: list[dict[str, Any]] = []
        self.result: dict[str, Any] = {}
        self._open: dict[str, Any] | None = None

    @property
    def going_on(self) -> bool:
        """Whether an element's step is under way."""
        return self._open is not None

    def begin(self, asked: Asked) -> None:
        """An element is asked for."""
        seconds = round(self._clock() - self._began, 2)
        self._open = {"element": asked.element, "topic": asked.topic, "at": seconds}
        # A prompt is fixed, and written in the diagram; a value that is said is somebody's.
        if isinstance(said := asked.inputs.get("text"), str) and said:
            self._open["said"] = said[:LONGEST]
        if len(self.entries) < MOST_ENTRIES:
            self.entries.append(self._open)

    def outcome(self, text: str) -> None:
        """How the element that is under way has come out."""
        if self._open is not None:
            self._open["outcome"] = text
            self._open = None

    def _answer(self, element: str, key: str) -> None:
        """Keep a choice under its question; asked again, the last one counts."""
        answers: dict[str, str] = self.result.setdefault("answers", {})
        if len(answers) < MOST_ANSWERS:
            answers[element] = key

    def values(self, asked: Asked, values: Mapping[str, Any]) -> None:
        """An element is done with these values."""
        if asked.topic == SATISFACTION:
            self.result["satisfaction"] = values["satisfaction"]
            self._answer(asked.element, values["satisfaction"])
        pressed = values.get("digits")
        secret = asked.inputs.get("secret") is True
        if asked.topic == COLLECT and pressed is not None and len(pressed) <= _CHOICE and not secret:
            self._answer(asked.element, pressed)
            self.outcome(f"pressed {pressed}")
        elif "found" in values:
            self.outcome("found" if values["found"] else "not found")
        elif asked.topic == MESSAGE:
            self.outcome(f"left {values['seconds']} s")
        elif asked.topic == QUEUE:
            key = values.get("key")
            self.outcome("not answered" if key is None else f"left by {key}")
        else:
            self.outcome("done")
