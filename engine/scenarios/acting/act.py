"""From an action to the function that does it."""

from __future__ import annotations

from engine.scenarios.acting import mending, orders, outside, tasks
from engine.scenarios.acting.scene import Scene, Unplayable
from engine.scenarios.moments import moment_after
from engine.scenarios.story import (
    Action,
    Call,
    CallAgain,
    Claim,
    Do,
    Draft,
    EndJob,
    Hold,
    Mend,
    Message,
    OpenOrder,
    Release,
    Return,
    Start,
    Switch,
    TellCall,
    Wait,
    Withdraw,
)
from engine.scenarios.turns import pass_time

__all__ = ["Scene", "Unplayable", "act"]


def act(scene: Scene, action: Action | Call | Start) -> None:
    """Do it.

    Raises:
        HuanError: it was refused, as a person would be told.
        Unplayable: it cannot be tried at all.
    """
    match action:
        case Do():
            tasks.do(scene, action)
        case Claim():
            tasks.claim(scene, action)
        case Draft():
            tasks.draft(scene, action)
        case Return():
            tasks.return_back(scene, action)
        case Withdraw():
            tasks.withdraw(scene, action)
        case OpenOrder():
            orders.open_order(scene, action)
        case Hold():
            orders.hold(scene, action)
        case Release():
            orders.release(scene, action)
        case CallAgain():
            orders.call_again(scene, action)
        case Call():
            outside.call(scene, action)
        case TellCall():
            outside.tell_call(scene, action)
        case Message():
            outside.message(scene, action)
        case Start():
            outside.start(scene, action)
        case EndJob():
            outside.end_job(scene, action)
        case Mend():
            mending.mend(scene, action)
        case Switch():
            mending.switch(scene, action)
        case Wait():
            _wait(scene, action)


def _wait(scene: Scene, action: Wait) -> None:
    now = scene.stage.now
    if action.span is not None:
        until = now + action.span
    else:
        assert action.until is not None
        until = moment_after(action.until, now)
    if until < now:
        raise Unplayable("that moment is over already; time only goes on")
    pass_time(scene.stage, until, scene.by_hand)
