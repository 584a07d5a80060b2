"""The engine, as conversations ask it: ordinary commands, on threads beside the loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.commands import Engine
from engine.commands.dialogues.begin import BeginDialogue
from engine.commands.dialogues.checks import CHECKS
from engine.commands.dialogues.end import EndDialogue
from engine.commands.dialogues.opening import call_facts, open_talk
from engine.commands.dialogues.talk import ZONE
from engine.org import Actor
from engine.store.exchange import all_nodes
from telephony.dialogues.conversation import Begun
from telephony.dialogues.orders import Ask
from telephony.dialogues.place import Arrival, Place, Sounds
from telephony.dialogues.trace import Trace

DIALOGUE = Actor("system:dialogue")


class EngineDesk:
    """Begins and ends dialogues of an engine. `package` answers callers whose dialplan names none.

    By the names that we have for exchanges, `recordings` are their own folders of recordings, and `trunks`
    how the others reach them.
    """

    def __init__(
        self,
        engine: Engine,
        sounds: Sounds,
        package: str,
        machine_now: Callable[[], datetime] = lambda: datetime.now(UTC),
        recordings: Mapping[str, str] | None = None,
        trunks: Mapping[str, str] | None = None,
    ) -> None:
        self._engine = engine
        self._sounds = sounds
        self._package = package
        self._recordings = recordings or {}
        self._trunks = trunks or {}
        self._machine_now = machine_now

    def begin(self, arrival: Arrival) -> Begun:
        """Put down that a dialogue begins, and return it.

        Raises:
            HuanError: there is none that could begin.
        """
        package = arrival.package or self._package
        begun = self._engine.run(
            BeginDialogue(
                arrival.call_id, package, arrival.node, arrival.caller, arrival.uuid, arrival.queue
            ),
            DIALOGUE,
        )
        now = self._business_now()
        facts = call_facts(
            arrival.call_id,
            begun["number"],
            arrival.caller_name,
            arrival.dialled,
            arrival.queue,
            begun["outage"],
        )
        talk = open_talk(self._engine, package, facts, now, begun["variables"])
        place = Place(arrival, now, ZONE, self._sounds, CHECKS, self._folder(arrival.node), self._trunks)
        return Begun(begun["run"], package, talk, place, tuple(begun["announced"]))

    def ask(self, question: Ask) -> Any:
        """Run a command and return its answer."""
        return self._engine.run(question.command, DIALOGUE)

    def end(self, begun: Begun, how: str, trace: Trace) -> None:
        """Put down how it has ended."""
        self._engine.run(EndDialogue(begun.run, how, tuple(trace.entries), trace.result), DIALOGUE)

    def _folder(self, switchname: str) -> str | None:
        """Return the folder of recordings of the exchange that calls itself so."""
        if not self._recordings:
            return None
        with self._engine.database.reading() as tx:
            known = {row.switchname: row.name for row in all_nodes(tx)}
        return self._recordings.get(known.get(switchname, ""))

    def _business_now(self) -> Callable[[], datetime]:
        """Return a clock of business time: asked of the database once, and then by the machine's own."""
        with self._engine.database.reading() as tx:
            at, _ = self._engine.services.time_and_place(tx)
        ahead: timedelta = at - self._machine_now()
        return lambda: self._machine_now() + ahead
