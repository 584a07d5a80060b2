"""What every control has in common: the call that it is about, who is in the way, the row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.calling.controls import TAKEN_SECONDS, Status, Verb, in_the_way
from engine.calling.dialling import is_address
from engine.calling.parties import Party, customer_of, party_of
from engine.calling.states import Said
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import Conflict, HeldByAnother, InvalidInput, NotFound, field_finding
from engine.ids import new_id
from engine.org import Action, Directory, Target, may, place_of_call, refusal
from engine.store.agents import agent_of
from engine.store.calls import CallRow, call_by_id
from engine.store.controls import (
    ControlRow,
    ExchangeOfCall,
    exchange_of_switch,
    insert_control,
    live_exchanges,
    lock_call,
    open_controls_of_call,
)
from engine.store.edited_rows import DEVICES
from engine.words import Words

#: What somebody wrote about why, at most.
MOST_REASON = 300


class NoExchange(Conflict):
    """No process is connected to the exchange: nothing could be sent. The call itself goes on."""

    code = "no-exchange"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "Huan is not connected to the exchange at the moment: use the telephone itself",
                "本系统目前没有连接到交换机：请直接在话机上操作",
            )
        )


class NoTelephone(Conflict):
    """Somebody has no telephone that the exchange could ring."""

    code = "no-telephone"

    def __init__(self, who: Words) -> None:
        super().__init__(
            Words(
                f"{who} has no telephone that the exchange knows: have one set up",
                f"{who.zh}没有交换机认识的话机：请先登记话机",
            )
        )


class CallCase:
    """A call about which a control is to be written: locked, seen by the actor, and not over."""

    def __init__(self, work: Work, row: CallRow, now: datetime, directory: Directory) -> None:
        self.work, self.row, self.now, self.directory = work, row, now, directory
        self.told: Mapping[str, Any] = row.facts.get("told") or {}

    @classmethod
    def of(cls, work: Work, call_id: str) -> CallCase:
        """Lock a call.

        Raises:
            NotFound: there is no such call that the actor may see.
            Conflict: it is over.
        """
        now, directory = work.services.time_and_place(work.tx)
        lock_call(work.tx, call_id)
        row = call_by_id(work.tx, call_id)
        case = cls(work, row, now, directory) if row is not None else None
        if case is None or not (case.is_party or may(work.actor, Action.SEE_CALL, case.place, directory)):
            raise NotFound(
                Words(f"there is no call {call_id} that you may see", f"没有您可以查看的来电 {call_id}")
            )
        if case.row.state in ("abandoned", "ended", "merged"):
            raise Conflict(Words("the call is over", "通话已结束"))
        return case

    @property
    def place(self) -> Target:
        """Where the call is, and whose."""
        return place_of_call(self.row.department_id, self.row.agent_person_id, self.directory)

    @property
    def own(self) -> Party | None:
        """The channel of the actor's telephone in this call; None: it is not in it now."""
        me = self.work.actor.id
        return party_of(self.told, lambda name: self.directory.is_telephone_of(name, me))

    @property
    def is_party(self) -> bool:
        """True while the actor's telephone is in the call."""
        return self.own is not None

    @property
    def customer(self) -> Party:
        """The outside party's channel.

        Raises:
            Conflict: it is not there any more.
        """
        found = customer_of(self.told)
        if found is None:
            raise Conflict(Words("the other party is not in the call any more", "对方已不在通话中"))
        return found

    @property
    def exchange(self) -> ExchangeOfCall | None:
        """The exchange that has the call; None: it is none of ours."""
        return exchange_of_switch(self.work.tx, str(self.row.facts.get("node") or ""))

    def require(self, action: Action) -> None:
        """Raise NotAllowed unless the actor may do this to the call; a telephone in it is a line of it."""
        target = self.place
        if self.is_party:
            target = target._replace(people=target.people | {self.work.actor.id})
        if not may(self.work.actor, action, target, self.directory):
            raise refusal(action)

    def require_own(self) -> Party:
        """Return the channel of the actor's telephone.

        Raises:
            Conflict: it is not in the call any more.
        """
        own = self.own
        if own is None:
            raise Conflict(Words("your telephone is not in this call", "您的话机不在这通电话中"))
        return own

    def under_way(self, verb: Verb) -> ControlRow | None:
        """Return the same control when the actor has it under way already: pressed twice is pressed once.

        Raises:
            HeldByAnother: another one is in the way; says whose.
        """
        for one in open_controls_of_call(self.work.tx, self.row.id):
            if not in_the_way(verb, [Verb(one.verb)]):
                continue
            if (one.verb, one.person_id) == (verb, self.work.actor.id):
                return one
            person = self.directory.person_name(one.person_id) or "Huan"
            raise HeldByAnother(
                Words(
                    f"{person} has asked for “{one.verb}” in this call a moment ago: wait for the outcome",
                    f"{person} 刚刚已对这通电话操作（{one.verb}）：请等待结果",
                ),
                person,
                one.written_at,
            )
        return None

    def write(
        self,
        verb: Verb,
        target: Mapping[str, Any],
        *,
        reason: str | None = None,
        number: str | None = None,
    ) -> Answer:
        """Write a control of the call.

        Raises:
            NoExchange: nobody is connected to the exchange that has the call.
        """
        exchange = self.exchange
        if exchange is None or not exchange.is_live:
            raise NoExchange
        return write_control(
            self.work,
            verb,
            exchange.name,
            target,
            self.now,
            call_id=self.row.id,
            number=number,
            reason=reason,
        )


