"""All rules, on all nodes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine.errors import HuanError
from engine.words import Words
from telephony.doctor.finding import Finding
from telephony.doctor.rules import RULES
from telephony.doctor.seen import AGENTS, QUEUES, Seen


def examine(nodes: Sequence[Seen]) -> dict[str, list[Finding]]:
    """Return the findings of each node by its name. What one node has is not missed on another."""
    return {seen.node: list(_of_node(replace(seen, elsewhere=_others(seen, nodes)))) for seen in nodes}


def without_answer(address: str, error: HuanError) -> Finding:
    """Return the finding about a node that could not be asked."""
    return Finding(
        "connection",
        address,
        Words(str(error.message), error.message.zh),
        Words(
            "start FreeSWITCH; compare host, port and password of HUAN_TELEPHONY with "
            "event_socket.conf.xml, and "
            "its apply-inbound-acl with this machine's address; then `fs_cli -x 'reload mod_event_socket'`",
            "启动 FreeSWITCH；核对 HUAN_TELEPHONY 的 host、port 和密码与 event_socket.conf.xml 是否一致，"
            "以及其中 apply-inbound-acl 是否包含本机地址；然后执行 `fs_cli -x 'reload mod_event_socket'`",
        ),
    )


def _of_node(seen: Seen) -> Iterator[Finding]:
    for rule in RULES.values():
        yield from rule(seen)


def _others(seen: Seen, nodes: Sequence[Seen]) -> frozenset[str]:
    others = [other for other in nodes if other is not seen]
    return frozenset(
        name for other in others for table in (QUEUES, AGENTS) for name in other.names(table) or ()
    )
