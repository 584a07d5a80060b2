"""An exchange for one browser: SIP over a WebSocket (RFC 7118), without sound.

It registers whoever proves the digest, rings, holds, and keeps every request that comes.
"""

from __future__ import annotations

import hashlib
import re
import socket
import struct
import threading
from base64 import b64encode
from contextlib import suppress
from typing import NamedTuple, Self

PATIENCE_SECONDS = 15
_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, 1.3
_NONCE = "once"
_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10
_SOUND = "\r\n".join(
    (
        "v=0",
        "o=- 1 {version} IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        "a=group:BUNDLE 0",
        "m=audio 9 UDP/TLS/RTP/SAVPF 8",
        "c=IN IP4 127.0.0.1",
        "a=rtcp-mux",
        "a=ice-ufrag:abcd",
        "a=ice-pwd:0123456789abcdefghijklmn",
        "a=fingerprint:sha-256 " + ":".join(["AB"] * 32),
        "a=setup:{setup}",
        "a=mid:0",
        "a={way}",
        "a=rtpmap:8 PCMA/8000",
        "",
    )
)


class Message(NamedTuple):
    """What a browser said: a request or an answer."""

    first: str
    headers: dict[str, str]
    body: str

    @property
    def method(self) -> str:
        return self.headers["cseq"].split()[1]

    @property
    def is_answer(self) -> bool:
        return self.first.startswith("SIP/2.0")