def write_control(
    work: Work,
    verb: Verb,
    node: str,
    target: Mapping[str, Any],
    now: datetime,
    *,
    call_id: str | None = None,
    order_id: str | None = None,
    number: str | None = None,
    reason: str | None = None,
) -> Answer:
    """Write a control; a process that is connected to its exchange sends it."""
    row = ControlRow(
        id=new_id(),
        verb=verb.value,
        call_id=call_id,
        person_id=None if work.actor.is_system else work.actor.id,
        order_id=order_id,
        node=node,
        number=number,
        target=_as_seen_from(node, target),
        status=Status.WRITTEN.value,
        claimed_by=None,
        term=None,
        written_at=now,
        sent_at=None,
        deadline_at=now,
        outcome_at=None,
        answer=None,
        reason=reason,
    )
    insert_control(work.tx, row, TAKEN_SECONDS)
    changed(work, row)
    return answer_of(row)


def changed(work: Work, row: ControlRow) -> None:
    """Let pages that show a control, or its call, look again."""
    work.changed("control", [row.id])
    work.changed("call", [row.call_id])


def answer_of(row: ControlRow) -> Answer:
    """Return what whoever asked is told."""
    return {"id": row.id, "verb": row.verb, "status": row.status, "call_id": row.call_id}


def any_exchange(work: Work, rather: str | None = None) -> str:
    """Return the exchange by which a call is begun: `rather` this one, if somebody is connected to it.

    Raises:
        NoExchange: nobody is connected to any.
    """
    live = live_exchanges(work.tx)
    if not live:
        raise NoExchange
    return rather if rather is not None and rather in live else live[0]


def _as_seen_from(node: str, target: Mapping[str, Any]) -> dict[str, Any]:
    """Return a target for an exchange: another's device means nothing to it."""
    known = dict(target)
    if known.pop("at", node) != node:
        known.pop("contact", None)
    return known


def telephone_of(work: Work, directory: Directory, person_id: str) -> dict[str, Any]:
    """Return how somebody is reached: `agent`, and the `contact` of the device `at` which they are signed in.

    Raises:
        NoTelephone: it does not.
    """
    person = directory.people.get(person_id)
    if person is None or not person.active or not person.agent:
        name = Words.same(person.name) if person is not None else Words("this person", "此人")
        raise NoTelephone(name)
    agent = agent_of(work.tx, person_id)
    device = None
    if agent is not None and agent.said != Said.SIGNED_OUT and agent.device_id is not None:
        device = DEVICES.get(work.tx, agent.device_id)
    if device is None or not is_address(device.contact):
        return {"agent": person.agent}
    return {"agent": person.agent, "contact": device.contact, "at": device.node}


def reason_given(text: str | None) -> str:
    """Return a reason as it is kept.

    Raises:
        InvalidInput: there is none.
    """
    reason = (text or "").strip()
    if not reason:
        raise InvalidInput(
            Words("this needs a reason: say why", "这需要原因：请写明为什么"),
            findings=[field_finding("reason", Words("is missing", "缺少"), Words("fill it in", "请填写"))],
        )
    return reason[:MOST_REASON]
