"""The webhook: inputs `url` and anything else as the body; gives back `status` and `answer`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from engine.effects.effect import EffectCall, EffectFailed, text_of
from engine.effects.http import post
from engine.feel import encode_value
from engine.words import Words


@dataclass(frozen=True)
class Webhook:
    """Posts to hosts that the installation allows, and to no other: a diagram is written by many hands.

    `hosts` are `host` or `host:port` texts (setting HUAN_WEBHOOK_HOSTS).
    """

    hosts: frozenset[str]
    mode: str = "repeatable"
    attempts: int = 8

    def __call__(self, call: EffectCall) -> Mapping[str, Any]:
        """Post the inputs; an unknown outcome is simply tried again under the same key."""
        url = text_of(call.payload, "url")
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or parts.netloc not in self.hosts:
            raise EffectFailed(
                Words(
                    f"webhooks to {parts.netloc or url!r} are not allowed; add the host to "
                    "HUAN_WEBHOOK_HOSTS",
                    f"不允许向 {parts.netloc or url!r} 发送 webhook；请把主机加入 HUAN_WEBHOOK_HOSTS",
                ),
                permanent=True,
            )
        body = {name: encode_value(value) for name, value in call.payload.items() if name != "url"}
        return post(url, body, call.key)