class SipStub:
    """Listens on this machine as long as it is open; `user` proves itself by `ha1`."""

    def __init__(self, user: str, realm: str, ha1: str) -> None:
        self._user, self._realm, self._ha1 = user, realm, ha1
        self._heard: list[Message] = []
        self._changed = threading.Condition()
        self._browser: socket.socket | None = None
        self._contact = ""
        self._calls = 0
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"ws://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._door.close()
        if self._browser is not None:
            self._browser.close()

    # What a story asks for

    def heard(self, what: str, times: int = 1) -> Message:
        """Wait until a request, or an answer such as `486 INVITE`, has come so often; return the last."""
        with self._changed:
            came = self._changed.wait_for(lambda: len(self._all(what)) >= times, PATIENCE_SECONDS)
            assert came, f"{what} has not come {times} times: {[one.first for one in self._heard]}"
            return self._all(what)[times - 1]

    def heard_goodbye(self) -> None:
        """Wait until the browser has taken its registration back."""
        with self._changed:
            assert self._changed.wait_for(self._is_gone, PATIENCE_SECONDS), "it is still registered"

    def _is_gone(self) -> bool:
        return self._all("REGISTER")[-1].headers["expires"] == "0"

    def ring(self, number: str) -> str:
        """Offer a call; return its Call-ID."""
        self.heard("REGISTER", 2)
        self._calls += 1
        call = f"call-{self._calls}"
        self._send(
            f"INVITE {self._contact} SIP/2.0",
            f"Via: SIP/2.0/WS stub.invalid;branch=z9hG4bK{call}",
            f"From: <sip:{number}@stub.invalid>;tag=stub",
            f"To: <sip:{self._user}@stub.invalid>",
            f"Call-ID: {call}",
            "CSeq: 1 INVITE",
            "Contact: <sip:stub@stub.invalid;transport=ws>",
            "Max-Forwards: 70",
            body=_SOUND.format(version=1, setup="actpass", way="sendrecv"),
        )
        return call

    def give_up(self, number: str, call: str) -> None:
        """Take an offer back, as when the caller hangs up."""
        self._send(
            f"CANCEL {self._contact} SIP/2.0",
            f"Via: SIP/2.0/WS stub.invalid;branch=z9hG4bK{call}",
            f"From: <sip:{number}@stub.invalid>;tag=stub",
            f"To: <sip:{self._user}@stub.invalid>",
            f"Call-ID: {call}",
            "CSeq: 1 CANCEL",
            "Max-Forwards: 70",
        )

    def _all(self, what: str) -> list[Message]:
        code, _, method = what.rpartition(" ")
        return [
            one
            for one in self._heard
            if one.method == method and (one.first.split()[1] == code if one.is_answer else code == "")
        ]

    # What it does by itself

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._door.accept()
                threading.Thread(target=self._follow, args=(connection,), daemon=True).start()

    def _follow(self, connection: socket.socket) -> None:
        file = connection.makefile("rb")
        with suppress(OSError, struct.error):
            asked = b"".join(iter(file.readline, b"\r\n")).decode()
            key = re.search(r"(?im)^sec-websocket-key: *(\S+)", asked)
            assert key is not None
            accept = b64encode(hashlib.sha1((key[1] + _GUID).encode()).digest()).decode()
            head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            more = f"Sec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: sip\r\n\r\n"
            connection.sendall((head + more).encode())
            self._browser = connection
            while True:
                kind, length = struct.unpack("BB", file.read(2))
                length &= 0x7F
                if length == 126:
                    (length,) = struct.unpack(">H", file.read(2))
                mask, masked = file.read(4), file.read(length)
                text = bytes(one ^ mask[at % 4] for at, one in enumerate(masked))
                if kind & 0x0F == _CLOSE:
                    return
                if kind & 0x0F == _TEXT and text.strip():
                    self._hear(text.decode())

    def _hear(self, text: str) -> None:
        head, _, body = text.partition("\r\n\r\n")
        first, *lines = head.split("\r\n")
        named = [line.partition(":") for line in lines]
        message = Message(first, {name.strip().lower(): value.strip() for name, _, value in named}, body)
        if message.is_answer:
            if message.method == "INVITE" and not message.first.startswith("SIP/2.0 1"):
                self._acknowledge(message)
        elif message.method == "REGISTER":
            self._register(message)
        elif message.method == "INVITE":
            self._answer(message, "200 OK", body=_SOUND.format(version=2, setup="passive", way="recvonly"))
        elif message.method != "ACK":
            self._answer(message, "200 OK")
        with self._changed:
            self._heard.append(message)
            self._changed.notify_all()

    def _register(self, message: Message) -> None:
        proof = dict(re.findall(r'(\w+)="?([^",]*)"?', message.headers.get("authorization", "")))
        if not proof:
            challenge = f'Digest realm="{self._realm}", nonce="{_NONCE}", algorithm=MD5, qop="auth"'
            self._answer(message, "401 Unauthorized", f"WWW-Authenticate: {challenge}")
            return
        asked = _md5(f"REGISTER:{proof['uri']}")
        right = _md5(f"{self._ha1}:{_NONCE}:{proof['nc']}:{proof['cnonce']}:auth:{asked}")
        if (proof["username"], proof["response"]) != (self._user, right):
            self._answer(message, "403 Forbidden")
            return
        contact = re.search(r"<([^>]+)>", message.headers["contact"])
        assert contact is not None
        self._contact = contact[1]
        self._answer(message, "200 OK", f"Contact: {message.headers['contact']}")

    def _acknowledge(self, answer: Message) -> None:
        contact = re.search(r"<([^>]+)>", answer.headers.get("contact", ""))
        branch = re.search(r"branch=\S+", answer.headers["via"])
        assert branch is not None
        self._send(
            f"ACK {contact[1] if contact else self._contact} SIP/2.0",
            f"Via: SIP/2.0/WS stub.invalid;{branch[0]}",
            *(f"{name}: {answer.headers[name]}" for name in ("from", "to", "call-id")),
            f"CSeq: {answer.headers['cseq'].split()[0]} ACK",
            "Max-Forwards: 70",
        )

    def _answer(self, request: Message, said: str, *more: str, body: str = "") -> None:
        same = [f"{name}: {request.headers[name]}" for name in ("via", "from", "call-id", "cseq")]
        to = request.headers["to"]
        to = to if "tag=" in to else f"{to};tag=stub"
        contact = [] if request.method == "REGISTER" else ["Contact: <sip:stub@stub.invalid;transport=ws>"]
        self._send(f"SIP/2.0 {said}", *same, f"To: {to}", *contact, *more, body=body)

    def _send(self, *lines: str, body: str = "") -> None:
        kind = ["Content-Type: application/sdp"] if body else []
        text = "\r\n".join((*lines, *kind, f"Content-Length: {len(body)}", "", body)).encode()
        size = struct.pack("B", len(text)) if len(text) < 126 else struct.pack(">BH", 126, len(text))
        assert self._browser is not None
        with suppress(OSError):  # a page that has gone hears nothing any more
            self._browser.sendall(bytes([0x80 | _TEXT]) + size + text)


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
