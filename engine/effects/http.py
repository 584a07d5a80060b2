"""Call an HTTP service once, and say truly what is known about the outcome."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx
import orjson

from engine.effects.effect import EffectFailed
from engine.words import Words

TIMEOUT_SECONDS = 15.0
MOST_ANSWER_BYTES = 64_000
#: Client errors after which trying again can help (RFC 9110 §15.5.9, RFC 8470, RFC 6585 §4).
_LATER = {408, 425, 429}
#: The one server error that says that nothing was done (RFC 9110 §15.6.4).
_UNAVAILABLE = 503


def post(
    url: str, body: Mapping[str, Any], key: str, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """POST `body` as JSON with the header Idempotency-Key; return status and answer.

    Raises:
        EffectFailed: `permanent` for a refusal; `unknown` when the request was sent and no answer came, or
            the server failed while it worked on it.
    """
    sent = {"Content-Type": "application/json", "Idempotency-Key": key, **(headers or {})}
    try:
        answer = httpx.post(
            url,
            content=orjson.dumps(dict(body)),
            headers=sent,
            timeout=TIMEOUT_SECONDS,
            follow_redirects=False,
        )
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise EffectFailed(
            Words(f"no connection to {_host(url)}: {error}", f"连不上 {_host(url)}：{error}")
        ) from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise EffectFailed(
            Words(f"{url!r} is no HTTP address", f"{url!r} 不是 HTTP 地址"), permanent=True
        ) from error
    except httpx.HTTPError as error:
        raise EffectFailed(
            Words(f"{_host(url)} did not answer: {error}", f"{_host(url)} 没有应答：{error}"), unknown=True
        ) from error
    if answer.is_success:
        return {"status": answer.status_code, "answer": _read(answer)}
    status = answer.status_code
    raise EffectFailed(
        Words(f"{_host(url)} answered {status}", f"{_host(url)} 的应答是 {status}"),
        permanent=300 <= status < 500 and status not in _LATER,
        unknown=status >= 500 and status != _UNAVAILABLE,
    )


def _host(url: str) -> str:
    return httpx.URL(url).host


def _read(answer: httpx.Response) -> Any:
    content = answer.content[: MOST_ANSWER_BYTES + 1]
    if not content or len(content) > MOST_ANSWER_BYTES:
        return None
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        return None
