"""The demonstration's province on a stage, with the telephone of its exchange: a simulated one, in this process.

Business time is set. What the exchange tells happens at the speed of its own clock, so that a story waits for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from engine.commands.deploy import Deploy
from engine.commands.load_organisation import LoadOrganisation
from engine.commands.prepare import Prepare
from engine.store.tables import exchange_node
from engine.workers import HubHints, call_back_in_turn
from huan.demonstration.exchange import SimulatedExchange
from huan.demonstration.organisation import demonstration_rows
from huan.demonstration.telephony import demonstration_telephony
from huan.listening import listener_of
from huan.settings import Settings
from huan.wiring import build
from telephony.dialogues import DialogueSettings, dialogue_server
from telephony.simulator.callers import press_key
from telephony.simulator.setting import Caller, Telephone
from tests.api.conftest import SANDBOX, Site, Visitor
from tests.stage import MORNING, PACKAGES, SYSTEM, Stage, package_files

PATIENCE_SECONDS = 20
#: The application by which a dialogue asks for keys.
ASKING = "play_and_get_digits"


class Province(Stage):
    """A stage with the demonstration's organisation, customers and desks in place of the cast."""

    def __init__(self, url: str, packages: Sequence[str]) -> None:
        self.system = replace(build(Settings(database_url=url, message_gateway="log")), sandbox=SANDBOX)
        self.engine = self.system.engine
        self.engine.hints = HubHints(self.system.hub)
        self.run(Prepare(), SYSTEM)
        self.set_clock(MORNING)
        rows = demonstration_rows()
        rows |= demonstration_telephony(rows)
        self.run(LoadOrganisation(rows), SYSTEM)
        self.ids = {one["username"]: one["id"] for one in rows["person"]}
        self.ids |= {one["code"]: one["id"] for one in rows["tier"]}
        self.ids |= {one["name"]: one["id"] for one in rows["agent_device"]}
        for package in packages:
            self.run(Deploy(package_files(PACKAGES / package)), SYSTEM)


class Centre:
    """The province at its telephones: people work over HTTP, callers ring, the house calls customers."""

    def __init__(self, stage: Province) -> None:
        self.stage, self.ids = stage, stage.ids
        self._site = Site(stage)
        self._people: dict[str, Visitor] = {}
        self._stops: list[Callable[[], None]] = []

    def open_lines(self, folder: Path, callers: tuple[Caller, ...], customers: tuple[Telephone, ...]) -> None:
        """Start the exchange with these people, and whoever listens to it and speaks in its dialogues."""
        system = self.stage.system
        dialogues = dialogue_server(system.engine, DialogueSettings(port=0))
        dialogues.start()
        self._stops.append(dialogues.stop)
        self.exchange = SimulatedExchange(folder, dialogues.port, callers=callers, customers=customers)
        self.exchange.start()
        settings = replace(system.settings, exchanges=(self.exchange.node,))
        system.engine.services.calls_out = True
        listener = listener_of(settings, system.engine)
        listener.start()
        self._stops.append(listener.stop)
        # That a node is connected is told with its lease: here at once, and not some seconds later.
        live = select(exchange_node.c.id).where(exchange_node.c.state == "live")
        self.until(lambda: self.stage.rows(live) or listener.nodes[0].lease.turn(), "the exchange")

    def close(self) -> None:
        for stop in reversed(self._stops):
            stop()
        self.stage.system.close()

    def person(self, username: str) -> Visitor:
        if username not in self._people:
            self._people[username] = self._site.person(username)
        return self._people[username]

    def get(self, username: str, path: str) -> Any:
        answer = self.person(username).get(path)
        assert answer.status_code == 200, answer.text
        return answer.json

    def post(self, username: str, path: str, body: Any = None) -> Any:
        """Send something, and let everybody at work do what follows from it."""
        answer = self.person(username).post(path, body)
        assert answer.status_code < 300, answer.text
        self.stage.drain()
        return answer.json

    def press(self, username: str, call: str, verb: str, **body: Any) -> None:
        """Have the telephone do something, and wait until it has."""
        asked = self.post(username, f"/calls/{call}/{verb}", body or None)
        control = self.until(lambda: self._settled(username, asked["id"]), f"an outcome of {verb}")
        assert control["status"] == "done", control

    def _settled(self, username: str, control: str) -> Any:
        row = self.get(username, f"/controls/{control}")
        return row if row["status"] not in ("written", "sent") else None

    def press_key(self, question: int, keys: str) -> None:
        """Let whoever rang press keys, once he hears the question of this number, the first one being 1."""
        exchange = self.exchange._server.exchange

        def asked() -> Any:
            rung = [one for one in exchange.channels.values() if one.inbound]
            questions = [name for name, _, _ in rung[0].history if name == ASKING] if rung else []
            return rung[0] if len(questions) == question else None

        channel = self.until(asked, f"question {question}")

        def press() -> None:
            for key in keys:
                press_key(exchange, channel, key)
            self.exchange._server.stir()

        self.exchange._loop.call_soon_threadsafe(press)

    def leave_queue(self, key: str) -> None:
        """Let whoever rang and waits in the queue press a key by which one leaves it."""
        exchange = self.exchange._server.exchange

        def waits() -> Any:
            rung = [one for one in exchange.channels.values() if one.inbound]
            return rung and rung[0].history[-1][0] == "callcenter" and rung[0]

        channel = self.until(waits, "the queue")

        def press() -> None:
            press_key(exchange, channel, key)
            self.exchange._server.stir()

        self.exchange._loop.call_soon_threadsafe(press)

    def members(self) -> list[Any]:
        """Return who stands or stood in the exchange's queues."""
        return list(self.exchange._server.exchange.callcenter.members.values())

    def calls_back(self, happens: Callable[[], Any]) -> Callable[[], Any]:
        """Return `happens`, with the kept places looked at before, as a worker does every second."""

        def look() -> Any:
            call_back_in_turn(self.stage.engine)
            return happens()

        return look

    def premise(self, number: str) -> str:
        """Return the premise of a telephone number."""
        (found,) = self.get("agent", f"/premises?phone={number}")["items"]
        return str(found["id"])

    def sign_in(self, username: str, device: str) -> None:
        self.post(username, "/agent/sign-in", {"device": self.ids[device]})
        answer = self.person(username).put("/agent/state", {"state": "available"})
        assert answer.status_code == 200, answer.text

    def complete(self, username: str, order: str, element: str, **values: Any) -> None:
        """Complete the task of an order at an element, with the revision that was read."""
        lines = self.get(username, "/inbox?limit=100")["items"]
        found = [line for line in lines if (line["element"], line["order"]) == (element, order)]
        assert found, f"{username} has no {element}, but {[line['element'] for line in lines]}"
        body = {"values": values, "revision": found[0]["revision"]}
        assert self.post(username, f"/tasks/{found[0]['task']}/complete", body)["status"] == "completed"

    def until(self, happens: Callable[[], Any], what: str) -> Any:
        """Wait for what the telephone does; workers do meanwhile what is theirs."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (found := happens()):
            assert time.monotonic() < deadline, f"{what} did not come within {PATIENCE_SECONDS} s"
            time.sleep(0.02)
            self.stage.drain()
        return found
