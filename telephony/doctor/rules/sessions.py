"""Is there room for the calls? FreeSWITCH refuses what is above its limits, and the caller hears nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.words import Words
from telephony.doctor.finding import Finding
from telephony.doctor.seen import AGENTS, MAX_SESSIONS, STATUS, Seen

FILE = "autoload_configs/switch.conf.xml"
#: A caller and an agent's telephone each, and one more who waits.
EACH_AGENT = 3
#: Of a hundred, above which the busiest hour was too near to the limit.
NEAR = 80
_FSCTL = {"max-sessions": "max_sessions", "sessions-per-second": "sps"}
_PEAK = re.compile(r"session\(s\) - peak ([0-9]{1,9})")
_RATE = re.compile(r"per Sec out of max ([0-9]{1,9}), peak ([0-9]{1,9})")


def check(seen: Seen) -> Iterator[Finding]:
    said = re.search(r"([0-9]{1,9})\s*$", seen.answer(MAX_SESSIONS) or "")
    status = seen.answer(STATUS) or ""
    if said is not None:
        most = int(said[1])
        needed = EACH_AGENT * len(seen.rows(AGENTS) or ())
        peak = _PEAK.search(status)
        if most < needed:
            yield _finding(
                "max-sessions",
                Words(
                    f"{most} sessions are too few for the agents: {needed} are needed",
                    f"{most} 个会话不够坐席使用：需要 {needed} 个",
                ),
            )
        elif peak is not None and int(peak[1]) * 100 >= most * NEAR:
            yield _finding(
                "max-sessions",
                Words(
                    f"there were {peak[1]} sessions at once, of {most}",
                    f"曾同时有 {peak[1]} 个会话，上限 {most}",
                ),
            )
    rate = _RATE.search(status)
    if rate is not None and int(rate[2]) >= int(rate[1]):
        yield _finding(
            "sessions-per-second",
            Words(
                f"{rate[2]} sessions began in one second, of {rate[1]}: calls were refused, or nearly",
                f"曾在一秒内开始 {rate[2]} 个会话，上限 {rate[1]}：来电已被拒绝或接近被拒绝",
            ),
        )


def _finding(parameter: str, problem: Words) -> Finding:
    return Finding(
        "sessions",
        f"{FILE}: {parameter}",
        problem,
        Words(
            f"raise {parameter} there, and at once by `fsctl {_FSCTL[parameter]} N`",
            f"提高其中的 {parameter}，并立即执行 `fsctl {_FSCTL[parameter]} N`",
        ),
    )
