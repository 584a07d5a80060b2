"""Actions of the exchange: a call comes, and what becomes of it; told as of a real one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.commands.call_parts import Talk
from engine.commands.record_call import RecordCall, TellOfCall
from engine.commands.tell_digits import TellDigits
from engine.ids import new_id
from engine.org import Actor
from engine.scenarios.acting.scene import Scene
from engine.scenarios.actions import TellCall
from engine.scenarios.cast import PEOPLE, QUEUE
from engine.scenarios.givens import Call
from engine.scenarios.unplayable import Unplayable
from engine.store.call_parts import parts_of
from engine.store.calls import CallRow, call_by_id
from engine.words import Words

EXCHANGE = Actor("system:telephony")
#: Somebody outside, to whom a call is sent on.
_OUTSIDE = "13800000009"
_RECORDED_MS = 60_000


def call(scene: Scene, action: Call) -> None:
    """Let a call come to its queue, or leave a wish before it came to one."""
    stage, memory = scene.stage, scene.memory
    queued = action.begins == "offered"
    record = RecordCall(
        exchange_id=memory.exchange_id,
        direction="inbound",
        state="queued" if queued else "offered",
        started_at=stage.now,
        caller_number=action.caller,
        caller_name=action.caller_name,
        dialled_number=action.dialled,
        queue=action.queue,
        queued_at=stage.now if queued else None,
        kind="inbound",
    )
    memory.call_id = stage.run(record, EXCHANGE)["call"]
    _tell(scene, action.begins, {"queue": action.queue})


def tell_call(scene: Scene, action: TellCall) -> None:
    """Record what became of the call, and tell its process."""
    stage, key = scene.stage, scene.call_id
    with stage.database.reading() as tx:
        known = call_by_id(tx, key)
        talks = [Talk(one.channel, one.agent, one.at, one.until, one.how) for one in parts_of(tx, key).talks]
    assert known is not None
    match action.what:
        case "answered":
            _answered(scene, known, _telephone(action.by or "agent"))
        case "transferred":
            _transferred(scene, known, talks, _telephone(action.to) if action.to else _OUTSIDE)
        case "recorded":
            _record(scene, known, recording="scenario.wav", recording_ms=_RECORDED_MS)
            _tell(scene, "recorded")
        case "digits":
            stage.run(TellDigits(key, action.keys or "", new_id()), EXCHANGE)
        case "voicemail" | "call-back-requested":
            _tell(scene, action.what, {"queue": known.queue})
        case _:
            _ended(scene, known, talks, action.what)


def _answered(scene: Scene, known: CallRow, agent: str) -> None:
    """Somebody answers; of a call that has ended it becomes known that somebody had."""
    at = known.ended_at or scene.stage.now
    over: dict[str, Any] = {}
    if known.ended_at is not None:
        over = {"state": "ended", "outcome": "answered", "ended_at": known.ended_at}
    talk = Talk("scenario/1", agent, at, known.ended_at, "answer")
    _record(scene, known, **{"state": "answered", **over}, agent=agent, answered_at=at, parts=(talk,))
    _tell(scene, "answered", {"queue": known.queue, "agent": agent})
    if over:
        _tell(scene, "outcome-revised", {"before": known.outcome, "outcome": "answered"})


def _transferred(scene: Scene, known: CallRow, talks: list[Talk], agent: str) -> None:
    if not talks:
        raise Unplayable(Words("nobody has answered whom it could be taken from", "还没有人接听，无法转接"))
    now, last = scene.stage.now, talks[-1]
    parts = (replace(last, until=now), Talk(f"scenario/{len(talks) + 1}", agent, now, None, "blind"))
    _record(scene, known, state="answered", last_agent=agent, parts=parts)
    said = {"from_agent": last.agent, "to_agent": agent, "how": "blind"}
    _tell(scene, "transferred", said, apart=str(len(talks)))


def _ended(scene: Scene, known: CallRow, talks: list[Talk], what: str) -> None:
    """The call is over: the caller gave up, nobody saw its end, or it ended as calls do."""
    now, answered = scene.stage.now, known.answered_at is not None
    outcome = what if what in ("abandoned", "lost") else "answered" if answered else "no-answer"
    parts = tuple(replace(one, until=now) for one in talks[-1:])
    state = "abandoned" if what == "abandoned" else "ended"
    _record(scene, known, state=state, outcome=outcome, ended_at=now, parts=parts)
    if not answered:
        _tell(scene, "abandoned" if what == "abandoned" else "lost", {"queue": known.queue})
    _tell(scene, "ended", {"outcome": outcome})


def _record(scene: Scene, known: CallRow, **more: Any) -> None:
    given = {
        "state": known.state,
        "outcome": known.outcome,
        "agent": known.agent,
        "last_agent": known.last_agent,
        "answered_at": known.answered_at,
        "ended_at": known.ended_at,
    }
    record = RecordCall(
        exchange_id=scene.memory.exchange_id,
        direction="inbound",
        started_at=known.started_at,
        caller_number=known.caller_number,
        caller_name=known.caller_name,
        dialled_number=known.dialled_number,
        queue=known.queue or QUEUE,
        queued_at=known.queued_at,
        **{**given, **more},
    )
    scene.stage.run(record, EXCHANGE)


def _tell(scene: Scene, what: str, said: Mapping[str, Any] | None = None, apart: str = "") -> None:
    fact = f"{scene.memory.exchange_id}:{what}{apart}"
    scene.stage.run(TellOfCall(scene.call_id, f"call.{what}", fact, said or {}), EXCHANGE)


def _telephone(name: str) -> str:
    agent = PEOPLE[name][3]
    if agent is None:
        raise Unplayable(
            Words(
                f"{name} has no telephone; agents are agent and agent 2",
                f"{name} 没有话机；坐席是 agent 和 agent 2",
            )
        )
    return agent
