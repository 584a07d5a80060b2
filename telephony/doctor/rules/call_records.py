"""Are call records written, as Huan reads them, where it reads them? They tell of calls while it was away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from engine.words import Words
from telephony.doctor.finding import Finding
from telephony.doctor.rules.folder import shut
from telephony.doctor.seen import STATUS, Seen, setting

RULE = "call-records"
FILE = "autoload_configs/json_cdr.conf.xml"
_SINCE = re.compile(r"([0-9]{1,12}) session\(s\) since startup")
_NOW = re.compile(r"([0-9]{1,9}) session\(s\) - peak")
#: Times of files are of the disk's clock, and the start is known to a second.
SLACK = timedelta(seconds=2)

#: What a parameter must be, and what happens otherwise.
_MUST = {
    "encode-values": (
        "false",
        Words("names and numbers are written encoded", "姓名和号码以编码形式写出"),
    ),
    "log-b-leg": ("true", Words("the agents' legs are not written", "不写坐席一侧的话单")),
    "rotate": ("false", Words("records move into folders of their own", "话单会移入各自的文件夹")),
}
#: What it is when nothing is said (mod_json_cdr.c).
_DEFAULT = {"encode-values": "true", "log-b-leg": "false", "rotate": "false"}
_YES = ("true", "yes", "on", "1", "enabled", "active", "allow")


def check(seen: Seen) -> Iterator[Finding]:
    found = seen.configured("json_cdr")
    if found is None:
        if seen.configured("event_socket") is not None:  # it can be asked: there is none
            yield Finding(
                RULE,
                FILE,
                Words("it is not configured: no call records are written", "未配置：不写话单"),
                Words(
                    "`huan telephony freeswitch render` writes it",
                    "用 `huan telephony freeswitch render` 生成",
                ),
            )
        return
    for name, (must, problem) in _MUST.items():
        given = setting(found, name) or _DEFAULT[name]
        if (given.lower() in _YES) != (must == "true"):
            yield Finding(
                RULE,
                f"{FILE}: {name}",
                problem,
                Words(
                    f"write {must}, then `reload mod_json_cdr`",
                    f"改为 {must}，然后执行 `reload mod_json_cdr`",
                ),
            )
    path = seen.cdr_folder
    if path is None:
        yield Finding(
            RULE,
            f"{FILE}: log-dir",
            Words("no folder is named: no files are written", "未指定文件夹：不写文件"),
            Words("name one that Huan can read", "指定一个 Huan 可读的文件夹"),
        )
        return
    yield from shut(seen, RULE, path)
    yield from _stale(seen, path)


def _stale(seen: Seen, path: str) -> Iterator[Finding]:
    folder, started = seen.folders.get(path), seen.started_at
    status = seen.answer(STATUS) or ""
    since, now = _SINCE.search(status), _NOW.search(status)
    if folder is None or not folder.readable or started is None or since is None or now is None:
        return
    ended = int(since[1]) - int(now[1])
    if ended > 0 and (folder.newest is None or folder.newest < started - SLACK):
        yield Finding(
            RULE,
            path,
            Words(
                f"{ended} legs have ended since FreeSWITCH was started, and none was written here",
                f"FreeSWITCH 启动以来已结束 {ended} 个通话腿，但此处没有新的话单",
            ),
            Words(
                "let FreeSWITCH's user write there (owner, mode, a full disk), and look for mod_json_cdr "
                "in its log",
                "让 FreeSWITCH 的用户可写入（属主、权限、磁盘空间），并在其日志中查找 mod_json_cdr",
            ),
        )
