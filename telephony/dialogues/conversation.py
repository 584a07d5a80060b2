"""One caller and one diagram: what the channel tells goes into the step, its orders go to the channel.

    opening → beginning (the engine gives the dialogue) → answering → talking → ending (its row) → over

Without sockets, threads and clock: bytes and answers are put in, bytes and questions taken out, and `tick`
says what time it is. Whatever goes wrong (the diagram, the engine, the time) lets the channel go, and the
dialplan goes on with its next step, which is the plain queue: a dialogue that fails never silences a caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import structlog

from engine.calling.dialogues import LOOK_UP_SECONDS, TOPICS, TRANSFER, UNAVAILABLE, Unfit
from engine.commands.dialogues.talk import Talk
from engine.errors import HuanError
from telephony.dialogues.orders import Api, Ask, Away, Execute, HangUp, HungUp, Order, Step, Variable
from telephony.dialogues.place import Arrival, Place
from telephony.dialogues.session import Done, Opened, Over, Session
from telephony.dialogues.steps import KEEPS_KEYS, STEPS, Failed
from telephony.dialogues.steps.speaking import utter
from telephony.dialogues.trace import Trace

#: How long FreeSWITCH may take to greet, to answer a command, and the engine to begin and to end a dialogue.
GREETING_SECONDS = 5.0
REPLY_SECONDS = 10.0
BEGIN_SECONDS = 5.0
END_SECONDS = 10.0

log = structlog.get_logger("huan.dialogues")


class Desk(Protocol):
    """What a conversation asks of the engine; called beside the loop."""

    def begin(self, arrival: Arrival) -> Begun:
        """Put down that a dialogue begins, and return it."""

    def ask(self, question: Ask) -> Any:
        """Run a command and return its answer."""

    def end(self, begun: Begun, how: str, trace: Trace) -> None:
        """Put down how it has ended."""


@dataclass(frozen=True)
class Begun:
    """A dialogue that has begun: its row, the diagram in memory, where its steps stand, and what is announced
    before it.
    """

    run: str
    package: str
    talk: Talk
    place: Place
    announced: tuple[str, ...] = ()


#: Runs something beside the loop; False: there is no room for more.
Beside = Callable[[Callable[[], Any], Callable[[Any], None]], bool]


class Conversation:
    """One connection of FreeSWITCH. `read_arrival` makes a caller of the channel's data."""

    def __init__(
        self,
        session: Session,
        desk: Desk,
        beside: Beside,
        read_arrival: Callable[[Any], Arrival],
        clock: Callable[[], float],
    ) -> None:
        self._session = session
        self._desk = desk
        self._beside = beside
        self._read_arrival = read_arrival
        self._clock = clock
        self._began = clock()
        self._until: float | None = self._began + GREETING_SECONDS
        self._ticket = 0
        self._begun: Begun | None = None
        self._arrival: Arrival | None = None
        self._step: Step | None = None
        self._trace = Trace(clock)
        self._how: str | None = None
        self._ended = False
        #: Nothing is to be done any more: the connection can be closed.
        self.over = False
        session.begin()

    # What the shell puts in.

    def receive(self, data: bytes) -> None:
        """Take bytes from FreeSWITCH."""
        self._hear(self._session.receive(data))

    def receive_eof(self) -> None:
        """Take the end of the connection."""
        self._hear(self._session.receive_eof())

    def tick(self) -> None:
        """See whether something takes too long."""
        if self._until is None or self._clock() < self._until:
            return
        self._until = None
        if self._ended or self._begun is None:
            self._close("late")
        elif self._session.busy:
            log.warning("FreeSWITCH does not answer", call=self._begun.place.arrival.call_id)
            self._end("failed")
        else:  # the engine: the diagram has a way out
            self._ticket += 1
            self._throw(Failed(UNAVAILABLE))

    def take(self) -> bytes:
        """Return the bytes that are to be written now."""
        return self._session.take()

    # What comes of the channel.

    def _hear(self, came: Iterator[Opened | Done | Over]) -> None:
        for one in came:
            match one:
                case Opened():
                    self._open(one)
                case Done():
                    self._come(one)
                case Over():
                    self._channel_over(one.how)

    def _open(self, opened: Opened) -> None:
        arrival = self._arrival = self._read_arrival(opened.data)
        if not self._ask(lambda: self._desk.begin(arrival), self._begin, BEGIN_SECONDS):
            self._close("no room")

    def _begin(self, answer: Any) -> None:
        if not isinstance(answer, Begun):
            assert self._arrival is not None
            log.warning("no dialogue begins", call=self._arrival.call_id, reason=str(answer))
            self._close("no dialogue")
            return
        self._begun = answer
        self._step = _greet(answer)
        self._go_on(None)

    def _come(self, done: Done) -> None:
        self._until = None
        if self._step is None:
            return
        if done.hung_up:
            self._throw(HungUp(done.data))
        else:
            self._go_on(done.text)

    def _channel_over(self, how: str) -> None:
        if how not in ("hung-up", "left"):
            log.warning("a dialogue's connection has ended", reason=how)
        if self._begun is None or self._ended:
            self._close(how)
        else:
            # FreeSWITCH takes its leave of a channel that lives on: somebody has transferred the caller.
            self._end(self._how or {"hung-up": "hung-up", "left": "transferred"}.get(how, "lost"))

    # Steps of the diagram.

    def _next(self) -> None:
        """Begin what the diagram asks for now; without anything it has ended."""
        assert self._begun is not None
        asked = self._begun.talk.asked
        if asked is None:
            self._end(self._how or "done")
            return
        self._trace.begin(asked)
        if asked.topic not in KEEPS_KEYS:
            self._begun.place.pressed.clear()
        self._step = STEPS[asked.topic](asked.topic, asked.inputs, self._begun.place)
        self._go_on(None)

    def _go_on(self, came: Any) -> None:
        """Let the step take what came, and do what it orders next."""
        step = self._step
        assert step is not None
        self._advance(lambda: step.send(came))

    def _throw(self, error: Exception) -> None:
        step = self._step
        if step is None:
            return
        self._advance(lambda: step.throw(error))

    def _advance(self, move: Callable[[], Order]) -> None:
        try:
            order = move()
        except StopIteration as stop:
            self._step = None
            self._finished(stop.value or {})
        except HungUp:
            self._step = None
            self._trace.outcome("hung-up")
            self._end("hung-up")
        except Away:
            self._step = None
            self._trace.outcome("answered")
            self._end("transferred")
        except Failed as failed:
            self._step = None
            self._trace.outcome(failed.code)
            code = failed.code
            self._move(lambda talk: talk.fail(code, code))
        except Unfit as unfit:
            self._step = None
            self._fail(str(unfit))
        else:
            self._do(order)

    def _finished(self, values: Any) -> None:
        begun = self._begun
        assert begun is not None
        asked = begun.talk.asked
        if asked is None or not self._trace.going_on:  # the answer to the call: no element asked for it
            self._next()
            return
        self._trace.values(asked, values)
        if TOPICS[asked.topic].last:
            self._how = "transferred" if asked.topic == TRANSFER else "done"
        if self._session.hung_up and not TOPICS[asked.topic].last:
            self._end("hung-up")  # what the caller left behind is put down, and nobody hears more
            return
        self._move(lambda talk: talk.finish(values))

    def _move(self, move: Callable[[Talk], None]) -> None:
        begun = self._begun
        assert begun is not None
        try:
            move(begun.talk)
        except HuanError as error:
            self._fail(error.message)
        else:
            self._next()

    def _do(self, order: Order) -> None:
        if self._session.over is not None or (self._session.hung_up and not isinstance(order, Ask)):
            self._throw(HungUp())
            return
        match order:
            case Ask():
                if not self._ask(lambda: self._desk.ask(order), self._answered, LOOK_UP_SECONDS):
                    self._throw(Failed(UNAVAILABLE))
            case Execute(seconds=seconds):
                self._until = None if seconds is None else self._clock() + seconds
                self._session.order(order)
            case Variable() | Api() | HangUp():
                self._until = self._clock() + REPLY_SECONDS
                self._session.order(order)

    # The engine.

    def _ask(self, work: Callable[[], Any], then: Callable[[Any], None], seconds: float) -> bool:
        """Have something done beside the loop; what comes later than `seconds` comes to nobody."""
        self._ticket += 1
        ticket = self._ticket
        self._until = self._clock() + seconds

        def came(answer: Any) -> None:
            if ticket == self._ticket and not self.over:
                self._until = None
                then(answer)

        return self._beside(work, came)

    def _answered(self, answer: Any) -> None:
        if isinstance(answer, Exception):
            log.warning("a dialogue's question fails", reason=_told(answer))
            self._throw(Failed(UNAVAILABLE))
        else:
            self._go_on(answer)

    # Ends.

    def _fail(self, reason: str) -> None:
        assert self._begun is not None
        log.warning(
            "a dialogue fails",
            call=self._begun.place.arrival.call_id,
            package=self._begun.package,
            reason=reason,
        )
        self._trace.outcome("failed")
        self._end("failed")

    def _end(self, how: str) -> None:
        """The dialogue has ended: put it down, and let the channel go."""
        if self._ended:
            return
        begun = self._begun
        assert begun is not None
        self._ended, self._step = True, None
        begun.talk.close()
        self._session.leave()
        trace = self._trace
        if not self._ask(lambda: self._desk.end(begun, how, trace), lambda _: self._close(how), END_SECONDS):
            log.error("a dialogue's end is not put down: too much waits", call=begun.place.arrival.call_id)
            self._close(how)

    def _close(self, how: str) -> None:
        if not self._ended and self._session.over is None:
            self._session.leave()
        self._ended = True
        self._ticket += 1
        self._until = None
        self.over = True


def _greet(begun: Begun) -> Step:
    """Answer, unless that is done, and say what is announced; the diagram begins after it."""
    if not begun.place.arrival.answered:
        yield Execute("answer")
    yield from utter(begun.place, begun.announced)
    return {}


def _told(error: Exception) -> str:
    return error.message if isinstance(error, HuanError) else type(error).__name__
