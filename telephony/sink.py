"""Brings what becomes known of calls into the engine, one after the other, while somebody waits for it.

For recordings that are replayed; who listens to an exchange never waits (`telephony.telling`).
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime

from engine.commands import Engine
from telephony.calls import CallRecord, Fact
from telephony.telling.memory import EngineMemory
from telephony.telling.rows import TELEPHONY, record_call, tell_fact

#: So many calls are known by their ids, those whose record came last.
CALLS_KEPT = 10_000


class EngineSink:
    """A sink for the call machine.

    Records and facts may come again: rows are found by the call's id, messages by the fact's. It is the
    memory of the calls, too: what an earlier process recorded, the next one takes up.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._memory = EngineMemory(engine)
        self._calls: OrderedDict[str, tuple[str, CallRecord]] = OrderedDict()

    def record(self, call: CallRecord) -> None:
        """Store a call as it stands."""
        answer = self._engine.run(record_call(call), TELEPHONY)
        self._calls[call.call_id] = (answer["call"], call)
        self._calls.move_to_end(call.call_id)
        if len(self._calls) > CALLS_KEPT:
            self._calls.popitem(last=False)

    def fact(self, fact: Fact) -> None:
        """Tell the call's process, if the fact means something to it."""
        if fact.call_id is None or fact.call_id not in self._calls:
            return
        key, call = self._calls[fact.call_id]
        tell_fact(self._engine, key, call, fact)

    def calls_open_since(self, node: str, since: datetime) -> list[CallRecord]:
        """Return the calls of an exchange that are open, or ended at `since` (aware) or later."""
        return self._memory.calls_open_since(node, since)

    @property
    def calls(self) -> dict[str, str]:
        """Return the engine's id of each call, by the exchange's."""
        return {exchange_id: key for exchange_id, (key, _) in self._calls.items()}
