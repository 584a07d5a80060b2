"""The message to the customer: inputs `to` (telephone number) and `text`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import phonenumbers
import structlog

from engine.effects.effect import EffectCall, EffectFailed, text_of
from engine.effects.http import post
from engine.words import Words

log = structlog.get_logger("huan.customer-message")
MOST_CHARACTERS = 500
#: The gateway of demonstrations: the message is only logged.
LOG_ONLY = "log"
#: The BPMN error of a number or message that cannot be delivered at all; a diagram may catch it.
MESSAGE_FAILED = "MESSAGE-FAILED"


@dataclass(frozen=True)
class CustomerMessage:
    """Posts {to, text, id} to the gateway (setting HUAN_MESSAGE_GATEWAY; its token is HUAN_MESSAGE_TOKEN).

    A connection that was refused is known not to have sent anything and is tried again; a request without
    an answer is an unknown outcome and never is. A number that is none, and a message that the gateway
    refuses, throw the BPMN error MESSAGE-FAILED.
    """

    gateway: str | None
    token: str | None = None
    mode: str = "once"
    attempts: int = 8

    def __call__(self, call: EffectCall) -> Mapping[str, Any]:
        """Send it."""
        to, text = _number(text_of(call.payload, "to")), text_of(call.payload, "text")
        if len(text) > MOST_CHARACTERS:
            raise EffectFailed(
                Words(
                    f"a message may have {MOST_CHARACTERS} characters", f"短信最多 {MOST_CHARACTERS} 个字符"
                ),
                permanent=True,
            )
        if self.gateway is None:
            raise EffectFailed(
                Words(
                    "no message gateway is set (HUAN_MESSAGE_GATEWAY)",
                    "没有设置短信网关（HUAN_MESSAGE_GATEWAY）",
                ),
                permanent=True,
            )
        if self.gateway == LOG_ONLY:
            # Neither number nor text: a log is kept longer, and read by more, than a message is.
            log.info("message", order=call.order_id, job=call.key, characters=len(text))
            return {"sent": True}
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            post(self.gateway, {"to": to, "text": text, "id": call.key}, call.key, headers)
        except EffectFailed as error:
            if error.permanent:
                raise _refused(error.message) from error
            raise
        return {"sent": True}


def _refused(reason: Words) -> EffectFailed:
    return EffectFailed(reason, permanent=True, error_code=MESSAGE_FAILED)


def _number(text: str) -> str:
    """Return a telephone number in E.164, or raise a permanent failure."""
    try:
        number = phonenumbers.parse(text, "CN")
    except phonenumbers.NumberParseException as error:
        raise _refused(
            Words("the text given as `to` is no telephone number", "`to` 中的文字不是电话号码")
        ) from error
    if not phonenumbers.is_possible_number(number):
        raise _refused(
            Words("the number given as `to` is no possible telephone number", "`to` 中的号码不可能是电话号码")
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
