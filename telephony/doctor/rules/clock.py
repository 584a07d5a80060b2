"""Do FreeSWITCH's clock and ours show the same? Waiting and talking are lengths between the two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from engine.words import Words
from telephony.doctor.finding import Finding
from telephony.doctor.seen import EPOCH, Seen

MOST_SECONDS = 2.0


def check(seen: Seen) -> Iterator[Finding]:
    answer = seen.answer(EPOCH)
    if answer is None or not re.fullmatch(r"[0-9]{1,11}", answer):
        return
    # It said a whole second, and did so at some moment between question and answer.
    second = datetime.fromtimestamp(int(answer), UTC)
    before, after = seen.asked
    ahead = (second - after).total_seconds()
    behind = (before - second - timedelta(seconds=1)).total_seconds()
    if max(ahead, behind) > MOST_SECONDS:
        en, zh = ("ahead", "快") if ahead > behind else ("behind", "慢")
        apart = f"{max(ahead, behind):.0f}"
        yield Finding(
            "clock",
            seen.address,
            Words(f"its clock is {apart} s {en} of ours", f"其时钟比本机{zh} {apart} 秒"),
            Words(
                "let both machines keep time by NTP (chrony, systemd-timesyncd), then `fsctl sync_clock` "
                "there",
                "让两台机器都用 NTP 校时（chrony、systemd-timesyncd），然后在该节点执行 `fsctl sync_clock`",
            ),
        )
