"""A pipeline on libpq itself: many statements, one round trip, no adaptation in between.

psycopg's cursors cost about 50 µs a statement in its pipeline mode, measured; a step runs two dozen. Here
statements go out with `PQsendQueryPrepared` and one `PQpipelineSync`, parameters and results as text
(PostgreSQL 34.5, pipeline mode). Errors are psycopg's own exceptions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import psycopg
from psycopg import pq
from psycopg.errors import error_from_result

from engine.store.statement import Compiled

#: A statement is prepared when a connection runs it for the second time.
PREPARED_FROM = 2
_SYNC, _ABORTED = pq.ExecStatus.PIPELINE_SYNC, pq.ExecStatus.PIPELINE_ABORTED
_GOOD = (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK)

#: How result columns are read, by type oid (pg_type.h); all others are text.
_LOADERS: dict[int, Callable[[bytes], Any]] = {
    16: lambda value: value == b"t",
    17: lambda value: bytes.fromhex(value[2:].decode()),
    20: int,
    21: int,
    23: int,
    114: bytes,
    700: float,
    701: float,
    1184: lambda value: datetime.fromisoformat(value.decode()),
    1700: lambda value: Decimal(value.decode()),
    3802: bytes,
}


def _text(value: bytes) -> str:
    return value.decode()


class Answer:
    """What one statement answered: its rows, and how many it changed."""

    __slots__ = ("changed", "rows")

    def __init__(self, result: pq.abc.PGresult, compiled: Compiled) -> None:
        self.changed = result.command_tuples or 0
        self.rows: list[Any] = []
        if not result.ntuples:
            return
        loaders = compiled.loaders or _loaders(result, compiled)
        get, make = result.get_value, compiled.row._make
        for row in range(result.ntuples):
            self.rows.append(
                make(
                    [
                        None if (value := get(row, column)) is None else load(value)
                        for column, load in enumerate(loaders)
                    ]
                )
            )


def _loaders(result: pq.abc.PGresult, compiled: Compiled) -> list[Callable[[bytes], Any]]:
    """Find once, from the first result, how the columns of a statement are read."""
    found: list[Callable[[bytes], Any]] = []
    for column in range(result.nfields):
        processor = compiled.processor(column)
        found.append(processor or _LOADERS.get(result.ftype(column), _text))
    compiled.loaders = found
    return found


class Pipeline:
    """One connection in pipeline mode, with the statements that it has prepared."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection.pgconn
        self._seen: dict[bytes, int] = {}
        self._prepared: dict[bytes, bytes] = {}
        self._expected: list[Compiled | None] = []
        self._connection.enter_pipeline_mode()

    def send(self, compiled: Compiled, parameters: Sequence[Any]) -> None:
        """Add a statement with its parameters in order."""
        query = compiled.octets
        values = _dumped(parameters)
        name = self._prepared.get(query)
        if name is None:
            seen = self._seen[query] = self._seen.get(query, 0) + 1
            if seen < PREPARED_FROM:
                self._connection.send_query_params(query, values)
                self._expected.append(compiled)
                return
            name = b"s%d" % len(self._prepared)
            self._connection.send_prepare(name, query)
            self._expected.append(None)
            self._prepared[query] = name
        self._connection.send_query_prepared(name, values)
        self._expected.append(compiled)

    def command(self, text: bytes) -> None:
        """Add a command without parameters or rows, such as BEGIN."""
        self._connection.send_query_params(text, None)
        self._expected.append(None)

    def run(self) -> list[Answer]:
        """Send everything and return the answers of the statements (commands are left out).

        Raises:
            psycopg.Error: of the first statement that failed; the transaction is aborted then.
        """
        expected, self._expected = self._expected, []
        self._connection.pipeline_sync()
        answers: list[Answer] = []
        failure: psycopg.Error | None = None
        for compiled in expected:
            result = self._result()
            if result.status in _GOOD:
                if compiled is not None:
                    answers.append(Answer(result, compiled))
            elif failure is None and result.status != _ABORTED:
                failure = error_from_result(result)
            # Each statement's answers end with a null result.
            while self._connection.get_result() is not None:
                pass
        if self._result().status != _SYNC:
            raise psycopg.OperationalError("the pipeline lost its order")
        if failure is not None:
            # What was prepared in a failed pipeline may not be there.
            self._forget_prepared()
            raise failure
        return answers

    def _result(self) -> pq.abc.PGresult:
        result = self._connection.get_result()
        if result is None:
            message = self._connection.error_message.decode(errors="replace").strip()
            raise psycopg.OperationalError(message or "the connection was lost")
        return result

    def _forget_prepared(self) -> None:
        self._seen.clear()
        if self._prepared:
            self._prepared.clear()
            self.command(b"DEALLOCATE ALL")

    @property
    def sound(self) -> bool:
        """Return whether the connection can be used on."""
        return self._connection.status == pq.ConnStatus.OK

    @property
    def idle(self) -> bool:
        """Return whether no transaction is open and nothing waits to be sent."""
        idle = self._connection.transaction_status == pq.TransactionStatus.IDLE
        return idle and not self._expected


def _hex(value: bytes) -> bytes:
    return b"\\x" + value.hex().encode()


def _number(value: int) -> bytes:
    return b"%d" % value


def _array(items: list[Any]) -> bytes:
    """Return an array literal (PostgreSQL 8.15.2) of texts or numbers."""
    quoted = ('"' + str(item).replace("\\", "\\\\").replace('"', '\\"') + '"' for item in items)
    return ("{" + ",".join(quoted) + "}").encode()


#: How parameters are written, by their type.
_DUMPERS: dict[type, Callable[[Any], bytes | None]] = {
    str: str.encode,
    type(None): lambda value: None,
    int: _number,
    datetime: lambda value: value.isoformat().encode(),
    bool: lambda value: b"t" if value else b"f",
    bytes: _hex,
    list: _array,
    float: lambda value: repr(value).encode(),
}


def _dumped(parameters: Sequence[Any]) -> list[bytes | None]:
    dumpers = _DUMPERS
    return [
        dumpers[type(value)](value) if type(value) in dumpers else str(value).encode() for value in parameters
    ]
