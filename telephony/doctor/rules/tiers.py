"""Does somebody serve each queue, and does each tier name what there is?"""

from __future__ import annotations

from collections.abc import Iterator

from engine.words import Words
from telephony.doctor.finding import Finding
from telephony.doctor.seen import AGENTS, QUEUES, TIERS, Seen, same_agent


def check(seen: Seen) -> Iterator[Finding]:
    queues, agents, tiers = seen.names(QUEUES), seen.names(AGENTS), seen.rows(TIERS)
    if queues is None or agents is None or tiers is None:
        return
    pairs = [(tier.get("queue", ""), tier.get("agent", "")) for tier in tiers]
    # What is missing and belongs there is to be brought back (rules queues, agents), and its tiers are right.
    due = {*queues, *seen.wanted.queues}
    for queue in queues:
        if not any(served == queue and agent in agents for served, agent in pairs):
            yield Finding(
                "tiers",
                f"callcenter_config tier list: {queue}",
                Words(
                    "no agent serves this queue: its callers wait for nobody",
                    "没有坐席服务此队列：来电无人接听",
                ),
                Words(
                    f"`callcenter_config tier add {queue} AGENT 1 1`",
                    f"执行 `callcenter_config tier add {queue} 坐席 1 1`",
                ),
            )
    for agent in agents:
        if not any(serving == agent and queue in due for queue, serving in pairs):
            yield Finding(
                "tiers",
                f"callcenter_config tier list: {agent}",
                Words("this agent serves no queue", "此坐席不服务任何队列"),
                Words(
                    f"`callcenter_config tier add QUEUE {agent} 1 1`",
                    f"执行 `callcenter_config tier add 队列 {agent} 1 1`",
                ),
            )
    for queue, agent in pairs:
        wanted = any(same_agent(agent, name) for name in seen.wanted.agents)
        if queue not in due or not (wanted or agent in agents):
            yield Finding(
                "tiers",
                f"callcenter_config tier list: {queue} {agent}",
                Words(
                    "this tier names a queue or an agent that is not there", "此梯队引用了不存在的队列或坐席"
                ),
                Words(
                    f"`callcenter_config tier del {queue} {agent}`",
                    f"执行 `callcenter_config tier del {queue} {agent}`",
                ),
            )
