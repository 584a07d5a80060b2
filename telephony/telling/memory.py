"""What earlier processes recorded of an exchange's calls, and told of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import structlog

from engine.commands import Engine
from engine.store.exchange import messages_told, namesake_of
from engine.store.open_calls import calls_of_exchange, calls_open_since
from telephony.calls import CallRecord, Fact, RecordUnreadable, record_from
from telephony.telling.rows import messages_of

log = structlog.get_logger("huan.telephony")


class EngineMemory:
    """Reads it from the engine's database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def calls_open_since(self, node: str, since: datetime) -> list[CallRecord]:
        """Return the calls of an exchange that are open, or ended at `since` (aware) or later."""
        with self._engine.database.reading() as tx:
            found = calls_open_since(tx, node, since)
        return _records(found)

    def calls_known_by(self, ids: Collection[str]) -> list[CallRecord]:
        """Return the calls that are stored under these ids of the exchange's."""
        if not ids:
            return []
        with self._engine.database.reading() as tx:
            found = calls_of_exchange(tx, ids)
        return _records(found)

    def namesake_of(self, node: str, switchname: str, core: str) -> str | None:
        """Return another node that is listened to now and has the same name for itself."""
        with self._engine.database.reading() as tx:
            return namesake_of(tx, node, switchname, core)

    def untold(self, records: Iterable[CallRecord], facts: Iterable[Fact]) -> dict[str, list[Fact]]:
        """Return, by call id, those facts of the records that a process should have heard and has not.

        An earlier process may have died between a record and its facts. Of thousands of open calls nearly all
        were told: they are looked up together, and only what is missing is told again.
        """
        known = {record.call_id: record for record in records}
        wanted = [
            (fact, message)
            for fact in facts
            if (call := known.get(fact.call_id or "")) is not None
            for message in messages_of(fact, call)
        ]
        with self._engine.database.reading() as tx:
            told = messages_told(tx, ((message, fact.id) for fact, message in wanted))
        missing: dict[str, list[Fact]] = {}
        for fact, message in wanted:
            beside = missing.setdefault(fact.call_id or "", [])
            if (message, fact.id) not in told and fact not in beside:
                beside.append(fact)
        return {call_id: beside for call_id, beside in missing.items() if beside}


def _records(found: Iterable[dict[str, Any]]) -> list[CallRecord]:
    records = []
    for facts in found:
        try:
            records.append(record_from(facts["told"]))
        except (KeyError, RecordUnreadable) as error:
            # No message: it quotes what stands in the record, and that may be a number.
            log.warning("a call cannot be taken up", node=facts.get("node"), error=type(error).__name__)
    return records
