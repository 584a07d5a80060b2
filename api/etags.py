"""ETags: a revision for If-Match, and a digest of what is shown for If-None-Match.

A task's ETag is `"REVISION-DIGEST"`. If-Match compares the revision alone: a due time that moved must not
refuse a clerk's form. If-None-Match compares all of it: a due time that moved must be shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

import orjson
from flask import Response, request

from api.problems import PreconditionFailed, PreconditionRequired
from engine.errors import InvalidInput, RevisionConflict, field_finding
from engine.words import Words

_TAG = re.compile(r'(?:W/)?"(\d{1,9})(?:-[0-9a-f]{1,64})?"')


def tag_of(revision: int, shown: Any) -> str:
    """Return the ETag of a thing at a revision, `shown` as its page shows it."""
    text = orjson.dumps(shown, default=_anyhow, option=orjson.OPT_NON_STR_KEYS)
    return f"{revision}-{sha256(text).hexdigest()[:20]}"


def _anyhow(value: Any) -> Any:
    try:
        return dict(value)
    except (TypeError, ValueError):
        return str(value)


def unchanged(tag: str) -> Response | None:
    """Return the answer 304 when the client has this state already, else None."""
    if request.if_none_match.contains_weak(tag):
        return Response(status=304, headers=tagged(tag))
    return None


def tagged(tag: str) -> dict[str, str]:
    """Return the headers of an answer that may be asked for again by its ETag."""
    return {"ETag": f'"{tag}"', "Cache-Control": "private, no-cache"}


def expected_revision(given: int | None, *, required: bool = False) -> int | None:
    """Return the revision that the request says it is based on: `given` by the body, else by If-Match.

    Raises:
        InvalidInput: If-Match is no ETag of ours.
        PreconditionRequired: neither says it, and it must be said.
    """
    header = request.headers.get("If-Match")
    if header is not None and header.strip() != "*":
        match = _TAG.fullmatch(header.strip())
        if match is None:
            raise InvalidInput(
                Words(
                    'If-Match must be the ETag that came with what you change, such as "3-0f1e2d"',
                    'If-Match 必须是随要修改的内容一起来的 ETag，如 "3-0f1e2d"',
                ),
                findings=[
                    field_finding(
                        "If-Match",
                        Words("is no ETag of ours", "不是我们的 ETag"),
                        Words("read it again", "请重新读取"),
                    )
                ],
            )
        return int(match.group(1))
    if given is None and required and header is None:
        raise PreconditionRequired(
            Words(
                "say which revision you changed: send its ETag as If-Match, or `revision` in the body",
                "请说明修改的是哪一次修订：以 If-Match 发送它的 ETag，或在请求体中写 `revision`",
            )
        )
    return given


@contextmanager
def precondition() -> Iterator[None]:
    """Answer a changed revision with 412 when it came in If-Match, and as a conflict when in the body."""
    try:
        yield
    except RevisionConflict as error:
        if "If-Match" not in request.headers:
            raise
        raise PreconditionFailed(error.message, **error.attributes) from error
