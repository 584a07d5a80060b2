"""Ask a FreeSWITCH everything, over one connection to its event socket."""

from __future__ import annotations

import time
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from engine.errors import Unavailable
from engine.words import Words
from telephony.doctor.folders import look_at
from telephony.doctor.here import address_towards, is_here
from telephony.doctor.seen import EPOCH, QUESTIONS, Seen, Wanted
from telephony.esl import (
    ApiResponse,
    AuthRequest,
    Command,
    CommandReply,
    Connection,
    EslError,
    Message,
    commands,
)
from telephony.listener import NodeSettings
from telephony.transport import InboundSocket

ANSWER_SECONDS = 10.0
JOB = "bgapi status"
EVENTS = "event plain"


class Refused(Unavailable):
    """An exchange does not let us in, or says what nobody understands."""

    code = "exchange-refuses"

    def __init__(self, where: str, told: str) -> None:
        super().__init__(
            Words(
                f"FreeSWITCH's event socket at {where}: {told}", f"{where} 的 FreeSWITCH 事件套接字：{told}"
            )
        )


def interview(
    node: NodeSettings,
    wanted: Wanted,
    clock: Callable[[], datetime],
    answer_seconds: float = ANSWER_SECONDS,
) -> Seen:
    """Return what a node is like. `clock` gives aware UTC time, `answer_seconds` each answer may take.

    Raises:
        Unreachable: nobody answers there.
        Refused: it lets nobody in, or does not answer in time.
    """
    socket = InboundSocket.open(node.host, node.port, clock)
    try:
        asking = _Asking(socket, f"{node.host}:{node.port}", answer_seconds)
        asking.log_in(node.password)
        before = clock()
        epoch = asking.answer(EPOCH)
        asked = (before, clock())
        answers = {EPOCH: epoch} | {question: asking.answer(question) for question in QUESTIONS}
        seen = Seen(
            node=node.name,
            address=asking.where,
            wanted=wanted,
            answers=answers,
            asked=asked,
            password=node.password,
            ours=address_towards(node.host, node.port),
            refused=asking.refused_commands(),
        )
    finally:
        socket.close()
    return replace(seen, folders=look_at(seen.paths)) if is_here(node.host) else seen


class _Asking:
    """A connection on which one thing is asked at a time."""

    def __init__(self, socket: InboundSocket, where: str, answer_seconds: float) -> None:
        self.where = where
        self._answer_seconds = answer_seconds
        self._socket = socket
        self._connection = Connection(skip_unreadable=True)
        self._messages: deque[Message] = deque()

    def log_in(self, password: str) -> None:
        self._next(AuthRequest)
        reply = self._reply(commands.auth(password))
        if not reply.ok:
            raise Refused(self.where, reply.text)

    def answer(self, question: str) -> str:
        self._send(commands.api(*question.split(" ", 1)))
        message = self._next(ApiResponse, CommandReply)
        return message.body if isinstance(message, ApiResponse) else getattr(message, "text", "")

    def refused_commands(self) -> dict[str, str]:
        """Try what a listener does: subscribe, and let something be done in the background."""
        tried = {
            EVENTS: commands.event(["BACKGROUND_JOB"]),
            JOB: commands.bgapi("status", "", str(uuid.uuid4())),
        }
        replies = {name: self._reply(command) for name, command in tried.items()}
        return {name: reply.text for name, reply in replies.items() if not reply.ok}

    def _reply(self, command: Command) -> CommandReply:
        self._send(command)
        message = self._next(CommandReply)
        assert isinstance(message, CommandReply)
        return message

    def _send(self, command: Command) -> None:
        self._socket.send(self._connection.send(command))

    def _next(self, *kinds: type[Message]) -> Message:
        """Return the next message of these kinds; events between are of no interest."""
        deadline = time.monotonic() + self._answer_seconds
        try:
            while True:
                while self._messages:
                    message = self._messages.popleft()
                    if isinstance(message, kinds):
                        return message
                self._receive(deadline)
        except EslError as error:
            raise Refused(self.where, error.message) from error

    def _receive(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise Refused(self.where, f"no answer within {self._answer_seconds:g} s")
        taken = self._socket.inbox.take(left)
        for message in self._connection.receive_data(taken.data):
            self._messages.append(message)
        if taken.over and not self._messages:
            list(self._connection.receive_eof())
            raise Refused(self.where, "the connection was closed")
