"""Can telephones, the public network and browsers be spoken with?"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from engine.words import Words
from telephony.doctor.finding import Finding
from telephony.doctor.seen import CODECS, Seen, listed

FILE = "sip_profiles"
PREFERENCES = ("inbound-codec-prefs", "outbound-codec-prefs")
G711 = ("PCMA", "PCMU")


def check(seen: Seen) -> Iterator[Finding]:
    found = seen.configured("sofia")
    if found is None:
        return
    profiles = list(found.iter("profile"))
    for profile in profiles:
        yield from _g711(profile)
    browsers = [profile for profile in profiles if _parameter(profile, "wss-binding")]
    loaded = any("opus" in row.get("name", "").lower() for row in listed(seen.answer(CODECS)))
    for profile in browsers:
        name = profile.get("name", "")
        named = all("OPUS" in _codecs(profile, which) for which in PREFERENCES)
        if not loaded or not named:
            yield Finding(
                "codecs",
                f"{FILE}: {name}: wss-binding",
                Words(
                    "browsers connect here, and opus is not loaded or not named: they speak in poor "
                    "quality or not "
                    "at all",
                    "浏览器在此接入，但 opus 未加载或未列出：通话质量差或无法通话",
                ),
                Words(
                    "load mod_opus and put OPUS first in inbound- and outbound-codec-prefs; where no browser "
                    "telephones, take wss-binding out",
                    "加载 mod_opus，并在 inbound- 和 outbound-codec-prefs 中首选 OPUS；若无浏览器电话，"
                    "删除 wss-binding",
                ),
            )


def _g711(profile: ElementTree.Element) -> Iterator[Finding]:
    for which in PREFERENCES:
        codecs = _codecs(profile, which)
        missing = [codec for codec in G711 if codec not in codecs]
        if codecs and missing:
            yield Finding(
                "codecs",
                f"{FILE}: {profile.get('name', '')}: {which}",
                Words(
                    f"{', '.join(missing)} is missing: the public network speaks nothing else",
                    f"缺少 {'、'.join(missing)}：公用电话网只使用它",
                ),
                Words(
                    f"add {','.join(missing)}, then `sofia profile {profile.get('name', '')} rescan`",
                    f"加上 {','.join(missing)}，然后执行 `sofia profile {profile.get('name', '')} rescan`",
                ),
            )


def _parameter(profile: ElementTree.Element, name: str) -> str:
    found = (one.get("value", "") for one in profile.iter("param") if one.get("name") == name)
    return next(found, "")


def _codecs(profile: ElementTree.Element, which: str) -> set[str]:
    """Return the names, without rates and lengths as in `PCMA@20i`; none: nothing is said, so all."""
    return {one.split("@")[0].strip().upper() for one in _parameter(profile, which).split(",") if one.strip()}
