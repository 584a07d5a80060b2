"""What the commands on restricted orders are given: a reason, and ids of people, departments and units."""

from __future__ import annotations

from collections.abc import Sequence

from engine.commands.case import Case
from engine.commands.parties import party_by_id
from engine.errors import Conflict, InvalidInput, field_finding
from engine.orders import CONCERNED, Party
from engine.org import Actor, is_concerned
from engine.words import Words


def reason_of(text: str) -> str:
    """Return a reason without blanks around it.

    Raises:
        InvalidInput: there is none.
    """
    if not text.strip():
        problem = Words("a reason is needed: it stays in the history", "需要原因：它会留在历史中")
        raise InvalidInput(
            problem, findings=[field_finding("reason", problem, Words("say why", "请写明原因"))]
        )
    return text.strip()


def parties_given(case: Case, standing: str, ids: Sequence[str]) -> list[Party]:
    """Return who is meant by ids; `standing` is the field's name.

    Raises:
        InvalidInput: an id is nobody's, or a unit's that is to be named.
    """
    found = []
    for key in ids:
        party = party_by_id(case.directory, key)
        if party is None or (party.kind == "unit" and standing != CONCERNED):
            problem = Words(f"{key} is nobody who can be {standing}", f"{key} 不是可以指名的对象")
            remedy = Words("choose from the list", "请从列表中选择")
            raise InvalidInput(problem, findings=[field_finding(standing, problem, remedy)])
        found.append(party)
    return found


def require_still_open(case: Case) -> None:
    """Let nobody shut themselves out by what they have just said.

    Raises:
        Conflict: the order would concern the actor.
    """
    restriction = case.restriction()
    actor: Actor = case.work.actor
    if restriction is not None and is_concerned(actor, restriction, case.directory):
        raise Conflict(
            Words(
                "the order would concern you or your department: let somebody else restrict it",
                "这样工单会涉及您或您的部门：请让别人来限制",
            )
        )
