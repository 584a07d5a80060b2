"""Who could be asked first for a caller: facts for a rule, which decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from engine.calling.routing import EXPERT
from engine.calling.states import State
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.agents import agent_of
from engine.store.caller_flags import flags_of_number
from engine.store.edited_rows import QUEUES, SKILLS, QueueRow
from engine.store.exchange import all_nodes
from engine.store.routes import free_with_skill, last_talk_with


@dataclass(frozen=True)
class FindAgents:
    """Look for the agent who knows a caller, and for those who can what he wants.

    `skill` and `senior` are keys of skills, None: nobody of the kind is looked for. `node` is the exchange's
    own name for itself: only its queues can be asked, of an exchange that nobody knows, any.
    """

    name: ClassVar[str] = "find-agents"

    caller_number: str | None = field(repr=False)
    skill: str | None = None
    senior: str | None = None
    node: str | None = None

    def perform(self, work: Work) -> Answer:
        """Return `sensitive`, and of each of `familiar`, `expert`, `senior` the `queue` to ask, or None.

        `free` says how many could take a call now, `hours` how long ago the familiar agent spoke with him.
        """
        tx = work.tx
        now, _ = work.services.time_and_place(tx)
        nodes = {one.name for one in all_nodes(tx) if one.switchname == self.node}
        queues = [one for one in QUEUES.all(tx) if one.active and (not nodes or one.node in nodes)]
        flags = flags_of_number(tx, self.caller_number, now) if self.caller_number else []
        familiar = None
        if self.caller_number and (last := last_talk_with(tx, self.caller_number)) is not None:
            person, at = last
            agent = agent_of(tx, person)
            own = next((one for one in queues if one.person_id == person), None)
            if own is not None:
                free = agent is not None and agent.state == State.AVAILABLE
                hours = round((now - at).total_seconds() / 3600, 2)
                familiar = {"queue": own.name, "free": int(free), "hours": hours}
        return {
            "sensitive": any(one.kind == "sensitive" for one in flags),
            "familiar": familiar,
            "expert": _able(work, self.skill, queues),
            "senior": _able(work, self.senior, queues),
        }


def _able(work: Work, key: str | None, queues: list[QueueRow]) -> dict[str, Any] | None:
    """Return the queue of those who have a skill, and how many experts are free; None: there is none."""
    skill = SKILLS.find(work.tx, key) if key else None
    if skill is None or not skill.active:
        return None
    queue = next((one for one in queues if one.skill_id == skill.id), None)
    if queue is None:
        return None
    return {"queue": queue.name, "free": free_with_skill(work.tx, skill.id, EXPERT)}
