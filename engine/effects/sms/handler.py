"""The message to a telephone: inputs `to` (telephone number) and `text`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.effects.effect import EffectCall, EffectFailed, text_of
from engine.effects.sms.gateway import SmsGateway
from engine.notices import telephone_number
from engine.words import Words

MOST_CHARACTERS = 500


@dataclass(frozen=True)
class Sms:
    """Sends through the installation's gateway (setting HUAN_SMS_GATEWAY)."""

    gateway: SmsGateway
    mode: str = "once"
    attempts: int = 8

    def __call__(self, call: EffectCall) -> Mapping[str, Any]:
        """Send it."""
        to, text = telephone_number(text_of(call.payload, "to")), text_of(call.payload, "text")
        if to is None:
            raise EffectFailed(
                Words("what is given as `to` is no telephone number", "`to` 中的不是电话号码"), permanent=True
            )
        if len(text) > MOST_CHARACTERS:
            raise EffectFailed(
                Words(
                    f"a message may have {MOST_CHARACTERS} characters", f"短信最多 {MOST_CHARACTERS} 个字符"
                ),
                permanent=True,
            )
        self.gateway.send(to, text, call.key)
        return {"sent": True}
