"""Are calls recorded, where Huan can read it?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from engine.words import Words
from telephony.doctor.finding import Finding
from telephony.doctor.rules.folder import shut
from telephony.doctor.rules.queues import FILE
from telephony.doctor.seen import QUEUES, Seen

RULE = "recordings"
SLACK = timedelta(seconds=2)


def check(seen: Seen) -> Iterator[Finding]:
    for queue, path in seen.recording_folders.items():
        if path is None:
            yield Finding(
                RULE,
                f"{FILE}: {queue}: record-template",
                Words("calls of this queue are not recorded", "此队列的来电不录音"),
                Words(
                    "`huan telephony freeswitch render` writes it: a path from the root; then `reloadxml` "
                    "and "
                    f"`callcenter_config queue reload {queue}`",
                    "用 `huan telephony freeswitch render` 生成（从根开始的路径）；然后执行 `reloadxml` 和 "
                    f"`callcenter_config queue reload {queue}`",
                ),
            )
    for path in sorted({path for path in seen.recording_folders.values() if path}):
        folder = seen.folders.get(path)
        if folder is not None and (folder.there or _answered(seen)):  # FreeSWITCH makes it at the first call
            yield from shut(seen, RULE, path)
        started = seen.started_at
        if folder is None or not folder.readable or started is None or not _answered(seen):
            continue
        if folder.newest is None or folder.newest < started - SLACK:
            yield Finding(
                RULE,
                path,
                Words(
                    "calls were answered since FreeSWITCH was started, and no recording was written here",
                    "FreeSWITCH 启动以来有来电被接听，但此处没有新的录音",
                ),
                Words(
                    "let FreeSWITCH's user write there (owner, mode, a full disk), and load mod_sndfile",
                    "让 FreeSWITCH 的用户可写入（属主、权限、磁盘空间），并加载 mod_sndfile",
                ),
            )


def _answered(seen: Seen) -> bool:
    return any(row.get("calls_answered", "0") not in ("", "0") for row in seen.rows(QUEUES) or ())
