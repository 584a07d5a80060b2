"""What a dialogue may order of the channel it controls, and of the engine; and what may come of it."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.commands import Command as EngineCommand
from telephony.esl import Event


@dataclass(frozen=True, slots=True)
class Execute:
    """Run a dialplan application. `seconds` is how long it may take at most; None: as long as it likes."""

    application: str
    argument: str = field(default="", repr=False)
    seconds: float | None = 60.0


@dataclass(frozen=True, slots=True)
class Variable:
    """Ask for a variable of the channel."""

    name: str


@dataclass(frozen=True, slots=True)
class Api:
    """Ask FreeSWITCH something by an API command that answers at once."""

    command: str
    arguments: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the engine: an ordinary command, run beside the loop, within the time that a look-up has."""

    command: EngineCommand


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call."""

    cause: str = "NORMAL_CLEARING"


Order = Execute | Variable | Api | Ask | HangUp

#: What an order gives: a text (the application's response, a variable's value, an answer), or an engine's.
Came = Any

#: A step: orders one after the other, gets what came of each, and returns the values of its element.
Step = Generator[Order, Came, Mapping[str, Any]]


class Away(Exception):
    """Somebody else has the caller now; the dialogue ends."""

    def __init__(self) -> None:
        super().__init__("the caller is with somebody else")


class HungUp(Exception):
    """The caller has hung up; thrown into the step that waits, which may still put down what it has.

    `data` is the event that told the end of what was going on, None where nothing did.
    """

    def __init__(self, data: Event | None = None) -> None:
        super().__init__("the caller has hung up")
        self.data = data
