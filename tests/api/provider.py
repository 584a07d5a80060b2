"""A small identity provider in the test's own process: discovery, keys, tokens signed with a real key."""

from __future__ import annotations

import json
import threading
import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey


class Provider:
    """Answers what an OpenID provider answers. `claims` are put into the next ID token."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one"})
        self.signs_with = self.key
        self.claims: dict[str, Any] = {}
        self.algorithm = "RS256"
        self.asked: dict[str, Any] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._say(*provider.get(self.path))

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                form = {
                    name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()
                }
                self._say(*provider.token(form))

            def _say(self, status: int, body: dict[str, Any]) -> None:
                octets = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(octets)))
                self.end_headers()
                self.wfile.write(octets)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def get(self, path: str) -> tuple[int, dict[str, Any]]:
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
        return 200, {"keys": [self.key.as_dict(private=False)]}

    def authorize(self, location: str) -> str:
        """Take what the browser was sent with; return the code that it brings back."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        return "the-code"

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        challenge = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        good = (
            form["code"] == "the-code"
            and form["client_secret"] == "a secret"
            and challenge == self.asked["code_challenge"]
            and form["redirect_uri"] == self.asked["redirect_uri"]
        )
        if not good:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": "huan",
            "sub": "1",
            "iat": now,
            "exp": now + 60,
            "nonce": self.asked["nonce"],
            "preferred_username": "desk",
            **self.claims,
        }
        header = {"alg": self.algorithm, "kid": "one"}
        return 200, {
            "access_token": "x",
            "token_type": "Bearer",
            "id_token": jwt.encode(header, claims, self.signs_with),
        }
