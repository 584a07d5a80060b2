"""Whoever watches an order by their own wish finds its open tasks in one list, each once, while they may see it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from engine.commands.instances import CancelInstance
from engine.commands.watching import watch
from engine.commands.watching.watch import UnwatchOrder, WatchOrder
from engine.errors import Conflict, NotAllowed, NotFound
from engine.queries.audit import verify
from engine.queries.inbox import SORTS, InboxWish, inbox_page
from engine.queries.order_page import order_page
from engine.store.tables import instance
from tests.engine.queries.conftest import Look
from tests.stage import SYSTEM, Stage


def listed(look: Look, who: str, scope: str | None = "watched") -> list[tuple[str, str]]:
    """Return the tasks of a list and as what they stand in it, the same in every order of it."""
    with look(who) as reading:
        pages = [inbox_page(reading, InboxWish(scope=scope, sort=sort)) for sort in SORTS]
        found = [sorted((line.element, line.role) for line in page.items) for page in pages]
        assert [page.count for page in pages] == [len(one) for one in found]
        assert all(one == found[0] for one in found)
    return found[0]


def test_the_open_tasks_of_a_watched_order_are_listed_whoever_has_them(stage: Stage, look: Look) -> None:
    order = stage.open_order()["order"]
    began = {"order": order, "watching": True, "watchers": 1}
    assert stage.run(WatchOrder(order), "city") == began
    assert stage.run(WatchOrder(order), "city") == began, "twice is once"
    assert stage.run(WatchOrder(order), "desk")["watchers"] == 2
    assert listed(look, "city") == [("dispatch", "candidate")]
    stage.do("dispatch", "agent")
    stage.open_order(county="A2", caller_number="13900000000")
    assert listed(look, "city") == listed(look, "desk") == [("accept", "candidate")], "what comes is watched"
    stage.claim("accept", "desk")
    assert listed(look, "city") == [("accept", "candidate")], "once, whoever holds it"
    assert listed(look, "desk", None) == [("accept", "holder")], "one's work is not listed again for it"
    assert listed(look, "city", None) == [], "what one watches by one's own wish is no work"
    assert listed(look, "desk2") == []
    with look("city") as reading:
        assert order_page(reading, order).watching == (True, 2)
    with look("desk2") as reading:
        assert order_page(reading, order).watching == (False, 2)
    stage.later(minutes=4)
    assert listed(look, "city") == [("accept", "watcher")], (
        "the diagram raised the city's attention: still once"
    )
    ended = {"order": order, "watching": False, "watchers": 1}
    assert stage.run(UnwatchOrder(order), "city") == stage.run(UnwatchOrder(order), "city") == ended
    assert listed(look, "city") == [("accept", "watcher")], "that was not by its own wish"
    stage.run(UnwatchOrder(order), "desk")
    assert listed(look, "desk") == []
    said = [event.type for event in stage.history(order) if "watched" in event.type]
    assert said == ["order.watched", "order.watched", "order.unwatched", "order.unwatched"]
    assert verify(stage.system.database).faults == []


def test_nobody_watches_what_they_may_not_see_nor_too_much(
    stage: Stage, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = stage.open_order()["order"]
    second = stage.open_order(county="A2", caller_number="13900000000")["order"]
    for command in (WatchOrder, UnwatchOrder):
        with pytest.raises(NotFound):
            stage.run(command(first), "north")
        with pytest.raises(NotAllowed):
            stage.run(command(first), SYSTEM)
    monkeypatch.setattr(watch, "MOST_WATCHED", 1)
    stage.run(WatchOrder(first), "city")
    stage.run(WatchOrder(first), "city")
    with pytest.raises(Conflict):
        stage.run(WatchOrder(second), "city")
    (run,) = stage.rows(select(instance.c.id).where(instance.c.order_id == first))
    stage.run(CancelInstance(run["id"], "客户撤销"), "leader")
    assert not stage.order(first).live
    stage.run(WatchOrder(second), "city")
    assert listed(look, "city") == [("dispatch", "candidate")], "what has ended does not count"
