"""One endpoint: its address, its policy, what it takes and gives, and how it is documented.

    @endpoint(orders, "POST", "/orders/<id:order_id>/hold", "holdOrder", Action.HOLD_ORDER,
              body=HoldBody, answer=Held, problems=(409,), command=True)
    def hold(body: Values, order_id: str) -> Answer: ...

The view gets the query, then the body, then the parts of the path. Every problem that it can answer with is
documented: those that follow from the declaration by themselves, others by `problems`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, TypeVar

import flask_smorest
from flask import request
from marshmallow import RAISE, Schema

from api.access import Access, Policy, guarded
from api.accounts import CSRF_HEADER, SAFE_METHODS
from api.arguments import parser
from engine.org import Action

Values = dict[str, Any]
View = TypeVar("View", bound=Callable[..., Any])
PREFIX = "/api/v1"

#: Problems by status; each is a component of the document.
PROBLEMS: Mapping[int, tuple[str, str]] = {
    400: ("Malformed", "The body is no JSON."),
    401: ("NotSignedIn", "No valid session or token."),
    403: ("NotAllowed", "Not allowed, or the CSRF token is missing."),
    404: ("NotFound", "There is no such thing, or you may not see it."),
    409: ("Conflict", "The thing has changed, belongs to another or is in a state that forbids this."),
    412: ("PreconditionFailed", "The revision of If-Match is no longer the current one."),
    413: ("TooLarge", "The request is too large."),
    415: ("UnsupportedMediaType", "The body is not application/json."),
    416: ("RangeNotSatisfiable", "The range that was asked for is not there; Content-Range says the size."),
    422: ("InvalidInput", "What was sent is wrong; `findings` lists every field."),
    428: ("PreconditionRequired", "The revision is missing: send If-Match."),
    429: ("TooManyFailures", "The account is locked for a while; see Retry-After."),
    500: ("InternalError", "Not foreseen; the problem names the id under which it is logged."),
    503: ("Unavailable", "A part does not answer; try again after Retry-After."),
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 120, "pattern": "^[!-~]+$"},
    "description": (
        "The same key and body give the same answer for 24 hours, whatever happened to the first answer on "
        "its way; a key is yours alone. Another body under the same key is refused with 422."
    ),
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 200},
    "description": "The ETag of what is changed, as it was read: 412 when it was changed since.",
}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 2000},
    "description": "An ETag that is known already: answered with 304 while it is still the current one.",
}
#: Where an operation's header parameters wait for the document to be finished: flask-smorest would let a
#: manual list of parameters replace those of the query.
HEADERS = "x-headers"
STILL_THE_SAME = {"description": "Still the same.", "content_type": None}
ETAG = {"description": "Names this state of the thing.", "schema": {"type": "string"}}


def blueprint(name: str, about: str) -> flask_smorest.Blueprint:
    """Return a group of endpoints."""
    made = flask_smorest.Blueprint(name, f"api.{name}", url_prefix=PREFIX, description=about)
    made.ARGUMENTS_PARSER = parser
    return made


def endpoint(
    group: flask_smorest.Blueprint,
    method: str,
    path: str,
    operation: str,
    policy: Policy,
    *,
    answer: type[Schema] | None = None,
    status: int = 200,
    query: type[Schema] | None = None,
    body: type[Schema] | None = None,
    problems: tuple[int, ...] = (),
    command: bool = False,
    tagged: bool = False,
    revised: bool = False,
    most_bytes: int | None = None,
    answer_headers: Mapping[str, Any] | None = None,
    doc: Mapping[str, Any] | None = None,
) -> Callable[[View], View]:
    """Register a view. `operation` is the stable operationId from which clients are generated.

    `command`: it runs a command, so it takes an Idempotency-Key. `tagged`: it answers with an ETag and 304.
    `revised`: it takes If-Match. `most_bytes`: it takes larger requests than others do. `answer_headers`
    describes headers of the answer; `doc` is merged into the operation's documentation.
    """
    headers = [
        *([IDEMPOTENCY_KEY] if command and method == "POST" else []),
        *([IF_NONE_MATCH] if tagged else []),
        *([IF_MATCH] if revised else []),
    ]
    answered = {**({"ETag": ETAG} if tagged else {}), **(answer_headers or {})} or None
    answers = _answers(policy, path, query, body, problems, command, revised)
    described = {
        "operationId": operation,
        "security": _security(policy, method),
        HEADERS: headers,
        **_permission(policy),
        **(doc or {}),
    }

    def register(view: View) -> View:
        made: Any = view
        made = group.response(status, answer, headers=answered)(made)
        # A schema is made once: making one copies all of its fields.
        if body is not None:
            made = group.arguments(body(), location="json", unknown=RAISE)(made)
        if query is not None:
            made = group.arguments(query(), location="query", unknown=RAISE)(made)
        _document(made, ([304] if tagged else []) + sorted(answers), described)
        if most_bytes is not None:
            made = _taking(most_bytes, made)
        group.route(path, methods=[method])(guarded(policy, made))
        return view

    return register


def _document(view: Any, statuses: Iterable[int], described: Mapping[str, Any]) -> None:
    """Write further answers and what is said of an operation to what the decorators keep with its view.

    A decorator for each would copy all that is there, schemas too, and put a call of its own around the view.
    """
    answers = view._apidoc["response"]["responses"]
    for status in statuses:
        answers.setdefault(status, []).append(PROBLEMS[status][0] if status in PROBLEMS else STILL_THE_SAME)
    view._apidoc["manual_doc"] = dict(described)


def _taking(most_bytes: int, view: View) -> Any:
    """Return a view that takes requests of up to this many bytes; the guard comes before it."""

    @wraps(view)
    def taking(*args: Any, **kwargs: Any) -> Any:
        request.max_content_length = most_bytes
        return view(*args, **kwargs)

    return taking


def _answers(
    policy: Policy,
    path: str,
    query: type[Schema] | None,
    body: type[Schema] | None,
    problems: tuple[int, ...],
    command: bool,
    revised: bool,
) -> set[int]:
    found = {500, 503, 422, *problems}
    if policy is not Access.PUBLIC:
        found |= {401, 403}
    if "<" in path:
        found.add(404)
    if body is not None:
        found |= {400, 413, 415}
    if command:
        found.add(409)
    if revised:
        found.add(412)
    return found


def _security(policy: Policy, method: str) -> list[dict[str, list[str]]]:
    if policy is Access.PUBLIC:
        return []
    cookie: dict[str, list[str]] = {"session": []}
    if method not in SAFE_METHODS:
        cookie["csrf"] = []
    return [cookie, {"bearer": []}]


def _permission(policy: Policy) -> dict[str, str]:
    """Name the permission in the document, so that a client can show what is allowed."""
    if isinstance(policy, Action):
        return {"x-permission": policy.name.lower().replace("_", "-")}
    return {}


SECURITY_SCHEMES = {
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "huan_session",
        "description": "POST /session sets it.",
    },
    "csrf": {
        "type": "apiKey",
        "in": "header",
        "name": CSRF_HEADER,
        "description": "The session's `csrf` value; needed with the cookie for everything but GET and HEAD.",
    },
    "bearer": {"type": "http", "scheme": "bearer", "description": "The token of a machine."},
}
