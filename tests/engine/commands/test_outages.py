"""Outages: recorded, found at intake, told to every caller once, and giving a slot for a connection."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from engine.commands.anchor import MakeAnchor
from engine.commands.jobs import BeginJob, FailJob
from engine.commands.merge import MergeOrder
from engine.commands.outages.change import ChangeOutage
from engine.commands.outages.end import CancelOutage, RestoreOutage
from engine.commands.outages.estimate import TellEstimate
from engine.commands.outages.inherit import InheritEstimate
from engine.commands.outages.link import LinkOutage, UnlinkOutage
from engine.commands.outages.open import OpenOutage
from engine.errors import Conflict, HeldByAnother, InvalidInput, NotAllowed, RevisionConflict
from engine.orders import OPERATIONS
from engine.store.history import chain_events, stored_heads
from engine.store.outages import outage_by_id, outages_at, planned_at
from engine.store.statement import Statement
from engine.store.tables import job, premise
from engine.workers.turns import WORKER
from tests.stage import MORNING, SYSTEM, Stage

AREA = "演示1号台区"
NOON = MORNING + timedelta(hours=3)


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """The first county's premise belongs to a transformer area."""
    with stage.system.database.transaction() as tx:
        tx.write(
            Statement(update(premise).where(premise.c.number == "M0000001").values(transformer_area=AREA))
        )
    return stage


def fault(stage: Stage, by: str = "desk", **given: Any) -> dict[str, Any]:
    wanted = {
        "kind": "fault",
        "title": "演示路变压器故障",
        "cause": "equipment",
        "tier_id": stage.ids["A1"],
        "starts_at": MORNING - timedelta(minutes=5),
        "expected_at": NOON,
        "transformer_area": AREA,
        **given,
    }
    return stage.run(OpenOutage(**wanted), by)


def told(stage: Stage) -> list[str]:
    """The messages to customers: to whom, and what."""
    rows = stage.rows(select(job).where(job.c.handler == "customer-message").order_by(job.c.id))
    return [f"{row['payload']['to']} {row['payload']['text']}" for row in rows]


def test_a_message_that_the_gateway_refuses_is_an_incident_where_no_diagram_hears_of_it(
    stage: Stage,
) -> None:
    main, order = stage.open_order()["order"], stage.open_order(beside=True)["order"]
    stage.drain()
    stage.run(MergeOrder(order, main), "desk")
    begun = stage.run(BeginJob("w"), WORKER)["job"]
    refused = FailJob(begun, "the gateway answered 403", permanent=True, error_code="MESSAGE-FAILED")
    assert stage.run(refused, WORKER)["outcome"] == "failed"
    (incident,) = stage.incidents()
    assert (incident["kind"], incident["order_id"]) == ("job-failed", order)


def test_a_fault_explains_the_orders_that_are_there_and_each_caller_is_told_once(stage: Stage) -> None:
    first = stage.open_order()["order"]
    same_caller = stage.open_order(beside=True)["order"]
    neighbour = stage.open_order(beside=True, caller_number="13900000002")["order"]
    opened = fault(stage)
    assert opened["orders"] == 3
    stage.drain()
    assert {stage.order(one).expected_at for one in (first, same_caller, neighbour)} == {NOON}
    assert sorted(line.split()[0] for line in told(stage)) == ["13800000001", "13900000002"]
    later = stage.run(ChangeOutage(opened["outage"], 1, {"expected_at": NOON + timedelta(hours=1)}), "desk")
    assert later["told"] == 3
    stage.drain()
    stage.drain()
    assert len(told(stage)) == 4
    assert "13:00" in told(stage)[-1]
    with pytest.raises(RevisionConflict):
        stage.run(ChangeOutage(opened["outage"], 1, {"title": "旧"}), "desk")
    stage.later(hours=1)
    stage.run(RestoreOutage(opened["outage"], 2), "desk")
    stage.drain()
    assert len(told(stage)) == 6
    assert "已恢复供电" in told(stage)[-1]
    with pytest.raises(Conflict):
        stage.run(CancelOutage(opened["outage"], 3, "误报"), "desk")


def test_its_history_is_a_chain_that_is_anchored_and_verified(stage: Stage) -> None:
    opened = fault(stage)
    stage.run(CancelOutage(opened["outage"], 1, "误报"), "desk")
    with stage.system.database.reading() as tx:
        events = chain_events(tx, opened["outage"])
        head = stored_heads(tx)[opened["outage"]]
    assert [event.type for event in events] == ["outage.recorded", "outage.cancelled"]
    assert (head.seq, head.hash) == (2, events[-1].hash)
    assert stage.run(MakeAnchor(), SYSTEM)


def test_who_calls_is_told_of_a_known_outage_and_linked(stage: Stage) -> None:
    opened = fault(stage)
    with stage.system.database.reading() as tx:
        assert [one.id for one in outages_at(tx, stage.ids["premise-A1"])] == [opened["outage"]]
        assert outages_at(tx, stage.ids["premise-A2"]) == []
    order = stage.open_order(outage_id=opened["outage"], wants_message=True)["order"]
    stage.drain()
    assert stage.order(order).expected_at == NOON
    assert told(stage) == [], "the agent has told them"
    with pytest.raises(InvalidInput) as refused:
        stage.open_order(county="A2", caller_number="13800000002", outage_id=opened["outage"])
    assert refused.value.findings[0]["field"] == "outage_id"


