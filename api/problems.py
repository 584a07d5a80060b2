"""Errors as problem details (RFC 9457), and the one table from our errors to HTTP status codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from flask import Response, current_app
from werkzeug.exceptions import HTTPException

from engine.credentials import LockedOut
from engine.errors import (
    Conflict,
    HuanError,
    IdempotencyMismatch,
    InvalidInput,
    MissingCalendar,
    NotAllowed,
    NotFound,
    NotSignedIn,
    RevisionConflict,
    StepFailed,
    Unavailable,
)
from engine.feel import FeelError
from engine.ids import new_id
from engine.sandbox import SandboxFailed

log = structlog.get_logger("huan.api")
CONTENT_TYPE = "application/problem+json"
#: `type` of a problem is this and its code.
TYPE = "urn:huan:problem:"
RETRY_SECONDS = 2


class CsrfRefused(NotAllowed):
    """A change by cookie came without the session's CSRF token."""

    code = "csrf-token"


class PreconditionFailed(Conflict):
    """What the header If-Match named is no longer how it is."""

    code = RevisionConflict.code


class PreconditionRequired(HuanError):
    """This change must say which revision it is based on."""

    code = "precondition-required"


class NotJson(HuanError):
    """The body cannot be read as JSON."""

    code = "malformed"


class WrongMediaType(HuanError):
    """The body is of a kind that is not taken here."""

    code = "unsupported-media-type"


#: The most special class that is listed decides. A new error of the engine needs a line here only if its
#: parent's status is wrong for it.
STATUS: dict[type[HuanError], int] = {
    InvalidInput: 422,
    FeelError: 422,
    NotFound: 404,
    NotAllowed: 403,
    NotSignedIn: 401,
    LockedOut: 429,
    Conflict: 409,
    PreconditionFailed: 412,
    PreconditionRequired: 428,
    IdempotencyMismatch: 422,
    StepFailed: 422,
    Unavailable: 503,
    MissingCalendar: 409,
    NotJson: 400,
    WrongMediaType: 415,
    SandboxFailed: 500,
}
TITLES: dict[str, str] = {
    "invalid-input": "What was sent is wrong",
    "diagram-refused": "The diagram cannot be executed",
    "decisions-refused": "The decisions cannot be read",
    "feel": "The expression cannot be read",
    "not-found": "Not found",
    "not-allowed": "Not allowed",
    "csrf-token": "The CSRF token is missing or wrong",
    "not-signed-in": "Not signed in",
    "locked-out": "The account is locked for a while",
    "conflict": "Conflict",
    "too-heavy": "This takes too much time or memory",
    "duplicate": "There is one already",
    "revision-conflict": "Changed meanwhile",
    "deactivated": "The package is out of service",
    "held-by-another": "Somebody else was first",
    "migration-refused": "The instance cannot be migrated as it stands",
    "moved-since": "The process has moved since",
    "idempotency-mismatch": "The idempotency key was used for another request",
    "precondition-required": "Say which revision you changed",
    "step-failed": "The process could not go on",
    "budget-exceeded": "The process took too long",
    "broken-version": "This version cannot be run",
    "unavailable": "Try again in a moment",
    "lock-conflict": "Try again in a moment",
    "missing-calendar": "The working days of a year are not known",
    "malformed": "The body is no JSON",
    "unsupported-media-type": "This kind of body is not taken",
    "method-not-allowed": "This method is not offered here",
    "too-large": "The request is too large",
    "internal-error": "Something went wrong on our side",
}
#: What Flask and Werkzeug raise by themselves, by status.
_OWN_CODES = {
    400: "malformed",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    415: "unsupported-media-type",
}
#: Attributes of errors that tell of our inside and help nobody outside.
_INSIDE = {"constraint"}
_RESERVED = {"type", "title", "status", "detail", "instance", "code", "findings"}


def status_of(error: HuanError) -> int:
    """Return the HTTP status of an error: of its own class, else of the nearest parent that is listed."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def problem(
    status: int, code: str, detail: str, more: Mapping[str, Any] | None = None, headers: Any = None
) -> Response:
    """Return a problem details answer; `more` are its extension members."""
    body = {
        "type": TYPE + code,
        "title": TITLES.get(code, "Something is wrong"),
        "status": status,
        "code": code,
        "detail": detail,
        **(more or {}),
    }
    answer = Response(current_app.json.dumps(body), status, content_type=CONTENT_TYPE)
    for name, value in (headers or {}).items():
        answer.headers[name] = value
    answer.headers["Cache-Control"] = "no-store"
    return answer


def of_ours(error: HuanError) -> Response:
    """Return the answer to one of our errors."""
    status = status_of(error)
    if status >= 500 and not isinstance(error, Unavailable):
        return of_unexpected(error)
    more = {
        name: value
        for name, value in error.attributes.items()
        if name not in _INSIDE | _RESERVED and value is not None
    }
    if isinstance(error, InvalidInput):
        more["findings"] = error.findings
    headers = {}
    if isinstance(error, Unavailable):
        headers["Retry-After"] = str(RETRY_SECONDS)
    elif isinstance(error, LockedOut):
        headers["Retry-After"] = str(error.attributes["retry_after"])
    elif status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="huan"'
    return problem(status, error.code, error.message, more, headers)


def of_werkzeug(error: HTTPException) -> Response:
    """Return the answer to an error of routing or of reading the request."""
    status = error.code or 500
    if status >= 500:
        return of_unexpected(error)
    allowed = error.get_response().headers.get("Allow")
    headers = {"Allow": allowed} if allowed else {}
    detail = {
        404: "there is nothing at this address",
        405: f"offered here: {allowed}",
        413: "send less at once",
    }.get(status, error.description or error.name)
    code = _OWN_CODES.get(status, error.name.lower().replace(" ", "-"))
    return problem(status, code, detail, headers=headers)


def of_unexpected(error: Exception) -> Response:
    """Return the answer to an error of ours that nobody foresaw, and log it under the id that is shown."""
    key = new_id()
    log.error("unexpected error", error_id=key, exc_info=error)
    detail = f"this should not have happened; tell your administrator the number {key}"
    return problem(500, "internal-error", detail, {"error_id": key})
