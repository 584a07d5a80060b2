"""The lines of one stream of events, and when it ends: the person may no longer read it, or nobody does."""

from __future__ import annotations

import select
import socket
import struct
import time
from collections.abc import Iterator

import orjson
from flask import Flask

from api.accounts import is_still_known
from api.context import Caller, system
from api.topics import wanted_changes
from engine.commands import Change
from engine.errors import HuanError
from engine.ids import new_id
from engine.queries import Reading
from engine.workers import RESET, Subscription

#: Seconds of silence after which a comment keeps the connection open.
HEARTBEAT = "HUAN_HEARTBEAT_SECONDS"
#: Seconds after which it is asked again whether the person is signed in and sees what they asked for.
RECHECK = "HUAN_RECHECK_SECONDS"
#: Seconds that a reader may take nothing before it is let go.
STALLED = "HUAN_STALLED_SECONDS"
RETRY_MS = 3000
#: Bytes that the system keeps for a reader who does not keep up: a hundred events.
KEPT_BYTES = 16_384
#: Where gunicorn lays the connection; None under any other server.
SOCKET = "gunicorn.socket"


def of_sessions(who: Caller) -> Change:
    """Return the change that tells a stream to ask at once whether its session goes on."""
    return Change("sessions", who.actor.id)


class Feed:
    """One stream. `again`: the client says that it was connected before; `reader` is its connection."""

    def __init__(
        self,
        application: Flask,
        who: Caller,
        topics: list[str],
        wanted: frozenset[Change],
        subscription: Subscription,
        reader: socket.socket | None,
        *,
        again: bool,
    ) -> None:
        self._application, self._who, self._topics, self._wanted = application, who, topics, wanted
        self._subscription, self._reader = subscription, reader
        self._first = Change("reset" if again else "ready", "")
        self._name, self._number = new_id(), 0
        # Streams that were opened together, after a restart, do not all ask in the same moment.
        part = 0.75 + int(self._name[-4:], 16) / 0xFFFF / 2
        self._every = float(application.config[RECHECK]) * part
        self._checked = time.monotonic()
        if reader is not None:
            _prepare(reader, float(application.config[STALLED]))

    def lines(self) -> Iterator[str]:
        """Yield the stream until the person may no longer read it, or nobody does."""
        heartbeat, own = float(self._application.config[HEARTBEAT]), of_sessions(self._who)
        yield f"retry: {RETRY_MS}\n\n"
        yield self._event(self._first)
        while True:
            change = self._subscription.next(heartbeat)
            # After a gap it may be just that which was missed.
            if not self._goes_on(at_once=change in (own, RESET)):
                return
            if change == own:
                continue
            if not self._is_read():
                return
            yield ":\n\n" if change is None else self._event(change)

    def _event(self, change: Change) -> str:
        self._number += 1
        kind = "reset" if change == RESET else change.kind
        data = orjson.dumps({"kind": kind, "id": change.id}).decode()
        return f"event: {kind}\nid: {self._name}-{self._number}\ndata: {data}\n\n"

    def _goes_on(self, *, at_once: bool) -> bool:
        """Ask now and then whether the session lasts and the topics still mean the same changes."""
        now = time.monotonic()
        if not at_once and now - self._checked < self._every:
            return True
        self._checked = now
        with self._application.app_context():
            try:
                if not is_still_known(self._who):
                    return False
                with system().database.reading() as tx:
                    look = Reading.begin(tx, self._who.actor, system().engine.services)
                    return wanted_changes(look, self._topics) == self._wanted
            except HuanError:
                # They may no longer see it, or have to say again why they look.
                return False

    def _is_read(self) -> bool:
        """Return whether the connection takes another line now, or soon.

        Writing to a reader who has stopped reading, or has gone without a word, would hold this thread for as
        long as the network is patient. It is let go instead: it connects again, and reads everything.
        """
        reader = self._reader
        if reader is None:
            return True
        poll = select.poll()
        poll.register(reader, select.POLLOUT | _GONE)
        happened = poll.poll(float(self._application.config[STALLED]) * 1000)
        if happened and happened[0][1] & select.POLLOUT and not happened[0][1] & _GONE:
            return True
        try:
            # What it has not read is thrown away with the connection.
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            reader.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it has been closed from there
        return False


_GONE = select.POLLERR | select.POLLHUP | getattr(select, "POLLRDHUP", 0)


def _prepare(reader: socket.socket, stalled_seconds: float) -> None:
    """Keep little for a reader, and let the system notice one that vanished without a word."""
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KEPT_BYTES)
    patience = getattr(socket, "TCP_USER_TIMEOUT", None)
    if patience is not None and reader.family in (socket.AF_INET, socket.AF_INET6):
        reader.setsockopt(socket.IPPROTO_TCP, patience, int(stalled_seconds * 1000))
