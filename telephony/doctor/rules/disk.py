"""Is there room on the disks? A full one ends recordings and call records, without a word."""

from __future__ import annotations

from collections.abc import Iterator

from engine.words import Words
from telephony.doctor.finding import Finding
from telephony.doctor.seen import Seen

LEAST_OCTETS = 2 * 1024**3
#: Of a hundred.
LEAST_SHARE = 5


def check(seen: Seen) -> Iterator[Finding]:
    for path, folder in seen.folders.items():
        share = folder.free_octets * 100 // max(1, folder.total_octets)
        if folder.free_octets < LEAST_OCTETS or share < LEAST_SHARE:
            free = f"{folder.free_octets / 1024**3:.1f} GiB ({share} %)"
            yield Finding(
                "disk",
                path,
                Words(f"only {free} are free", f"只剩 {free}"),
                Words(
                    "carry old recordings and call records that are stored in Huan away, or enlarge the disk",
                    "移走已存入 Huan 的旧录音和话单，或扩大磁盘",
                ),
            )
