"""The message to the customer: inputs `to` (telephone number) and `text`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.effects.effect import EffectCall, EffectFailed
from engine.effects.sms import Sms, SmsGateway
from engine.words import Words

#: The BPMN error of a number or message that cannot be delivered at all; a diagram may catch it.
MESSAGE_FAILED = "MESSAGE-FAILED"


@dataclass(frozen=True)
class CustomerMessage:
    """Sends through a gateway (settings HUAN_MESSAGE_GATEWAY, HUAN_SMS_GATEWAY); None: there is none.

    A connection that was refused is known not to have sent anything and is tried again; a request without
    an answer is an unknown outcome and never is. A number that is none, and a message that the gateway
    refuses, throw the BPMN error MESSAGE-FAILED.
    """

    gateway: SmsGateway | None
    mode: str = "once"
    attempts: int = 8

    def __call__(self, call: EffectCall) -> Mapping[str, Any]:
        """Send it."""
        if self.gateway is None:
            raise EffectFailed(
                Words(
                    "no message gateway is set (HUAN_MESSAGE_GATEWAY or HUAN_SMS_GATEWAY)",
                    "没有设置短信网关（HUAN_MESSAGE_GATEWAY 或 HUAN_SMS_GATEWAY）",
                ),
                permanent=True,
            )
        try:
            return Sms(self.gateway)(call)
        except EffectFailed as error:
            if error.permanent:
                raise EffectFailed(error.message, permanent=True, error_code=MESSAGE_FAILED) from error
            raise
