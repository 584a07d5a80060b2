"""Builders of telephone stories without an exchange: a node that is listened to, a call as it was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from engine.commands.exchange.keep_node import KeepNode, NodeReport
from engine.commands.exchange.take_node import TakeNode
from engine.commands.record_call import RecordCall
from engine.org import Actor
from engine.store.organisation import changed
from engine.store.statement import Statement
from engine.store.tables import person
from tests.stage import Stage

TELEPHONY = Actor("system:telephony")
NODE, SWITCH, OWNER = "hangzhou-1", "fs-1", "listener:1"
CORE = "11111111-1111-4111-8111-111111111111"
CUSTOMER = "aaaaaaaa-0000-4000-8000-000000000001"
AGENT = "bbbbbbbb-0000-4000-8000-000000000001"
NUMBER = "13812345678"


def connect(stage: Stage, node: str = NODE, switch: str = SWITCH, state: str = "live") -> int:
    """Let a process own a node and be connected to it; return the term of its lease."""
    term = stage.run(TakeNode(node, OWNER, 3600), TELEPHONY)["term"]
    report = NodeReport(state, switch, CORE)
    assert stage.run(KeepNode(node, OWNER, term, 3600, report), TELEPHONY)["held"]
    return int(term)


def give_telephone(stage: Stage, username: str, agent: str | None) -> None:
    """Let the exchange know somebody's telephone by this name; None: they have none."""
    with stage.system.database.transaction() as tx:
        tx.write(Statement(update(person).where(person.c.username == username).values(agent=agent)))
        changed(tx)


def leg(uuid: str, agent: str | None = None, **more: Any) -> dict[str, Any]:
    return {"uuid": uuid, **({"agent": agent} if agent is not None else {}), **more}


def recorded_call(
    stage: Stage,
    *legs: Mapping[str, Any],
    state: str = "answered",
    exchange_id: str = "x",
    agent: str | None = "1001@default",
    number: str = NUMBER,
    told: Mapping[str, Any] | None = None,
    **more: Any,
) -> str:
    """Record a call of the queue of the customer service centre, as agent 1001 speaks in it; return its id."""
    at = stage.now.isoformat()
    both = legs or (leg(CUSTOMER, answered_at=at), leg(AGENT, "1001@default", answered_at=at))
    record = RecordCall(
        exchange_id,
        "inbound",
        state,
        stage.now,
        caller_number=number,
        dialled_number="95598",
        agent=agent,
        answered_at=stage.now if state == "answered" else None,
        node=SWITCH,
        as_of=more.pop("as_of", stage.now),
        told={"v": 1, "direction": "inbound", "legs": [dict(one) for one in both], **(told or {})},
        **more,
    )
    return str(stage.run(record, TELEPHONY)["call"])
