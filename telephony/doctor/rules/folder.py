"""A folder that Huan must read: shared by the rules about call records and recordings; no rule itself."""

from __future__ import annotations

from collections.abc import Iterator

from engine.words import Words
from telephony.doctor.finding import Finding
from telephony.doctor.seen import Seen


def shut(seen: Seen, rule: str, path: str) -> Iterator[Finding]:
    """Find a folder of this machine that is not there, or may not be read."""
    folder = seen.folders.get(path)
    if folder is None:
        return
    if not folder.there:
        yield Finding(
            rule,
            path,
            Words("there is no such folder", "没有此文件夹"),
            Words(
                "make it, for FreeSWITCH's user to write and Huan's to read",
                "请建立，供 FreeSWITCH 的用户写、Huan 的用户读",
            ),
        )
    elif not folder.readable:
        yield Finding(
            rule,
            path,
            Words("the user of this process may not read it", "运行本进程的用户无权读取"),
            Words(
                "put Huan's user into FreeSWITCH's group, and give the folder mode 2750",
                "把 Huan 的用户加入 FreeSWITCH 的组，并将文件夹权限设为 2750",
            ),
        )
