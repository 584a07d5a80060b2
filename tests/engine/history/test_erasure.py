"""Personal data is erased, and it stays provable that it was there and who erased it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.commands.attention.urge import UrgeTask
from engine.commands.erase import EraseValues
from engine.commands.supervision.issue import IssueSupervision
from engine.errors import InvalidInput, NotAllowed
from engine.history import ERASED, state_at
from engine.queries.audit import verify
from engine.store.history import chain_events
from engine.store.tables import notification, supervision, urge


def test_erased_values_are_gone_everywhere_and_the_chain_stays_whole(stage):
    order = stage.open_order()["order"]
    stage.run(EraseValues(order, ("caller_name", "caller_number"), "客户要求"), "auditor")
    found = verify(stage.system.database)
    assert (found.faults, found.erased) == ([], 2)
    assert stage.order(order).caller_number is None
    with stage.system.database.reading() as tx:
        events = chain_events(tx, order)
    assert "13800000001" not in "".join(event.content or "" for event in events)
    assert "王女士" not in "".join(event.content or "" for event in events)
    moment = state_at(events, stage.now)
    assert moment.values["caller_name"] == ERASED
    assert moment.values["title"] == "全家停电"


def test_only_an_auditor_erases_and_must_say_why(stage):
    order = stage.open_order()["order"]
    with pytest.raises(NotAllowed):
        stage.run(EraseValues(order, ("caller_name",), "x"), "agent")
    with pytest.raises(InvalidInput, match="a reason"):
        stage.run(EraseValues(order, ("caller_name",)), "auditor")
    with pytest.raises(InvalidInput, match="has no value"):
        stage.run(EraseValues(order, ("shoe_size",), "x"), "auditor")


def test_what_was_written_about_tasks_and_told_in_notices_goes_too(stage):
    order = stage.open_order()["order"]
    task = stage.tasks(order)[0]["id"]
    stage.run(UrgeTask(task, "家里有人用呼吸机"), "leader")
    deadline = stage.now + timedelta(days=1)
    asked = IssueSupervision((order,), stage.ids["repair@A1"], "查明王女士的投诉", deadline)
    stage.run(asked, "supervisor")
    before = [row["text"] + (row["text_zh"] or "") for row in stage.rows(select(notification))]
    assert any("呼吸机" in text for text in before)
    stage.run(EraseValues(order, ("note", "requirement"), "客户要求"), "auditor")
    assert [row["note"] for row in stage.rows(select(urge))] == ["（已删除）"]
    assert [row["requirement"] for row in stage.rows(select(supervision))] == ["（已删除）"]
    after = [row["text"] + (row["text_zh"] or "") for row in stage.rows(select(notification))]
    assert len(after) == len(before)
    assert not [text for text in after if "呼吸机" in text or "查明王女士" in text]
    assert verify(stage.system.database).faults == []
