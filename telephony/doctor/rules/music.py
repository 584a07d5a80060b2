"""Is there anything to hear while one waits?

Where a queue's music has no files FreeSWITCH (cc93a68) starts it anew some twenty times a second, with two
lines in its log each time, and the caller hears nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.words import Words
from telephony.doctor.finding import Finding
from telephony.doctor.seen import MUSIC, QUEUES, Seen

_SCHEME = "local_stream://"
#: What mod_local_stream plays where it does not know a name.
_INSTEAD = "default"
#: What is answered when there is no stream at all.
_NONE = "-ERR no reply"


def check(seen: Seen) -> Iterator[Finding]:
    told = seen.answer(MUSIC)
    if told is None and seen.answers.get(MUSIC, "").strip() != _NONE:
        return  # it may not be asked, or the module is not loaded: another rule's finding
    # One may be named after its rate: moh/8000.
    streams = {line.split(",")[0].split("/")[0] for line in (told or "").splitlines()}
    for row in seen.rows(QUEUES) or ():
        sound = row.get("moh_sound", "")
        name = sound.removeprefix(_SCHEME).split("/")[0]
        if sound.startswith(_SCHEME) and not {name, _INSTEAD} & streams:
            yield Finding(
                "music",
                f"autoload_configs/local_stream.conf.xml: {name}, of the queue {row.get('name', '')}",
                Words(
                    "there is no such music: its callers hear nothing, and FreeSWITCH's log is flooded",
                    "没有该等待音：队列中的来电者听不到任何声音，FreeSWITCH 日志会被刷满",
                ),
                Words(
                    "install FreeSWITCH's music, or put WAV files of 8 kHz, mono, into the folder that "
                    "local_stream.conf.xml names; then fs_cli -x 'reload mod_local_stream'",
                    "安装 FreeSWITCH 的等待音乐，或在 local_stream.conf.xml 所指文件夹放入 8 kHz 单声道 WAV；"
                    "然后执行 fs_cli -x 'reload mod_local_stream'",
                ),
            )
