"""Are FreeSWITCH's agents people of the organisation, with a telephone?"""

from __future__ import annotations

from collections.abc import Iterator

from engine.words import Words
from telephony.doctor.finding import Finding
from telephony.doctor.seen import AGENTS, Seen, same_agent


def check(seen: Seen) -> Iterator[Finding]:
    rows = seen.rows(AGENTS)
    if rows is None:
        return
    there = [row.get("name", "") for row in rows]
    for agent in seen.wanted.agents:
        if not any(same_agent(name, agent) for name in (*there, *seen.elsewhere)):
            yield Finding(
                "agents",
                f"callcenter_config agent list: {agent}",
                Words(
                    "a person has this agent name, and FreeSWITCH knows no such agent: nobody rings there",
                    "有人员使用此工号，但 FreeSWITCH 没有该坐席：不会振铃",
                ),
                Words(
                    f"`callcenter_config agent add {agent} callback` and `callcenter_config agent set "
                    f"contact "
                    f"{agent} user/…`, or correct the person's agent name",
                    f"执行 `callcenter_config agent add {agent} callback` 和 `callcenter_config agent set "
                    f"contact "
                    f"{agent} user/…`，或更正人员的工号",
                ),
            )
    for row in rows:
        name = row.get("name", "")
        if not any(same_agent(name, agent) for agent in seen.wanted.agents):
            yield Finding(
                "agents",
                f"callcenter_config agent list: {name}",
                Words(
                    "nobody has this agent name: whose the calls are is not known",
                    "没有人员使用此工号：无法知道来电由谁接听",
                ),
                Words(
                    f"write it into the person's agent name, or `callcenter_config agent del {name}`",
                    f"写入人员的工号，或执行 `callcenter_config agent del {name}`",
                ),
            )
        if not row.get("contact"):
            yield Finding(
                "agents",
                f"callcenter_config agent list: {name}",
                Words("the agent has no contact: nothing rings", "该坐席没有 contact：不会振铃"),
                Words(
                    f"`callcenter_config agent set contact {name} user/…`",
                    f"执行 `callcenter_config agent set contact {name} user/…`",
                ),
            )
