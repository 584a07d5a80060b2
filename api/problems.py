"""Errors as problem details (RFC 9457), and the one table from our errors to HTTP status codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from flask import Response, current_app
from werkzeug.exceptions import HTTPException

from api.ranges import RangeNotSatisfiable
from engine.credentials import LockedOut, TooMany
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
from engine.words import Words

log = structlog.get_logger("huan.api")
CONTENT_TYPE = "application/problem+json"
#: `type` of a problem is this and its code.
TYPE = "urn:huan:problem:"
RETRY_SECONDS = 2


class CsrfRefused(NotAllowed):
    """A change by cookie came without the session's CSRF token."""

    code = "csrf-token"


class ScopeMissing(NotAllowed):
    """The token is not meant for this; `scope` is what it would need."""

    code = "scope-missing"

    def __init__(self, scope: str) -> None:
        super().__init__(
            Words(
                f"this token does not have the scope {scope}: create one that has",
                f"这个令牌没有范围 {scope}：请创建有此范围的令牌",
            ),
            scope=scope,
        )


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
    TooMany: 429,
    Conflict: 409,
    PreconditionFailed: 412,
    PreconditionRequired: 428,
    IdempotencyMismatch: 422,
    StepFailed: 422,
    Unavailable: 503,
    MissingCalendar: 409,
    NotJson: 400,
    WrongMediaType: 415,
    RangeNotSatisfiable: 416,
    SandboxFailed: 500,
}
TITLES: dict[str, Words] = {
    "invalid-input": Words("What was sent is wrong", "填写的内容有误"),
    "diagram-refused": Words("The diagram cannot be executed", "流程图不能执行"),
    "decisions-refused": Words("The decisions cannot be read", "决策不能读取"),
    "feel": Words("The expression cannot be read", "表达式不能读取"),
    "line-refused": Words("A line cannot be entered", "有一行不能补录"),
    "not-found": Words("Not found", "找不到"),
    "not-allowed": Words("Not allowed", "没有权限"),
    "unknown-person": Words("Nobody whom we know", "本系统没有这个人"),
    "scope-missing": Words("The token is not meant for this", "令牌的范围不包括这个"),
    "too-many-requests": Words("Too many attempts", "尝试次数太多"),
    "look-reason-needed": Words("Say why you look at it first", "请先说明查阅原因"),
    "csrf-token": Words("The CSRF token is missing or wrong", "缺少 CSRF 令牌，或令牌有误"),
    "not-signed-in": Words("Not signed in", "未登录"),
    "locked-out": Words("The account is locked for a while", "账号暂时被锁定"),
    "conflict": Words("Conflict", "冲突"),
    "too-heavy": Words("This takes too much time or memory", "需要的时间或内存太多"),
    "duplicate": Words("There is one already", "已经有一个"),
    "revision-conflict": Words("Changed meanwhile", "其间已被修改"),
    "deactivated": Words("The package is out of service", "流程包已停用"),
    "no-exchange": Words("Not connected to the exchange", "未连接交换机"),
    "no-telephone": Words("There is no telephone", "没有话机"),
    "held-by-another": Words("Somebody else was first", "别人已先办理"),
    "migration-refused": Words("The instance cannot be migrated as it stands", "流程实例目前不能迁移"),
    "moved-since": Words("The process has moved since", "流程已继续向前"),
    "infected": Words("The virus scanner refuses the file", "病毒扫描拒绝了该文件"),
    "idempotency-mismatch": Words(
        "The idempotency key was used for another request", "这个幂等键已用于另一个请求"
    ),
    "precondition-required": Words("Say which revision you changed", "请说明修改的是哪一次修订"),
    "step-failed": Words("The process could not go on", "流程无法继续"),
    "budget-exceeded": Words("The process took too long", "流程运行过久"),
    "broken-version": Words("This version cannot be run", "这个版本不能运行"),
    "unavailable": Words("Try again in a moment", "请稍后再试"),
    "lock-conflict": Words("Try again in a moment", "请稍后再试"),
    "missing-calendar": Words("The working days of a year are not known", "某一年的工作日未知"),
    "malformed": Words("The body is no JSON", "请求体不是 JSON"),
    "range-not-satisfiable": Words("There is no such part", "没有这一部分"),
    "unsupported-media-type": Words("This kind of body is not taken", "不接受这种请求体"),
    "method-not-allowed": Words("This method is not offered here", "这里不提供这种方法"),
    "too-large": Words("The request is too large", "请求太大"),
    "internal-error": Words("Something went wrong on our side", "我们这边出了问题"),
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
_RESERVED = {"type", "title", "title_zh", "status", "detail", "detail_zh", "instance", "code", "findings"}
_UNKNOWN = Words("Something is wrong", "出了问题")


def status_of(error: HuanError) -> int:
    """Return the HTTP status of an error: of its own class, else of the nearest parent that is listed."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def problem(
    status: int, code: str, detail: Words, more: Mapping[str, Any] | None = None, headers: Any = None
) -> Response:
    """Return a problem details answer; `more` are its extension members.

    What is told is told in English and in Chinese (`…_zh`): an answer is read by programs, logs and people.
    """
    title = TITLES.get(code, _UNKNOWN)
    body = {
        "type": TYPE + code,
        "title": title,
        "title_zh": title.zh,
        "status": status,
        "code": code,
        "detail": detail,
        "detail_zh": detail.zh,
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
    elif isinstance(error, (LockedOut, TooMany)):
        headers["Retry-After"] = str(error.attributes["retry_after"])
    elif isinstance(error, RangeNotSatisfiable):
        headers["Content-Range"] = f"bytes */{error.attributes['size']}"
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
        404: Words("there is nothing at this address", "这个地址没有内容"),
        405: Words(f"offered here: {allowed}", f"这里提供：{allowed}"),
        413: Words("send less at once", "请一次少发送一些"),
    }.get(status, Words.same(error.description or error.name))
    code = _OWN_CODES.get(status, error.name.lower().replace(" ", "-"))
    return problem(status, code, detail, headers=headers)


def of_unexpected(error: Exception) -> Response:
    """Return the answer to an error of ours that nobody foresaw, and log it under the id that is shown."""
    key = new_id()
    log.error("unexpected error", error_id=key, exc_info=error)
    detail = Words(
        f"this should not have happened; tell your administrator the number {key}",
        f"这不应该发生；请把编号 {key} 告诉管理员",
    )
    return problem(500, "internal-error", detail, {"error_id": key})
