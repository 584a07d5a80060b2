"""Is it a FreeSWITCH that Huan knows?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.words import Words
from telephony.doctor.finding import Finding
from telephony.doctor.seen import VERSION, Seen

OLDEST = (1, 10, 12)
_VERSION = re.compile(r"Version (\d{1,4})\.(\d{1,4})\.(\d{1,4})")


def check(seen: Seen) -> Iterator[Finding]:
    answer = seen.answer(VERSION) or ""
    match = _VERSION.search(answer)
    oldest = ".".join(map(str, OLDEST))
    if match is None or tuple(map(int, match.groups())) < OLDEST:
        there = match[0].removeprefix("Version ") if match else "?"
        yield Finding(
            "version",
            seen.address,
            Words(f"FreeSWITCH {there} is older than {oldest}", f"FreeSWITCH {there} 低于 {oldest}"),
            Words(f"install {oldest} or newer", f"请安装 {oldest} 或更新版本"),
        )
