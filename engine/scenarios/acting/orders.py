"""Actions on the order: open, hold, release; the customer calls again."""

from __future__ import annotations

from engine.commands.hold import HoldOrder, ReleaseOrder
from engine.commands.open_order import OpenOrder as Open
from engine.commands.repeats import JoinCall
from engine.scenarios.acting.scene import Scene, as_typed
from engine.scenarios.actions import CallAgain, Hold, Release
from engine.scenarios.givens import OpenOrder
from engine.scenarios.moments import moment_after, moment_at


def open_order(scene: Scene, action: OpenOrder) -> None:
    """Open an order; it is this order from now on."""
    stage = scene.stage
    called = moment_at(action.called_at, stage.now) if action.called_at is not None else None
    command = Open(
        category=action.category,
        title=action.title,
        description=action.description,
        premise_id=stage.cast.premises[action.premise] if action.premise is not None else None,
        area=action.area,
        customer_class=action.customer_class,
        caller_name=action.caller_name,
        caller_number=action.caller,
        call_id=scene.call_id if action.from_call else None,
        priority=action.priority,
        fields=as_typed(action.fields),
        event_at=called,
        beside=action.beside,
    )
    scene.memory.order_id = stage.run(command, action.by)["order"]


def hold(scene: Scene, action: Hold) -> None:
    """Hold the order."""
    until = moment_after(action.until, scene.stage.now)
    scene.stage.run(HoldOrder(scene.order_id, action.reason, until), action.by)


def release(scene: Scene, action: Release) -> None:
    """Release the order."""
    scene.stage.run(ReleaseOrder(scene.order_id), action.by)


def call_again(scene: Scene, action: CallAgain) -> None:
    """Join a repeated call to the order."""
    scene.stage.run(JoinCall(scene.order_id, note=action.note), action.by)
