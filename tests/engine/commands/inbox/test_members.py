"""Every operation on one member of a multi-instance, or on one turn of a loop, leaves the others as they are."""

from __future__ import annotations

from typing import Any

import pytest

from engine.commands.complete import CompleteTask
from engine.errors import Conflict
from tests.drawing import draw, end, loop, multi, start, user
from tests.races.test_inbox_pairs import OPERATIONS

#: How `work` is repeated, and the turns of it that are completed before the one in question.
SHAPES = {
    "together": (multi("3"), 0),
    "in-turn": (multi("3", sequential=True), 1),
    "loop": (loop("loopCounter < 3"), 1),
}


def members(desk: Any, order: str) -> dict[str, dict[str, Any]]:
    """The open tasks of an order by id, without what every step of the order may renew."""
    told = ("element_id", "member", "status", "revision", "holder_id", "department_id", "touched_how")
    return {row["id"]: {name: row[name] for name in told} for row in desk.tasks(order)}


@pytest.mark.parametrize("shape", SHAPES)
def test_an_operation_on_one_of_several_leaves_the_others_alone(desks: Any, shape: str) -> None:
    repeated, before = SHAPES[shape]
    send = user("send", camunda_candidateGroups="customer-service@province")
    diagram = draw(start("s"), send, user("work", repeated), end("e"), flows="s > send > work > e")
    desk = desks(diagram)
    for name, (who, make) in OPERATIONS.items():
        order = desk.order_of()
        (sending,) = desk.tasks(order)
        desk.run(CompleteTask(sending["id"]), "agent")
        for _ in range(before):
            desk.run(CompleteTask(desk.tasks(order)[0]["id"]), "desk")
        one, *others = members(desk, order)
        as_they_were = members(desk, order)
        recorded = len(desk.history(order))
        command = make(one, as_they_were[one]["revision"], desk.ids)
        if name in ("return", "withdraw"):
            # Its element lies on the other side of the border of what is repeated.
            with pytest.raises(Conflict):
                desk.run(command, who)
            assert members(desk, order) == as_they_were, name
            continue
        desk.run(command, who)
        after = members(desk, order)
        assert {key: after[key] for key in others} == {key: as_they_were[key] for key in others}, name
        if name != "draft":
            event = desk.history(order)[recorded]
            assert event.type.startswith("task."), name
        if name == "complete":
            assert one not in after
            assert len(after) == (2 if shape == "together" else 1), "the next turn, or the other two"
        else:
            assert after[one] != as_they_were[one], name
