"""Server-sent events: what has changed, by kind and id only; pages read anew what concerns them.

    event: inbox
    id: 0199…-7
    data: {"kind": "inbox", "id": "0199…"}

`ready` comes first on a new stream, `reset` on one that was interrupted or fell behind: read everything.
"""

from __future__ import annotations

from flask import Flask, Response, current_app, request

from api.context import caller, reading, system
from api.endpoint import Values, blueprint, endpoint
from api.feed import SOCKET, Feed, of_sessions
from api.schemas.events import EventsQuery
from api.topics import paced_changes, wanted_changes
from engine.errors import Unavailable
from engine.org import Action
from engine.words import Words

group = blueprint("events", "What changes, as it changes.")


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

    Topics: inbox, board, notifications, calls, incidents, outages, packages, drafts, administration,
    order:ID, call:ID, task:ID. `data` is {"kind", "id"}; of an inbox the id is the department's or person's,
    of an incident or outage its tier's. The event `ready` comes first, or `reset` when the connection was
    interrupted: read everything then. Of a queue's calls and agents one is told once a second at most, of
    one's own calls at once. The stream ends with the session, when the person changes departments,
    and when nothing is read from it for 20 seconds.
    """
    topics = query["topics"]
    with reading() as look:
        wanted = wanted_changes(look, topics)
    hub, who = system().hub, caller()
    subscription = hub.subscribe(wanted | {of_sessions(who)}, paced_changes(who.actor.id, wanted))
    if subscription is None:
        raise Unavailable(
            Words("too many streams are open; try again in a moment", "打开的事件流太多；请稍后再试")
        )
    application: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    again = "Last-Event-ID" in request.headers
    reader = request.environ.get(SOCKET)
    feed = Feed(application, who, topics, wanted, subscription, reader, again=again)
    answer = Response(feed.lines(), content_type="text/event-stream; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"
    # Also when the first line was never asked for, so that no subscription is left behind.
    answer.call_on_close(lambda: hub.close(subscription))
    return answer
