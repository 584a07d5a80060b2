"""Notices for somebody, posted to where the installation says: a bridge to what people carry."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from engine.effects.effect import EffectCall, text_of
from engine.effects.http import post

SIGNATURE = "X-Huan-Signature"


@dataclass(frozen=True)
class NoticeWebhook:
    """Posts {person, notices} to `url` (setting HUAN_NOTICE_WEBHOOK), whatever a payload says of addresses.

    With a secret (HUAN_NOTICE_SECRET) the header X-Huan-Signature holds `sha256=` and the HMAC of the body in
    hexadecimal digits.
    """

    url: str
    secret: str | None = field(default=None, repr=False)
    mode: str = "repeatable"
    attempts: int = 8

    def __call__(self, call: EffectCall) -> Mapping[str, Any]:
        """Post them; an unknown outcome is tried again under the same key."""
        body = {"person": text_of(call.payload, "person"), "notices": call.payload.get("notices", [])}
        headers = {}
        if self.secret is not None:
            digest = hmac.digest(self.secret.encode(), orjson.dumps(body), "sha256").hex()
            headers[SIGNATURE] = f"sha256={digest}"
        post(self.url, body, call.key, headers)
        return {}
