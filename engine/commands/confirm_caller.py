"""Make sure who a caller is: of the candidates, or of any premises, one is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import InvalidInput, NotFound, field_finding
from engine.org import NOTHING, Action, Directory, may, place_of_call, reach, require
from engine.store.call_callers import CallerRow, callers_of, put_caller
from engine.store.call_parts import parts_of
from engine.store.calls import call_by_id
from engine.store.customers import premise_by_id, territory_tier
from engine.words import Words


@dataclass(frozen=True)
class ConfirmCaller:
    """Say at which premises the caller is a customer; `premise_id` None: it is open again."""

    name: ClassVar[str] = "confirm-caller"

    call_id: str
    premise_id: str | None

    def perform(self, work: Work) -> Answer:
        """Store it with who made sure; what is so already is a success.

        Raises:
            NotFound: there is no such call that the actor may see.
            NotAllowed: the actor does not work with customers.
            InvalidInput: there are no such premises in the actor's territory.
        """
        now, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.SEE_CUSTOMERS, NOTHING, directory)
        call = call_by_id(work.tx, self.call_id)
        people = parts_of(work.tx, self.call_id).people()
        own = work.actor.id if work.actor.id in people else call.agent_person_id if call is not None else None
        if call is None or not may(
            work.actor, Action.SEE_CALL, place_of_call(call.department_id, own, directory), directory
        ):
            raise NotFound(
                Words(
                    f"there is no call {self.call_id} that you may see",
                    f"没有您可以查看的来电 {self.call_id}",
                )
            )
        known = callers_of(work.tx, [call.id]).get(call.id)
        if (known.premise_id if known is not None else None) != self.premise_id:
            if self.premise_id is not None:
                self._require_premise(work, self.premise_id, directory)
            row = CallerRow(call.id, self.premise_id, work.actor.id, now) if self.premise_id else None
            put_caller(work.tx, call.id, row)
            work.changed("call", [call.id])
            work.changed("calls", sorted(people | {call.department_id or ""} - {""}))
        return {"call": call.id, "premise": self.premise_id}

    def _require_premise(self, work: Work, premise_id: str, directory: Directory) -> None:
        found = premise_by_id(work.tx, premise_id)
        tier = territory_tier(work.tx, found.territory_id) if found is not None else None
        path = directory.tiers[tier].path if tier in directory.tiers else "?"
        if found is None or not path.startswith(tuple(reach(work.actor, directory, Action.SEE_CUSTOMERS))):
            problem = Words("are no premises that you may see", "不是您可以查看的用电地址")
            raise InvalidInput(
                Words("there are no such premises", "没有这个用电地址"),
                findings=[field_finding("premise_id", problem, Words("choose another", "请另选一个"))],
            )
