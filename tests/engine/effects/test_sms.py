"""Gateways for messages to telephones: described in a file, signed, and believed only as they answer."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from engine.effects import (
    CustomerMessage,
    EffectCall,
    EffectFailed,
    JsonGateway,
    LogGateway,
    NoticeWebhook,
    Sms,
)
from engine.effects.sms import plain_gateway, read_description
from engine.errors import InvalidInput


class Outside:
    """An HTTP server that answers as it is told, and keeps what it got."""

    def __init__(self) -> None:
        self.answer: tuple[int, bytes] = (200, b'{"code": 0}')
        self.got: list[tuple[dict[str, str], bytes]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.got.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
                status, body = outer.answer
                if status:
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(body)))
                    self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                """Be quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/send"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def outside() -> Iterator[Outside]:
    made = Outside()
    yield made
    made.close()


def described(url: str, **more: Any) -> dict[str, Any]:
    return {
        "url": url,
        "headers": {"X-Sign": "{signature}"},
        "body": {"mobile": ["{national}"], "content": "{text}", "time": "{timestamp}", "kind": 1},
        "signature": {"algorithm": "hmac-sha256", "of": "{national}{text}{timestamp}"},
        "answer": {"field": "code", "sent": [0], "later": ["busy"]},
        **more,
    }


def gateway(url: str, **more: Any) -> JsonGateway:
    text = json.dumps(described(url, **more)).encode()
    return JsonGateway(read_description(text, "sms.json"), "geheim", now=lambda: 1_800_000_000.9)


def call(**payload: Any) -> EffectCall:
    return EffectCall("0199-key", {"to": "138 0000 0001", "text": "您好 {text}", **payload}, 1, None, None)


def test_a_gateway_is_sent_what_its_description_says_signed_with_the_secret(outside: Outside) -> None:
    assert Sms(gateway(outside.url))(call()) == {"sent": True}
    ((headers, body),) = outside.got
    assert json.loads(body) == {
        "mobile": ["13800000001"],
        "content": "您好 {text}",
        "time": "1800000000",
        "kind": 1,
    }, "what a text says is not filled in again"
    of = "13800000001您好 {text}1800000000"
    assert headers["X-Sign"] == hmac.new(b"geheim", of.encode(), hashlib.sha256).hexdigest()
    assert headers["Idempotency-Key"] == "0199-key"
    assert "geheim" not in repr(gateway(outside.url))


@pytest.mark.parametrize(
    ("answer", "permanent", "unknown"),
    [
        ((200, b'{"code": "busy"}'), False, False),
        ((200, b'{"code": 7}'), True, False),
        ((200, b"hello"), False, True),
        ((200, b"{}"), False, True),
        ((400, b"{}"), True, False),
        ((302, b"{}"), True, False),
        ((429, b"{}"), False, False),
        ((500, b"{}"), False, True),
        ((503, b"{}"), False, False),
        ((0, b""), False, True),
    ],
    ids=str,
)
def test_what_the_gateway_answers_decides_whether_it_is_tried_again(
    outside: Outside, answer: tuple[int, bytes], permanent: bool, unknown: bool
) -> None:
    outside.answer = answer
    with pytest.raises(EffectFailed) as raised:
        Sms(gateway(outside.url))(call())
    assert (raised.value.permanent, raised.value.unknown) == (permanent, unknown)
    assert raised.value.error_code is None
    assert len(outside.got) == 1


def test_a_customers_message_that_is_refused_throws_the_error_of_the_diagram(outside: Outside) -> None:
    outside.answer = (400, b"{}")
    with pytest.raises(EffectFailed) as raised:
        CustomerMessage(plain_gateway(outside.url, "token"))(call())
    assert raised.value.error_code == "MESSAGE-FAILED"
    ((headers, body),) = outside.got
    assert headers["Authorization"] == "Bearer token"
    assert json.loads(body) == {"to": "+8613800000001", "text": "您好 {text}", "id": "0199-key"}
    for failing, wrong in ((CustomerMessage(None), {}), (CustomerMessage(LogGateway()), {"to": "neighbour"})):
        with pytest.raises(EffectFailed):
            failing(call(**wrong))


@pytest.mark.parametrize("wrong", [{"to": "1"}, {"to": "x"}, {"text": "x" * 501}, {"text": " "}], ids=str)
def test_what_cannot_be_sent_is_not_tried(outside: Outside, wrong: dict[str, str]) -> None:
    with pytest.raises(EffectFailed) as raised:
        Sms(gateway(outside.url))(call(**wrong))
    assert raised.value.permanent
    assert outside.got == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"url": "ftp://x"}, "url"),
        ({"url": "https://user:word@x/"}, "url"),
        ({"colour": 1}, "the file.colour"),
        ({"body": {"a": ["{colour}"]}}, r"body\.a\[0\]"),
        ({"signature": {"algorithm": "md5", "of": "x"}}, "signature.algorithm"),
        ({"signature": {"algorithm": "sha256", "of": "{signature}"}}, "signature.of"),
        ({"signature": {"algorithm": "sha256"}}, "signature.of"),
        ({"headers": {"X-A": "a\nb"}}, "headers.X-A"),
        ({"headers": {"X A": "a"}}, "headers.X A"),
        ({"answer": {"field": "code"}}, "answer.sent"),
        ({"answer": {"field": "code", "sent": "0"}}, "answer.sent"),
    ],
    ids=str,
)
def test_a_mistake_in_a_description_is_named(changed: dict[str, Any], named: str) -> None:
    with pytest.raises(InvalidInput, match=rf"^sms.json describes no SMS gateway: {named} must be "):
        read_description(json.dumps({**described("https://x/"), **changed}).encode(), "sms.json")
    with pytest.raises(InvalidInput, match="is no JSON"):
        read_description(b"{", "sms.json")


def test_notices_go_to_the_address_of_the_installation_alone_signed_over_the_whole_body(
    outside: Outside,
) -> None:
    hook = NoticeWebhook(outside.url, "geheim")
    payload = {"person": "desk", "notices": [{"text": "x"}], "url": "http://127.0.0.1:1/"}
    assert hook(EffectCall("0199-key", payload, 1, None, None)) == {}
    ((headers, body),) = outside.got
    assert json.loads(body) == {"person": "desk", "notices": [{"text": "x"}]}
    assert headers["X-Huan-Signature"] == "sha256=" + hmac.new(b"geheim", body, hashlib.sha256).hexdigest()
    assert hook.mode == "repeatable"