def test_those_merged_inherit_the_estimate_of_their_main_order(stage: Stage) -> None:
    main = stage.open_order()["order"]
    other = stage.open_order(beside=True, caller_number="13900000002")["order"]
    stage.run(MergeOrder(other, main), "desk")
    stage.run(TellEstimate(main, NOON), "desk")
    stage.drain()
    assert stage.order(other).expected_at == NOON
    with pytest.raises(Conflict):
        stage.run(TellEstimate(other, NOON), "desk")
    with pytest.raises(InvalidInput):
        stage.run(TellEstimate(main, MORNING), "desk")
    with pytest.raises(NotAllowed):
        stage.run(TellEstimate(main, NOON), "agent")


def test_an_order_is_linked_to_an_outage_and_parted_from_it(stage: Stage) -> None:
    opened = fault(stage)
    order = stage.open_order()["order"]
    stage.run(LinkOutage(order, opened["outage"]), "desk")
    stage.drain()
    assert stage.order(order).expected_at == NOON
    stage.run(UnlinkOutage(order, opened["outage"]), "desk")
    stage.drain()
    assert [event.type for event in stage.history(order)][-1] == "order.outage-unlinked"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"starts_at": NOON}, "starts_at"),
        ({"expected_at": MORNING - timedelta(hours=1)}, "expected_at"),
        ({"kind": "planned", "expected_at": None}, "expected_at"),
        ({"starts_at": MORNING - timedelta(days=400)}, "starts_at"),
        ({"transformer_area": None}, "transformer_area"),
        ({"premise_ids": ["00000000-0000-7000-8000-000000000000"]}, "premise_ids"),
    ],
)
def test_an_outage_that_cannot_be_is_refused(stage: Stage, given: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        fault(stage, **given)
    assert refused.value.findings[0]["field"] == field


def test_only_the_units_own_dispatcher_records_an_outage(stage: Stage) -> None:
    for who in ("west", "agent", "crew"):
        with pytest.raises(NotAllowed):
            fault(stage, who)


def test_a_planned_outage_gives_the_slot_for_a_connection(stage: Stage) -> None:
    planned = fault(
        stage,
        kind="planned",
        cause="planned-work",
        starts_at=MORNING + timedelta(days=7),
        expected_at=MORNING + timedelta(days=7, hours=4),
    )
    with stage.system.database.reading() as tx:
        found = planned_at(tx, stage.ids["premise-A1"], MORNING)
        assert outage_by_id(tx, planned["outage"]) == found[0]
    order = stage.order(stage.open_order()["order"])
    take = OPERATIONS["order.take-slot"]
    taken = take(order, {"planned": found}, MORNING, "x", lambda _: None)
    assert (taken.values, taken.slot) == ({"slot": found[0].starts_at}, found[0])
    late = {"planned": found, "not_before": MORNING + timedelta(days=8)}
    assert take(order, late, MORNING, "x", lambda _: None).values == {"slot": None}


def test_its_place_is_changed_and_what_lies_there_is_explained(stage: Stage) -> None:
    here = stage.open_order()["order"]
    opened = fault(stage, transformer_area="演示2号台区")
    assert opened["orders"] == 0
    key, premises = opened["outage"], [stage.ids["premise-A1"]]
    changed = stage.run(ChangeOutage(key, 1, add_premise_ids=premises, reason="核对户号"), "desk")
    assert (changed["linked"], changed["outside"], changed["revision"]) == (1, 0, 2)
    again = stage.run(ChangeOutage(key, 2, add_premise_ids=premises), "desk")
    assert (again["linked"], again["revision"]) == (0, 2), "nothing changed"
    stage.drain()
    assert stage.order(here).expected_at == NOON
    assert len(told(stage)) == 1
    gone = stage.run(ChangeOutage(key, 2, {"title": "演示路 3 号故障"}, remove_premise_ids=premises), "desk")
    assert (gone["told"], gone["outside"]) == (0, 1), "what was linked stays until somebody parts it"
    with pytest.raises(InvalidInput) as refused:
        stage.run(ChangeOutage(key, 3, add_premise_ids=[stage.ids["premise-B1"]]), "desk")
    assert refused.value.findings[0]["field"] == "premise_ids"
    with stage.system.database.reading() as tx:
        values = [event.content for event in chain_events(tx, key)][1:]
    assert "M0000001" in values[0]
    assert "premises_added" in values[0]
    assert "premises_removed" in values[1]


def test_a_change_that_concerns_no_customer_is_told_to_none_even_later(stage: Stage) -> None:
    order = stage.open_order()["order"]
    key = fault(stage)["outage"]
    stage.drain()
    assert len(told(stage)) == 1
    stage.run(ChangeOutage(key, 1, {"title": "变压器烧毁"}), "desk")
    assert stage.run(InheritEstimate(order), SYSTEM)["told"] == 0, "whatever makes it look again"
    stage.run(ChangeOutage(key, 2, {"expected_at": NOON + timedelta(hours=1)}), "desk")
    stage.drain()
    assert len(told(stage)) == 2


def test_who_comes_too_late_is_told_who_was_first(stage: Stage) -> None:
    key = fault(stage)["outage"]
    stage.run(ChangeOutage(key, 1, {"title": "变压器烧毁"}), "duty")
    with pytest.raises(RevisionConflict) as stale:
        stage.run(RestoreOutage(key, 1), "desk")
    assert (stale.value.attributes["person"], stale.value.attributes["at"]) == ("东县值班长", MORNING)
    stage.run(CancelOutage(key, 2, "误报"), "leader")
    with pytest.raises(HeldByAnother, match="cancelled already by"):
        stage.run(ChangeOutage(key, 2, {"title": "x"}), "desk")
