"""From an action to the function that does it."""

from __future__ import annotations

from engine.errors import HuanError
from engine.scenarios.acting import calls, dialogues, mending, operating, orders, outside, tasks
from engine.scenarios.acting.scene import Scene
from engine.scenarios.actions import (
    Action,
    AgentTakes,
    AtOnce,
    Begin,
    CallAgain,
    Claim,
    Do,
    Draft,
    EndJob,
    Ends,
    Facts,
    HangUp,
    Hears,
    Hold,
    Mend,
    Message,
    Operate,
    Presses,
    Release,
    Return,
    Signal,
    Speaks,
    Switch,
    TellCall,
    Wait,
    Withdraw,
)
from engine.scenarios.givens import Call, Dialogue, OpenOrder, Start
from engine.scenarios.moments import moment_after
from engine.scenarios.turns import pass_time
from engine.scenarios.unplayable import Unplayable
from engine.words import Words

__all__ = ["Scene", "act"]


class AllButOne(HuanError):
    """Of several people who acted at once, one was served and the others were refused, as `message` says."""

    def __init__(self, refusals: list[HuanError]) -> None:
        codes = sorted({error.code for error in refusals})
        super().__init__(
            Words(
                "; ".join(error.message for error in refusals),
                "；".join(error.message.zh for error in refusals),
            )
        )
        self.code = codes[0] if len(codes) == 1 else "several"


def act(scene: Scene, action: Action | Begin) -> None:
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
        case Operate():
            operating.operate(scene, action)
        case OpenOrder():
            orders.open_order(scene, action)
        case Hold():
            orders.hold(scene, action)
        case Release():
            orders.release(scene, action)
        case CallAgain():
            orders.call_again(scene, action)
        case Call():
            calls.call(scene, action)
        case TellCall():
            calls.tell_call(scene, action)
        case Message():
            outside.message(scene, action)
        case Signal():
            outside.signal(scene, action)
        case Facts():
            outside.facts(scene, action)
        case Start():
            outside.start(scene, action)
        case Dialogue():
            dialogues.ring(scene, action)
        case Hears():
            dialogues.hears(scene, action)
        case Presses():
            dialogues.presses(scene, action)
        case Speaks():
            dialogues.speaks(scene, action)
        case HangUp():
            dialogues.hang_up(scene, action)
        case AgentTakes():
            dialogues.agent_takes(scene, action)
        case Ends():
            dialogues.ends(scene, action)
        case EndJob():
            if not dialogues.end_job(scene, action):
                outside.end_job(scene, action)
        case Mend():
            mending.mend(scene, action)
        case Switch():
            mending.switch(scene, action)
        case Wait():
            _wait(scene, action)
        case AtOnce():
            _at_once(scene, action)


def _at_once(scene: Scene, action: AtOnce) -> None:
    """Do all actions as people who have seen the same; whoever is written first is served first.

    Raises:
        Unplayable: not exactly one of them was done.
        AllButOne: one was done; it says how the others were refused.
    """
    refusals: list[HuanError] = []
    done = 0
    for one in action.actions:
        try:
            act(scene, one)
            done += 1
        except Unplayable:
            raise
        except HuanError as error:
            refusals.append(error)
    if done != 1:
        told, several = "; ".join(error.message for error in refusals), len(action.actions)
        en = f"at once: expected exactly one of {several} to be done; found {done} done"
        zh = f"同时：{several} 个中应恰好办成一个；办成了 {done} 个"
        raise Unplayable(
            Words(en + (f", refused: {told}" if told else ""), zh + (f"，被拒绝：{told}" if told else ""))
        )
    raise AllButOne(refusals)


def _wait(scene: Scene, action: Wait) -> None:
    now = scene.stage.now
    if action.span is not None:
        until = now + action.span
    else:
        assert action.until is not None
        until = moment_after(action.until, now)
    if until < now:
        raise Unplayable(
            Words("that moment is over already; time only goes on", "那个时刻已经过去；时间只能向前")
        )
    pass_time(scene.stage, until, scene.by_hand)
