"""What an installation decides about signing in by another house (OpenID Connect)."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class OidcSettings:
    """The provider. `issuer` is its address, `public_url` ours as browsers see it, with no slash at its end.

    `claim` is the claim of the ID token that has the username of a person whom we know.
    """

    issuer: str
    client_id: str
    public_url: str
    client_secret: str = field(repr=False)
    claim: str = "preferred_username"
    name_zh: str = "统一身份认证"
    name_en: str = "single sign-on"
