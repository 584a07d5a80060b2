"""The profiles that come with the product, as plain data to copy and compare."""

from __future__ import annotations

from typing import Any

from engine.errors import NotFound
from engine.limits import seed_document
from engine.limits.seeds import PROFILE_KEYS
from engine.words import Words


def shipped_content(profile: str) -> dict[str, Any]:
    """Return what a shipped profile's file says.

    Raises:
        NotFound: no profile of this name is shipped.
    """
    if profile not in PROFILE_KEYS:
        raise NotFound(
            Words(
                f"there is no profile {profile!r}; shipped: {', '.join(PROFILE_KEYS)}",
                f"没有配置 {profile!r}；随产品提供：{'、'.join(PROFILE_KEYS)}",
            )
        )
    return seed_document(profile)
