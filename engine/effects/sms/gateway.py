"""Gateways for messages to telephones. A new kind is a class with `send`, and a setting that chooses it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog

from engine.effects.effect import EffectFailed
from engine.effects.http import post
from engine.effects.sms.description import AnswerRule, GatewayDescription, Signature, filled
from engine.words import Words

log = structlog.get_logger("huan.sms")


class SmsGateway(Protocol):
    """Takes one message. Its tests belong into tests/engine/effects/test_sms.py, beside the others'."""

    def send(self, to: str, text: str, key: str) -> None:
        """Send `text` to a number in E.164; `key` is the same in every attempt.

        Raises:
            EffectFailed: `permanent` for a refusal; `unknown` when nobody knows whether it was taken.
        """


@dataclass(frozen=True)
class LogGateway:
    """Sends nothing, for demonstrations. Neither number nor text: a log is kept longer than a message is."""

    def send(self, to: str, text: str, key: str) -> None:
        """Log that there was a message."""
        del to
        log.info("message", job=key, characters=len(text))


@dataclass(frozen=True)
class JsonGateway:
    """A gateway that takes JSON by POST, as a description says. `secret` signs; `now` is machine time."""

    description: GatewayDescription
    secret: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    now: Callable[[], float] = time.time

    def send(self, to: str, text: str, key: str) -> None:
        """Post it, and read from the answer what became of it."""
        told = self.description
        values = {
            "to": to,
            "national": to.removeprefix("+86"),
            "text": text,
            "id": key,
            "timestamp": str(int(self.now())),
        }
        if told.signature is not None:
            values["signature"] = signed(told.signature, filled(told.signature.of, values), self.secret or "")
        headers = filled(dict(told.headers), values)
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        answer = post(told.url, filled(dict(told.body), values), key, headers)
        if told.answer is not None:
            _judge(told.answer, answer["answer"])


def plain_gateway(url: str, token: str | None) -> JsonGateway:
    """Return the gateway of HUAN_MESSAGE_GATEWAY: it takes {to, text, id} and a bearer token."""
    return JsonGateway(GatewayDescription(url, {"to": "{to}", "text": "{text}", "id": "{id}"}), token=token)


def signed(signature: Signature, of: str, secret: str) -> str:
    """Return the signature of a text."""
    if signature.algorithm == "sha256":
        digest = hashlib.sha256((of + secret).encode()).digest()
    else:
        digest = hmac.digest(secret.encode(), of.encode(), signature.algorithm.removeprefix("hmac-"))
    return digest.hex() if signature.encoding == "hex" else base64.b64encode(digest).decode()


def _judge(rule: AnswerRule, answer: Any) -> None:
    if not isinstance(answer, dict) or rule.field not in answer:
        raise EffectFailed(
            Words(f"the gateway answered without {rule.field!r}", f"网关的应答没有 {rule.field!r}"),
            unknown=True,
        )
    said = str(answer[rule.field])
    if said in rule.sent:
        return
    raise EffectFailed(
        Words(f"the gateway answered {said[:100]!r}", f"网关的应答是 {said[:100]!r}"),
        permanent=said not in rule.later,
    )
