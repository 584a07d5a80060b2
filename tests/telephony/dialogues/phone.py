"""A simulated exchange whose callers speak with a dialogue: no sockets, no threads, no database, time is set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from engine.commands.dialogues.checks import CHECKS
from engine.commands.dialogues.opening import call_facts
from engine.commands.dialogues.talk import Talk
from engine.commands.overflow.direct import DirectCaller
from engine.definitions import compile_package, read_files
from engine.runtime import CompiledDefinition
from telephony.dialogues.arriving import read_arrival
from telephony.dialogues.conversation import Begun, Conversation
from telephony.dialogues.orders import Ask
from telephony.dialogues.place import Arrival, Place
from telephony.dialogues.session import Session
from telephony.dialogues.steps.speaking import NOTHING
from telephony.dialogues.trace import Trace
from telephony.simulator import Caller, Channel, Exchange, Extension, hang_up, let_ring, press_key
from telephony.simulator.agenda import SECOND
from telephony.simulator.control import ControlSession
from tests.drawing import boundary, error, mapped, service
from tests.telephony.simulator.line import RECORDED, START

ZONE = ZoneInfo("Asia/Shanghai")
HOTLINE = "95598"
#: As `huan telephony freeswitch render` writes a hotline.
DIALPLAN = (
    ("set", "huan_hotline=95598"),
    ("set", "huan_queue=repair@default"),
    ("set", "hangup_after_bridge=true"),
    ("answer", ""),
    ("set", "socket_resume=true"),
    ("socket", "127.0.0.1:8084 async full"),
    ("set", "huan_fallback=true"),
    ("callcenter", "repair@default"),
)
AFTER = Extension(
    "huan-dialogue",
    (
        ("stop_record_session", "all"),
        ("set", "socket_resume=true"),
        ("socket", "127.0.0.1:8084 async full"),
        ("hangup", ""),
    ),
)
OVER = Extension(
    "huan-over",
    (
        ("set", "sip_h_X-Huan-Call=${huan_over}"),
        ("set", "continue_on_fail=true"),
        ("set", "hangup_after_bridge=true"),
        ("bridge", "${huan_trunk}"),
        ("unset", "sip_h_X-Huan-Call"),
        ("callcenter", "${huan_queue}"),
    ),
)
SETTING = replace(RECORDED, extensions=(Extension(HOTLINE, DIALPLAN), AFTER, OVER))
SHEET = b"key: line\nname: {zh: x, en: x}\ndiagram: d.bpmn\nprocess: p\nkind: dialogue\n"


def asks(key: str, topic: str, outputs: dict[str, str] | None = None, **inputs: str) -> str:
    """Draw a service task; inputs and outputs are FEEL."""
    return service(key, topic, mapped(inputs, outputs))


def goes_wrong(key: str, host: str, code: str) -> str:
    """Draw the way out of `host` for an error."""
    return boundary(key, host, error(code))


@dataclass
class Desk:
    """Stands for the engine: the diagram, answers by the name of the command, and what was put down.

    `over` is where the callers of a queue go now: the other queue and its exchange, None: the caller's own.
    `trunks` reach other exchanges.
    """

    drawn: bytes
    answers: dict[str, Callable[[Any], Any]] = field(default_factory=dict)
    asked: list[Any] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)
    ended: list[tuple[str, list[dict[str, Any]], dict[str, Any]]] = field(default_factory=list)
    over: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    trunks: dict[str, str] = field(default_factory=dict)

    def begin(self, arrival: Arrival) -> Begun:
        self.arrivals.append(arrival)
        compiled = _compiled(self.drawn)
        now = lambda: START  # noqa: E731
        talk = Talk(
            compiled,
            "p",
            {},
            call_facts(
                arrival.call_id, arrival.caller, arrival.caller_name, arrival.dialled, arrival.queue, None
            ),
            now,
        )
        place = Place(arrival, now, ZONE, Aloud(), CHECKS, trunks=self.trunks)
        return Begun("run", "line", talk, place)

    def ask(self, question: Ask) -> Any:
        if isinstance(question.command, DirectCaller):
            queue, node = self.over.get(question.command.queue, (question.command.queue, None))
            return {"queue": queue, "node": node}
        self.asked.append(question.command)
        return self.answers[question.command.name](question.command)

    def end(self, begun: Begun, how: str, trace: Trace) -> None:
        self.ended.append((how, trace.entries, trace.result))


@cache
def _compiled(drawn: bytes) -> CompiledDefinition:
    return compile_package(read_files({"package.yaml": SHEET, "d.bpmn": drawn}), "version")


class Aloud:
    """Prompts whose files are named as they sound."""

    def source(self, texts: tuple[str, ...]) -> str:
        return "file_string://" + "!".join(text.replace(" ", "") for text in texts)


class Phone:
    """The exchange, and the conversation of the last caller."""

    def __init__(self, desk: Any, exchange: Exchange | None = None) -> None:
        self.desk = desk
        self.exchange = exchange or Exchange(SETTING, START)
        self.exchange.dial_out = self._dialled
        self.beside: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []
        self.engine_answers = True
        self.heard: list[str] = []
        self.done: list[tuple[str, str]] = []
        self._count = 0

    def ring(self, number: str = "13800000001", dials: str = HOTLINE, **given: Any) -> Channel:
        self.channel = let_ring(self.exchange, Caller(number, dials, **given))
        self.pump()
        return self.channel

    def wait(self, seconds: float) -> None:
        """Let time pass in small pieces, as the server's clock ticks."""
        left = round(seconds * 4)
        for _ in range(left):
            self.exchange.wait(0.25)
            self.pump()
            self.conversation.tick()
            self.pump()

    def press(self, keys: str) -> None:
        for key in keys:
            press_key(self.exchange, self.channel, key)
            self.exchange.wait(0.2)
            self.pump()

    def hang_up(self) -> None:
        hang_up(self.exchange, self.channel, far=True)
        self.pump()

    def pump(self) -> None:
        """Carry bytes and answers until nothing moves."""
        moved = True
        while moved:
            self.exchange.agenda.settle()
            moved = False
            if data := self.conversation.take():
                self._hear(data)
                self.session.receive(data)
                self.exchange.agenda.settle()
                moved = True
            if data := self.session.read():
                self.conversation.receive(data)
                moved = True
            while self.engine_answers and self.beside:
                work, then = self.beside.pop(0)
                try:
                    answer: Any = work()
                except Exception as error:  # noqa: BLE001 - as the server hands it over
                    answer = error
                then(answer)
                moved = True
            if self.session.closed and not moved and not self.conversation.over and not self._ended:
                self._ended = True
                self.conversation.receive_eof()
                moved = True
            if self.conversation.over and not self.session.closed:
                self.session.end()
                moved = True

    def _hear(self, data: bytes) -> None:
        for block in data.decode().split("\n\n"):
            lines = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
            if "execute-app-name" in lines:
                application, argument = lines["execute-app-name"], lines.get("execute-app-arg", "")
                self.done.append((application, argument))
                source = {"playback": argument, "play_and_get_digits": (argument.split(" ") + [""] * 6)[5]}
                if (said := source.get(application)) and said != NOTHING:
                    self.heard += said.removeprefix("file_string://").split("!")

    def _dialled(self, session: ControlSession, host: str, port: int) -> None:
        self.session = session
        self._ended = False
        self.conversation = Conversation(
            Session(self._new_id), self.desk, self._beside, read_arrival, lambda: self.exchange.now / SECOND
        )
        session.opened(True)

    def _beside(self, work: Callable[[], Any], then: Callable[[Any], None]) -> bool:
        self.beside.append((work, then))
        return True

    def _new_id(self) -> str:
        self._count += 1
        return str(UUID(int=self._count))
