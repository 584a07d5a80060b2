"""What a caller does in a dialogue, and what becomes of him."""

from __future__ import annotations

from engine.commands.dialogues.begin import BeginDialogue
from engine.commands.dialogues.end import EndDialogue
from engine.commands.dialogues.opening import call_facts, open_talk
from engine.scenarios.acting.scene import Scene
from engine.scenarios.actions import (
    NOTHING,
    THIS_ORDER,
    AgentTakes,
    EndJob,
    Ends,
    HangUp,
    Hears,
    Presses,
    Speaks,
)
from engine.scenarios.givens import Dialogue
from engine.scenarios.telephone import Telephone
from engine.scenarios.unplayable import Unplayable
from engine.store.orders import order_by_id
from engine.words import Words


def ring(scene: Scene, action: Dialogue) -> None:
    """Somebody rings, and hears the package."""
    stage, memory = scene.stage, scene.memory
    begun = stage.run(BeginDialogue(memory.exchange_id, scene.package, None, action.caller))
    outage = action.outage or begun["outage"]
    facts = call_facts(
        memory.exchange_id, action.caller, action.caller_name, action.dialled, action.queue, outage
    )
    talk = open_talk(stage.engine, scene.package, facts, lambda: stage.now)
    memory.dialogue = Telephone(talk, action.caller, memory.exchange_id, lambda: stage.now, scene.by_hand)
    memory.dialogue_run = begun["run"]
    memory.dialogue.go_on(stage.run)
    _settle(scene)


def hears(scene: Scene, action: Hears) -> None:
    """The caller hears something."""
    _telephone(scene).hears(action.text)


def presses(scene: Scene, action: Presses) -> None:
    """The caller presses keys, or none."""
    keys = action.keys
    if keys == THIS_ORDER:
        with scene.stage.database.reading() as tx:
            order = order_by_id(tx, scene.order_id)
        assert order is not None
        keys = order.number
    _telephone(scene).presses("" if keys == NOTHING else keys, scene.stage.run)
    _settle(scene)


def speaks(scene: Scene, action: Speaks) -> None:
    """The caller leaves a message, or says nothing."""
    _telephone(scene).speaks(action.seconds, scene.stage.run)
    _settle(scene)


def hang_up(scene: Scene, action: HangUp) -> None:
    """The caller hangs up."""
    del action
    _telephone(scene).hangs_up()
    _settle(scene)


def agent_takes(scene: Scene, action: AgentTakes) -> None:
    """An agent takes the caller out of the queue, or none does."""
    _telephone(scene).queue(action.answered, scene.stage.run)
    _settle(scene)


def ends(scene: Scene, action: Ends) -> None:
    """Look at how the dialogue has ended."""
    how = _telephone(scene).how or "goes on"
    if how != action.how:
        raise Unplayable(
            Words(
                f"the dialogue: expected {action.how}; found {how}",
                f"语音导航：应为 {action.how}；实为 {how}",
            )
        )


def end_job(scene: Scene, action: EndJob) -> bool:
    """Say how what the dialogue looks up ends; return False where it waits for no such thing."""
    telephone = scene.memory.dialogue
    if telephone is None or not telephone.waits_at(action.element):
        return False
    telephone.ends_job(action.outcome, action.values, action.reason, scene.stage.run)
    _settle(scene)
    return True


def _settle(scene: Scene) -> None:
    """Put down the end of a dialogue that has ended."""
    memory = scene.memory
    if memory.dialogue is not None and memory.dialogue.how is not None and memory.dialogue_run is not None:
        scene.stage.run(EndDialogue(memory.dialogue_run, memory.dialogue.how))
        memory.dialogue_run = None


def _telephone(scene: Scene) -> Telephone:
    if scene.memory.dialogue is None:
        raise Unplayable(
            Words(
                "nobody has rung: begin with `dialogue` under `given`",
                "没有人来电：先在 `given` 下写 `dialogue`",
            )
        )
    return scene.memory.dialogue
