"""Sign in to a telephone and take calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.states import sign_in
from engine.commands.agents.case import AgentCase
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import Conflict, HeldByAnother, InvalidInput, field_finding
from engine.store.agents import agents_at
from engine.store.edited_rows import DEVICES, DeviceRow
from engine.words import Words


@dataclass(frozen=True)
class SignInToDevice:
    """Sign in at a device: from now on calls ring there."""

    name: ClassVar[str] = "sign-in-to-device"

    device_id: str

    def perform(self, work: Work) -> Answer:
        """Sign in. Signed in there already is a success.

        Raises:
            NotAllowed: the actor takes no calls.
            InvalidInput: there is no such device for the actor.
            HeldByAnother: somebody else is signed in at it.
            Conflict: the actor is signed in at another, or the exchange has no name for them.
        """
        case = AgentCase.own(work)
        # Two who want the same device wait for each other.
        work.tx.lock_channel([("agent-device", self.device_id)])
        device = DEVICES.get(work.tx, self.device_id)
        if device is None or not may_use(device, case):
            problem = Words("is no device of yours", "不是您可以使用的话机")
            raise InvalidInput(
                Words("there is no such device for you", "没有您可以使用的这部话机"),
                findings=[
                    field_finding("device", problem, Words("choose one of the list", "请从列表中选择"))
                ],
            )
        if case.directory.people[work.actor.id].agent is None:
            raise Conflict(
                Words(
                    "the exchange has no name for you: ask the operator to enter your agent number",
                    "交换机没有您的坐席工号：请运维人员登记",
                )
            )
        for one in agents_at(work.tx, device.id):
            if one.person_id != work.actor.id:
                who = case.directory.person_name(one.person_id)
                told = Words(f"{who} is signed in at {device.name}", f"{who} 已在 {device.name} 签入")
                raise HeldByAnother(told, who, one.since)
            return case.answer()
        return case.become(sign_in(case.standing), device_id=device.id)


def may_use(device: DeviceRow, case: AgentCase) -> bool:
    """Answer whether the agent may sign in at a device: it is theirs, or nobody's of their department."""
    if device.person_id is not None:
        return device.active and device.person_id == case.person_id
    return device.active and device.department_id in case.directory.departments_of(case.person_id)
