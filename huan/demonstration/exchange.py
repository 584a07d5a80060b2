"""The demonstration's telephone: a simulated exchange whose hotline the shipped dialogues answer."""

from __future__ import annotations

import asyncio
import secrets
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

from api.system import Demonstration, Recording
from engine.calling.dialling import Dialling
from engine.commands import Engine
from engine.errors import NotFound
from engine.store.orders import open_order_of_caller
from engine.words import Words
from telephony.calls.derived_ids import derived_id
from telephony.calls.machine import NAMESPACE
from telephony.listener import NodeSettings
from telephony.simulator.server import LOOPBACK, Server, folder_files
from telephony.simulator.session import Access
from telephony.simulator.setting import Answering, Caller, Extension, Press, Queue, Setting, Telephone

NODE, HOTLINE, QUEUE = "simulated", "95598", "repair@default"
#: Where what follows a talk is dialled (telephony/freeswitch).
AFTER_A_TALK = "huan-dialogue"
#: The telephones of the demonstration's agents: they ring until somebody presses answer at the desk.
TELEPHONES = ("1001", "1002")
#: The shift leader's: somebody takes it up when it has rung for a second.
LEADERS_TELEPHONE = "1003"
START_SECONDS = 10


def _caller(number: str, name: str, patience: float) -> Caller:
    """Somebody who knows the way: he presses 0 while the menu is read."""
    return Caller(
        number, HOTLINE, name, patience_seconds=patience, talks_seconds=180, presses=(Press(4, "0"),)
    )


#: People of the demonstration's data, so that the pop knows them.
CALLERS = (
    _caller("13900000006", "钱女士", 120),
    _caller("13900000011", "赵先生", 90),
    _caller("13900000041", "冯女士", 120),
    _caller("13900000021", "李先生", 90),
)
#: How the exchange dials.
DIALLING = Dialling("user/{agent}", "sofia/gateway/simulated/{number}", HOTLINE)
#: Whose supply never comes back at once, and who asks first how it stands.
IMPATIENT = "13900000041"
#: What people say whom a dialogue calls: restored, and satisfied; the impatient one that it is not.
RESTORED, NOT_RESTORED = (Press(1, "1", question=1), Press(1, "1", question=2)), (Press(1, "2", question=1),)
CUSTOMERS = tuple(
    Telephone(one.number, after_seconds=3, presses=NOT_RESTORED if one.number == IMPATIENT else RESTORED)
    for one in CALLERS
)
STATUS_CALL = Recording(
    "status",
    "来电：按编号查询工单，再等坐席接听",
    "A call that asks for an order by its number, then waits for an agent",
    130,
)
HOTLINE_CALL = Recording("hotline", "来电：导航后等坐席接听", "A call that waits for an agent to answer", 120)


def _setting(
    folder: Path, dialogues: int, callers: tuple[Caller, ...], customers: tuple[Telephone, ...]
) -> Setting:
    answer = ("socket", f"{LOOPBACK}:{dialogues} async full")
    hotline = (
        ("set", f"huan_hotline={HOTLINE}"),
        ("set", f"huan_queue={QUEUE}"),
        ("set", "hangup_after_bridge=true"),
        ("answer", ""),
        ("set", "socket_resume=true"),
        answer,
        ("set", "huan_fallback=true"),
        ("callcenter", QUEUE),
    )
    after = (("stop_record_session", "all"), ("set", "socket_resume=true"), answer, ("hangup", ""))
    return Setting(
        queues=(Queue(QUEUE),),
        telephones=(
            *(Telephone(number, Answering.RINGS_ON) for number in TELEPHONES),
            Telephone(LEADERS_TELEPHONE),
            *customers,
        ),
        extensions=(Extension(HOTLINE, hotline), Extension(AFTER_A_TALK, after)),
        domain=LOOPBACK,
        host="huan-simulated",
        recordings=str(folder / "recordings"),
        population=callers,
        # Whoever is nobody of the demonstration cannot be called by a dialogue: an agent has to.
        elsewhere=Answering.REFUSES,
    )


