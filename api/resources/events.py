"""Server-sent events: what has changed, by kind and id only; pages read anew what concerns them.

    event: inbox
    id: 0199…-7
    data: {"kind": "inbox", "id": "0199…"}

`ready` comes first on a new stream, `reset` on one that was interrupted or fell behind: read everything.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import orjson
from flask import Flask, Response, current_app, request

from api.accounts import is_still_signed_in
from api.context import Caller, caller, reading, system
from api.endpoint import Values, blueprint, endpoint
from api.schemas.events import EventsQuery
from api.topics import wanted_changes
from engine.commands import Change
from engine.errors import HuanError, Unavailable
from engine.ids import new_id
from engine.org import Action
from engine.queries import Reading
from engine.words import Words
from engine.workers import RESET, Subscription

group = blueprint("events", "What changes, as it changes.")
#: Seconds of silence after which a comment keeps the connection open.
HEARTBEAT = "HUAN_HEARTBEAT_SECONDS"
#: Seconds after which it is asked again whether the person is signed in and sees what they asked for.
RECHECK = "HUAN_RECHECK_SECONDS"
RETRY_MS = 3000


@endpoint(
    group,
    "GET",
    "/events",
    "streamEvents",
    Action.WORK_TASK,
    query=EventsQuery,
    problems=(404,),
    doc={
        "responses": {
            "200": {
                "description": "A stream (text/event-stream) that goes on until the session ends.",
                "content": {"text/event-stream": {"schema": {"type": "string"}}},
            }
        }
    },
)
def stream(query: Values) -> Response:
    """Changes of what one asks for.

    Topics: inbox, notifications, calls, incidents, packages, order:ID, call:ID, task:ID. `data` is
    {"kind", "id"}; of an inbox the id is the department's or person's. The event `ready` comes first, or
    `reset` when the connection was interrupted: read everything then. A person who signs out or changes
    departments loses the stream and connects again.
    """
    topics = query["topics"]
    with reading() as look:
        wanted = wanted_changes(look, topics)
    hub, who = system().hub, caller()
    subscription = hub.subscribe(wanted)
    if subscription is None:
        raise Unavailable(
            Words("too many streams are open; try again in a moment", "打开的事件流太多；请稍后再试")
        )
    again = "Last-Event-ID" in request.headers
    application: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    feed = _Feed(application, who, topics, wanted, subscription, again)
    answer = Response(feed.lines(), content_type="text/event-stream; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"
    # Also when the first line was never asked for, so that no subscription is left behind.
    answer.call_on_close(lambda: hub.close(subscription))
    return answer


class _Feed:
    """The lines of one stream."""

    def __init__(
        self,
        application: Flask,
        who: Caller,
        topics: list[str],
        wanted: frozenset[Change],
        subscription: Subscription,
        again: bool,
    ) -> None:
        self._application, self._who, self._topics, self._wanted = application, who, topics, wanted
        self._subscription = subscription
        self._first = Change("reset" if again else "ready", "")
        self._name, self._number = new_id(), 0
        self._checked = time.monotonic()

    def lines(self) -> Iterator[str]:
        """Yield the stream until the person may no longer read it."""
        heartbeat = float(self._application.config[HEARTBEAT])
        yield f"retry: {RETRY_MS}\n\n"
        yield self._event(self._first)
        while self._goes_on():
            change = self._subscription.next(heartbeat)
            yield ":\n\n" if change is None else self._event(change)

    def _event(self, change: Change) -> str:
        self._number += 1
        kind = "reset" if change == RESET else change.kind
        data = orjson.dumps({"kind": kind, "id": change.id}).decode()
        return f"event: {kind}\nid: {self._name}-{self._number}\ndata: {data}\n\n"

    def _goes_on(self) -> bool:
        """Ask now and then whether the session lasts and the topics still mean the same changes."""
        now = time.monotonic()
        if now - self._checked < float(self._application.config[RECHECK]):
            return True
        self._checked = now
        with self._application.app_context():
            try:
                if not is_still_signed_in(self._who.session):
                    return False
                with system().database.reading() as tx:
                    look = Reading.begin(tx, self._who.actor, system().engine.services)
                    return wanted_changes(look, self._topics) == self._wanted
            except HuanError:
                # They may no longer see it, or have to say again why they look.
                return False
