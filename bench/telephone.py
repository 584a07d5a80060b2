"""What calls are measured with: agents at desks, an exchange that knows them, and orders."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bench.stage import BenchStage
from engine.commands.agents.sign_in import SignInToDevice
from engine.commands.deploy import Deploy
from engine.commands.open_order import OpenOrder
from engine.ids import new_id
from engine.org import Actor
from huan.demonstration import demonstration_rows
from huan.package_files import package_files
from telephony.simulator.setting import Agent, Extension, Queue, Setting, Telephone, Tier

NODE, HOTLINE, MENU, STATUS, WAITING = "bench", "95598", "95599", "95597", "95596"
#: Served by all agents, and by nobody.
QUEUE, EMPTY = "repair@default", "empty@default"
#: An agent as the listener would make them (`telephony.agents.sync`), so that nothing is left to be said.
_AGENT = Agent(
    "",
    "",
    wrap_up_seconds=1,
    max_no_answer=3,
    reject_delay_seconds=10,
    busy_delay_seconds=30,
    no_answer_delay_seconds=10,
)


@dataclass(frozen=True)
class Desk:
    """An agent: who they are here, their number at the exchange, and the telephone before them."""

    username: str
    person: str
    number: str
    device: str


class CallStage:
    """A prepared database with so many agents, signed in, and the exchange at which they are."""

    def __init__(self, url: str, agents: int) -> None:
        rows = demonstration_rows()
        centre = next(one for one in rows["department"] if one["queue"] is not None)
        for one in rows["person"]:
            one["agent"] = None
        self.desks = [
            Desk(f"desk-{number}", new_id(), str(10_000 + number), new_id()) for number in range(agents)
        ]
        queue = new_id()
        rows["person"] += [
            {"id": one.person, "username": one.username, "name": f"坐席{one.number}", "agent": one.number}
            for one in self.desks
        ]
        rows["membership"] += [
            {"id": new_id(), "person_id": one.person, "department_id": centre["id"], "role": "agent"}
            for one in self.desks
        ]
        rows["queue"] = [
            {
                "id": queue,
                "name": QUEUE,
                "node": NODE,
                "zh": "报修",
                "en": "repairs",
                "service_seconds": 20,
                "after_call_seconds": 1,
            }
        ]
        rows["agent_device"] = [
            {
                "id": one.device,
                "name": one.number,
                "node": NODE,
                "contact": f"user/{one.number}",
                "kind": "phone",
                "can_answer": False,
                "department_id": centre["id"],
                "person_id": one.person,
            }
            for one in self.desks
        ]
        rows["agent_tier"] = [
            {"id": new_id(), "queue_id": queue, "person_id": one.person, "level": 1, "position": 1}
            for one in self.desks
        ]
        self.stage = BenchStage(url, rows=rows)
        for package in ("enquiry", "order-status", "satisfaction", "route-call", "voicemail", "ivr-main"):
            self.stage.engine.run(Deploy(package_files(self.stage.settings.packages / package)), _SYSTEM)

    def sign_in(self) -> None:
        """Let everybody sign in at their desk."""
        for one in self.desks:
            self.stage.engine.run(SignInToDevice(one.device), Actor(one.person))

    def order(self, caller: str) -> str:
        """Open an order for a caller; return its number."""
        wanted = OpenOrder(
            "fault-report",
            "停电",
            premise_id=self.stage.premises[0],
            caller_name="样本客户",
            caller_number=caller,
            fields={"symptom": "no-power"},
            beside=True,
        )
        number: str = self.stage.engine.run(wanted, Actor(self.desks[0].person))["number"]
        return number

    def exchange(self, dialogues: int) -> Setting:
        """Return the exchange; its menu is answered at the port `dialogues`, and leads to nobody."""

        def answered(*named: tuple[str, str]) -> tuple[tuple[str, str], ...]:
            return (
                ("set", f"huan_queue={EMPTY}"),
                *named,
                ("answer", ""),
                ("set", "socket_resume=true"),
                ("socket", f"127.0.0.1:{dialogues} async full"),
            )

        return Setting(
            queues=(Queue(QUEUE, record=False), Queue(EMPTY, record=False)),
            agents=tuple(
                replace(_AGENT, name=f"{one.number}@default", contact=f"user/{one.number}")
                for one in self.desks
            ),
            tiers=tuple(Tier(QUEUE, f"{one.number}@default") for one in self.desks),
            telephones=tuple(Telephone(one.number) for one in self.desks),
            extensions=(
                Extension(HOTLINE, (("callcenter", QUEUE),)),
                Extension(WAITING, (("callcenter", EMPTY),)),
                Extension(MENU, (*answered(), ("callcenter", EMPTY))),
                Extension(STATUS, (*answered(("set", "huan_dialogue=order-status")), ("hangup", ""))),
            ),
            host="huan-bench",
        )


_SYSTEM = Actor("system:bench")
