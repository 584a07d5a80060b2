"""Two centres on two simulated exchanges over TCP, one listener for both, and one who speaks in their dialogues.

Time is set, the same for all. A trunk carries callers of the county's exchange to the province's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select

from engine.calling.dialling import Dialling
from engine.commands.deploy import Deploy
from engine.store.exchange import heard_nodes
from engine.store.tables import call
from telephony.control import Sender
from telephony.dialogues import DialogueSettings, dialogue_server
from telephony.listener import Listener, NodeSettings
from telephony.simulator import Caller, Channel, Extension, hang_up, let_ring
from telephony.simulator.setting import Agent, Queue, Setting, Telephone, Tier
from tests.api.conftest import Site
from tests.api.test_overflow import COUNTY, PROVINCE, Centres
from tests.drawing import draw, end, start
from tests.stage import SYSTEM
from tests.telephony.dialogues.phone import OVER, SHEET, asks
from tests.telephony.gaps.simulated import Simulated
from tests.telephony.listener.conftest import SetTime, Until
from tests.telephony.simulator.line import PASSWORD

T = TypeVar("T")
HOTLINE, OWN, PEER = "95598", "955980", "huan-peer"
TRUNK = f"sofia/gateway/province/{PEER}"
LINE = draw(start(), asks("queue", "ivr.queue"), end(), flows="start > queue > end")
#: What a rendered `huan-peer` takes out of X-Huan-Call by its expression; here the trunk does.
TAKEN = Extension(
    PEER,
    (
        ("set", "huan_call=${sip_h_X-Test-Call}"),
        ("set", "huan_queue=${sip_h_X-Test-Queue}"),
        ("set", "cc_base_score=${sip_h_X-Test-Waited}"),
        ("answer", ""),
        ("callcenter", "${huan_queue}"),
    ),
)


def exchange_of(queue: str, host: str, agent: str, dialogues: int) -> Setting:
    """Return an exchange with one queue and one telephone, to which the carrier brings the county's hotline."""
    hotline = (
        ("set", f"huan_hotline={HOTLINE}"),
        ("set", f"huan_queue={COUNTY}"),
        ("answer", ""),
        ("set", "socket_resume=true"),
        ("socket", f"127.0.0.1:{dialogues} async full"),
        ("callcenter", queue),
    )
    return Setting(
        queues=(Queue(queue),),
        agents=(Agent(f"{agent}@default", f"user/{agent}@127.0.0.1"),),
        tiers=(Tier(queue, f"{agent}@default"),),
        telephones=(Telephone(agent, after_seconds=2.0), Telephone(PEER, after_seconds=0.1)),
        extensions=(Extension(HOTLINE, hotline), Extension(OWN, (("callcenter", queue),)), OVER, TAKEN),
        host=host,
    )


@dataclass(frozen=True)
class Carried:
    """A call on the trunk: its channel there, and the caller's here."""

    near: Channel
    far: Channel


class Two:
    """The county's centre, whose one agent is away, and the province's, whose one is there."""

    def __init__(self, site: Site, clock: SetTime, folder: Path, until: Until) -> None:
        self.site, self.stage, self.clock, self.until = site, site.stage, clock, until
        self.centres = Centres(site, told=False)
        clock.at = self.stage.now
        drawn = {"package.yaml": SHEET.decode(), "d.bpmn": LINE.decode()}
        self.stage.run(Deploy(drawn), SYSTEM)
        trunks = {"hz-1": TRUNK}
        said = DialogueSettings(port=0, package="line", trunks=trunks)
        self._dialogues = dialogue_server(self.stage.engine, said)
        self._dialogues.start()
        port = self._dialogues.port
        away = exchange_of(COUNTY, "fs-a1", "1009", port)
        away = replace(away, agents=(replace(away.agents[0], status="Logged Out"),))
        self.county = Simulated(clock, folder, away, seed=1)
        self.province = Simulated(clock, folder, exchange_of(PROVINCE, "fs-p", "1001", port), seed=2)
        nodes = [
            NodeSettings("a1-1", "127.0.0.1", self.county.port, PASSWORD, Dialling(peers=trunks)),
            NodeSettings("hz-1", "127.0.0.1", self.province.port, PASSWORD),
        ]
        self.listener = Listener(
            self.stage.engine, nodes, 1, clock.timing(), sender=Sender(self.stage.engine)
        )
        self.listener.start()
        self._carried: dict[str, Carried] = {}
        until(lambda: all(node.caught_up for node in self.listener.nodes), "both are heard")
        self.heard("a1-1", "hz-1")

    def close(self) -> None:
        self.listener.stop()
        self._dialogues.stop()
        for one in (self.county, self.province):
            one.close()

    def heard(self, *nodes: str) -> None:
        """Wait until it is known that these are heard, and no others."""

        def known() -> bool:
            with self.stage.system.database.reading() as tx:
                return heard_nodes(tx) == set(nodes)

        self.until(known, f"{nodes} are heard")

    def ring(self, at: Simulated, number: str, **more: Any) -> Channel:
        """Let somebody ring the county's hotline, wherever the carrier brings him."""
        return at.do(lambda ex: let_ring(ex, Caller(number, HOTLINE, **more)))

    def later(self, seconds: float) -> None:
        """Let time pass, in pieces of five seconds: for callers, agents, the trunk and the rules."""
        while seconds > 0:
            step = min(5.0, seconds)
            seconds -= step
            self.clock.later(step)
            for one in (self.county, self.province):
                one.do(lambda ex: None)
            self.carry()
            assert self.listener.calls.settle(20)
            self.stage.later(seconds=step)
            self.centres.look()

    def comes(self, what: Callable[[], T], told: str) -> T:
        """Wait until something is so that others do; seconds do not pass."""

        def so() -> bool:
            self.carry()
            self.listener.calls.settle(20)
            self.stage.drain()
            return bool(what())

        self.until(so, told)
        return what()

    def carry(self) -> None:
        """Let who was dialled over the trunk arrive at the other end, and hang up at both ends."""
        for channel in self.county.do(lambda ex: [one for one in ex.channels.values() if _is_new(one)]):
            if channel.uuid not in self._carried:
                known, queue, *waited = channel.variable("sip_h_X-Huan-Call").split(";")
                headers = (
                    ("X-Test-Call", known),
                    ("X-Test-Queue", queue),
                    ("X-Test-Waited", "".join(waited)),
                )
                caller = Caller(channel.profile.number, PEER, channel.profile.name, headers=headers)
                far = self.province.do(lambda ex, caller=caller: let_ring(ex, caller))
                self._carried[channel.uuid] = Carried(channel, far)
        for one in self._carried.values():
            if one.far.up and not one.near.up:
                self.province.do(lambda ex, one=one: hang_up(ex, one.far, far=True))
            elif one.near.up and not one.far.up:
                self.county.do(lambda ex, one=one: hang_up(ex, one.near, far=True))

    def calls(self, number: str) -> list[dict[str, Any]]:
        """Return the calls of a caller, the first one first."""
        mine = select(call).where(call.c.caller_number == number, call.c.state != "merged")
        return self.stage.rows(mine.order_by(call.c.started_at, call.c.id))


def _is_new(channel: Channel) -> bool:
    return not channel.inbound and channel.profile.destination == PEER
