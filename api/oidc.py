"""OpenID Connect: authorization code with PKCE (RFC 7636), state and nonce; discovery; the ID token checked.

Nobody is created here: a claim of the token names somebody whom we know, or it is refused.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Mapping
from typing import Any

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from engine.errors import NotSignedIn, Unavailable
from engine.oidc_settings import OidcSettings
from engine.words import Words

TIMEOUT_SECONDS = 10.0
#: How long what the provider says of itself is believed (seconds).
BELIEVED_SECONDS = 3600.0
#: By how much the provider's clock may differ from ours (seconds).
LEEWAY_SECONDS = 60
ALGORITHMS = ["RS256", "PS256", "ES256"]
CALLBACK = "/api/v1/session/oidc/callback"
MOST_BYTES = 200_000
_SILENT = Words("the identity provider does not answer", "身份提供方没有应答")


class Oidc:
    """The provider as we know it. Safe for threads; one a process."""

    def __init__(self, settings: OidcSettings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._believed_until = 0.0
        self._metadata: Mapping[str, Any] = {}
        self._keys: KeySet | None = None

    def begin(self) -> tuple[str, str, str, str]:
        """Return the provider's address to send the browser to, with the state, nonce and verifier.

        Raises:
            Unavailable: the provider does not answer.
        """
        state, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        verifier = secrets.token_urlsafe(48)
        url: str = prepare_grant_uri(
            self._known()["authorization_endpoint"],
            self.settings.client_id,
            "code",
            redirect_uri=self._redirect,
            scope="openid profile",
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
        )
        return url, state, nonce, verifier

    def username(self, code: str, verifier: str, nonce: str) -> str | None:
        """Exchange a code for the ID token, check it, and return the username it names; None: it names none.

        Raises:
            NotSignedIn: the provider refuses the code, or the token is not good.
            Unavailable: the provider does not answer.
        """
        body: str = prepare_token_request(
            "authorization_code",
            redirect_uri=self._redirect,
            code=code,
            code_verifier=verifier,
            client_id=self.settings.client_id,
            client_secret=self.settings.client_secret,
        )
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self._ask("POST", self._known()["token_endpoint"], content=body, headers=form)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise refused("the provider gave no ID token", "身份提供方没有给出 ID 令牌")
        claims = self._checked(token, nonce)
        name = claims.get(self.settings.claim)
        return name if isinstance(name, str) and name else None

    def _checked(self, token: str, nonce: str) -> Mapping[str, Any]:
        """Return the claims of an ID token (OpenID Connect Core 1.0, 3.1.3.7)."""
        self._known()
        assert self._keys is not None
        try:
            try:
                decoded = jwt.decode(token, self._keys, algorithms=ALGORITHMS)
            except ValueError:
                # The provider may have changed its keys since we asked.
                self._forget()
                self._known()
                decoded = jwt.decode(token, self._keys, algorithms=ALGORITHMS)
            jwt.JWTClaimsRegistry(
                leeway=LEEWAY_SECONDS,
                iss={"essential": True, "value": self._metadata["issuer"]},
                aud={"essential": True, "value": self.settings.client_id},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": nonce},
            ).validate(decoded.claims)
        except (JoseError, ValueError) as error:
            raise refused("the provider's ID token is not good", "身份提供方的 ID 令牌无效") from error
        claims: Mapping[str, Any] = decoded.claims
        audience = claims["aud"]
        several = isinstance(audience, list) and len(audience) > 1
        if claims.get("azp", self.settings.client_id) != self.settings.client_id or (
            several and "azp" not in claims
        ):
            raise refused("the ID token is meant for another", "ID 令牌不是给本系统的")
        return claims

    def _known(self) -> Mapping[str, Any]:
        """Return what the provider says of itself (OpenID Connect Discovery 1.0)."""
        with self._lock:
            if time.monotonic() < self._believed_until:
                return self._metadata
            issuer = self.settings.issuer
            metadata = self._ask("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            if metadata.get("issuer") != issuer:
                raise refused("the provider says that it is another", "身份提供方声明的地址与配置不符")
            keys = self._ask("GET", metadata["jwks_uri"])
            self._metadata, self._keys = metadata, KeySet.import_key_set(keys)  # type: ignore[arg-type]
            self._believed_until = time.monotonic() + BELIEVED_SECONDS
            return self._metadata

    def _forget(self) -> None:
        with self._lock:
            self._believed_until = 0.0

    @property
    def _redirect(self) -> str:
        return self.settings.public_url + CALLBACK

    def _ask(self, method: str, url: str, **more: Any) -> dict[str, Any]:
        try:
            answer = httpx.request(method, url, timeout=TIMEOUT_SECONDS, follow_redirects=False, **more)
            if len(answer.content) > MOST_BYTES:
                raise ValueError("too much")
            found = answer.json() if answer.is_success else None
        except (httpx.HTTPError, ValueError) as error:
            raise Unavailable(_SILENT) from error
        if answer.status_code >= 500:
            raise Unavailable(_SILENT)
        if not isinstance(found, dict):
            raise refused("the identity provider refused", "身份提供方拒绝了请求")
        return found


def refused(english: str, chinese: str) -> NotSignedIn:
    """Return the error of a sign-in that the other house did not vouch for."""
    return NotSignedIn(Words(english, chinese))