class SimulatedExchange:
    """A FreeSWITCH that is none, on a free port of loopback; its thread ends with the process.

    `dialogues` is the port at which its hotline finds the dialogues; what it records lies in `folder`.
    `callers` ring it, and are reached by the telephones of `customers`.
    """

    def __init__(
        self,
        folder: Path,
        dialogues: int,
        calls_per_minute: float = 0,
        callers: tuple[Caller, ...] = CALLERS,
        customers: tuple[Telephone, ...] = CUSTOMERS,
    ) -> None:
        self._folder = folder
        self._calls_per_minute = calls_per_minute
        password = secrets.token_urlsafe()
        files = folder_files(folder / "recordings", folder / "cdr")
        self._server = Server(
            _setting(folder, dialogues, callers, customers),
            Access(password),
            port=0,
            seed=secrets.randbits(64),
            files=files,
        )
        self._password = password
        self._loop = asyncio.new_event_loop()
        self._callers = cycle(callers)

    def start(self) -> None:
        """Begin to listen; returns when it does."""
        for name in ("recordings", "cdr"):
            (self._folder / name).mkdir(parents=True, exist_ok=True)
        started: Future[None] = Future()
        threading.Thread(target=self._run, args=(started,), name="simulated exchange", daemon=True).start()
        started.result(START_SECONDS)

    @property
    def node(self) -> NodeSettings:
        """What a listener has to know of it."""
        return NodeSettings(
            NODE,
            LOOPBACK,
            self._server.port,
            self._password,
            DIALLING,
            recordings_folder=self._folder / "recordings",
            cdr_folder=self._folder / "cdr",
        )

    def ring(self, caller: Caller | None = None) -> str:
        """Let a caller ring, the next one of the hotline's when None; return the call's id."""
        ringing = self._ring(caller or next(self._callers))
        return asyncio.run_coroutine_threadsafe(ringing, self._loop).result(START_SECONDS)

    async def _ring(self, caller: Caller) -> str:
        channel = self._server.ring(caller)
        return derived_id(NAMESPACE, f"{self._server.exchange.core_uuid}/{channel.uuid}")

    def _run(self, started: Future[None]) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._server.start())
        except OSError as error:
            started.set_exception(error)
            return
        self._server.prepare(self._calls_per_minute)
        started.set_result(None)
        self._loop.run_until_complete(self._server.run())


class HotlineCalls:
    """What can ring in a demonstration that has an exchange: its hotline, and what was recorded."""

    def __init__(self, engine: Engine, exchange: SimulatedExchange, recorded: Demonstration) -> None:
        self._engine, self._exchange, self._recorded = engine, exchange, recorded

    def recordings(self) -> Sequence[Recording]:
        """Return the calls that can ring."""
        return (HOTLINE_CALL, STATUS_CALL, *self._recorded.recordings())

    def ring(self, recording: str) -> Mapping[str, Any]:
        """Let a call ring; return `call`, its id.

        Raises:
            NotFound: there is no such call, or nobody has an order to ask for.
        """
        if recording == HOTLINE_CALL.key:
            return {"call": self._exchange.ring()}
        if recording == STATUS_CALL.key:
            return {"call": self._exchange.ring(self._who_asks())}
        return self._recorded.ring(recording)

    def _who_asks(self) -> Caller:
        """Return somebody with an open order, who chooses to be told of it, and then an agent."""
        with self._engine.database.reading() as tx:
            for caller in sorted(CALLERS, key=lambda one: one.number != IMPATIENT):
                if (number := open_order_of_caller(tx, caller.number)) is not None:
                    asks = ("1", number, "0")
                    presses = tuple(Press(1, keys, question) for question, keys in enumerate(asks, 1))
                    return replace(caller, presses=presses)
        callers = ", ".join(one.number for one in CALLERS)
        raise NotFound(
            Words(
                f"nobody who could ring has an open order: open one first, with one of these numbers: "
                f"{callers}",
                f"能来电的人都没有在办工单：请先用以下号码之一立单：{callers}",
            )
        )
