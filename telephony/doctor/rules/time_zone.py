"""Does FreeSWITCH write local times (`…_stamp`, a recording's folder) in the organisation's zone?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from engine.words import Words
from telephony.doctor.finding import Finding
from telephony.doctor.seen import LOCAL_TIMES, Seen

_FORMAT = "%Y-%m-%d %H:%M:%S"


def check(seen: Seen) -> Iterator[Finding]:
    zone = seen.wanted.zone
    if zone is None:
        return
    for epoch, question in LOCAL_TIMES.items():
        answer = seen.answer(question)
        right = datetime.fromtimestamp(epoch, UTC).astimezone(ZoneInfo(zone)).strftime(_FORMAT)
        if answer is None or answer == right or not _is_time(answer):
            continue
        yield Finding(
            "time-zone",
            seen.address,
            Words(
                f"it writes {answer} for what is {right} in {zone}: …_stamp in call records and the day of a "
                "recording's folder are those of another zone",
                f"{zone} 的 {right} 被写成 {answer}：话单中的 …_stamp 和录音文件夹的日期属于另一时区",
            ),
            Words(
                f"set the zone of that machine (`timedatectl set-timezone {zone}`, or TZ={zone} of "
                "FreeSWITCH's service) and start FreeSWITCH anew; Huan itself counts by times that have no "
                "zone",
                f"设置该机器的时区（`timedatectl set-timezone {zone}`，或 FreeSWITCH 服务的 TZ={zone}），"
                "然后重启 FreeSWITCH；Huan 自身按不含时区的时间计算",
            ),
        )
        return


def _is_time(text: str) -> bool:
    try:
        datetime.strptime(text, _FORMAT)  # noqa: DTZ007 - only whether it is one
    except ValueError:
        return False
    return True
