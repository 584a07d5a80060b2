"""Settings of signing in by another house; the client's secret comes from the environment or a file."""

from __future__ import annotations

from collections.abc import Mapping

from engine.oidc_settings import OidcSettings
from engine.words import Words
from huan.setting_checks import BadSetting, http_address, is_open


def oidc_from(env: Mapping[str, str]) -> OidcSettings | None:
    """Read HUAN_OIDC_*; None when no issuer is named.

    Raises:
        InvalidInput: something is missing or no address.
    """
    issuer = http_address(env, "HUAN_OIDC_ISSUER")
    if issuer is None:
        return None
    public = http_address(env, "HUAN_PUBLIC_URL")
    if public is None:
        raise _missing("HUAN_PUBLIC_URL")
    for name in ("HUAN_OIDC_CLIENT_ID", "HUAN_OIDC_CLIENT_SECRET"):
        if not env.get(name):
            raise _missing(name)
    return OidcSettings(
        issuer=issuer,
        client_id=env["HUAN_OIDC_CLIENT_ID"],
        client_secret=env["HUAN_OIDC_CLIENT_SECRET"],
        public_url=public.rstrip("/"),
        claim=env.get("HUAN_OIDC_CLAIM") or "preferred_username",
        name_zh=env.get("HUAN_OIDC_NAME_ZH") or OidcSettings.name_zh,
        name_en=env.get("HUAN_OIDC_NAME_EN") or OidcSettings.name_en,
    )


def require_closed_oidc(settings: OidcSettings | None) -> None:
    """Refuse a provider, or an address of ours, without TLS in production.

    Raises:
        InvalidInput: the message names the variable.
    """
    if settings is None:
        return
    for name, address in (("HUAN_OIDC_ISSUER", settings.issuer), ("HUAN_PUBLIC_URL", settings.public_url)):
        if is_open(address):
            raise BadSetting(
                name,
                Words(
                    "https://… in production: who signs in would be seen on the way",
                    "在生产环境是 https://…：否则登录信息会被看到",
                ),
            )


def _missing(name: str) -> BadSetting:
    return BadSetting(name, Words("given when HUAN_OIDC_ISSUER is", "在设置了 HUAN_OIDC_ISSUER 时必须设置"))
