"""One agent while what they do changes: locked, as it is now, with the record of what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from engine.calling.states import Phone as PhoneDoes
from engine.calling.states import Said, Standing, State, time_passes
from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import InvalidInput, NotFound, field_finding
from engine.ids import new_id
from engine.org import NOTHING, Action, Directory, place_of_person, require
from engine.store.agents import (
    AgentRow,
    StayRow,
    begin_stay,
    lock_agents,
    update_agent,
)
from engine.store.edited_rows import BREAK_REASONS, BreakReasonRow
from engine.words import Words

SUBJECT = "agents"


class Locked(NamedTuple):
    """An agent's row that is locked, with business time (aware UTC) and the organisation."""

    now: datetime
    directory: Directory
    row: AgentRow


class AgentCase:
    """One change of what an agent does. `now` is business time, aware UTC.

    What people say is recorded in the chain of `agents`; what the telephone and time do stands in the log of
    states alone. `locked` is what is at hand when several are locked together; None: it is locked now.
    """

    def __init__(self, work: Work, person_id: str, locked: Locked | None = None) -> None:
        self.work, self.tx, self.person_id = work, work.tx, person_id
        self.now, self.directory, self.row = locked or _lock(work, person_id)
        self.standing = time_passes(standing_of(self.row), self.now)

    @classmethod
    def own(cls, work: Work) -> AgentCase:
        """Return the case of the actor, who takes calls. Raises NotAllowed when they do not."""
        _, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.TAKE_CALLS, NOTHING, directory)
        return cls(work, work.actor.id)

    def require_leader(self) -> None:
        """Raise NotAllowed unless the actor leads this agent."""
        target = place_of_person(self.person_id, self.directory)
        require(self.work.actor, Action.FORCE_AGENT, target, self.directory)

    def break_reason(self, key: str | None) -> BreakReasonRow:
        """Return why somebody takes a break.

        Raises:
            InvalidInput: there is no such reason, or none was given.
        """
        found = BREAK_REASONS.find(self.tx, key) if key else None
        if found is None or not found.active:
            problem = Words("is no reason for a break", "不是小休原因")
            remedy = Words("choose one of the list", "请从列表中选择")
            raise InvalidInput(
                Words("say why: choose a reason for the break", "请选择小休原因"),
                findings=[field_finding("reason", problem, remedy)],
            )
        return found

    def become(
        self,
        standing: Standing,
        *,
        device_id: str | None = None,
        note: str | None = None,
        by_person: bool = True,
    ) -> Answer:
        """Store where the agent stands from now on; nothing that is so already writes anything.

        `device_id` is where they sign in; it is kept when they sign out: it says which exchange is to know.
        `note` says why somebody else did it. `by_person` False: the telephone or time did it.
        """
        said_anew = (standing.said, standing.reason) != (self.standing.said, self.standing.reason)
        device = device_id or self.row.device_id
        before = standing_of(self.row)
        if standing == before and device == self.row.device_id:
            return self.answer()
        shown_anew = (standing.state, _shown_reason(standing)) != (before.state, _shown_reason(before))
        by = self.work.actor.id if by_person else None
        forced = by if by is not None and by != self.person_id else None
        was = self.row
        self.row = self.row._replace(
            state=standing.state.value,
            said=standing.said.value,
            phone=standing.phone.value,
            reason=standing.reason,
            since=self.now if shown_anew else self.row.since,
            due_at=self._due(standing, shown_anew),
            device_id=device,
            forced_by=forced if said_anew else self.row.forced_by,
            revision=self.row.revision + 1,
        )
        update_agent(self.tx, self.row)
        if shown_anew:
            reason = _shown_reason(standing)
            begin_stay(
                self.tx,
                StayRow(new_id(), self.person_id, standing.state.value, reason, note, self.now, None, by),
            )
        self.standing = standing
        self.changed()
        if by is not None:
            self._record(was, note)
        return self.answer()

    def answer(self) -> Answer:
        """Return what a command answers."""
        return {"person": self.person_id, "state": self.row.state, "revision": self.row.revision}

    def changed(self) -> None:
        """Note that pages which show this agent may look again."""
        self.work.changed("agent", [self.person_id])
        self.work.changed("agents", sorted(self.directory.departments_of(self.person_id)))

    def _due(self, standing: Standing, shown_anew: bool) -> datetime | None:
        if standing.phone is PhoneDoes.AFTER_CALL:
            return standing.until
        if standing.state is not State.BREAK:
            return None
        if not shown_anew:
            return self.row.due_at
        found = BREAK_REASONS.find(self.tx, standing.reason or "")
        if found is None or found.limit_minutes is None:
            return None
        return self.now + timedelta(minutes=found.limit_minutes)

    def _record(self, was: AgentRow, note: str | None) -> None:
        """Record it last: the chain is locked until the transaction ends."""
        names = ("said", "reason", "device_id")
        record_change(
            self.work,
            SUBJECT,
            self.person_id,
            {name: getattr(was, name) for name in names},
            {name: getattr(self.row, name) for name in names},
            note,
            label=self.directory.person_name(self.person_id),
            tier_path=place_of_person(self.person_id, self.directory).tier_path,
        )


def _lock(work: Work, person_id: str) -> Locked:
    now, directory = work.services.time_and_place(work.tx)
    if person_id not in directory.people:
        raise NotFound(Words(f"there is no person {person_id}", f"没有人员 {person_id}"))
    return Locked(now, directory, lock_agents(work.tx, [person_id], now)[person_id])


def standing_of(row: AgentRow) -> Standing:
    """Return where an agent stands, as stored."""
    phone = PhoneDoes(row.phone)
    until = row.due_at if phone is PhoneDoes.AFTER_CALL else None
    return replace(Standing(), said=Said(row.said), phone=phone, reason=row.reason, until=until)


def _shown_reason(standing: Standing) -> str | None:
    return standing.reason if standing.state is State.BREAK else None
