"""A pipeline on libpq itself: many statements, one round trip, no adaptation in between.

psycopg's cursors cost about 50 µs a statement in its pipeline mode, measured; a step runs two dozen. Here
statements go out with `PQsendQueryPrepared` and one `PQpipelineSync`, parameters and results as text
(PostgreSQL 34.5, pipeline mode). Results are read by psycopg's loaders; errors are its own exceptions.
"""

from __future__ import annotations

import select
from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import abc, pq
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result

from engine.store.statement import Compiled

#: A statement is prepared when a connection runs it for the second time.
PREPARED_FROM = 2
_SYNC, _ABORTED = int(pq.ExecStatus.PIPELINE_SYNC), int(pq.ExecStatus.PIPELINE_ABORTED)
_ROWS, _DONE = int(pq.ExecStatus.TUPLES_OK), int(pq.ExecStatus.COMMAND_OK)


class Answer:
    """What one statement answered."""

    __slots__ = ("_compiled", "_reader", "_result")

    def __init__(self, result: pq.abc.PGresult, compiled: Compiled, reader: abc.Transformer) -> None:
        self._result, self._compiled, self._reader = result, compiled, reader

    @property
    def changed(self) -> int:
        """How many rows the statement changed."""
        return self._result.command_tuples or 0

    @property
    def rows(self) -> list[Any]:
        """The rows, as the statement's named tuples."""
        result = self._result
        if not result.ntuples:
            return []
        # The statement's columns are the same each time, so the reader has found its loaders.
        self._reader.set_pgresult(result, set_loaders=False)
        load = self._compiled.load
        return [load(raw) for raw in self._reader.load_rows(0, result.ntuples, tuple)]


class Pipeline:
    """One connection in pipeline mode, with the statements that it has prepared."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._owner = connection
        self._connection = connection.pgconn
        #: How each statement's rows are read; found by its first result.
        self._readers: dict[Compiled, abc.Transformer] = {}
        self._seen: dict[bytes, int] = {}
        self._prepared: dict[bytes, bytes] = {}
        self._names = 0
        #: Texts prepared in the run under way; should it fail, the server may not have them.
        self._new: list[bytes] = []
        #: One entry for each answer to come: the statement whose answer is wanted, or None.
        self._expected: list[Compiled | None] = []
        self._connection.enter_pipeline_mode()
        self._arrival = select.poll()
        self._arrival.register(self._connection.socket, select.POLLIN)

    def ask(self, compiled: Compiled, parameters: Sequence[bytes | None]) -> None:
        """Add a statement with its parameters in order; `run` will return its answer."""
        self._send(compiled.encoded, parameters)
        self._expected.append(compiled)

    def tell(self, text: bytes, parameters: Sequence[bytes | None] = ()) -> None:
        """Add a statement or command such as BEGIN, whose answer matters only when it is an error."""
        self._send(text, parameters)
        self._expected.append(None)

    def _send(self, text: bytes, parameters: Sequence[bytes | None]) -> None:
        name = self._prepared.get(text)
        if name is None:
            seen = self._seen[text] = self._seen.get(text, 0) + 1
            if seen < PREPARED_FROM:
                self._connection.send_query_params(text, parameters)
                return
            name = self._prepare(text)
        self._connection.send_query_prepared(name, parameters)

    def _prepare(self, text: bytes) -> bytes:
        self._names += 1
        name = self._prepared[text] = b"s%d" % self._names
        self._new.append(text)
        self._connection.send_prepare(name, text)
        self._expected.append(None)
        return name

    def run(self) -> list[Answer]:
        """Send everything; return the answers that were asked for, in order.

        Raises:
            psycopg.Error: of the first statement that failed; the transaction is aborted then.
        """
        expected, self._expected = self._expected, []
        self._connection.pipeline_sync()
        result_of = self._next
        answers: list[Answer] = []
        failure: psycopg.Error | None = None
        for compiled in expected:
            result = result_of()
            if result is None:
                raise self._lost()
            status = result.status
            if status in (_ROWS, _DONE):
                if compiled is not None:
                    reader = self._readers.get(compiled) or self._reader(compiled, result)
                    answers.append(Answer(result, compiled, reader))
            elif failure is None and status != _ABORTED:
                failure = error_from_result(result)
            # Each statement's answers end with a null result.
            while result_of() is not None:
                pass
        result = result_of()
        if result is None or result.status != _SYNC:
            raise self._lost()
        if failure is not None:
            for text in self._new:
                self._prepared.pop(text, None)
        self._new.clear()
        if failure is not None:
            raise failure
        return answers

    def _next(self) -> pq.abc.PGresult | None:
        """Return the next result; until it has come, the other threads of this process go on.

        libpq would wait with Python's own lock held. Whoever waits for a row that another thread of the same
        process has locked would keep that thread from ever letting it go, and all others from anything.
        """
        connection = self._connection
        while connection.is_busy():
            self._arrival.poll()
            connection.consume_input()
        return connection.get_result()

    def _reader(self, compiled: Compiled, result: pq.abc.PGresult) -> abc.Transformer:
        reader: abc.Transformer = Transformer(self._owner)
        self._readers[compiled] = reader
        reader.set_pgresult(result)
        return reader

    def _lost(self) -> psycopg.OperationalError:
        message = self._connection.error_message.decode(errors="replace").strip()
        return psycopg.OperationalError(message or "the connection was lost")

    def end(self) -> bool:
        """Roll back what a transaction left open; return whether the connection can be used again."""
        connection = self._connection
        if connection.status != pq.ConnStatus.OK:
            return False
        if self._expected or connection.transaction_status != pq.TransactionStatus.IDLE:
            self.tell(b"ROLLBACK")
            try:
                self.run()
            except psycopg.Error:
                return False
        return connection.transaction_status == pq.TransactionStatus.IDLE

    def close(self) -> None:
        """Give the connection up."""
        self._owner.close()
