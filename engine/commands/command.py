"""What a command is: one state change, one class, one file, one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any, ClassVar, Protocol, runtime_checkable

from engine.commands.work import Work
from engine.errors import StepFailed

Answer = dict[str, Any]


class Command(Protocol):
    """Loads, authorises, checks, changes and records; the chain commits. Never commits by itself."""

    #: Stable name, used in logs, incidents and idempotency digests.
    name: ClassVar[str]

    def perform(self, work: Work) -> Answer:
        """Make the change; return a JSON-able answer.

        Raises:
            HuanError: nothing has changed.
        """


#: Opens a look at the database in the actor's name; nothing can be changed in it.
Looking = Callable[[], AbstractContextManager[Work]]


class Preparing(Protocol):
    """A command with heavy work to do before its transaction opens: on SQLite that holds the only lock."""

    name: ClassVar[str]

    def prepare(self, looking: Looking) -> Command:
        """Do it; return the command that makes the change, unless what was looked at is another now.

        Raises:
            HuanError: nothing has changed.
        """


@runtime_checkable
class Keeping(Protocol):
    """A command whose trigger must not be lost when the step fails: it becomes an incident."""

    def keep(self, work: Work, error: StepFailed) -> Answer:
        """In a transaction of its own, store the trigger as an incident; return the answer."""


Document = Mapping[str, Any]
