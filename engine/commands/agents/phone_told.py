"""What the exchange tells of an agent: what their telephone does, and its own words for how they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from engine.calling.states import Phone, gave_up, phone_does
from engine.calling.tiers import after_call_seconds, serving
from engine.commands.agents.case import AgentCase, Locked
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.agents import lock_agents, skills_of_all, tiers_of_all, update_agent
from engine.store.edited_rows import QUEUES


@dataclass(frozen=True)
class RecordAgent:
    """Store what the exchange says of an agent, whom it knows by `agent`. None: it says nothing of that.

    `as_of` (aware UTC, the listener's clock) is when it was so: what is older than what is known is left.
    `phone` is what the telephone does, `status` and `state` are the exchange's words, `missed_too_often`: it
    offers them no more calls until somebody says otherwise.
    """

    name: ClassVar[str] = "record-agent"

    agent: str
    as_of: datetime
    phone: Phone | None = None
    status: str | None = None
    state: str | None = None
    missed_too_often: bool = False

    def perform(self, work: Work) -> Answer:
        """Store it; what is no news writes nothing. Of somebody whom we do not know nothing is kept."""
        answer: Answer = RecordAgents((self,)).perform(work)["agents"][0]
        return answer

    def told(self, case: AgentCase, after_call: timedelta) -> Answer:
        """Store it of the agent whose case this is; `after_call` is how long they may work after a call."""
        if case.row.theirs_at is not None and self.as_of < case.row.theirs_at:
            return case.answer()
        after = case.standing
        if self.phone is not None:
            after = phone_does(after, self.phone, case.now, after_call)
        if self.missed_too_often:
            after = gave_up(after)
        told = (self.status or case.row.theirs, self.state or case.row.theirs_state)
        if told != (case.row.theirs, case.row.theirs_state):
            case.row = case.row._replace(
                theirs=told[0],
                theirs_state=told[1],
                theirs_at=self.as_of,
                revision=case.row.revision + 1,
            )
            update_agent(case.tx, case.row)
            case.changed()
        return case.become(after, by_person=False)


@dataclass(frozen=True)
class RecordAgents:
    """Store what the exchange says of several agents, in its order, in one transaction.

    While calls come in, it says something of many agents a second: each in a transaction of its own would
    keep the database from what those wait for whose telephones ring.
    """

    name: ClassVar[str] = "record-agents"

    told: tuple[RecordAgent, ...]

    def perform(self, work: Work) -> Answer:
        """Store each as `RecordAgent` does; the answer has one for each."""
        now, directory = work.services.time_and_place(work.tx)
        people = {one.agent: person.id for one in self.told if (person := directory.agent(one.agent))}
        if not people:
            return {"agents": [{"person": None} for _ in self.told]}
        rows = lock_agents(work.tx, set(people.values()), now)
        cases = {key: AgentCase(work, key, Locked(now, directory, row)) for key, row in rows.items()}
        idle = {people[one.agent] for one in self.told if one.phone is Phone.IDLE and one.agent in people}
        after_call = _after_call(work, idle)
        answers: list[Answer] = []
        for one in self.told:
            person_id = people.get(one.agent)
            if person_id is None:
                answers.append({"person": None})
            else:
                answers.append(one.told(cases[person_id], after_call.get(person_id, timedelta())))
        return {"agents": answers}


def _after_call(work: Work, people: Collection[str]) -> dict[str, timedelta]:
    """Return how long these may work after a call, in business time; its length is real seconds."""
    if not people:
        return {}
    queues = [one for one in QUEUES.all(work.tx) if one.active]
    served: dict[str, list[str]] = defaultdict(list)
    for one in serving(queues, tiers_of_all(work.tx, people), skills_of_all(work.tx, people)):
        served[one.person_id].append(one.queue)
    rate = work.services.clock_rate
    return {key: timedelta(seconds=after_call_seconds(queues, served[key])) * rate for key in people}
