"""Are the queues those of the organisation's departments?"""

from __future__ import annotations

from collections.abc import Iterator

from engine.words import Words
from telephony.doctor.finding import Finding
from telephony.doctor.seen import QUEUES, Seen

FILE = "autoload_configs/callcenter.conf.xml"


def check(seen: Seen) -> Iterator[Finding]:
    there = seen.names(QUEUES)
    if there is None:
        return  # mod_callcenter is not loaded: another rule's finding
    for queue in seen.wanted.queues:
        if queue not in there and queue not in seen.elsewhere:
            yield Finding(
                "queues",
                f"{FILE}: {queue}",
                Words(
                    "a department or an agent has this queue, and FreeSWITCH has not",
                    "部门或坐席使用此队列，但 FreeSWITCH 没有",
                ),
                Words(
                    f"`huan telephony freeswitch render`, then `reloadxml` and "
                    f"`callcenter_config queue load {queue}`; or correct the department's queue",
                    f"执行 `huan telephony freeswitch render`，再执行 `reloadxml` 和 "
                    f"`callcenter_config queue load {queue}`；或更正部门的队列",
                ),
            )
    for queue in there:
        if queue not in seen.wanted.queues:
            yield Finding(
                "queues",
                f"{FILE}: {queue}",
                Words(
                    "no department has this queue, and no agent: its calls are nobody's",
                    "没有部门使用此队列，也不是坐席的：其来电无人负责",
                ),
                Words(
                    "write it into a department's queue (the organisation), or take it out of "
                    "callcenter.conf.xml and "
                    f"`callcenter_config queue unload {queue}`",
                    f"写入某部门的队列（组织机构），或从 callcenter.conf.xml 删除并执行 "
                    f"`callcenter_config queue unload {queue}`",
                ),
            )
