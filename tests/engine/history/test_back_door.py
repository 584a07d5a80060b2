"""Somebody with the database's own keys changes the history: every way in is named."""

from __future__ import annotations

import sqlite3

import psycopg
import pytest

from engine.commands.anchor import MakeAnchor
from engine.history import read_anchors
from engine.queries.audit import verify
from engine.store.history import all_anchors
from engine.store.triggers import REFUSAL
from tests.back_door import BackDoor, change_a_row, cut_the_tail, delete_the_chain, recompute_the_chain
from tests.stage import SYSTEM


@pytest.fixture
def story(stage):
    """An order half way round, a second one, an anchor of both, and the anchor's file."""
    order = stage.open_order()["order"]
    stage.do("dispatch", "agent")
    stage.do("accept", "desk", {"decision": "accept"})
    other = stage.open_order(county="A2", caller_number="13800000002")["order"]
    stage.run(MakeAnchor(), SYSTEM)
    with stage.system.database.reading() as tx:
        file = [anchor.line() for anchor in all_anchors(tx)]
    stage.do("assign", "desk", {"crew": "A1-C1"})
    door = BackDoor(stage.system.database.url)
    yield stage, order, other, read_anchors(file, "kept.jsonl"), door
    door.close()


def kinds(stage, anchors=None):
    return {(fault.kind, fault.seq) for fault in verify(stage.system.database, anchors).faults}


def test_an_untouched_history_is_whole(story):
    stage, _, _, anchors, _ = story
    found = verify(stage.system.database, anchors)
    assert (found.faults, found.chains) == ([], 2)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE history SET actor_id = 'somebody'",
        "DELETE FROM history",
        "UPDATE history_value SET content = '{}'",
        "DELETE FROM history_value",
        "UPDATE anchor SET hash = ''",
        "DELETE FROM anchor_head",
    ],
)
def test_the_database_itself_refuses_to_change_the_history(story, sql):
    _, _, _, _, door = story
    with pytest.raises((sqlite3.DatabaseError, psycopg.Error), match=REFUSAL):
        door.run(sql)


def test_the_history_cannot_be_truncated_or_replaced(story):
    stage, order, _, _, door = story
    if stage.system.database.url.startswith("postgresql"):
        with pytest.raises(psycopg.Error, match=REFUSAL):
            door.run("TRUNCATE history CASCADE")
    else:
        with pytest.raises(sqlite3.DatabaseError, match=REFUSAL):
            door.run(
                "INSERT OR REPLACE INTO history SELECT chain, seq, event_at, entered_at, type, element_id, "
                "'somebody', on_behalf_of, instance_id, body, digests, hash FROM history WHERE chain = ?",
                order,
            )


def test_a_changed_event_is_named(story):
    stage, order, _, _, door = story
    change_a_row(door, stage.system, order)
    assert kinds(stage) == {("changed", 3)}


def test_a_changed_value_is_named(story):
    stage, order, _, _, door = story
    door.without_triggers().run(
        "UPDATE history_value SET content = replace(content, '13800000001', '13900000009') WHERE chain = ?",
        order,
    )
    assert kinds(stage) == {("value-changed", 1)}


def test_a_deleted_event_in_the_middle_is_named(story):
    stage, order, _, _, door = story
    door.without_triggers().run("DELETE FROM history WHERE chain = ? AND seq = 2", order)
    assert ("gap", 2) in kinds(stage)


def test_a_cut_tail_is_named_by_the_order_itself(story):
    stage, order, _, _, door = story
    door.without_triggers().run("DELETE FROM history WHERE chain = ? AND seq >= 5", order)
    assert ("tail-cut", None) in kinds(stage)


def test_a_cut_tail_with_a_mended_head_is_named_by_the_anchor(story):
    stage, order, _, anchors, door = story
    cut_the_tail(door, stage.system, order)
    assert kinds(stage, anchors) == {("tail-cut", None), ("value-added", None)}, "values were left behind"


def test_a_recomputed_chain_is_named_by_the_anchor(story):
    """Every hash is computed anew after a change: the chain agrees with itself, but not with the anchor."""
    stage, order, _, anchors, door = story
    # The anchors in the database could be forged too; what was kept elsewhere cannot.
    recompute_the_chain(door, stage.system, order)
    assert kinds(stage) == set()
    assert {kind for kind, _ in kinds(stage, anchors)} == {"recomputed", "anchor"}


def test_a_deleted_chain_is_named_by_the_anchor(story):
    stage, order, _, anchors, door = story
    door.without_triggers().run("DELETE FROM history WHERE chain = ?", order)
    assert ("missing", None) in kinds(stage), "the order is still there"
    delete_the_chain(door, stage.system, order)
    found = [fault for fault in verify(stage.system.database, anchors).faults if fault.kind == "missing"]
    assert [fault.chain for fault in found] == [order]


def test_a_changed_anchor_file_is_refused():
    from engine.errors import InvalidInput

    line = '{"number":1,"made_at":"2026-11-23T01:00:00+00:00","previous":"","hash":"00","heads":{}}'
    with pytest.raises(InvalidInput, match=r"kept.jsonl, line 1: the anchor itself was changed"):
        read_anchors([line], "kept.jsonl")
